"""Writes tables as a workbook.

Every cell of words is stored as text, so that no spreadsheet reads it as a formula. The same evidence gives the same
bytes: the file contains no time.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

LONGEST_NAME = 31  # characters of a sheet's name
LONGEST_CELL = 32_767  # characters of a cell
WIDTH = 24  # of a column, in characters
BEGINNING = datetime(1980, 1, 1)  # noqa: DTZ001 - openpyxl takes no zone; the earliest that an archive can say
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")  # openpyxl writes the time of saving


def workbook(tables: Mapping[str, pd.DataFrame]) -> bytes:
    """Return a workbook with a sheet for each table."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, table in tables.items():
        _fill(book.create_sheet(name[:LONGEST_NAME]), table)
    book.properties.creator = ""
    book.properties.created = BEGINNING
    draft = BytesIO()
    book.save(draft)
    return _without_times(draft.getvalue())


def _fill(sheet, table: pd.DataFrame) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001 - openpyxl is half typed
    sheet.append([str(name) for name in table])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "B2"
    for number, row in enumerate(table.itertuples(index=False), start=2):
        for place, value in enumerate(row, start=1):
            _set(sheet.cell(number, place), value)
    for place in range(1, len(table.columns) + 1):
        sheet.column_dimensions[get_column_letter(place)].width = WIDTH


def _set(cell, value: object) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001 - as above
    if isinstance(value, int | float) and not pd.isna(value):
        cell.value = value
    elif not (isinstance(value, float) and pd.isna(value)):
        cell.value = str(value)[:LONGEST_CELL]
        cell.data_type = "s"


def _without_times(content: bytes) -> bytes:
    """Return an archive with the same files and without times of writing."""
    result = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(result, "w", ZIP_DEFLATED) as new:
        for info in sorted(old.infolist(), key=lambda one: one.filename):
            content = MODIFIED.sub(rb"\g<1>1980-01-01T00:00:00Z", old.read(info))
            new.writestr(ZipInfo(info.filename), content, ZIP_DEFLATED)
    return result.getvalue()
