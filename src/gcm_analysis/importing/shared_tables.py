"""The tables that all events share as a workbook to edit in a spreadsheet, and what an edited file changes in them.

Every cell is text, so that a spreadsheet leaves dates, codes and numbers as they are. Nothing is written before all of it
is right and the changes have been seen.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd
from openpyxl import Workbook

from gcm_analysis.evidence.csv_file import table_problems
from gcm_analysis.evidence.problems import Problem
from gcm_analysis.evidence.tables import numbered
from gcm_analysis.importing.excel import TABLES, read_tables
from gcm_analysis.importing.model import Sheet
from gcm_analysis.importing.refusal import ImportRefused, refused
from gcm_analysis.importing.safety import checked_file
from gcm_analysis.importing.table_edits import SHARED, Edit, SharedTables
from gcm_analysis.importing.workbook_file import fill_sheet, must_fit
from gcm_analysis.near import suggestion

OPEN_DATA = "; of a file of open data, say with --source and --taken where it comes from"


def write_shared_tables(data: Path, target: Path) -> None:
    """Write the tables into a new workbook, a sheet each. Raise an `EvidenceError` if one of them has a fault."""
    tables = SharedTables.read(data).frames
    must_fit(cell for table in tables.values() for column in table for cell in table[column])
    book = Workbook(write_only=True)
    for name, table in tables.items():
        fill_sheet(book.create_sheet(name), list(map(str, table)), table.itertuples(index=False))
    book.save(target)


def updates(data: Path, files: Iterable[Path]) -> Edit:
    """Return what edited workbooks and CSV files change; or raise all that is wrong with them. Nothing is written."""
    return SharedTables.read(data).edited(_edited(files))


def _edited(files: Iterable[Path]) -> dict[str, tuple[str, pd.DataFrame]]:
    """Return each edited table by its name, with what messages call the place it is in."""
    found: dict[str, tuple[str, pd.DataFrame]] = {}
    problems: list[Problem] = []
    for path in files:
        for sheet in _sheets(checked_file(path)):
            name, where = _table_name(path, sheet), sheet.where
            header, body = list(sheet.header), [(number, list(cells)) for number, cells in sheet.rows]
            wrong = [*_lost(sheet), *table_problems(where, header, body, SHARED[name].columns)]
            if name in found:
                expected, remedy = "each table once", "leave one of the two out"
                wrong.append(Problem(where, None, None, f"{name}, as in {found[name][0]}", expected, remedy))
            if not wrong:
                found[name] = where, numbered(body, header)
            problems += wrong
    if problems:
        raise ImportRefused(problems)
    return found


def _lost(sheet: Sheet) -> Iterator[Problem]:
    """Yield what was not read of a sheet: it would be taken for deleted."""
    for one in sheet.losses:
        yield Problem(sheet.where, None, None, one.what, "all rows and cells as they are", one.why)


def _sheets(path: Path) -> list[Sheet]:
    if path.suffix.lower() not in TABLES:
        found = f"a file that ends in {path.suffix or 'nothing'}"
        remedy = f"save it in one of these{OPEN_DATA}"
        raise refused(path, found, "a workbook (.xlsx) or a table (.csv)", remedy)
    return [sheet for sheet in read_tables(path) if not sheet.is_for_people]


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
