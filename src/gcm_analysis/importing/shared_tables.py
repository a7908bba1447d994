"""The tables that all events share: one row more, or all in a spreadsheet to edit and back.

An edit is checked whole, shown before it is written, and written together or not at all. In a workbook every cell is text,
so that a spreadsheet leaves dates, codes and numbers as they are.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import pandas as pd
from openpyxl import Workbook

from gcm_analysis.atomic import write_together
from gcm_analysis.errors import UserError
from gcm_analysis.evidence.countries import folded
from gcm_analysis.evidence.csv_file import table_problems
from gcm_analysis.evidence.faulty_text import faults
from gcm_analysis.evidence.problems import EvidenceError, Problem
from gcm_analysis.evidence.rules import Rule, one_of
from gcm_analysis.evidence.tables import (
    TABLES,
    Table,
    cell_problems,
    numbered,
    read_table,
    reference_problems,
)
from gcm_analysis.evidence.wrong_language import language_problem
from gcm_analysis.importing import sheets
from gcm_analysis.importing.model import Sheet
from gcm_analysis.importing.safety import ImportRefused, checked_file, refused
from gcm_analysis.importing.workbook import fill_sheet, must_fit
from gcm_analysis.near import suggestion
from gcm_analysis.publishing.status.characters import character_problem

SHARED = {name: table for name, table in TABLES.items() if "{event}" not in table.file}
TAKES = "a workbook (.xlsx) or a table (.csv)"
OPEN_DATA = "; of a file of open data, say with --source and --taken where it comes from"
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


class Change(NamedTuple):
    """A cell that an edit changes; of a row that it adds there is nothing before, of one that it removes after."""

    row: str  # its id
    column: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class TableUpdate:
    """What an edit changes in a table, and the table as it will be: one row per row of the file, cells of text."""

    file: str  # in the folder of data
    changes: tuple[Change, ...]
    table: pd.DataFrame


@dataclass(frozen=True)
class Edit:
    """The tables that change, and what all of them were when the edit was looked through."""

    tables: tuple[TableUpdate, ...]
    before: "SharedTables"

    def write(self) -> None:
        """Write all tables, or none; refuse if somebody changed one since they were read."""
        data = self.before.data
        others = [file for file, digest in self.before.digests.items() if _digest(data / file) != digest]
        if others:
            raise UserError(
                f"Nothing was written: data/{', data/'.join(others)} changed after this was shown. Run the command again."
            )
        texts = {each.file: each.table.to_csv(index=False, lineterminator="\n") for each in self.tables}
        write_together({data / file: text for file, text in texts.items()})


@dataclass(frozen=True)
class SharedTables:
    """The tables as they are: their frames by name, and the digests of their files."""

    data: Path
    frames: Mapping[str, pd.DataFrame]
    digests: Mapping[str, str]

    @classmethod
    def read(cls, data: Path) -> "SharedTables":
        """Read them all, or raise an `EvidenceError` with every problem of their files."""
        digests = {table.file: _digest(data / table.file) for table in SHARED.values()}
        found = {
            name: read_table(data / table.file, f"data/{table.file}", name) for name, table in SHARED.items()
        }
        if problems := [each for _, wrong in found.values() for each in wrong]:
            raise EvidenceError(problems)
        return cls(data, {name: frame for name, (frame, _) in found.items()}, digests)

    def edited(self, tables: Mapping[str, tuple[str, pd.DataFrame]]) -> Edit:
        """Return the edit that makes these of the tables, or raise all that would be wrong.

        Each table is given with what messages call its place; the index of its frame has the numbers of its rows.
        """
        frames = {**self.frames, **{name: frame for name, (_, frame) in tables.items()}}
        places = {name: f"data/{table.file}" for name, table in SHARED.items()}
        places |= {name: where for name, (where, _) in tables.items()}
        problems = list(reference_problems(frames, places))
        for name, (where, frame) in tables.items():
            problems += cell_problems(where, SHARED[name], frame)
            problems += _text_problems(where, frame, self.frames[name])
        if problems:
            raise ImportRefused(problems)
        made = [_update(SHARED[name], self.frames[name], frame) for name, (_, frame) in tables.items()]
        return Edit(tuple(each for each in made if each.changes), self)


def extended(frame: pd.DataFrame, rows: Sequence[Mapping[str, str]]) -> pd.DataFrame:
    """Return a table with more rows at its end, numbered on; a cell that is not given is empty."""
    first = int(max(frame.index, default=1)) + 1
    columns = [str(column) for column in frame]
    cells = [[row.get(column, "") for column in columns] for row in rows]
    return pd.concat([frame, numbered(list(enumerate(cells, start=first)), columns)])


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _text_problems(where: str, after: pd.DataFrame, before: pd.DataFrame) -> Iterator[Problem]:
    """Yield what is wrong with texts that are new: spoiled letters, what nobody can see or print, the other language."""
    for column in before:
        new = after[column][~after[column].isin(before[column])]
        for row, text in new.items():
            place = where, int(str(row)), str(column)
            yield from (Problem(*place, *fault) for fault in faults(text))
            yield from filter(None, (character_problem(*place, text), language_problem(*place, text)))


def _update(table: Table, before: pd.DataFrame, after: pd.DataFrame) -> TableUpdate:
    """Return the changes; rows stay in the order of the file, whatever a spreadsheet sorted them by."""
    old, new = _by_key(before, table.unique[0]), _by_key(after[list(before)], table.unique[0])
    keys = dict.fromkeys([*old, *new])
    changes = chain.from_iterable(_changes(key, old.get(key), new.get(key)) for key in keys)
    rows = [new[key] for key in keys if key in new]
    return TableUpdate(table.file, tuple(changes), pd.DataFrame(rows, columns=list(before), dtype=str))


def _by_key(table: pd.DataFrame, key: Sequence[str]) -> dict[str, dict[str, str]]:
    rows = [{str(name): cell for name, cell in row.items()} for row in table.to_dict("records")]
    return {" · ".join(row[column] for column in key): row for row in rows}


def _changes(key: str, old: Mapping[str, str] | None, new: Mapping[str, str] | None) -> Iterator[Change]:
    """Yield the cells of a row that differ; of a row that is new or gone, those that are not empty."""
    for column in old or new or ():
        before, after = (None if row is None else row[column] for row in (old, new))
        if (before or "") != (after or ""):
            yield Change(key, column, before, after)


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
            expected, remedy = f"one of: {', '.join(table.columns)}", "correct the column’s name"
            wrong = (expected, suggestion(column, table.columns, remedy))
            wrong = ("each column once", "give it once") if column in cells else wrong
            problems.append(Problem(place, None, column, cell, *wrong))
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
        if checked_file(path, TAKES).suffix.lower() not in sheets.TABLES:
            ending, remedy = path.suffix or "nothing", f"save it in one of these{OPEN_DATA}"
            raise refused(path, f"a file that ends in {ending}", TAKES, remedy)
        for sheet in _tables(path):
            name, where = _table_name(path, sheet), sheet.where
            header, body = list(sheet.header), [(number, list(cells)) for number, cells in sheet.rows]
            # What was not read would be taken for deleted.
            whole = "all rows and cells as they are"
            wrong = [
                Problem(one.where, int(one.row) if one.row else None, None, one.what, whole, one.why)
                for one in sheet.losses
            ]
            wrong += table_problems(where, header, body, SHARED[name].columns)
            if name in found:
                expected, remedy = "each table once", "leave one of the two out"
                wrong.append(Problem(where, None, None, f"{name}, as in {found[name][0]}", expected, remedy))
            if not wrong:
                found[name] = where, numbered(body, header)
            problems += wrong
    if problems:
        raise ImportRefused(problems)
    return found


def _tables(path: Path) -> list[Sheet]:
    """Return the sheets of a file without those that explain it, and without the empty ones of a new workbook."""
    found = [
        sheet
        for sheet in sheets.read_tables(path)
        if not sheet.is_for_people and (sheet.name in SHARED or not sheet.is_empty)
    ]
    if not found:
        raise refused(path, "no table", f"a sheet with one of: {', '.join(SHARED)}", "fill one in")
    return found


def _table_name(path: Path, sheet: Sheet) -> str:
    if sheet.name in SHARED:
        return sheet.name
    near = suggestion(sheet.name, SHARED)
    remedy = f"rename it, or remove it{near and f'; {near}'}{OPEN_DATA}"
    raise refused(path, f"a table named {sheet.name}", f"one of: {', '.join(SHARED)}", remedy)
