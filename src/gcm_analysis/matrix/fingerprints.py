"""What a report depends on, in one digest: parameters, data, notebooks, the code, versions."""

import json
import os
from hashlib import sha256
from pathlib import Path

from gcm_analysis.matrix.plan import Plan, Variant
from gcm_analysis.publishing.manifest import EPOCH, code_digest, current_versions, hashes, inputs


class Fingerprints:
    """Fingerprints of the reports of a plan; what they have in common is read once."""

    def __init__(self, home: Path, plan: Plan) -> None:
        self._home, self._publisher = home, plan.publisher
        self._common = {
            "code": code_digest(),
            "versions": current_versions(),
            "time": os.environ.get(EPOCH, ""),
            "formats": plan.formats,
            "publisher": plan.publisher,
            "draft": plan.draft,
        }
        self._inputs: dict[str, dict[str, str]] = {}

    def __call__(self, variant: Variant) -> str:
        """Return the fingerprint of one report."""
        event = variant.event
        if event not in self._inputs:
            self._inputs[event] = hashes(self._home, inputs(self._home, event, self._publisher))
        editions = [edition.model_dump() for edition in variant.editions]
        content = {**self._common, "inputs": self._inputs[event], "editions": editions}
        return sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
