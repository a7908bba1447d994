"""Tables as they are in a file, a text or a workbook: sheets of rows of text. A formula counts for its last value.

The archive of a workbook is checked first, and macros are refused.
"""

import csv
import re
import warnings
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from io import StringIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from lxml.etree import _Element as Element
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.workbook import Workbook

from gcm_analysis.evidence.notes import COLUMNS
from gcm_analysis.importing.archives import Archive, open_archive, xml_parts
from gcm_analysis.importing.model import Loss, Sheet, clean
from gcm_analysis.importing.safety import decoded, refused

MOST_ROWS, MOST_COLUMNS = 100_000, 100
LONGEST_CELL = 10_000_000  # characters
FEWEST_KNOWN = 2  # names of columns that make a row one of names
MOST_TITLES = 20  # rows among which the names of the columns are looked for
NAMES = {name for columns in COLUMNS.values() for name in columns} | {
    "id", "document", "tag", "content", "description", "number of highlights", "document name", "segment", "codename",
}  # of columns that are known: ours, and those of tools  # fmt: skip
# Qualtrics writes three rows of names: its own, the questions, and in CSV a third for a later import.
QUALTRICS, IMPORT_ID = {"startdate", "enddate", "recordeddate", "responseid"}, '{"ImportId":'
ABOVE = "it is above the names of the columns, so it was not read"
FOR_QUALTRICS = "Qualtrics writes this row for itself, so it was not read"
SEPARATORS = ",;\t|"
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
    if body and body[0][1][0].startswith(IMPORT_ID):
        number, cells = body.pop(0)
        above.append(Loss(where, str(number), " · ".join(filter(None, cells)), FOR_QUALTRICS))
    names = tuple(cell.strip() for cell in header)
    return Sheet(name, names, tuple(body), (*losses, *above), first, where=where)


def _place_of_names(rows: list[tuple[str, ...]]) -> int:
    """Return which row has the names of the columns: the one with most known names; else the first that is no title.

    In a table of Qualtrics it is the next, which has the questions.
    """
    counts = list(map(_known_names, rows))
    if max(counts) >= FEWEST_KNOWN:
        return counts.index(max(counts))
    filled = [sum(bool(cell.strip()) for cell in cells) for cells in rows]
    first = next(place for place, count in enumerate(filled) if 2 * count >= max(filled))
    has_questions = {cell.strip().casefold() for cell in rows[first]} >= QUALTRICS and first + 1 < len(rows)
    return first + 1 if has_questions else first


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
    counts = {
        sign: max(_known_names(line.replace('"', "").split(sign)) for line in head) for sign in SEPARATORS
    }
    best = max(counts.values())
    return max(counts, key=counts.__getitem__) if best else max(",;\t", key=head[0].count)


def is_table(path: Path) -> bool:
    """Say whether a text has names of columns in its first line: spreadsheets also save tables as “text”."""
    first = decoded(path.read_bytes(), path).lstrip().partition("\n")[0].replace('"', "")
    return max(_known_names(first.split(sign)) for sign in SEPARATORS) >= FEWEST_KNOWN


def _within(path: Path, number: int, width: int) -> None:
    if number > MOST_ROWS or width > MOST_COLUMNS:
        found = f"row {number} with {width} cells"
        expected = f"at most {MOST_ROWS} rows and {MOST_COLUMNS} columns"
        raise refused(path, found, expected, "divide the file, and remove columns that are not needed")


TRUE = ("1", "true")


@dataclass(frozen=True)
class Marks:
    """What is hidden, merged, struck out or computed in a sheet."""

    rows: frozenset[int] = frozenset()
    columns: tuple[tuple[int, int], ...] = ()  # from, to
    merged: tuple[str, ...] = ()  # ranges, such as A3:A5
    # By row: the column of a cell that holds its text itself, the words that stay, those that are struck out.
    struck: Mapping[int, Sequence[tuple[int, str, str]]] = field(default_factory=dict)
    formulas: Mapping[tuple[int, int], str] = field(default_factory=dict)  # by row and column

    def hides_column(self, number: int) -> bool:
        return any(first <= number <= last for first, last in self.columns)


def marks_of(sheet: Element) -> Marks:
    """Return the marks in the XML of a sheet: a filter hides rows as a person does."""
    columns = [each for each in sheet.iterfind("cols/col") if _is_hidden(each, "width")]
    struck: dict[int, list[tuple[int, str, str]]] = defaultdict(list)
    for cell in sheet.iterfind("sheetData/row/c[is]"):  # openpyxl reads what is in it as plain text
        stays, gone = _parted((run.findtext("t") or "", _is_struck(run)) for run in cell.iterfind("is/r"))
        if gone:
            row, column = coordinate_to_tuple(cell.get("r", "A1"))
            struck[row].append((column, stays, gone))
    return Marks(
        frozenset(_hidden_rows(sheet)),
        tuple((int(each.get("min", "0")), int(each.get("max", "0"))) for each in columns),
        tuple(each.get("ref", "") for each in sheet.iterfind("mergeCells/mergeCell")),
        struck,
        {
            coordinate_to_tuple(cell.get("r", "A1")): f"={cell.findtext('f') or '…'}"
            for cell in sheet.iterfind("sheetData/row/c[f]")
        },
    )


