"""Reads the project's CSV files: rows of text with their numbers, or the problems of a file."""

import csv
import os
import re
from collections.abc import Collection, Iterator, Sequence
from io import StringIO
from pathlib import Path

from gcm_analysis.evidence.faulty_text import faults
from gcm_analysis.evidence.files import decoded, read_bytes, refusal
from gcm_analysis.evidence.problems import EvidenceError, Problem
from gcm_analysis.near import suggestion

Rows = list[tuple[int, list[str]]]  # each with the number that a spreadsheet shows

SAVE_AS_CSV = "save the file again as “CSV UTF-8”"
SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "vertical bars"}
SEPARATOR_LINE = re.compile("sep=.?", re.IGNORECASE)  # what some spreadsheets write first
WITH_COMMAS = (
    "save it with commas as separators; an event’s own table may also be moved elsewhere and brought in with "
    "“gcm import”, which reads other separators"
)


def read_csv(path: Path, name: str) -> Rows:
    """Return the rows that are not blank, or raise an `EvidenceError`."""
    return csv_rows(read_bytes(path, name, "a CSV file"), name)


def read_own_table(
    path: Path, name: str, columns: Sequence[str], optional: Collection[str] = ()
) -> tuple[list[str], Rows, list[Problem]]:
    """Return the header, the rows and the problems of a table of an event; no rows where there is no file, or a problem.

    A column that is `optional` may be missing.
    """
    if not os.path.lexists(path):
        return list(columns), [], []
    try:
        (_, header), *body = read_csv(path, name)
    except EvidenceError as error:
        return list(columns), [], list(error.problems)
    known = [column for column in columns if column in header or column not in optional]
    problems = table_problems(name, header, body, known)
    return (list(columns), [], problems) if problems else (header, body, [])


def csv_rows(content: bytes, name: str) -> Rows:
    """Return the rows of a CSV file's content, or raise an `EvidenceError`. The first row has the names of the columns."""
    text = decoded(content, name, SAVE_AS_CSV)
    try:
        lines = csv.reader(StringIO(text, newline=""))
        rows = [(number, row) for number, row in enumerate(lines, start=1) if row]
    except csv.Error as error:
        remedy = "look for a double quote that is opened and never closed"
        raise refusal(name, str(error), "a table of cells separated by commas", remedy) from None
    if not rows:
        raise refusal(name, "an empty file", "a row of column names", "add the column names", 1)
    _check_separator(rows, name)
    if problems := list(_faulty(rows, name)):
        raise EvidenceError(problems)
    return rows


def table_problems(name: str, header: Sequence[str], body: Rows, known: Collection[str]) -> list[Problem]:
    """Return the problems of the columns, or else the rows that have more or fewer cells than there are columns."""
    expected = f"{len(header)} cells, as in row 1"
    remedy = "put cells that contain a comma between double quotes, and add the missing commas"
    return [*_header_problems(name, header, known)] or [
        Problem(name, number, None, f"{len(row)} cells", expected, remedy)
        for number, row in body
        if len(row) != len(header)
    ]


def _header_problems(name: str, header: Sequence[str], known: Collection[str]) -> Iterator[Problem]:
    """Yield the columns that are missing, unknown or there twice."""
    for column in known:
        if column not in header:
            remedy = "add the column, or correct its name"
            yield Problem(name, 1, column, "no such column", f"a column {column}", remedy)
    for column in dict.fromkeys(header):
        if column not in known:
            near = suggestion(column, [each for each in known if each not in header])
            remedy = f"remove the column, or correct its name{near and f'; {near}'}"
            found = f"a column {column}" if column else "cells in a column without a name"
            yield Problem(name, 1, column, found, f"only: {', '.join(known)}", remedy)
        elif header.count(column) > 1:
            yield Problem(name, 1, column, "the same name twice", "each column once", "remove one of the two")


def _check_separator(rows: Rows, name: str) -> None:
    """Refuse a table whose cells are separated by something other than commas: each row would be one cell."""
    first, header = rows[0]
    if SEPARATOR_LINE.fullmatch(header[0]) and len(header) <= 2:  # noqa: PLR2004 - sep=, are two cells
        found = f"the line {','.join(header)}"
        raise refusal(name, found, "the names of the columns, separated by commas", WITH_COMMAS, first)
    counts = {sign: ",".join(header).count(sign) for sign in SEPARATORS}
    sign = max(counts, key=lambda each: counts[each])
    if counts[sign] >= len(header):
        found = f"cells separated by {SEPARATORS[sign]}"
        raise refusal(name, found, "cells separated by commas", WITH_COMMAS)


def _faulty(rows: Rows, name: str) -> Iterator[Problem]:
    """Yield the cells with faulty text."""
    _, header = rows[0]
    for number, row in rows:
        for place, cell in enumerate(row):
            for fault in () if cell.isascii() and cell.isprintable() else faults(cell):
                column = header[place] if place < len(header) else None
                yield Problem(name, number, column, *fault)
