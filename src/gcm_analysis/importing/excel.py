"""Workbooks as sheets of text. The archive is checked first; macros are refused; a formula counts for its last value."""

import warnings
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, time
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from gcm_analysis.importing.archives import Archive, open_archive
from gcm_analysis.importing.markup import parsed
from gcm_analysis.importing.model import Loss, clean
from gcm_analysis.importing.refusal import refused
from gcm_analysis.importing.sheets import MOST_COLUMNS, MOST_ROWS, Sheet, sheet_of, unguarded

NO_VALUE = "a formula without a value: open the file in a spreadsheet, save it there, and import it again"
IN_ERROR = "the formula of this cell ended in an error"
COMMENTS = "comments on cells are not read: move what matters into a cell"
MACRO_PARTS = ("vbaproject.bin", "vbadata.xml")
ERROR, FORMULA = "e", "f"  # kinds of cells, as openpyxl names them
CARRIAGE_RETURN = "_x000D_"  # as Excel writes it


def read_workbook(path: Path) -> list[Sheet]:
    """Return all sheets that can be seen. Raise a refusal if the file is no harmless workbook."""
    archive = open_archive(path)
    _without_macros(archive)
    for name in archive.names:
        if name.lower().endswith((".xml", ".rels", ".vml")):
            parsed(archive.read(name), path, name)
    try:
        return _sheets(path, archive)
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, BadZipFile) as error:
        found = f"{type(error).__name__}: {error}"
        raise refused(path, found, "an Excel workbook (.xlsx)", "save it again in a spreadsheet") from None


def _without_macros(archive: Archive) -> None:
    parts = [name for name in archive.names if name.lower().endswith(MACRO_PARTS)]
    kinds = archive.find("[Content_Types].xml")
    if kinds is None:
        raise refused(
            archive.path,
            "an archive without [Content_Types].xml",
            "an Excel workbook (.xlsx)",
            "save it again",
        )
    if parts or b"macroEnabled" in archive.read(kinds):
        raise refused(
            archive.path, "a workbook with macros", "a .xlsx workbook without macros", "save it as .xlsx"
        )


def _sheets(path: Path, archive: Archive) -> list[Sheet]:
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # drop-down lists and styles that openpyxl does not know do not matter here
        with (
            closing(load_workbook(path, read_only=True, data_only=True)) as values,
            closing(load_workbook(path, read_only=True)) as formulas,
        ):
            found = [_sheet(path, name, values, formulas) for name in _visible(values)]
    noted = any("/comments" in name.lower() for name in archive.names)
    if noted and found:
        extra = Loss(path.name, "", "comments on cells", COMMENTS)
        found[0] = Sheet(found[0].name, found[0].header, found[0].rows, (*found[0].losses, extra))
    return found


def _visible(book: Workbook) -> list[str]:
    return [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]


def _sheet(path: Path, name: str, values: Workbook, formulas: Workbook) -> Sheet:
    rows: list[tuple[int, list[str]]] = []
    losses: list[Loss] = []
    where = f"{path.name}, sheet {name}"
    for number, (shown, written) in enumerate(
        zip(_rows(values, name), _rows(formulas, name), strict=True), start=1
    ):
        if number > MOST_ROWS and any(cell.value is not None for cell in shown):
            found, expected = f"more than {MOST_ROWS} rows in sheet {name}", f"at most {MOST_ROWS} rows"
            raise refused(path, found, expected, "divide the workbook")
        rows.append((number, [_text(cell) for cell in shown]))
        losses += _lost(where, number, shown, written)
    return sheet_of(name, rows, losses)


def _rows(book: Workbook, name: str) -> Iterator[tuple[Any, ...]]:
    sheet = book[name]
    sheet.reset_dimensions()  # what a file says of its size is not believed
    rows: Iterator[tuple[Any, ...]] = sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS)
    return rows


def _lost(where: str, row: int, shown: tuple[Any, ...], written: tuple[Any, ...]) -> Iterator[Loss]:
    for cell, formula in zip(shown, written, strict=False):
        if cell.data_type == ERROR and cell.value is not None:
            yield Loss(where, str(row), f"{formula.value}: {cell.value}", IN_ERROR)
        elif formula.data_type == FORMULA and cell.value is None:
            yield Loss(where, str(row), str(formula.value), NO_VALUE)


def _text(cell: Any) -> str:  # noqa: ANN401 - openpyxl has several kinds of cells
    """Return what a cell shows: a whole number without decimals, a day as a date, a tick as yes or no."""
    value = cell.value
    if value is None or cell.data_type == ERROR:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time(0) else value.isoformat(sep=" ")
    return clean(unguarded(str(value).replace(CARRIAGE_RETURN, "")))
