"""An event's own tables on disk: read whole, written whole, so that a stopped import leaves no half table."""

import csv
from io import StringIO
from pathlib import Path

import pandas as pd

from gcm_analysis.evidence.problems import Problem
from gcm_analysis.importing.model import COLUMNS, Notes, notes_of, table
from gcm_analysis.importing.refusal import ImportRefused
from gcm_analysis.importing.safety import decoded


def read_tables(folder: Path) -> Notes:
    """Return the event's tables; one that is not there yet is empty."""
    problems: list[Problem] = []
    tables = {name: _read(folder / f"{name}.csv", name, problems) for name in COLUMNS}
    if problems:
        raise ImportRefused(problems)
    return notes_of({}).with_tables(**tables)


def _read(path: Path, name: str, problems: list[Problem]) -> pd.DataFrame:
    if not path.exists():
        return table(name)
    header, *rows = _cells(path) or [[]]
    if tuple(header) != COLUMNS[name]:
        expected = f"the columns {', '.join(COLUMNS[name])}"
        problems.append(
            Problem(path.name, 1, None, ", ".join(header), expected, "correct the names of the columns")
        )
    for number, cells in enumerate(rows, start=2):
        if len(cells) != len(COLUMNS[name]):
            expected = f"{len(COLUMNS[name])} cells, as in row 1"
            remedy = "put cells that hold a comma between double quotes, and add the missing commas"
            problems.append(Problem(path.name, number, None, f"{len(cells)} cells", expected, remedy))
    return table(name) if problems else pd.DataFrame(rows, columns=list(COLUMNS[name]), dtype=str)


def _cells(path: Path) -> list[list[str]]:
    lines = csv.reader(StringIO(decoded(path.read_bytes(), path), newline=""))
    return [cells for cells in lines if cells]


def write_tables(folder: Path, notes: Notes) -> None:
    """Write the tables whose content has changed."""
    for name, frame in notes.tables().items():
        path = folder / f"{name}.csv"
        text = frame.to_csv(index=False, lineterminator="\n")
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            write_text(path, text)


def write_text(path: Path, text: str) -> None:
    """Write a file at once: it is the old one or the new one, never a part."""
    unfinished = path.with_name(f".{path.name}.new")
    unfinished.write_text(text, encoding="utf-8", newline="")
    unfinished.replace(path)