def _hidden_rows(sheet: Element) -> Iterator[int]:
    number = 0
    for row in sheet.iterfind("sheetData/row"):
        number = int(row.get("r") or number + 1)
        if _is_hidden(row, "ht"):
            yield number


def _is_hidden(element: Element, size: str) -> bool:
    return element.get("hidden") in TRUE or float(element.get(size) or 1) == 0


def _is_struck(run: Element) -> bool:
    mark = run.find("rPr/strike")
    return mark is not None and mark.get("val", "1") in TRUE


def _parted(parts: Iterable[tuple[str, bool]]) -> tuple[str, str]:
    """Return the words that stay and those that are struck out."""
    found = {False: "", True: ""}
    for words, is_struck in parts:
        found[is_struck] += words
    return found[False], found[True]


def without_struck(cell: Any) -> tuple[object, str]:  # noqa: ANN401 - openpyxl has several kinds of cells
    """Return the value of a cell without what is struck out, and the words that are."""
    value = cell.value
    if value is not None and cell.font is not None and cell.font.strike:
        return None, str(value)
    if not isinstance(value, CellRichText):
        return value, ""
    return _parted((str(part), isinstance(part, TextBlock) and bool(part.font.strike)) for part in value)


NO_VALUE = "a formula without a value: open the file in a spreadsheet, save it there, and import it again"
IN_ERROR = "the formula of this cell ended in an error"
COMMENTS = "comments on cells are not read: move what matters into a cell"
HIDDEN_SHEET = "the sheet is hidden, so it was not read: show it, or remove it, and import the file again"
HIDDEN_ROW = "the row is hidden, by hand or by a filter, so it was not read: show it, or remove it"
STRUCK_OUT = "it is struck out, so it was not read: remove it, or take the line away"
MERGED = "these cells are merged, and only the first has the words: write them into each"
STRICT = b"purl.oclc.org/ooxml"
ERROR_CELL = "e"  # as openpyxl names this kind of cell
# What openpyxl and the parsers below it raise for content that is not as the format has it.
UNREADABLE = (
    LookupError, ValueError, TypeError, AttributeError, ArithmeticError, SyntaxError, OSError, BadZipFile, RecursionError,
)  # fmt: skip
CARRIAGE_RETURN = "_x000D_"  # as Excel writes it


TABLES = (".csv", ".tsv", ".xlsx")


def read_tables(path: Path) -> list[Sheet]:
    """Return the one table of a text, or those of a workbook; `TABLES` has the endings."""
    return read_workbook(path) if path.suffix.lower() == ".xlsx" else [read_csv(path)]


def read_workbook(path: Path) -> list[Sheet]:
    """Return all sheets that can be seen. Raise a refusal if the file is no harmless workbook."""
    archive = open_archive(path)
    _harmless(archive)
    try:
        parts = xml_parts(archive, "a .xlsx workbook without macros")
        return _sheets(archive, {name: marks_of(root) for name, root in parts})
    except UNREADABLE as error:
        found = f"{type(error).__name__}: {error}"
        raise refused(path, found, "an Excel workbook (.xlsx)", "save it again in a spreadsheet") from None


def _harmless(archive: Archive) -> None:
    """Refuse macros, and the one format with this ending that is not read."""
    kinds, book = archive.find("[Content_Types].xml"), archive.find("xl/workbook.xml")
    if kinds is None:
        found = "an archive without [Content_Types].xml"
        raise refused(archive.path, found, "an Excel workbook (.xlsx)", "save it again")
    if b"macroEnabled" in archive.read(kinds):
        remedy = "save it as .xlsx"
        raise refused(archive.path, "a workbook with macros", "a .xlsx workbook without macros", remedy)
    if book and STRICT in archive.read(book):
        found = "a “Strict Open XML Spreadsheet”"
        remedy = "save it with the type above that in the list: “Excel Workbook (.xlsx)”"
        raise refused(archive.path, found, "an Excel workbook (.xlsx)", remedy)


def _sheets(archive: Archive, marks: Mapping[str, Marks]) -> list[Sheet]:
    with warnings.catch_warnings():
        # Drop-down lists and styles that openpyxl does not know do not matter here.
        warnings.simplefilter("ignore")
        with closing(load_workbook(archive.path, read_only=True, data_only=True, rich_text=True)) as book:
            shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
            found = [_sheet(archive, sheet, marks) for sheet in shown]
            losses = list(_hidden_sheets(archive, book))
    if any("/comments" in name.lower() for name in archive.names):
        losses.append(Loss(archive.path.name, "", "comments on cells", COMMENTS))
    if found and losses:
        found[0] = replace(found[0], losses=(*found[0].losses, *losses))
    return found


