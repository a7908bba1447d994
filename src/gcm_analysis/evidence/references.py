"""What must hold between tables and between the cells of a row."""

from collections.abc import Iterable, Mapping

import pandas as pd

from gcm_analysis.evidence.problems import Problem
from gcm_analysis.evidence.values import last_day

# table, column, and the table and column that must hold its value
REFERENCES = (
    ("statements", "source_id", "sources", "source_id"),
    ("statements", "theme", "codebook", "code"),
    ("second_coding", "statement_id", "statements", "statement_id"),
    ("second_coding", "theme", "codebook", "code"),
    ("actions", "source_id", "sources", "source_id"),
    ("figures", "source_id", "sources", "source_id"),
    ("figures", "indicator", "indicators", "code"),
    ("phases", "source_id", "sources", "source_id"),
    ("objectives", "source_id", "sources", "source_id"),
    ("milestones", "source_id", "sources", "source_id"),
    ("record", "source_id", "sources", "source_id"),
    ("pillars", "source_id", "sources", "source_id"),
    ("functions", "pillar", "pillars", "pillar"),
)
# the same for cells that hold several ids, separated by vertical bars
LISTS = (("pillars", "statements", "statements", "statement_id"),)
IN_ORDER = (("actions", "start", "end"), ("phases", "start", "end"))
TOGETHER = (
    ("actions", "title", "title_language"),
    ("sources", "published", "published_basis"),
    ("countries", "name_en", "name_fr"),
)
# table, a column that may be filled only where another column has this value
ONLY_WITH = (
    ("countries", "member_since", "group", "eu"),
    ("countries", "member_until", "group", "eu"),
)


def reference_problems(tables: Mapping[str, pd.DataFrame], files: Mapping[str, str]) -> Iterable[Problem]:
    """Yield every cell that points nowhere, every pair of dates out of order, every half of a pair.

    `tables` holds those that could be read: a table that could not accuses no other.
    """
    for table, column, target, key in REFERENCES:
        if table in tables and target in tables:
            yield from _dangling(tables[table][column], tables[target][key], files[table], files[target])
    for table, column, target, key in LISTS:
        if table in tables and target in tables:
            each = tables[table][column].str.split("|").explode()
            yield from _dangling(each, tables[target][key], files[table], files[target])
    yield from _row_problems(tables, files)


def _row_problems(tables: Mapping[str, pd.DataFrame], files: Mapping[str, str]) -> Iterable[Problem]:
    """Yield what does not fit together within a row."""
    for table, start, end in IN_ORDER:
        if table in tables:
            yield from _out_of_order(tables[table], start, end, files[table])
    for table, one, other in TOGETHER:
        if table in tables:
            yield from _halves(tables[table], one, other, files[table])
    for table, column, other, value in ONLY_WITH:
        if table in tables:
            yield from _without(tables[table], column, other, value, files[table])


def _dangling(cells: pd.Series, known: pd.Series, file: str, target: str) -> Iterable[Problem]:
    for row, found in cells[~cells.isin(known) & (cells != "")].items():
        expected = f"a {known.name} that {target} has"
        yield Problem(
            file, int(str(row)), str(cells.name), found, expected, f"correct it, or add the row to {target}"
        )


def _out_of_order(frame: pd.DataFrame, start: str, end: str, file: str) -> Iterable[Problem]:
    for row, first, last in frame[[start, end]].itertuples(name=None):
        if first and last and first > last_day(last):
            yield Problem(
                file,
                row,
                end,
                last,
                f"a date not before the {start}, {first}",
                "correct one of the two dates",
            )


def _halves(frame: pd.DataFrame, one: str, other: str, file: str) -> Iterable[Problem]:
    for row, first, second in frame[[one, other]].itertuples(name=None):
        if bool(first) != bool(second):
            empty, full = (one, other) if second else (other, one)
            yield Problem(
                file, row, empty, "", f"a value, since {full} has one", "fill both cells in, or neither"
            )


def _without(frame: pd.DataFrame, column: str, other: str, value: str, file: str) -> Iterable[Problem]:
    for row, found in frame.loc[(frame[column] != "") & (frame[other] != value), column].items():
        expected = f"an empty cell, since {other} is not {value}"
        yield Problem(file, int(str(row)), column, found, expected, "correct one of the two cells")
