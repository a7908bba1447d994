"""Whose id it is. An id belongs to the person who wrote it, so a second rapporteur replaces nothing of the first.

What somebody else's file has under an id with the same words is the same note, and a further coding of it: its other
cells do not change the event's. With other words it may be anything, so a person decides (`conflicts`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import count
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from gcm_analysis.atomic import write_whole
from gcm_analysis.evidence.notes import CODED, UNNUMBERED, WORDS, Notes, notes_of, rows_of
from gcm_analysis.evidence.problems import Problem
from gcm_analysis.importing.matching import letters_of
from gcm_analysis.importing.model import Loss
from gcm_analysis.importing.safety import ImportRefused
from gcm_analysis.importing.sheets import guarded, read_csv

FILE = "conflicts.csv"
CORRECTION, SAME, NEW = DECISIONS = ("correction", "same", "new")


class Conflict(NamedTuple):
    """What a file has under an id that means something else in the event. The fields are the columns of the file."""

    table: str
    id: str
    coder: str
    words: str
    known_coder: str
    known_words: str


COLUMNS = (*Conflict._fields, "decision")
Decisions = dict[Conflict, str]  # those that are still to be made are empty


def read_conflicts(folder: Path) -> Decisions:
    """Return the event's conflicts; a spreadsheet may have saved them."""
    path = folder / FILE
    if not path.exists():
        return {}
    found: Decisions = {}
    problems: list[Problem] = []
    for number, cells in read_csv(path).records():
        decision = cells.get("decision", "").strip().casefold()
        if decision and decision not in DECISIONS:
            expected = f"one of: {', '.join(DECISIONS)}, or empty"
            problems.append(Problem(FILE, number, "decision", decision, expected, "correct the decision"))
        found[Conflict(*(cells.get(column, "") for column in Conflict._fields))] = decision
    if problems:
        raise ImportRefused(problems)
    return found


def write_conflicts(folder: Path, decisions: Decisions) -> None:
    """Write all conflicts, decided ones too: the next import of the same file goes by them."""
    if decisions:
        rows = [(*conflict, decision) for conflict, decision in decisions.items()]
        table = pd.DataFrame(rows, columns=list(COLUMNS), dtype=str).map(guarded)
        write_whole(folder / FILE, table.to_csv(index=False, lineterminator="\n"))


# The tables whose ids people make up, each with its key and the cells that tell what a row is about.
ID_OF = {"sessions": "session_id", "speakers": "speaker_id", "documents": "source_id", "notes": "note_id"}
CONTENT = {
    "sessions": ("title_en", "title_fr"),
    "speakers": ("name", "body_en", "body_fr", "role_en", "role_fr"),
    "documents": ("title",),
    "notes": WORDS,
}
SIMILAR = 0.6  # of the signs, from 0 to 1: a sentence that was corrected, and not another one
COMPARED = 500  # signs that are looked at
NOBODY = "other"  # begins the id of what somebody without a name wrote
WAITS = f"under this id the event has other words: write correction, same or new in {FILE}, and import the file again"
REFERS = f"{{column}} {{value}} waits for a decision in {FILE}, and this row refers to it"
NOT_CHANGED = "it belongs to somebody else, so the event’s value was kept, not the one of the file: {value}"

Row = dict[str, str]


