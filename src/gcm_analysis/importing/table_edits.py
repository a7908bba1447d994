"""An edit of the tables that all events share: checked whole, shown before it is written, written together or not at all."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from gcm_analysis.atomic import write_together
from gcm_analysis.errors import UserError
from gcm_analysis.evidence.faulty_text import faults
from gcm_analysis.evidence.problems import EvidenceError, Problem
from gcm_analysis.evidence.tables import (
    TABLES,
    Table,
    cell_problems,
    numbered,
    read_table,
    reference_problems,
)
from gcm_analysis.evidence.wrong_language import language_problem
from gcm_analysis.importing.refusal import ImportRefused

SHARED = {name: table for name, table in TABLES.items() if "{event}" not in table.file}


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

    def as_csv(self) -> str:
        """Return the table as the project's files hold it."""
        return self.table.to_csv(index=False, lineterminator="\n")


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
        write_together({data / each.file: each.as_csv() for each in self.tables})


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
    """Yield what is wrong with texts that are new: letters that a wrong encoding spoiled, the other language."""
    for column in before:
        new = after[column][~after[column].isin(before[column])]
        for row, text in new.items():
            yield from (Problem(where, int(str(row)), str(column), *fault) for fault in faults(text))
            if problem := language_problem(where, int(str(row)), str(column), text):
                yield problem


def _update(table: Table, before: pd.DataFrame, after: pd.DataFrame) -> TableUpdate:
    ordered = after[list(before)]
    old, new = _by_key(before, table.unique[0]), _by_key(ordered, table.unique[0])
    keys = dict.fromkeys([*old, *new])
    changes = chain.from_iterable(_changes(key, old.get(key), new.get(key)) for key in keys)
    return TableUpdate(table.file, tuple(changes), ordered)


def _by_key(table: pd.DataFrame, key: Sequence[str]) -> dict[str, dict[str, str]]:
    rows = [{str(name): cell for name, cell in row.items()} for row in table.to_dict("records")]
    return {" · ".join(row[column] for column in key): row for row in rows}


def _changes(key: str, old: Mapping[str, str] | None, new: Mapping[str, str] | None) -> Iterator[Change]:
    """Yield the cells of a row that differ; of a row that is new or gone, those that are not empty."""
    for column in old or new or ():
        before, after = (None if row is None else row[column] for row in (old, new))
        if (before or "") != (after or ""):
            yield Change(key, column, before, after)
