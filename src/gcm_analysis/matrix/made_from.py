"""What a report depends on, in one digest: parameters, data, notebooks, the code, versions."""

import json
import os
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from gcm_analysis.matrix.plan import Variant
from gcm_analysis.publishing.manifest import EPOCH, code_digest, current_versions, hashes, inputs


class Manner(Protocol):
    """How reports are made: what a plan and a task both say."""

    @property
    def formats(self) -> tuple[str, ...]: ...
    @property
    def publisher(self) -> str: ...
    @property
    def draft(self) -> bool: ...


class MadeFrom:
    """Digests for reports that are made in one manner; what they have in common is read once."""

    def __init__(self, home: Path, manner: Manner) -> None:
        self._home, self._publisher = home, manner.publisher
        self._common = {
            "code": code_digest(),
            "versions": current_versions(),
            "time": os.environ.get(EPOCH, ""),
            "formats": manner.formats,
            "publisher": manner.publisher,
            "draft": manner.draft,
        }
        self._inputs: dict[str, dict[str, str]] = {}

    def __call__(self, variant: Variant) -> str:
        """Return the digest for one report."""
        event = variant.event
        if event not in self._inputs:
            self._inputs[event] = hashes(self._home, inputs(self._home, event, self._publisher))
        editions = [edition.model_dump() for edition in variant.editions]
        content = {**self._common, "inputs": self._inputs[event], "editions": editions}
        return sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
