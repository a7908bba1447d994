"""What all events share and an import must know: the themes of the codebook and the ids of sources."""

import csv
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Shared:
    """The labels of the shared themes by code, and the ids of the published sources."""

    themes: dict[str, tuple[str, ...]]
    sources: frozenset[str]


def read_shared(event_folder: Path) -> Shared:
    """Return what lies beside the folder of events; what is not there is empty."""
    data = event_folder.parent.parent
    themes: dict[str, tuple[str, ...]] = {
        row["code"]: (row["label_en"], row["label_fr"]) for row in _rows(data / "codebook.csv")
    }
    return Shared(themes, frozenset(row["source_id"] for row in _rows(data / "sources.csv")))


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
