"""Reads an event's own tables as text: its sessions, people, notes and codings, its themes, its documents."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path

import pandas as pd

from gcm_analysis.evidence.csv_file import read_own_table
from gcm_analysis.evidence.event import LANGUAGES, untranslated
from gcm_analysis.evidence.problems import Problem
from gcm_analysis.evidence.tables import OWN_TABLES

COLUMNS = {name: tuple(table.columns) for name, table in OWN_TABLES.items()}
KEYS = {name: table.unique[0] for name, table in OWN_TABLES.items()}
CODED = ("phase", "valence", "theme", "criterion", "level")  # what a coder decides
WORDS = ("text_en", "text_fr", "quote")  # columns with what was said
LATER = ("author", "publisher", "biography_en", "biography_fr")  # columns that older tables do not have
UNNUMBERED = "~"  # begins the id of a note that a reader made; merging gives it a number


@dataclass(frozen=True)
class Notes:
    """An event's own tables. Each has exactly its columns of `COLUMNS`; all cells are text, an empty one is ""."""

    sessions: pd.DataFrame
    speakers: pd.DataFrame
    participants: pd.DataFrame  # people who did not speak: never published, for the guard alone
    notes: pd.DataFrame
    recoding: pd.DataFrame
    themes: pd.DataFrame
    documents: pd.DataFrame

    def tables(self) -> dict[str, pd.DataFrame]:
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def with_tables(self, **tables: pd.DataFrame) -> "Notes":
        return replace(self, **tables)


def table(name: str, rows: Iterable[Mapping[str, str]] = ()) -> pd.DataFrame:
    """Return a table with its columns in order; cells that a row does not name are empty."""
    cells = [[row.get(column, "") for column in COLUMNS[name]] for row in rows]
    return pd.DataFrame(cells, columns=list(COLUMNS[name]), dtype=str) if cells else _empty(name).copy()


@cache
def _empty(name: str) -> pd.DataFrame:
    """Return a table without rows, which most events have: making one takes pandas milliseconds."""
    return pd.DataFrame(columns=list(COLUMNS[name]), dtype=str)


def rows_of(frame: pd.DataFrame) -> list[dict[str, str]]:
    """Return the rows, each as text by column."""
    if frame.empty:
        return []
    columns, cells = frame.columns.tolist(), frame.to_numpy(dtype=object).tolist()
    return [dict(zip(columns, row, strict=True)) for row in cells]


def in_language(row: Mapping[str, str], name: str, code: str) -> str:
    """Return a text in a language; where it is missing, the other language's, marked as such."""
    other = next(each for each in LANGUAGES if each != code)
    text, original = row.get(f"{name}_{code}", ""), row.get(f"{name}_{other}", "")
    return text or (untranslated(original, other) if original else "")


def source_of(session_id: str) -> str:
    """Return the id under which a session is cited; notes of no session are cited together."""
    return f"session-{session_id}" if session_id else "notes"


def notes_of(rows: Mapping[str, Iterable[Mapping[str, str]]]) -> Notes:
    """Return the tables from rows by table; a table that is not named is empty."""
    return Notes(**{name: table(name, rows.get(name, ())) for name in COLUMNS})


def nothing() -> Notes:
    return notes_of({})


def read_notes(folder: Path, label: str) -> tuple[Notes, list[Problem]]:
    """Return the event's tables, and the problems of their files; a table without a file is empty.

    A cell of blanks is an empty one. `label` is the name of the folder in messages.
    """
    problems: list[Problem] = []
    tables: dict[str, pd.DataFrame] = {}
    for name, columns in COLUMNS.items():
        header, rows, found = read_own_table(folder / f"{name}.csv", f"{label}{name}.csv", columns, LATER)
        problems += found
        kept = ((cell if cell.strip() else "" for cell in row) for _, row in rows)
        tables[name] = table(name, [dict(zip(header, cells, strict=False)) for cells in kept])
    return Notes(**tables), problems
