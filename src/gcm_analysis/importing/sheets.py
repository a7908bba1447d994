"""Tables as they stand in a file: sheets of rows of text. Values are read and formulas are not."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

from gcm_analysis.importing.model import Loss, clean
from gcm_analysis.importing.refusal import refused
from gcm_analysis.importing.safety import decoded

MOST_ROWS, MOST_COLUMNS = 100_000, 100
LONGEST_CELL = 10_000_000  # characters
GUARDED = re.compile(r"'+[=+\-@\t\r]")  # text that we, or a spreadsheet, kept from being a formula
FORMULA = re.compile(r"'*[=+\-@\t\r]")


@dataclass(frozen=True)
class Sheet:
    """A table as it stands: the names of its columns and its rows, each with the number that a spreadsheet shows."""

    name: str
    header: tuple[str, ...] = ()
    rows: tuple[tuple[int, tuple[str, ...]], ...] = ()
    losses: tuple[Loss, ...] = field(default=())

    def has(self, *columns: str) -> bool:
        return set(columns) <= {name.casefold() for name in self.header}

    def records(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Give each row as cells by column, with its number; the names of columns in small letters."""
        names = [name.casefold() for name in self.header]
        for number, cells in self.rows:
            yield number, dict(zip(names, cells, strict=False))


def guarded(text: str) -> str:
    """Return text that no spreadsheet takes for a formula; `unguarded` gives it back exactly."""
    return f"'{text}" if FORMULA.match(text) else text


def unguarded(text: str) -> str:
    return text[1:] if GUARDED.match(text) else text


def sheet_of(name: str, rows: list[tuple[int, list[str]]], losses: list[Loss]) -> Sheet:
    """Return the sheet whose first row that is not blank has the names of the columns.

    Blank rows are left out. A column may be without a name.
    """
    filled = [(number, cells) for number, cells in rows if any(cell.strip() for cell in cells)]
    if not filled:
        return Sheet(name, losses=tuple(losses))
    width = max(place + 1 for _, cells in filled for place, cell in enumerate(cells) if cell.strip())
    padded = [(number, tuple([*cells, *[""] * width][:width])) for number, cells in filled]
    (_, header), *body = padded
    return Sheet(name, tuple(cell.strip() for cell in header), tuple(body), tuple(losses))


def read_csv(path: Path) -> Sheet:
    """Return the one table of a CSV file, whatever sign separates its cells."""
    text = decoded(path.read_bytes(), path)
    csv.field_size_limit(LONGEST_CELL)
    lines = csv.reader(StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    rows: list[tuple[int, list[str]]] = []
    try:
        for number, cells in enumerate(lines, start=1):
            _within(path, number, len(cells))
            rows.append((number, [clean(unguarded(cell)) for cell in cells]))
    except csv.Error as error:
        found = f"row {len(rows) + 1}: {error}"
        remedy = "look for a double quote that is opened and never closed"
        raise refused(path, found, "a table of cells separated by commas", remedy) from None
    return sheet_of(path.stem, rows, [])


def _separator(text: str) -> str:
    """Return the sign between the names of the columns: some languages' spreadsheets write semicolons."""
    first = text.lstrip().partition("\n")[0]
    return max(",;\t", key=first.count)


def _within(path: Path, number: int, width: int) -> None:
    if number > MOST_ROWS or width > MOST_COLUMNS:
        found = f"row {number} with {width} cells"
        expected = f"at most {MOST_ROWS} rows and {MOST_COLUMNS} columns"
        raise refused(path, found, expected, "divide the file, and remove columns that are not needed")
