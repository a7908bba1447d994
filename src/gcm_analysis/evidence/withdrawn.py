"""Reads the statements that were withdrawn after publication: they are neither counted nor shown, and do not come back.

`withdrawn.csv` in the event's folder has one row per statement: its id, the day, and the reason in both languages.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from gcm_analysis.evidence.content import Digest, Row, of_table
from gcm_analysis.evidence.csv_file import read_own_table
from gcm_analysis.evidence.event import Event, Words
from gcm_analysis.evidence.missing import Missing
from gcm_analysis.evidence.notes import Notes
from gcm_analysis.evidence.problems import Problem
from gcm_analysis.evidence.tables import WITHDRAWN, cell_problems, numbered

FILE = "withdrawn.csv"
COLUMNS = tuple(WITHDRAWN.columns)


@dataclass(frozen=True)
class Withdrawal:
    """A withdrawn statement: since which day, as YYYY-MM-DD, and why."""

    note_id: str
    day: str
    reason: Words


def read_withdrawn(folder: Path, label: str) -> tuple[tuple[Withdrawal, ...], list[Problem]]:
    """Return the withdrawals in the order of the file, or the problems of the file; none where there is no file.

    `label` is the name of the event's folder in messages.
    """
    name = f"{label}{FILE}"
    header, body, problems = read_own_table(folder / FILE, name, COLUMNS)
    if problems:
        return (), problems
    filled = [(number, [*map(str.strip, cells)]) for number, cells in body if any(cells)]
    frame = numbered(filled, header)
    unexplained = frame.index[(frame["reason_en"] == "") & (frame["reason_fr"] == "")]
    expected, remedy = "the reason, which readers see", "fill the cell in"
    problems = list(cell_problems(name, WITHDRAWN, frame))
    problems += [Problem(name, int(row), "reason_en", "", expected, remedy) for row in unexplained]
    if problems:
        return (), problems
    return tuple(
        Withdrawal(note_id, day, Words(en=english or None, fr=french or None))
        for note_id, day, english, french in frame[[*COLUMNS]].itertuples(index=False)
    ), []


def without_withdrawn(notes: Notes, ids: Collection[str]) -> Notes:
    """Return an event's own tables without the notes that were withdrawn, and their codings."""
    frames = {name: getattr(notes, name) for name in ("notes", "recoding")}
    kept = {name: frame[~frame["note_id"].isin(ids)] for name, frame in frames.items()}
    return notes.with_tables(**{name: frame.reset_index(drop=True) for name, frame in kept.items()})


def untranslated_reasons(withdrawals: Collection[Withdrawal], event: Event) -> Iterator[Missing]:
    """Yield every reason that is missing in a language of the report."""
    for one in withdrawals:
        for code in event.languages:
            if one.reason.is_missing(code):
                yield Missing("untranslated", FILE, one.note_id, f"reason_{code}")


def content_of_withdrawn(withdrawals: Collection[Withdrawal]) -> dict[Row, Digest]:
    """Return the withdrawals as content: the report lists them, so that a release is bound to them, too."""
    cells = [(one.note_id, one.day, one.reason.en or "", one.reason.fr or "") for one in withdrawals]
    return dict(of_table(FILE, pd.DataFrame(cells, columns=list(COLUMNS), dtype=str), COLUMNS[:1]))
