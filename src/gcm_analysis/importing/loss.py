"""The report of an import: what came in, what was left out and why, row by row in a file."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from gcm_analysis.atomic import write_whole
from gcm_analysis.evidence.notes import KEYS, Notes, rows_of
from gcm_analysis.importing import mapping
from gcm_analysis.importing.model import Loss
from gcm_analysis.safe_csv import to_csv

FOLDER = "imports"
ROWS = "rows.csv"


class Record(NamedTuple):
    """A row that a file brought: its table and the id that it has in the event, who coded, and its words."""

    table: str
    row: str
    coder: str
    words: str


class Counts(NamedTuple):
    """How many rows of a table a file brought: new ones, changed ones, and such as were there already."""

    new: int = 0
    changed: int = 0
    as_before: int = 0


@dataclass(frozen=True)
class FileReport:
    """What one file brought to each table, what it lost, and the folder with its loss report."""

    file: str
    kind: str
    counts: dict[str, Counts]
    losses: tuple[Loss, ...]
    folder: Path = Path()
    is_codebook: bool = False  # a file of codes alone, which brings no rows
    lost_all: bool = False  # whether it has no row that came in, and some that did not
    rows: tuple[Record, ...] = ()  # that it brought
    mapping: str = ""  # the text of mapping.yml by which a project came in

    @property
    def waiting(self) -> int:
        """How many things wait for somebody's decision."""
        return sum(loss.waits for loss in self.losses)

    @property
    def unread(self) -> int:
        """How many losses are words that nobody left out on purpose, and that did not come in."""
        return sum(loss.unread for loss in self.losses)


@dataclass(frozen=True)
class Report:
    """What an import did, file by file; and the mapping, if it was drafted or added to."""

    files: tuple[FileReport, ...]
    mapping: Path | None = None
    drafted: bool = False  # whether the mapping is a new file

    @property
    def empty(self) -> list[FileReport]:
        """The files of which nothing came in; a table without rows is none of them, unless all files are such."""
        is_all = not any(file.counts or file.is_codebook for file in self.files)
        return [file for file in self.files if is_all or file.lost_all]


def counted(before: Notes, after: Notes, brought: Notes) -> dict[str, Counts]:
    """Return, by table, what merging has done. `brought` is what the file itself had."""
    found: dict[str, Counts] = {}
    for name in KEYS:
        old, new = (
            {tuple(row[column] for column in KEYS[name]): row for row in rows_of(getattr(notes, name))}
            for notes in (before, after)
        )
        added = sum(key not in old for key in new)
        changed = sum(key in old and old[key] != row for key, row in new.items())
        here = len(getattr(brought, name))
        if here or added or changed:
            found[name] = Counts(added, changed, max(0, here - added - changed))
    return found


def write_report(event: Path, report: FileReport) -> FileReport:
    """Write the report of one file into a folder of its own, and return it with that folder."""
    number = max((int(found[1]) for found in imports(event)), default=0) + 1
    folder = event / FOLDER / f"{number}-{folder_name(report.file)}"
    folder.mkdir(parents=True)
    losses = [(loss.where, loss.row, loss.what, loss.why) for loss in report.losses]
    _write_table(folder / "loss.csv", losses, ("where", "row", "what", "why"))
    _write_table(folder / ROWS, report.rows, Record._fields)
    write_whole(folder / "summary.txt", summary(report))
    if report.mapping:
        write_whole(folder / mapping.FILE, report.mapping)
    return replace(report, folder=folder)


def _write_table(path: Path, rows: Sequence[Sequence[str]], columns: Sequence[str]) -> None:
    write_whole(path, to_csv(pd.DataFrame(rows, columns=list(columns), dtype=str)))


def imports(event: Path) -> Iterator[re.Match[str]]:
    """Give the folders of imports: what they are named, with the number of the import and the name of its file."""
    found = (re.fullmatch(r"([0-9]+)-(.+)", path.name) for path in (event / FOLDER).glob("*-*"))
    return filter(None, found)


def summary(report: FileReport) -> str:
    """Return the report in a few lines for a person: what came in by table, what was left out by reason."""
    counts = {name if "." in name else f"{name}.csv": each for name, each in report.counts.items()}
    width = max(map(len, counts), default=0)
    lines = [f"{report.file} ({report.kind})"]
    lines += [f"  {'':{width}}  new  changed  as before" if counts else "  Nothing came in."]
    lines += [
        f"  {name:{width}}  {each.new:3}  {each.changed:7}  {each.as_before:9}"
        for name, each in counts.items()
    ]
    lines.append(f"  Left out or changed: {len(report.losses)}")
    reasons = Counter(loss.why for loss in report.losses)
    lines += [f"    {count} × {why}" for why, count in reasons.most_common()]
    return "\n".join([*lines, ""])


def folder_name(file: str) -> str:
    """Return a file's name as part of the name of a folder."""
    return re.sub(r"[^\w.-]+", "-", file)[:80].strip(".-") or "file"
