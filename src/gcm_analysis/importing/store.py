"""An event’s own tables on disk, read whole and written whole; and what there is already that a file may name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from gcm_analysis.atomic import write_whole
from gcm_analysis.evidence.notes import Notes, read_notes, rows_of
from gcm_analysis.importing.safety import ImportRefused, refused
from gcm_analysis.importing.sheets import read_csv


def read_tables(folder: Path) -> Notes:
    """Return the event's tables; one that is not there yet is empty."""
    notes, problems = read_notes(folder, "")
    if problems:
        raise ImportRefused(problems)
    return notes


def write_tables(folder: Path, notes: Notes) -> None:
    """Write the tables whose content has changed."""
    for name, frame in notes.tables().items():
        path = folder / f"{name}.csv"
        text = frame.to_csv(index=False, lineterminator="\n")
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            write_whole(path, text)


@dataclass(frozen=True)
class Existing:
    """What there is already: labels of themes by code, ids of sources, and ids by title or name in small letters."""

    themes: Mapping[str, tuple[str, ...]]
    sources: frozenset[str]
    titles: Mapping[str, str] = field(default_factory=dict)  # of the event's documents, as written
    sessions: Mapping[str, str] = field(default_factory=dict)
    speakers: Mapping[str, str] = field(default_factory=dict)

    def with_notes(self, notes: Notes) -> "Existing":
        """Return it with what the event's own tables have; of two themes of one code, its own counts."""
        documents = rows_of(notes.documents)
        themes = {row["code"]: (row["label_en"], row["label_fr"]) for row in rows_of(notes.themes)}
        return Existing(
            {**themes, **self.themes, **themes},
            self.sources | {row["source_id"] for row in documents},
            {row["title"]: row["source_id"] for row in documents},
            _ids_by_name(notes.sessions, "title_en", "title_fr", "session_id"),
            _ids_by_name(notes.speakers, "name", "speaker_id"),
        )


def _ids_by_name(frame: pd.DataFrame, *columns: str) -> dict[str, str]:
    """Return ids, which are in the last of the columns, by what is in any of them."""
    return {
        row[column].casefold(): row[columns[-1]]
        for row in rows_of(frame)
        for column in columns
        if row[column]
    }


def read_shared(event_folder: Path) -> Existing:
    """Return the themes and sources that all events share; what is not there is empty."""
    data = event_folder.parent.parent
    themes = {
        row["code"]: (row["label_en"], row["label_fr"])
        for row in _rows(data / "codebook.csv", "code", "label_en", "label_fr")
    }
    return Existing(themes, frozenset(row["source_id"] for row in _rows(data / "sources.csv", "source_id")))


def _rows(path: Path, *columns: str) -> list[dict[str, str]]:
    if not path.exists():
        return []
    sheet = read_csv(path)
    if sheet.header and not sheet.has(*columns):
        found, expected = ", ".join(sheet.header), f"the columns {', '.join(columns)}"
        raise refused(path, found, expected, "correct the file first: “gcm check” says what is wrong with it")
    return [row for _, row in sheet.records()]
