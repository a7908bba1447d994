"""Reading one shared table: text in, a checked frame of text out, with every problem of the file named by row and column."""

import csv
from collections.abc import Iterable, Mapping
from functools import lru_cache
from io import StringIO
from pathlib import Path

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from gcm_analysis.evidence import schemas
from gcm_analysis.evidence.problems import Problem

TABLES: dict[str, tuple[str, pa.DataFrameSchema]] = {
    "sources": ("sources.csv", schemas.SOURCES),
    "codebook": ("codebook.csv", schemas.CODEBOOK),
    "statements": ("statements.csv", schemas.STATEMENTS),
    "second_coding": ("second_coding.csv", schemas.SECOND_CODING),
    "actions": ("mieux/actions.csv", schemas.ACTIONS),
    "figures": ("mieux/figures.csv", schemas.FIGURES),
    "phases": ("mieux/phases.csv", schemas.PROGRAMME_PHASES),
    "objectives": ("gcm/objectives.csv", schemas.OBJECTIVES),
    "milestones": ("gcm/milestones.csv", schemas.MILESTONES),
    "record": ("events/{event}/record.csv", schemas.RECORD),
    "pillars": ("gcm/pillars.csv", schemas.PILLARS),
    "countries": ("countries.csv", schemas.COUNTRIES),
    "regions": ("regions.csv", schemas.REGIONS),
}


def read_table(path: Path, name: str, table: str) -> tuple[pd.DataFrame, list[Problem]]:
    """Return a table as text, and the problems of its file.

    The frame has one row per data row of the file, indexed by the row number that a spreadsheet shows; an empty cell
    is an empty string. A table that could not be read has no rows.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        remedy = "add the file, or name it as here"
        problem = Problem(name, None, None, "no such file", "a CSV file", remedy)
        return _empty(TABLES[table][1]), [problem]
    frame, problems = _understood(content, name, table)
    return frame.copy(), list(problems)


@lru_cache(maxsize=4 * len(TABLES))  # a process that makes many reports reads the same bytes for each
def _understood(content: bytes, name: str, table: str) -> tuple[pd.DataFrame, list[Problem]]:
    """Return what the content of a file says, and what is wrong with it."""
    schema = TABLES[table][1]
    try:
        rows = _rows(content.decode("utf-8-sig"))
    except csv.Error as error:
        remedy = "look for a double quote that is opened and never closed"
        problem = Problem(name, None, None, str(error), "a table of cells separated by commas", remedy)
        return _empty(schema), [problem]
    except UnicodeDecodeError as error:
        return _empty(schema), [_wrong_encoding(name, error)]
    if not rows:
        remedy = "add the column names"
        return _empty(schema), [Problem(name, 1, None, "an empty file", "a row of column names", remedy)]
    (_, header), *body = rows
    ragged = list(_ragged(name, header, body))
    if ragged:
        return _empty(schema), ragged
    index = pd.Index([number for number, _ in body], dtype=int, name="row")
    frame = pd.DataFrame([cells for _, cells in body], columns=header, index=index, dtype=str)
    return frame, list(_violations(name, frame, schema))


def _empty(schema: pa.DataFrameSchema) -> pd.DataFrame:
    return pd.DataFrame(columns=list(schema.columns), dtype=str)


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """Return the rows that are not blank, each with the number that a spreadsheet shows."""
    lines = StringIO(text, newline="")
    return [(number, row) for number, row in enumerate(csv.reader(lines), start=1) if row]


def _wrong_encoding(name: str, error: UnicodeDecodeError) -> Problem:
    found = f"a byte {error.object[error.start]:#04x} at position {error.start}"
    return Problem(name, None, None, found, "text in UTF-8", "save the file again as “CSV UTF-8”")


def _ragged(name: str, header: list[str], body: list[tuple[int, list[str]]]) -> Iterable[Problem]:
    for number, row in body:
        if len(row) != len(header):
            remedy = "put cells that hold a comma between double quotes, and add the missing commas"
            yield Problem(
                name, number, None, f"{len(row)} cells", f"{len(header)} cells, as in row 1", remedy
            )


def _violations(name: str, frame: pd.DataFrame, schema: pa.DataFrameSchema) -> Iterable[Problem]:
    try:
        schema.validate(frame, lazy=True)
    except SchemaErrors as errors:
        failures = errors.failure_cases.to_dict("records")
        for failure in failures:
            yield _problem(name, failure, schema)


def _problem(name: str, failure: Mapping[str, object], schema: pa.DataFrameSchema) -> Problem:
    check, found = str(failure["check"]), str(failure["failure_case"])
    if check == "column_in_dataframe":
        return Problem(
            name, 1, found, "no such column", f"a column {found}", "add the column, or correct its name"
        )
    if check == "column_in_schema":
        known = ", ".join(schema.columns)
        return Problem(
            name, 1, found, f"a column {found}", f"only: {known}", "remove the column, or correct its name"
        )
    column, row = str(failure["column"]), int(str(failure["index"]))
    if check in ("field_uniqueness", "multiple_fields_uniqueness"):
        return Problem(name, row, column, found, "a value that no other row has", "give each row its own")
    return Problem(name, row, column, found, check, _remedy(schema, column, check))


def _remedy(schema: pa.DataFrameSchema, column: str, expected: str) -> str:
    checks = schema.columns[column].checks
    return next((str(rule.description) for rule in checks if rule.error == expected), "correct the cell")
