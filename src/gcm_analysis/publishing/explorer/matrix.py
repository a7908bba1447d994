"""How many statements fall on each theme, in each phase, at each level: what the interactive figure shows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gcm_analysis.publishing.explorer.statements import Row, Statements

AXES = ("theme", "phase", "level")


@dataclass(frozen=True)
class Cell:
    """A theme in a phase at a level, and its number of statements."""

    theme: str
    phase: str
    level: str
    number: int


@dataclass(frozen=True)
class Matrix:
    """All cells of the themes, phases and levels that occur, empty ones included; theme by theme, level by level."""

    themes: Sequence[str]
    phases: Sequence[str]
    levels: Sequence[str]
    cells: tuple[Cell, ...]

    @property
    def most(self) -> int:
        return max((cell.number for cell in self.cells), default=0)

    def row(self, theme: str) -> list[Cell]:
        """Return the cells of a theme, level by level."""
        return [cell for cell in self.cells if cell.theme == theme]


def matrix(found: Statements) -> Matrix:
    """Count the statements of a report."""
    themes, phases, levels = (list(found.options[axis]) for axis in AXES)
    counted = _count(found.rows)
    cells = (
        Cell(theme, phase, level, counted.get((theme, phase, level), 0))
        for theme in themes
        for level in levels
        for phase in phases
    )
    return Matrix(themes, phases, levels, tuple(cells))


def _count(rows: Iterable[Row]) -> dict[tuple[str, ...], int]:
    counted: dict[tuple[str, ...], int] = {}
    for row in rows:
        key = tuple(row.codes[axis] for axis in AXES)
        counted[key] = counted.get(key, 0) + 1
    return counted
