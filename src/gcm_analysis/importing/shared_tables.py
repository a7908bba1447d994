"""The tables that all events share as a workbook to edit in a spreadsheet, and what an edited file changes in them.

Every cell is text, so that a spreadsheet leaves dates, codes and numbers as they are. Nothing is written before all of it
is right and the changes have been seen.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from gcm_analysis.evidence.csv_file import table_problems
from gcm_analysis.evidence.problems import Problem
from gcm_analysis.evidence.tables import numbered
from gcm_analysis.importing.excel import read_workbook
from gcm_analysis.importing.model import Sheet
from gcm_analysis.importing.refusal import ImportRefused, refused
from gcm_analysis.importing.safety import checked_file
from gcm_analysis.importing.sheets import FOR_PEOPLE, read_csv
from gcm_analysis.importing.table_edits import SHARED, Edit, SharedTables
from gcm_analysis.importing.workbook_file import HEADER, OPEN, must_fit, protect, style_column, text_cell
from gcm_analysis.near import suggestion

OPEN_DATA = "; of a file of open data, say with --source and --taken where it comes from"


def write_shared_tables(data: Path, target: Path) -> None:
    """Write the tables into a new workbook, a sheet each. Raise an `EvidenceError` if one of them has a fault."""
    tables = SharedTables.read(data).frames
    must_fit(cell for table in tables.values() for column in table for cell in table[column])
    book = Workbook(write_only=True)
    for name, table in tables.items():
        _fill(book.create_sheet(name), table)
    book.save(target)


def _fill(sheet: Any, table: pd.DataFrame) -> None:  # noqa: ANN401 - openpyxl is half typed
    sheet.freeze_panes = "B2"
    protect(sheet)
    for place, column in enumerate(table, start=1):
        style_column(sheet.column_dimensions[get_column_letter(place)], str(column))
    sheet.append([text_cell(sheet, str(column), **HEADER) for column in table])
    for row in table.itertuples(index=False):
        sheet.append([text_cell(sheet, cell, **OPEN) for cell in row])


def updates(data: Path, files: Iterable[Path]) -> Edit:
    """Return what edited workbooks and CSV files change; or raise all that is wrong with them. Nothing is written."""
    return SharedTables.read(data).edited(_edited(files))


def _edited(files: Iterable[Path]) -> dict[str, tuple[str, pd.DataFrame]]:
    """Return each edited table by its name, with what messages call the place it is in."""
    found: dict[str, tuple[str, pd.DataFrame]] = {}
    problems: list[Problem] = []
    for path in files:
        for sheet, where in _sheets(checked_file(path)):
            name = _table_name(path, sheet)
            header, body = list(sheet.header), [(number, list(cells)) for number, cells in sheet.rows]
            wrong = [*_lost(sheet, where), *table_problems(where, header, body, SHARED[name].columns)]
            if name in found:
                expected, remedy = "each table once", "leave one of the two out"
                wrong.append(Problem(where, None, None, f"{name}, as in {found[name][0]}", expected, remedy))
            if not wrong:
                found[name] = where, numbered(body, header)
            problems += wrong
    if problems:
        raise ImportRefused(problems)
    return found


def _lost(sheet: Sheet, where: str) -> Iterator[Problem]:
    """Yield what was not read of a sheet: it would be taken for deleted."""
    for one in sheet.losses:
        yield Problem(where, None, None, one.what, "all rows and cells as they are", one.why)


def _sheets(path: Path) -> list[tuple[Sheet, str]]:
    """Return the tables of a file with what messages call them."""
    if path.suffix.lower() in {".csv", ".tsv"}:
        return [(read_csv(path), path.name)]
    if path.suffix.lower() != ".xlsx":
        found, expected = (
            f"a file that ends in {path.suffix or 'nothing'}",
            "a workbook (.xlsx) or a table (.csv)",
        )
        raise refused(path, found, expected, f"save it in one of these{OPEN_DATA}")
    return [
        (sheet, f"{path.name}, sheet {sheet.name}")
        for sheet in read_workbook(path)
        if sheet.name.casefold() not in FOR_PEOPLE
    ]


def _table_name(path: Path, sheet: Sheet) -> str:
    if sheet.name in SHARED:
        return sheet.name
    near = suggestion(sheet.name, SHARED)
    raise refused(
        path,
        f"a table named {sheet.name}",
        f"one of: {', '.join(SHARED)}",
        f"rename it, or remove it{near and f'; {near}'}{OPEN_DATA}",
    )
