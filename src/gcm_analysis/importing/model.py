"""What every reader hands over: an event's own tables, and what was lost on the way."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace

import pandas as pd

COLUMNS: dict[str, tuple[str, ...]] = {
    "sessions": ("session_id", "title_en", "title_fr", "date", "attribution"),
    "speakers": (
        "speaker_id", "name", "role_en", "role_fr", "body_en", "body_fr", "country", "level", "region", "quote_consent",
    ),
    "notes": (
        "note_id", "session_id", "speaker_id", "source_id", "locator_en", "locator_fr", "year", "level", "region", "phase",
        "valence", "theme", "criterion", "confidence", "text_en", "text_fr", "quote", "quote_language", "coder",
    ),
    "recoding": ("note_id", "coder", "phase", "valence", "theme", "criterion", "level"),
    "themes": ("code", "label_en", "label_fr", "definition_en", "definition_fr", "shared_code"),
    "documents": ("source_id", "title", "published", "url", "language", "note_en", "note_fr"),
}  # fmt: skip
KEYS: dict[str, tuple[str, ...]] = {
    "sessions": ("session_id",),
    "speakers": ("speaker_id",),
    "notes": ("note_id",),
    "recoding": ("note_id", "coder"),
    "themes": ("code",),
    "documents": ("source_id",),
}
CODED = ("phase", "valence", "theme", "criterion", "level")  # what a coder decides
WORDS = ("text_en", "text_fr", "quote")  # what was said, in one form or another
UNNUMBERED = "~"  # begins the id of a note that a reader made; merging gives it a number

# What XML, and so a workbook, cannot hold: control signs, lone surrogates, the two that are no characters.
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Notes:
    """An event's own tables. Each has exactly its columns of `COLUMNS`; all cells are text, an empty one is ""."""

    sessions: pd.DataFrame
    speakers: pd.DataFrame
    notes: pd.DataFrame
    recoding: pd.DataFrame
    themes: pd.DataFrame
    documents: pd.DataFrame

    def tables(self) -> dict[str, pd.DataFrame]:
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def with_tables(self, **tables: pd.DataFrame) -> "Notes":
        return replace(self, **tables)


@dataclass(frozen=True)
class Loss:
    """One thing that did not come in as it stood: where, in which row or passage, what it was, and why."""

    where: str
    row: str
    what: str
    why: str


def table(name: str, rows: Iterable[Mapping[str, str]] = ()) -> pd.DataFrame:
    """Return a table with its columns in order; cells that a row does not name are empty."""
    cells = [[row.get(column, "") for column in COLUMNS[name]] for row in rows]
    return pd.DataFrame(cells, columns=list(COLUMNS[name]), dtype=str)


def rows_of(frame: pd.DataFrame) -> list[dict[str, str]]:
    """Return the rows as they are thought of: one mapping of text per row."""
    cells = frame.to_numpy(dtype=object).tolist()
    return [dict(zip(frame.columns, row, strict=True)) for row in cells]


def notes_of(rows: Mapping[str, Iterable[Mapping[str, str]]]) -> Notes:
    """Return the tables from rows by table; a table that is not named is empty."""
    return Notes(**{name: table(name, rows.get(name, ())) for name in COLUMNS})


def nothing() -> Notes:
    return notes_of({})


def clean(text: str) -> str:
    """Return text with one kind of line end and without what no file format can carry."""
    return UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
