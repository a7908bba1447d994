"""`gcm tables` writes the tables that all events share into a workbook, `gcm update` brings them back edited."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gcm_analysis import paths
from gcm_analysis.commands.terminal import out, show
from gcm_analysis.errors import UserError
from gcm_analysis.near import shared_start

if TYPE_CHECKING:
    from gcm_analysis.importing.shared_tables import Change, Edit, TableUpdate

LONGEST = 90  # characters of a cell that are shown
SHOWN_BEFORE = 30  # of these characters, so many before the first that differs
app = typer.Typer()


@app.command(
    help="Edit it in a spreadsheet, and bring it back with “gcm update”.",
    epilog="Exit codes: 1 the file exists already, or a table has a fault.",
)
def tables(
    file: Annotated[Path, typer.Argument(help="The workbook to write, such as evidence.xlsx.")],
) -> None:
    from gcm_analysis.importing.shared_tables import write_shared_tables

    if file.exists():
        raise UserError(f"{file} exists already: choose another name, or move it away.")
    if file.suffix.lower() != ".xlsx":
        raise UserError(f"{file} has to be a workbook: end its name in .xlsx.")
    write_shared_tables(paths.data(), file)
    show(f"Written: {file}")


@app.command(
    help="Takes workbooks of “gcm tables” (.xlsx) and single tables by their names (statements.csv), with any separator. "
    "With --source and --taken: activities in the IATI format (.xml), and a trust fund’s contributions, transfers or "
    "expenditure by year (.csv, .xlsx), into the milestones.",
    epilog="Exit codes: 0 written, or nothing to change; 1 a file was refused (then all problems are named), or you did not agree.",
)
def update(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="The edited files, or open data.")],
    source: Annotated[str | None, typer.Option(help="The row of sources.csv for the open data.")] = None,
    taken: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="The day when the open data were downloaded.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Write without asking.")] = False,  # noqa: FBT002 - as typer takes it
) -> None:
    from gcm_analysis.importing.open_data import Taken, open_data
    from gcm_analysis.importing.shared_tables import updates

    if (source is None) != (taken is None):
        raise UserError("Open data need both options: --source, where they come from, and --taken, the day.")
    data = paths.data()
    edit = open_data(data, files, Taken(source, taken)) if source and taken else updates(data, files)
    if not edit.tables:
        out.print("The files match the data: nothing to change.")
        return
    write_if_agreed(edit, yes=yes)


def write_if_agreed(edit: "Edit", *, yes: bool) -> None:
    """Show what an edit changes, and write it once the user agrees."""
    for each in edit.tables:
        _show(each)
    if not (yes or (sys.stdin.isatty() and typer.confirm("Write this?"))):
        raise UserError("Nothing was written. Agree when asked, or use --yes.")
    edit.write()
    out.print("Written. “gcm check” shows what else is affected.")


def _show(update: "TableUpdate") -> None:
    rows = len({change.row for change in update.changes})
    show(f"{update.file}: cells that change: {len(update.changes)}, rows: {rows}")
    for line in _lines(update.changes):
        show(f"  {line}")


def _lines(changes: "Iterable[Change]") -> Iterable[str]:
    for change in changes:
        place = f"{change.row} {change.column}:"
        if change.before is None:
            yield f"{place} new: {_short(change.after or '')}"
        elif change.after is None:
            yield f"{place} removed: {_short(change.before)}"
        else:
            start = max(0, shared_start(change.before, change.after) - SHOWN_BEFORE)
            yield f"{place} {_short(change.before, start)} → {_short(change.after, start)}"


def _short(text: str, start: int = 0) -> str:
    """Return a cell's content from `start` in quotation marks, shortened if it is long."""
    shown = text[start : start + LONGEST]
    return f"“{'…' if start else ''}{shown}{'…' if start + LONGEST < len(text) else ''}”"
