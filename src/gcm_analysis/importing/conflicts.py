"""Two things under one id: listed in `conflicts.csv`, and decided by a person. Until then the newcomer waits."""

import csv
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import NamedTuple

from gcm_analysis.evidence.problems import Problem
from gcm_analysis.importing.matching import letters_of
from gcm_analysis.importing.refusal import ImportRefused
from gcm_analysis.importing.sheets import guarded, read_csv
from gcm_analysis.importing.store import write_text

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


@dataclass
class Conflicts:
    """The decisions that were made, and those that are still to be made, which are empty."""

    decisions: dict[Conflict, str] = field(default_factory=dict)

    def decision(self, conflict: Conflict) -> str:
        """Return what was decided of these words of this person, even if the event's words are others by now."""
        same = (each for known, each in self.decisions.items() if _subject(known) == _subject(conflict))
        return next(same, None) or self.decisions.setdefault(conflict, "")


def _subject(conflict: Conflict) -> tuple[str, ...]:
    return (conflict.table, conflict.id, conflict.coder, letters_of(conflict.words))


def read_conflicts(folder: Path) -> Conflicts:
    """Return the event's conflicts; a spreadsheet may have saved them."""
    path = folder / FILE
    if not path.exists():
        return Conflicts()
    found: dict[Conflict, str] = {}
    problems: list[Problem] = []
    for number, cells in read_csv(path).records():
        decision = cells.get("decision", "").strip().casefold()
        if decision and decision not in DECISIONS:
            expected = f"one of: {', '.join(DECISIONS)}, or empty"
            problems.append(Problem(FILE, number, "decision", decision, expected, "correct the decision"))
        found[Conflict(*(cells.get(column, "") for column in Conflict._fields))] = decision
    if problems:
        raise ImportRefused(problems)
    return Conflicts(found)


def write_conflicts(folder: Path, conflicts: Conflicts) -> None:
    """Write all conflicts, decided ones too: the next import of the same file goes by them."""
    if not conflicts.decisions:
        return
    lines = StringIO(newline="")
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(
        [*map(guarded, conflict), decision] for conflict, decision in conflicts.decisions.items()
    )
    write_text(folder / FILE, lines.getvalue())
