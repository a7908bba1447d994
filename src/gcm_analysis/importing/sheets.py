"""Tables as they are in a file: sheets of rows of text. Values are read and formulas are not."""

import csv
import re
from collections.abc import Iterable
from io import StringIO
from pathlib import Path

from gcm_analysis.evidence.notes import COLUMNS
from gcm_analysis.importing.model import Loss, Sheet, clean
from gcm_analysis.importing.safety import decoded, refused

MOST_ROWS, MOST_COLUMNS = 100_000, 100
LONGEST_CELL = 10_000_000  # characters
FEWEST_KNOWN = 2  # names of columns that make a row one of names
MOST_TITLES = 20  # rows among which the names of the columns are looked for
NAMES = {name for columns in COLUMNS.values() for name in columns} | {
    "id", "document", "tag", "content", "description", "number of highlights", "document name", "segment", "codename",
}  # of columns that are known: ours, and those of tools  # fmt: skip
ABOVE = "it is above the names of the columns, so it was not read"
SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)  # as spreadsheets write and read it
GUARDED = re.compile(r"'+[=+\-@\t\r]")  # text that we, or a spreadsheet, kept from being a formula
FORMULA = re.compile(r"'*[=+\-@\t\r]")


def guarded(text: str) -> str:
    """Return text that no spreadsheet takes for a formula; `unguarded` gives it back exactly."""
    return f"'{text}" if FORMULA.match(text) else text


def unguarded(text: str) -> str:
    return text[1:] if GUARDED.match(text) else text


def sheet_of(name: str, where: str, rows: list[tuple[int, list[str]]], losses: Iterable[Loss] = ()) -> Sheet:
    """Return the sheet with the names of its columns.

    Blank rows are left out; what is above the names is a loss. A column may be without a name.
    """
    filled = [(number, cells) for number, cells in rows if any(cell.strip() for cell in cells)]
    if not filled:
        return Sheet(name, losses=tuple(losses), where=where)
    width = max(place + 1 for _, cells in filled for place, cell in enumerate(cells) if cell.strip())
    padded = [(number, tuple([*cells, *[""] * width][:width])) for number, cells in filled]
    at = _place_of_names([cells for _, cells in padded[:MOST_TITLES]])
    above = [
        Loss(where, str(number), " · ".join(filter(None, cells)), ABOVE) for number, cells in padded[:at]
    ]
    (first, header), *body = padded[at:]
    names = tuple(cell.strip() for cell in header)
    return Sheet(name, names, tuple(body), (*losses, *above), first, where=where)


def _place_of_names(rows: list[tuple[str, ...]]) -> int:
    """Return which row has the names of the columns: the one with most known names; else the first that is no title."""
    counts = list(map(_known_names, rows))
    if max(counts) >= FEWEST_KNOWN:
        return counts.index(max(counts))
    filled = [sum(bool(cell.strip()) for cell in cells) for cells in rows]
    return next(place for place, count in enumerate(filled) if 2 * count >= max(filled))


def _known_names(cells: Iterable[str]) -> int:
    return len({cell.strip().casefold() for cell in cells} & NAMES)


def read_csv(path: Path) -> Sheet:
    """Return the one table of a CSV file, whatever sign separates its cells."""
    text = decoded(path.read_bytes(), path)
    csv.field_size_limit(LONGEST_CELL)
    named = SEPARATOR_LINE.match(text)
    body, delimiter = (text[named.end() :], named[1]) if named else (text, _separator(text))
    lines = csv.reader(StringIO(body, newline=""), delimiter=delimiter, strict=True)
    first = number = 2 if named else 1
    rows: list[tuple[int, list[str]]] = []
    try:
        for number, cells in enumerate(lines, start=first):
            _within(path, number, len(cells))
            rows.append((number, [clean(unguarded(cell)) for cell in cells]))
    except csv.Error as error:
        found = f"row {number + 1}: {error}"
        remedy = "look for a double quote that is opened and never closed"
        raise refused(path, found, "a table of cells separated by commas", remedy) from None
    return sheet_of(path.stem, path.name, rows)


def _separator(text: str) -> str:
    """Return the sign between the names of the columns: some languages' spreadsheets write semicolons."""
    head = text.lstrip().split("\n", MOST_TITLES)[:MOST_TITLES]
    counts = {sign: max(_known_names(line.replace('"', "").split(sign)) for line in head) for sign in ",;\t|"}
    best = max(counts.values())
    return max(counts, key=counts.__getitem__) if best else max(",;\t", key=head[0].count)


def _within(path: Path, number: int, width: int) -> None:
    if number > MOST_ROWS or width > MOST_COLUMNS:
        found = f"row {number} with {width} cells"
        expected = f"at most {MOST_ROWS} rows and {MOST_COLUMNS} columns"
        raise refused(path, found, expected, "divide the file, and remove columns that are not needed")
