"""Statements that were withdrawn after they had been published: they are neither counted nor shown, and do not come back.

`withdrawn.csv` in the event's folder has one row per statement: its id, the day, and the reason in both languages.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from gcm_analysis.evidence.content import Digest, Row, of_table
from gcm_analysis.evidence.csv_file import read_csv_if_any, table_problems
from gcm_analysis.evidence.event import Event, Words
from gcm_analysis.evidence.missing import Missing
from gcm_analysis.evidence.notes import Notes
from gcm_analysis.evidence.problems import EvidenceError, Problem
from gcm_analysis.evidence.rules import DAY, FILLED

FILE = "withdrawn.csv"
COLUMNS = ("note_id", "withdrawn", "reason_en", "reason_fr")


@dataclass(frozen=True)
class Withdrawal:
    """One statement that was withdrawn: since which day, as YYYY-MM-DD, and why."""

    note_id: str
    day: str
    reason: Words


def read_withdrawn(folder: Path, label: str) -> tuple[tuple[Withdrawal, ...], list[Problem]]:
    """Return what was withdrawn, in the order of the file, or the problems of the file; nothing where there is none.

    `label` is how the event's folder is called in messages.
    """
    name = f"{label}{FILE}"
    try:
        (_, header), *body = read_csv_if_any(folder / FILE, name) or [(1, list(COLUMNS))]
    except EvidenceError as error:
        return (), list(error.problems)
    problems = table_problems(name, header, body, COLUMNS)
    if problems:
        return (), problems
    rows = {
        number: dict(zip(header, map(str.strip, cells), strict=True)) for number, cells in body if any(cells)
    }
    problems = list(_problems(name, rows))
    return (() if problems else tuple(map(_withdrawal, rows.values()))), problems


def without_withdrawn(notes: Notes, ids: Collection[str]) -> Notes:
    """Return an event's own tables without the notes that were withdrawn, and their codings."""
    return notes.with_tables(notes=_others(notes.notes, ids), recoding=_others(notes.recoding, ids))


def untranslated_reasons(withdrawals: Collection[Withdrawal], event: Event) -> Iterator[Missing]:
    """Give every reason that is missing in a language of the report."""
    for one in withdrawals:
        for code in event.languages:
            if one.reason.is_missing(code):
                yield Missing("untranslated", FILE, one.note_id, f"reason_{code}")


def not_withdrawn(statements: pd.DataFrame, ids: Collection[str]) -> pd.DataFrame:
    """Return statements of the published record, or their codings, without those that were withdrawn."""
    return statements[~statements["statement_id"].isin(ids)]


def _others(frame: pd.DataFrame, ids: Collection[str]) -> pd.DataFrame:
    return frame[~frame["note_id"].isin(ids)].reset_index(drop=True)


def _withdrawal(row: dict[str, str]) -> Withdrawal:
    reason = Words(en=row["reason_en"] or None, fr=row["reason_fr"] or None)
    return Withdrawal(row["note_id"], row["withdrawn"], reason)


def _problems(name: str, rows: dict[int, dict[str, str]]) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, row in rows.items():
        note_id = row["note_id"]
        for column, rule in (("note_id", FILLED), ("withdrawn", DAY)):
            if not rule.holds(row[column]):
                yield rule.problem(name, number, column, row[column])
        if not (row["reason_en"] or row["reason_fr"]):
            yield Problem(name, number, "reason_en", "", "the reason, which readers see", "fill the cell in")
        if note_id in seen:
            yield Problem(name, number, "note_id", note_id, "each statement once", "remove one of the rows")
        seen.add(note_id)


def content_of_withdrawn(withdrawals: Collection[Withdrawal]) -> dict[Row, Digest]:
    """Return the withdrawals as content: the report lists them, and a release is given for them too."""
    cells = [(one.note_id, one.day, one.reason.en or "", one.reason.fr or "") for one in withdrawals]
    return dict(of_table(FILE, pd.DataFrame(cells, columns=list(COLUMNS), dtype=str), COLUMNS[:1]))
