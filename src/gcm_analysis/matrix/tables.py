"""Takes values of parameters from tables: from the rows that meet the conditions, each value once and in order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path

from gcm_analysis.evidence.csv_file import read_csv
from gcm_analysis.evidence.files import refusal
from gcm_analysis.matrix.model import Column, Condition, Table

Row = Mapping[str, str]


@dataclass(frozen=True)
class Tables:
    """The tables of a project, each read once."""

    home: Path
    _read: dict[str, list[Row]] = field(default_factory=dict)

    def values(self, table: Table) -> list[str]:
        """Return the values that a table gives; raise an `EvidenceError` if the table or a column does not exist."""
        rows = self._rows(table, *table.where)
        kept = [row for row in rows if all(self._meets(row[name], how) for name, how in table.where.items())]
        return _distinct(_cells(kept, table))

    def _meets(self, cell: str, condition: Condition) -> bool:
        return all(
            (
                condition.is_ is None or cell in condition.is_,
                condition.is_not is None or cell not in condition.is_not,
                condition.at_least is None or (cell != "" and not _less(cell, condition.at_least)),
                condition.at_most is None or (cell != "" and not _less(condition.at_most, cell)),
                condition.empty is None or (cell == "") == condition.empty,
                condition.found_in is None or cell in self._column(condition.found_in),
            )
        )

    def _column(self, column: Column) -> list[str]:
        return _distinct(_cells(self._rows(column), column))

    def _rows(self, column: Column, *others: str) -> list[Row]:
        if column.file not in self._read:
            self._read[column.file] = read(self.home, column.file)
        rows = self._read[column.file]
        for name in (column.column, *others):
            if rows and name not in rows[0]:
                expected = f"one of {', '.join(rows[0])}"
                raise refusal(column.file, f"no column {name}", expected, "correct the name")
        return rows


def read(home: Path, name: str) -> list[Row]:
    """Return the rows of a table of the project."""
    path = (home / name).resolve()
    if not path.is_relative_to(home.resolve()) or path.suffix != ".csv":
        expected = "a .csv file of the project, by its path from the project's folder"
        raise refusal(name, "no table of the project", expected, "correct the name")
    (_, header), *rows = read_csv(path, name)
    return [dict(zip_longest(header, row[: len(header)], fillvalue="")) for _, row in rows]


def _cells(rows: Iterable[Row], column: Column) -> Iterable[str]:
    for row in rows:
        cell = row[column.column]
        yield from (part.strip() for part in (cell.split(column.separator) if column.separator else [cell]))


def _distinct(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))


def _less(one: str, other: str) -> bool:
    """Compare numbers as numbers and everything else, such as days, as text."""
    try:
        return float(one) < float(other)
    except ValueError:
        return one < other
