"""The tables of `data/`: their columns and rules from `dictionary.yml`, reading a shared table, and the problems of cells."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from gcm_analysis.evidence.csv_file import csv_rows, table_problems
from gcm_analysis.evidence.event import LANGUAGES
from gcm_analysis.evidence.files import read_bytes
from gcm_analysis.evidence.problems import EvidenceError, Problem
from gcm_analysis.evidence.rules import DICTIONARY, Rule, rule_of
from gcm_analysis.evidence.values import last_day
from gcm_analysis.near import suggestion

Columns = tuple[str, ...]
SAME_PAGE = re.compile(r"^https?://(www\.)?|(?<=[^/])/$")


@dataclass(frozen=True)
class Table:
    """A table of the data dictionary: its file, the rule of each column, and the rules between cells."""

    file: str  # in the folder of data, with {event} for an event's name
    columns: dict[str, Rule]
    unique: tuple[Columns, ...]
    refers: Mapping[str, str]  # table and column with the values of a column, such as sources.source_id
    in_order: tuple[Columns, ...]
    together: tuple[Columns, ...]
    only_with: tuple[Columns, ...]  # a column, and the column and the value without which it is empty


def _table(described: Mapping[str, Any]) -> Table:
    names = ("unique", "in_order", "together", "only_with")
    between = {name: tuple(map(tuple, described.get(name, ()))) for name in names}
    columns = {
        name.replace("*", code): rule_of(rule)
        for name, rule in described["columns"].items()
        for code in (LANGUAGES if name.endswith("*") else ("",))
    }
    return Table(described["file"], columns, refers=described.get("refers", {}), **between)


TABLES = {name: _table(described) for name, described in DICTIONARY["shared"].items()}
OWN_TABLES = {name: _table(described) for name, described in DICTIONARY["own"].items()}
WITHDRAWN = _table(DICTIONARY["other"]["withdrawn"])


def read_table(path: Path, name: str, table: str) -> tuple[pd.DataFrame, list[Problem]]:
    """Return a table as text, and the problems of its file.

    The frame has one row per data row of the file, indexed by the row number that a spreadsheet shows; an empty cell
    is an empty string. A table that could not be read has no rows.
    """
    try:
        frame, problems = _understood(read_bytes(path, name, "a CSV file"), name, table)
    except EvidenceError as error:
        return pd.DataFrame(columns=list(TABLES[table].columns), dtype=str), list(error.problems)
    return frame.copy(), list(problems)


@lru_cache(maxsize=4 * len(TABLES))  # a process that makes many reports reads the same bytes for each
def _understood(content: bytes, name: str, table: str) -> tuple[pd.DataFrame, list[Problem]]:
    """Return a file's content as a frame, and the problems of its cells."""
    (_, header), *body = csv_rows(content, name)
    problems = table_problems(name, header, body, TABLES[table].columns)
    if not body and not problems:
        remedy = "add the rows; if the table was cut off, take it from its last good version"
        problems = [Problem(name, 1, None, "column names alone", "at least one row below them", remedy)]
    if problems:
        raise EvidenceError(problems)
    frame = numbered(body, header)
    return frame, list(cell_problems(name, TABLES[table], frame))


def numbered(rows: list[tuple[int, list[str]]], columns: list[str]) -> pd.DataFrame:
    """Return rows of text as a frame with their numbers as its index."""
    index = pd.Index([number for number, _ in rows], dtype=int, name="row")
    return pd.DataFrame([cells for _, cells in rows], columns=columns, index=index, dtype=str)


def cell_problems(file: str, table: Table, frame: pd.DataFrame) -> Iterator[Problem]:
    """Yield each cell that breaks its column's rule or repeats a unique value; the index has the numbers of rows."""
    for column, rule in table.columns.items():
        if wrong := {cell for cell in set(frame[column]) if not rule.holds(cell)}:
            for row, found in frame.loc[frame[column].isin(wrong), column].items():
                yield rule.problem(file, int(str(row)), column, found)
    for key in table.unique:
        yield from _repeated(file, key, frame)


def _repeated(file: str, key: Columns, frame: pd.DataFrame) -> Iterator[Problem]:
    seen: dict[tuple[str, ...], int] = {}
    for row, *cells in _rows(frame, *key):
        first = seen.setdefault(tuple(map(_address, cells)), row)
        if first != row and all(cells):
            expected = f"a value that no other row has (row {first} has it)"
            yield Problem(file, row, key[0], " · ".join(cells), expected, "give each row its own")


def _rows(frame: pd.DataFrame, *columns: str) -> Iterator[tuple[Any, ...]]:
    """Return for each row its number and the cells of these columns: as lists, which pandas' texts are slow to yield."""
    return zip(frame.index.tolist(), *(frame[name].tolist() for name in columns), strict=True)


def _address(cell: str) -> str:
    """Return a cell; of a web address what names the page: other ways of writing it lead to the same."""
    return SAME_PAGE.sub("", cell)


def reference_problems(tables: Mapping[str, pd.DataFrame], files: Mapping[str, str]) -> Iterator[Problem]:
    """Yield every cell with an unknown id, every pair of dates out of order, every half of a pair.

    `tables` has those that could be read: a table that could not causes no problems in others.
    """
    for name, frame in tables.items():
        for column, place in TABLES[name].refers.items():
            target, key = place.split(".")
            if target in tables:
                yield from _unknown_ids(frame[column], tables[target][key], files[name], files[target])
        yield from _row_problems(TABLES[name], frame, files[name])


def _unknown_ids(cells: pd.Series, known: pd.Series, file: str, target: str) -> Iterator[Problem]:
    """Yield the unknown ids; a cell may have several, separated by vertical bars."""
    ids = {"", *known.tolist()}
    expected, remedy = f"a {known.name} that {target} has", f"correct it, or add the row to {target}"
    rows = zip(cells.index.tolist(), cells.tolist(), strict=True)
    named = ((row, found) for row, cell in rows for found in cell.split("|"))
    for row, found in named:
        if found not in ids:
            near = suggestion(found, known)
            advice = f"{remedy}{near and f'; {near}'}"
            yield Problem(file, row, str(cells.name), found, expected, advice)


def _row_problems(table: Table, frame: pd.DataFrame, file: str) -> Iterator[Problem]:
    """Yield the cells of a row that contradict each other."""
    for start, end in table.in_order:
        for number, first, last in _rows(frame, start, end):
            if first and last and first > last_day(last):
                expected = f"a date not before the {start}, {first}"
                yield Problem(file, number, end, last, expected, "correct one of the two dates")
    for pair in table.together:
        for number, *cells in _rows(frame, *pair):
            if any(cells) and not all(cells):
                empty, full = sorted(pair, key=dict(zip(pair, cells, strict=True)).__getitem__)
                expected, remedy = f"a value, since {full} has one", "fill both cells in, or neither"
                yield Problem(file, number, empty, "", expected, remedy)
    for column, other, value in table.only_with:
        for number, found, given in _rows(frame, column, other):
            if found and given != value:
                expected = f"an empty cell, since {other} is not {value}"
                yield Problem(file, number, column, found, expected, "correct one of the two cells")
