"""What all events share and an import must know: the themes of the codebook and the ids of sources."""

from dataclasses import dataclass
from pathlib import Path

from gcm_analysis.importing.refusal import refused
from gcm_analysis.importing.sheets import read_csv


@dataclass(frozen=True)
class Shared:
    """The labels of the shared themes by code, and the ids of the published sources."""

    themes: dict[str, tuple[str, ...]]
    sources: frozenset[str]


def read_shared(event_folder: Path) -> Shared:
    """Return what lies beside the folder of events; what is not there is empty."""
    data = event_folder.parent.parent
    themes: dict[str, tuple[str, ...]] = {
        row["code"]: (row["label_en"], row["label_fr"])
        for row in _rows(data / "codebook.csv", "code", "label_en", "label_fr")
    }
    return Shared(themes, frozenset(row["source_id"] for row in _rows(data / "sources.csv", "source_id")))


def _rows(path: Path, *columns: str) -> list[dict[str, str]]:
    if not path.exists():
        return []
    sheet = read_csv(path)
    if sheet.header and not sheet.has(*columns):
        found, expected = ", ".join(sheet.header), f"the columns {', '.join(columns)}"
        raise refused(path, found, expected, "correct the file first: “gcm check” says what is wrong with it")
    return [row for _, row in sheet.records()]
