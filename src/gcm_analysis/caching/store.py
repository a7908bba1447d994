"""Stores results: one folder for each step, in which a record says what the result was made from.

Many processes may share a store. No step waits for another: each file is written under another name and renamed. A
record holds the fingerprint of its result, so that a truncated, mixed-up or tampered result is noticed.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gcm_analysis import paths
from gcm_analysis.atomic import write_whole
from gcm_analysis.caching.files import digest, located, row_marks

SCHEMA = 1
RECORD, RESULT = "record.json", "result"
# What a step depends on: by kind and by name, each with its fingerprint.
Inputs = Mapping[str, Mapping[str, str]]


def cache_folder() -> Path:
    """Return the folder of the store: the one that the environment names, else one in the project."""
    named = os.environ.get("GCM_CACHE")
    return Path(named).expanduser().resolve() if named else paths.home() / ".gcm-cache"


@dataclass(frozen=True)
class Kept:
    """A step's last result."""

    inputs: dict[str, dict[str, str]]
    result: bytes | None  # None if it is not what was stored


@dataclass(frozen=True)
class Store:
    """The results of steps, below a folder."""

    folder: Path
    unkept: list[OSError] = field(default_factory=list, compare=False)  # why something could not be kept

    def get(self, slot: str) -> Kept | None:
        """Return what is kept for a step, such as `report/en/01-event`; None if it was never done."""
        folder = self.folder / slot
        try:
            record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
            if record["schema"] != SCHEMA:
                return None
            inputs, seal = record["inputs"], record["seal"]
            result = (folder / RESULT).read_bytes() if (folder / RESULT).is_file() else b""
        except OSError:
            return None  # it is not there, or can't be read: the step is done again
        except (ValueError, KeyError, TypeError):
            return Kept({}, None)
        return Kept(inputs, result if _seal(inputs, result) == seal else None)

    def put(self, slot: str, inputs: Inputs, result: bytes) -> None:
        """Keep a step's result, and the rows of the tables that it read; what can't be kept is made again next time."""
        try:
            self._put(slot, inputs, result)
        except OSError as error:  # no room, no right, or removed by `make clean` at this moment
            self.unkept.append(error)

    def _put(self, slot: str, inputs: Inputs, result: bytes) -> None:
        folder = self.folder / slot
        folder.mkdir(parents=True, exist_ok=True)
        record = {"schema": SCHEMA, "seal": _seal(inputs, result), "inputs": inputs}
        write_whole(folder / RESULT, result)
        write_whole(folder / RECORD, json.dumps(record, ensure_ascii=False, indent=1).encode())
        for name, fingerprint in inputs.get("files", {}).items():
            self._keep_rows(name, fingerprint)

    def rows(self, fingerprint: str) -> list[int] | None:
        """Return the row marks of a table that had this content, if any step read it."""
        path = self._rows_file(fingerprint)
        marks: list[int] | None = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None
        return marks

    def _keep_rows(self, name: str, fingerprint: str) -> None:
        target = self._rows_file(fingerprint)
        if name.endswith(".csv") and not target.is_file() and (content := _content(name, fingerprint)):
            target.parent.mkdir(parents=True, exist_ok=True)
            write_whole(target, json.dumps(row_marks(content)).encode())

    def _rows_file(self, fingerprint: str) -> Path:
        return self.folder / ".rows" / f"{fingerprint}.json"


def _seal(inputs: Inputs, result: bytes) -> str:
    """Return a fingerprint of a record and its result together."""
    return digest(lines(inputs) + digest(result))


def _content(name: str, fingerprint: str) -> bytes | None:
    """Return a file's content if it is still the one that was read."""
    path = located(name)
    content = path.read_bytes() if path.is_file() else b""
    return content if digest(content) == fingerprint else None


def lines(value: Any) -> str:  # noqa: ANN401 - any JSON
    """Return a value as text that is the same in every run."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
