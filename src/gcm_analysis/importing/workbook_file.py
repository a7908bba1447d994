"""The event's tables as a workbook that people fill in: a sheet that explains, lists to choose from, headers that stay.

Sheets are protected without a password, and only the first row is locked: what it says is what the import goes by.
Every cell is text, whatever it begins with: a spreadsheet makes neither a formula nor a date of it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter

from gcm_analysis.errors import UserError
from gcm_analysis.evidence.event import LANGUAGES
from gcm_analysis.evidence.notes import COLUMNS, Notes, rows_of
from gcm_analysis.importing import drop_downs
from gcm_analysis.importing.column_words import (
    INTRODUCTION,
    SHARED_THEMES,
    SHEET_WORDS,
    column_words,
    in_each_language,
)
from gcm_analysis.importing.drop_downs import Lists, validation
from gcm_analysis.importing.sheets import guarded

Style = dict[str, object]  # what a cell looks like and may do, by the names that openpyxl has for it

SHEETS = {
    "sessions": "sessions",
    "speakers": "speakers",
    "participants": "participants",
    "statements": "notes",
    "recoding": "recoding",
    "codebook": "themes",
    "sources": "documents",
}
READ_ME = "Read me"
LONGEST_CELL = 32_767  # characters that a cell of a workbook holds
LAST_COLUMN = 16_384
TEXT = "@"  # the number format of text
WIDE, NARROW, OF_READ_ME = 48, 16, (18, 60, 60)  # widths in characters
RUNNING_TEXT = ("title", "role", "body", "text", "quote", "definition", "note", "label")
LINE = 15  # the height of a line, in points
FACE = "Calibri"
PLAIN: Style = {"font": Font(name=FACE)}
BOLD: Style = {"font": Font(name=FACE, bold=True)}
HEADER: Style = {
    "font": Font(name=FACE, bold=True, color="FFFFFF"),
    "fill": PatternFill("solid", fgColor="1F4E79"),
}
OPEN: Style = {"font": Font(name=FACE), "protection": Protection(locked=False), "number_format": TEXT}
TOP = Alignment(wrap_text=True, vertical="top")


def write(notes: Notes, path: Path, themes: Mapping[str, Sequence[str]]) -> None:
    """Write a workbook that `workbook.read` gives back exactly. `themes` has the labels of the shared ones by code."""
    tables = {name: rows_of(frame) for name, frame in notes.tables().items()}
    _must_fit(cell for rows in tables.values() for row in rows for cell in row.values())
    book = Workbook(write_only=True)
    _write_read_me(book.create_sheet(READ_ME), themes)
    lists = Lists(tuple(themes))
    for title, name in SHEETS.items():
        _write_table(book.create_sheet(title), name, tables[name], lists)
    hidden: Any = book.create_sheet(drop_downs.SHEET)
    hidden.sheet_state = "hidden"
    for row in lists.rows():
        hidden.append(row)
    book.save(path)


def _write_read_me(sheet: Any, themes: Mapping[str, Sequence[str]]) -> None:  # noqa: ANN401 - openpyxl's is half typed
    sheet.protection.sheet = True
    for place, width in enumerate(OF_READ_ME, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    for number, (texts, style) in enumerate(_of_read_me(themes), start=1):
        lines = max(-(-len(text) // width) for text, width in zip(texts, OF_READ_ME, strict=True))
        sheet.row_dimensions[number].height = LINE * max(1, lines)
        sheet.append([_cell(sheet, text, **style) for text in texts])


def _of_read_me(themes: Mapping[str, Sequence[str]]) -> Iterator[tuple[tuple[str, ...], Style]]:
    """Give the rows of the first sheet, each with its style: what it is about, English, French."""
    nothing = ("", "", "")
    yield ("", "English", "français"), HEADER
    for message in INTRODUCTION:
        yield ("", *in_each_language(message)), PLAIN
    yield nothing, PLAIN
    for title, message in SHEET_WORDS.items():
        yield (title, *in_each_language(message)), PLAIN
    yield nothing, PLAIN
    yield ("", *in_each_language(SHARED_THEMES)), BOLD
    for code, labels in themes.items():
        yield (code, *labels[: len(LANGUAGES)]), PLAIN


def _write_table(sheet: Any, name: str, rows: Iterable[Mapping[str, str]], lists: Lists) -> None:  # noqa: ANN401 - as above
    sheet.freeze_panes = "B2"
    _protect(sheet)
    for place, column in enumerate(COLUMNS[name], start=1):
        letter = get_column_letter(place)
        _style(sheet.column_dimensions[letter], column)
        rule = validation(column, letter, column_words(name, column), lists.formula(name, column))
        sheet.data_validations.append(rule)
    _open_beyond(sheet, len(COLUMNS[name]) + 1)
    sheet.append([_cell(sheet, column, **HEADER) for column in COLUMNS[name]])
    for row in rows:
        sheet.append([_cell(sheet, text, **OPEN) for text in row.values()])


def _open_beyond(sheet: Any, place: int) -> None:  # noqa: ANN401 - as above
    """Unlock the columns after the last: a spreadsheet deletes a row of a protected sheet only if all of it is open."""
    beyond = sheet.column_dimensions[get_column_letter(place)]
    beyond.min, beyond.max, beyond.protection = place, LAST_COLUMN, Protection(locked=False)


def _protect(sheet: Any) -> None:  # noqa: ANN401 - as above
    """Lock what is locked, and leave people all that does no harm to it."""
    sheet.protection.sheet = True
    for allowed in (
        "formatCells",
        "formatColumns",
        "formatRows",
        "insertRows",
        "deleteRows",
        "sort",
        "autoFilter",
    ):
        setattr(sheet.protection, allowed, False)  # in the format, this says that it is not forbidden


def _style(dimension: Any, column: str) -> None:  # noqa: ANN401 - as above
    base = column.removesuffix("_en").removesuffix("_fr")
    dimension.width = WIDE if base in RUNNING_TEXT else max(NARROW, len(column) + 2)
    for name, value in ({"alignment": TOP} | OPEN).items():
        setattr(dimension, name, value)


def _cell(sheet: object, text: str, **style: object) -> Any:  # noqa: ANN401 - as above
    cell = WriteOnlyCell(sheet, value=guarded(text))  # type: ignore[arg-type]
    cell.data_type = "s"
    for name, value in ({"alignment": TOP} | style).items():
        setattr(cell, name, value)
    return cell


def _must_fit(texts: Iterable[str]) -> None:
    """Refuse what a cell of a workbook would cut off."""
    for text in texts:
        if len(guarded(text)) > LONGEST_CELL:
            raise UserError(
                f"A text of {len(text)} characters does not fit into a cell of a workbook, which holds {LONGEST_CELL}: "
                f"“{text[:60]}…”. Shorten it, or export as CSV."
            )