def _hidden_sheets(archive: Archive, book: Workbook) -> Iterator[Loss]:
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible" and not Sheet(sheet.title).is_for_people:
            filled = sum(any(cell.value is not None for cell in row) for row in _rows(archive, sheet))
            if filled:
                what = f"sheet {sheet.title}: {filled} rows"
                yield Loss(f"{archive.path.name}, sheet {sheet.title}", "", what, HIDDEN_SHEET, unread=True)


def _sheet(archive: Archive, values: Any, of_parts: Mapping[str, Marks]) -> Sheet:  # noqa: ANN401 - openpyxl's sheets are half typed
    name, path = values.title, archive.path
    # The part of the archive that holds the sheet: openpyxl knows it, and says it nowhere else.
    marks = of_parts.get(archive.find(values._worksheet_path) or "", Marks())  # noqa: SLF001
    rows: list[tuple[int, list[str]]] = []
    losses: list[Loss] = []
    where = f"{path.name}, sheet {name}"
    for number, shown in enumerate(_rows(archive, values), start=1):
        cells = [_text(cell) for cell in shown]
        if any(cells):
            _must_fit(path, name, number, cells, marks)
        lost = [*_lost(where, number, shown, marks), *_struck_inside(where, number, cells, marks)]
        if number in marks.rows and any(cells):
            cells, lost = [], [Loss(where, str(number), _line(cells), HIDDEN_ROW, unread=True)]
        rows.append((number, cells))
        losses += lost
    found = _with_merged_names(sheet_of(name, where, rows, losses), marks)
    return replace(found, losses=(*found.losses, *_merged(where, marks, found, rows)))


def _struck_inside(where: str, number: int, cells: list[str], marks: Marks) -> Iterator[Loss]:
    """Take words that are struck out from cells that hold their text themselves."""
    for column, stays, gone in marks.struck.get(number, ()):
        cells[column - 1] = clean(stays)
        yield Loss(where, str(number), gone, STRUCK_OUT)


def _must_fit(path: Path, name: str, number: int, cells: list[str], marks: Marks) -> None:
    """Refuse what is too large, and words in a column that cannot be seen."""
    if number > MOST_ROWS or any(cells[MOST_COLUMNS:]):
        found = f"more than {MOST_ROWS} rows or {MOST_COLUMNS} columns in sheet {name}"
        expected = f"at most {MOST_ROWS} rows and {MOST_COLUMNS} columns"
        raise refused(path, found, expected, "divide the workbook")
    for place, text in enumerate(cells, start=1):
        if text and marks.hides_column(place):
            found = f"sheet {name}: column {get_column_letter(place)} is hidden and has words in row {number}"
            raise refused(path, found, "columns that can be seen", "show the column, or remove it")


def _with_merged_names(sheet: Sheet, marks: Marks) -> Sheet:
    """Return a sheet in which each column has the name of the merged cell above it."""
    names = list(sheet.header)
    for left, top, right, _ in map(range_boundaries, marks.merged):
        if sheet.rows and top == sheet.first and left and right and left <= len(names):
            for place in range(left, min(right, len(names))):
                names[place] = f"{names[left - 1]} ({place - left + 2})"
    return replace(sheet, header=tuple(names))


def _merged(where: str, marks: Marks, sheet: Sheet, rows: list[tuple[int, list[str]]]) -> Iterator[Loss]:
    """Give each range of merged cells that begins in the table."""
    by_number = dict(rows)
    for reference in marks.merged:
        left, top, *_ = range_boundaries(reference)
        cells = by_number.get(top or 0, [])
        words = cells[left - 1] if left and left <= len(cells) else ""
        if words and sheet.rows and (top or 0) > sheet.first:
            yield Loss(where, str(top), f"{reference}: {words}", MERGED)


def _rows(archive: Archive, sheet: Any) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401 - as above
    sheet.reset_dimensions()  # what a file says of its size is not believed
    for row in sheet.iter_rows(max_row=MOST_ROWS + 1):
        archive.allowance.take(len(row))
        yield row


def _lost(where: str, row: int, shown: tuple[Any, ...], marks: Marks) -> Iterator[Loss]:
    for column, cell in enumerate(shown, start=1):
        formula = marks.formulas.get((row, column), "")
        if cell.data_type == ERROR_CELL and cell.value is not None:
            yield Loss(where, str(row), f"{formula or cell.value}: {cell.value}", IN_ERROR, unread=True)
        elif formula and cell.value is None:
            yield Loss(where, str(row), formula, NO_VALUE, unread=True)
    struck = [without_struck(cell)[1] for cell in shown]
    if any(struck):
        yield Loss(where, str(row), _line(struck), STRUCK_OUT)


def _line(texts: Iterable[str]) -> str:
    return " · ".join(filter(None, texts))


def _text(cell: Any) -> str:  # noqa: ANN401 - openpyxl has several kinds of cells
    """Return what a cell shows: a whole number without decimals, a day as a date, a tick as yes or no."""
    value, _ = without_struck(cell)
    if value is None or cell.data_type == ERROR_CELL:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time(0) else value.isoformat(sep=" ")
    return clean(unguarded(str(value).replace(CARRIAGE_RETURN, "")))
