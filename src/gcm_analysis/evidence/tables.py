"""Reading one shared table: text in, a checked frame of text out, with every problem of the file named by row and column."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from gcm_analysis.evidence import schemas
from gcm_analysis.evidence.csv_file import csv_rows, table_problems
from gcm_analysis.evidence.files import read_bytes
from gcm_analysis.evidence.problems import EvidenceError, Problem
from gcm_analysis.evidence.rules import Rule

TABLES: dict[str, tuple[str, pa.DataFrameSchema]] = {
    "sources": ("sources.csv", schemas.SOURCES),
    "codebook": ("codebook.csv", schemas.CODEBOOK),
    "statements": ("statements.csv", schemas.STATEMENTS),
    "second_coding": ("second_coding.csv", schemas.SECOND_CODING),
    "actions": ("mieux/actions.csv", schemas.ACTIONS),
    "figures": ("mieux/figures.csv", schemas.FIGURES),
    "indicators": ("indicators.csv", schemas.INDICATORS),
    "phases": ("mieux/phases.csv", schemas.PROGRAMME_PHASES),
    "objectives": ("gcm/objectives.csv", schemas.OBJECTIVES),
    "milestones": ("gcm/milestones.csv", schemas.MILESTONES),
    "record": ("events/{event}/record.csv", schemas.RECORD),
    "pillars": ("gcm/pillars.csv", schemas.PILLARS),
    "functions": ("gcm/functions.csv", schemas.FUNCTIONS),
    "countries": ("countries.csv", schemas.COUNTRIES),
    "regions": ("regions.csv", schemas.REGIONS),
}


def read_table(path: Path, name: str, table: str) -> tuple[pd.DataFrame, list[Problem]]:
    """Return a table as text, and the problems of its file.

    The frame has one row per data row of the file, indexed by the row number that a spreadsheet shows; an empty cell
    is an empty string. A table that could not be read has no rows.
    """
    try:
        frame, problems = _understood(read_bytes(path, name, "a CSV file"), name, table)
    except EvidenceError as error:
        return _empty(TABLES[table][1]), list(error.problems)
    return frame.copy(), list(problems)


@lru_cache(maxsize=4 * len(TABLES))  # a process that makes many reports reads the same bytes for each
def _understood(content: bytes, name: str, table: str) -> tuple[pd.DataFrame, list[Problem]]:
    """Return what the content of a file says, and what is wrong with its cells."""
    schema = TABLES[table][1]
    (_, header), *body = csv_rows(content, name)
    problems = table_problems(name, header, body, list(schema.columns))
    if not body and not problems:
        remedy = "add the rows; if the table was cut off, take it from its last good version"
        problems = [Problem(name, 1, None, "column names alone", "at least one row below them", remedy)]
    if problems:
        raise EvidenceError(problems)
    index = pd.Index([number for number, _ in body], dtype=int, name="row")
    frame = pd.DataFrame([cells for _, cells in body], columns=header, index=index, dtype=str)
    return frame, list(_violations(name, frame, schema))


def _empty(schema: pa.DataFrameSchema) -> pd.DataFrame:
    return pd.DataFrame(columns=list(schema.columns), dtype=str)


def _violations(name: str, frame: pd.DataFrame, schema: pa.DataFrameSchema) -> Iterable[Problem]:
    try:
        schema.validate(frame, lazy=True)
    except SchemaErrors as errors:
        for failure in errors.failure_cases.to_dict("records"):
            yield _problem(name, failure, schema)


def _problem(name: str, failure: Mapping[str, object], schema: pa.DataFrameSchema) -> Problem:
    check, found = str(failure["check"]), str(failure["failure_case"])
    column, row = str(failure["column"]), int(str(failure["index"]))
    if check in ("field_uniqueness", "multiple_fields_uniqueness"):
        return Problem(name, row, column, found, "a value that no other row has", "give each row its own")
    rules: tuple[Rule, ...] = schema.columns[column].metadata["rules"]
    return next(rule for rule in rules if rule.expected == check).problem(name, row, column, found)