@dataclass
class Incoming:
    """The rows of one file, on their way to the ids that they have in the event."""

    coder: str
    brought: Notes
    losses: list[Loss]
    decisions: Decisions

    def under_event_ids(self, notes: Notes) -> Notes:
        """Return the rows under the ids of the event; those that wait for a decision are left out and are losses."""
        tables = {name: rows_of(frame) for name, frame in self.brought.tables().items()}
        for table, column in ID_OF.items():
            before = {row[column]: row for row in rows_of(getattr(notes, table))}
            named = [row for row in tables[table] if not row[column].startswith(UNNUMBERED)]
            ids = {row[column]: self._own_id(table, row, before) for row in named}
            for name, rows in tables.items():
                tables[name] = list(self._renamed(name, rows, table, ids))
        return notes_of(tables)

    def _own_id(self, table: str, row: Row, rows: dict[str, Row]) -> str | None:
        """Return the id that a row has among those of the event, or none if that is to be decided."""
        own, coder = row[ID_OF[table]], row.get("coder") or self.coder
        if coder and f"{coder}-{own}" in rows:
            return f"{coder}-{own}"
        before = rows.get(own)
        if before is None:
            return own
        decision = CORRECTION
        if not _is_correction(table, before, row, coder):
            decision = SAME if _same(table, before, row) else self._decided(table, before, row, coder)
        if decision == NEW:
            return _free(table, row, coder or NOBODY, rows)
        if decision == SAME:  # codes are the coder's own; no other cell changes in somebody else's row
            for column, value in row.items():
                if column not in (*CODED, "coder") and value and before[column] not in ("", value):
                    what, why = f"{column}: {before[column]}", NOT_CHANGED.format(value=value)
                    self.losses.append(Loss(f"{table}.csv", own, what, why))
                    row[column] = ""
        return own if decision else None

    def _decided(self, table: str, before: Row, row: Row, coder: str) -> str:
        """Return what was decided of these words of this person, even if the event's words are others by now."""
        words, known_words = _words(table, row), _words(table, before)
        conflict = Conflict(table, row[ID_OF[table]], coder, words, before.get("coder", ""), known_words)
        subject = (*conflict[:3], letters_of(words))
        same = (each for it, each in self.decisions.items() if (*it[:3], letters_of(it.words)) == subject)
        return next(same, None) or self.decisions.setdefault(conflict, "")

    def _renamed(self, name: str, rows: list[Row], table: str, ids: dict[str, str | None]) -> Iterator[Row]:
        """Give the rows of a table with new ids, without those that wait or refer to what waits."""
        column = ID_OF[table]
        for row in rows:
            value = row.get(column, "")
            own_id = ids.get(value, value)
            if own_id is None:
                why = WAITS if name == table else REFERS.format(column=column, value=value)
                key = row[ID_OF.get(name, column)]
                self.losses.append(Loss(f"{name}.csv", key, _words(name, row), why, waits=True))
            else:
                yield row | {column: own_id} if value else row


def _is_correction(table: str, before: Row, row: Row, coder: str) -> bool:
    """Say whether a row is a later state of the one before: of the same person, or of nobody and much alike."""
    if table == "notes" and coder and before["coder"]:
        return coder == before["coder"]
    pairs = [(before[column], row[column]) for column in CONTENT[table]]
    filled = [(one, other) for one, other in pairs if one and other]
    return not filled or any(_is_similar(one, other) for one, other in filled)


def _is_similar(one: str, other: str) -> bool:
    first, second = letters_of(one)[:COMPARED], letters_of(other)[:COMPARED]
    is_part = bool(first and second) and (first in second or second in first)
    return first == second or is_part or SequenceMatcher(None, first, second).ratio() >= SIMILAR


def _same(table: str, before: Row, row: Row) -> bool:
    """Say whether two rows say the same, but for signs and capital letters; one may say nothing."""
    words = [{letters_of(each[column]) for column in CONTENT[table]} - {""} for each in (before, row)]
    return not all(words) or bool(words[0] & words[1])


def _words(table: str, row: Row) -> str:
    return next((row[column] for column in CONTENT.get(table, ()) if row[column]), "")


def _free(table: str, row: Row, who: str, rows: dict[str, Row]) -> str:
    """Return an id of the person's own: one that is free, or that has these words already."""
    numbered = (f"{who}{number if number > 1 else ''}-{row[ID_OF[table]]}" for number in count(1))
    return next(each for each in numbered if each not in rows or _same(table, rows[each], row))
