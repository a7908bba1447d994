"""What the tests of imports share: files to import, and the results."""

from pathlib import Path

import pytest
from openpyxl import Workbook
from tests.importing.samples import event

from gcm_analysis import importing
from gcm_analysis.evidence.notes import rows_of
from gcm_analysis.importing.safety import ImportRefused
from gcm_analysis.importing.store import read_tables


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def book(path: Path, **tables: list[list[object]]) -> Path:
    """Write a workbook with a sheet for each table."""
    made = Workbook()
    made.remove(made.active)
    for name, rows in tables.items():
        sheet = made.create_sheet(name.replace("_", " "))
        for cells in rows:
            sheet.append(cells)
    made.save(path)
    return path


def refusal(path: Path) -> str:
    """Return the message about a file that is refused."""
    with pytest.raises(ImportRefused) as refused:
        importing.run(event(path.parent / "home"), [path])
    return str(refused.value)


def cells(home: Path, table: str, *columns: str) -> list[tuple[str, ...]]:
    """Return some columns of one of an event's tables, row by row."""
    rows = rows_of(getattr(read_tables(home), table))
    return [tuple(row[column] for column in columns) for row in rows]


def by_speaker(home: Path) -> list[tuple[str, str]]:
    """Return the names of speakers and their words, in order."""
    names = dict(cells(home, "speakers", "speaker_id", "name"))
    rows = cells(home, "notes", "speaker_id", "quote", "text_en", "text_fr")
    return [(names.get(speaker, ""), quote or english or french) for speaker, quote, english, french in rows]


def by_session(home: Path) -> list[tuple[str, str]]:
    """Return titles of sessions and the words that belong to them, in order."""
    titles = dict(cells(home, "sessions", "session_id", "title_en"))
    return [
        (titles.get(session, ""), text) for session, text in cells(home, "notes", "session_id", "text_en")
    ]


def on_disk(home: Path) -> dict[str, bytes]:
    """Return the event's files as they are on disk."""
    return {path.name: path.read_bytes() for path in sorted(home.iterdir()) if path.is_file()}


def brings_nothing_new(home: Path, path: Path) -> bool:
    before = on_disk(home)
    (report,) = importing.run(home, [path]).files
    is_new = any(counts.new or counts.changed for counts in report.counts.values())
    return not is_new and before == on_disk(home)
