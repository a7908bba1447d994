"""How many statements each side makes on each theme: those who look from outside, programmes on themselves, all others."""

from collections.abc import Sequence
from dataclasses import dataclass

from gcm_analysis.evidence.vocabulary import OUTSIDE, SELF_REPORT, SOURCE_TYPES
from gcm_analysis.publishing.explorer.statements import Row, Statements

SIDES = {
    "outside": OUTSIDE,
    "own": (SELF_REPORT,),
    "others": tuple(one for one in SOURCE_TYPES if one not in (*OUTSIDE, SELF_REPORT)),
}


@dataclass(frozen=True)
class Cell:
    """A theme on one side, and its number of statements; `types` are the kinds of source of that side that occur."""

    theme: str
    side: str
    types: tuple[str, ...]
    number: int


def grid(found: Statements) -> list[list[Cell]]:
    """Return the cells theme by theme, each row with the same sides: those that occur at all."""
    present = set(found.options["source_type"])
    sides = {side: tuple(one for one in types if one in present) for side, types in SIDES.items()}
    return [
        [Cell(theme, side, types, _count(found.rows, theme, types)) for side, types in sides.items() if types]
        for theme in found.options["theme"]
    ]


def _count(rows: Sequence[Row], theme: str, types: tuple[str, ...]) -> int:
    return sum(row.codes["theme"] == theme and row.codes["source_type"] in types for row in rows)
