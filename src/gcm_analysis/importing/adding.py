"""One row more in a table that all events share: its number, what each cell may hold, and the edit that adds it."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from gcm_analysis.evidence.countries import folded
from gcm_analysis.evidence.problems import EvidenceError, Problem
from gcm_analysis.evidence.rules import Rule, one_of
from gcm_analysis.importing.table_edits import SHARED, Edit, SharedTables, extended
from gcm_analysis.near import suggestion

ROWS = {  # the tables that grow, by what one row is called
    "source": "sources",
    "statement": "statements",
    "action": "actions",
    "figure": "figures",
    "milestone": "milestones",
}
COUNTED = re.compile("([A-Z]+)([0-9]+)")  # an id that is letters and a number, such as S001
MOST_CHOICES = 40  # rows of another table that are offered to choose from
DESCRIBED = re.compile(r"^\| (`[^|]+`) \| [^|]+ \| ([^|]+) \|", re.MULTILINE)
LINK = re.compile(r"\[([^]]+)]\([^)]*\)|`")


class NotAdded(EvidenceError):  # noqa: N818 - it says what happened, as its message does
    """All that is wrong with a new row, at once."""

    def headline(self) -> str:
        return "the new row; nothing was added"


class Column(NamedTuple):
    """A column to fill in, what it means in the words of the data dictionary, and its rule."""

    name: str
    meaning: str
    rule: Rule

    @property
    def is_needed(self) -> bool:
        return not self.rule.holds("")


def columns_to_give(tables: SharedTables, kind: str) -> list[Column]:
    """Return the columns of a table whose rows are of this kind, without its id, which is made."""
    table = SHARED[ROWS[kind]]
    meanings = _meanings(tables.data / "README.md", table.file)
    rules = table.columns | {
        column: one_of(codes)
        for column, place in table.refers.items()
        if len(codes := list(tables.frames[place.split(".")[0]][place.split(".")[1]])) <= MOST_CHOICES
    }
    return [
        Column(name, meanings.get(name, ""), rule)
        for name, rule in rules.items()
        if name != table.unique[0][0]
    ]


def added(tables: SharedTables, kind: str, given: Iterable[tuple[str, str]]) -> Edit:
    """Return the edit that adds a row of `column, cell`; or raise a `NotAdded` with all that is wrong with it."""
    name = ROWS[kind]
    table, place = SHARED[name], f"data/{SHARED[name].file}"
    cells: dict[str, str] = {}
    problems: list[Problem] = []
    for column, cell in given:
        if column not in table.columns or column in cells:
            near = suggestion(column, table.columns)
            expected = "each column once" if column in cells else f"one of: {', '.join(table.columns)}"
            problems.append(Problem(place, None, column, cell, expected, near or "correct the column’s name"))
        cells[column] = cell.strip()
    key = table.unique[0][0]
    row = {key: next_id(list(tables.frames[name][key]), cells)} | cells
    try:
        if not problems:
            return tables.edited({name: (place, extended(tables.frames[name], [row]))})
    except EvidenceError as error:
        problems += error.problems
    raise NotAdded(problems)


def next_id(ids: list[str], cells: Mapping[str, str]) -> str:
    """Return the id of the next row: the highest number and one, or the row's place and the first number that is free.

    >>> next_id(["S001", "S014", "ICMPD-2018"], {})
    'S015'
    >>> next_id(["facility-coast-1", "facility-hills-2010"], {"place_en": "Coast"})
    'facility-coast-2'
    """
    counted = [match.groups() for match in map(COUNTED.fullmatch, ids) if match]
    if counted:
        letters, digits = max(counted, key=lambda one: int(one[1]))
        return f"{letters}{int(digits) + 1:0{len(digits)}}"
    words = "-".join([ids[0].partition("-")[0], *folded(cells.get("place_en", "")).split()])
    return next(one for number in range(1, len(ids) + 2) if (one := f"{words}-{number}") not in ids)


def _meanings(dictionary: Path, file: str) -> dict[str, str]:
    """Return what the data dictionary says of each column of a table; nothing where there is no such page."""
    text = dictionary.read_text(encoding="utf-8") if dictionary.is_file() else ""
    section = text.partition(f"\n### {file}\n")[2].partition("\n### ")[0]
    return {
        column.strip("` "): LINK.sub(r"\1", meaning).strip()
        for columns, meaning in reversed(DESCRIBED.findall(section))  # the first table is of the columns
        for column in columns.split(",")
    }
