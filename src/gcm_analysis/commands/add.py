"""`gcm add`: one row into a table that all events share, from the command line or asked for cell by cell."""

import sys
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from gcm_analysis import paths
from gcm_analysis.commands.tables import write_if_agreed
from gcm_analysis.commands.terminal import show
from gcm_analysis.errors import UserError

if TYPE_CHECKING:
    from gcm_analysis.importing.shared_tables import Column

app = typer.Typer()


@app.command(
    help="At a terminal you are asked for each cell that has to be filled in. data/README.md says what every column means.",
    epilog="Exit codes: 0 written; 1 something is wrong with the row (then all problems are named), or you did not agree.",
)
def add(
    kind: Annotated[
        Literal["source", "statement", "action", "figure", "milestone"],
        typer.Argument(help="What to add."),
    ],
    cells: Annotated[
        list[str] | None, typer.Argument(metavar="COLUMN=VALUE…", help="Cells, such as source_id=S008.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Write without asking.")] = False,  # noqa: FBT002 - as typer takes it
) -> None:
    from gcm_analysis.importing.shared_tables import SharedTables, added, columns_to_give

    given = [_cell(text) for text in cells or ()]
    tables = SharedTables.read(paths.data())
    columns = columns_to_give(tables, kind)
    if sys.stdin.isatty():
        names = {name for name, _ in given}
        given += [(one.name, _prompt_cell(one)) for one in columns if one.is_needed and one.name not in names]
    edit = added(tables, kind, given)
    empty = [one.name for one in columns if one.name not in {name for name, cell in given if cell}]
    if empty:
        show(f"Left empty (optional): {', '.join(empty)}.")
    write_if_agreed(edit, yes=yes)


def _cell(text: str) -> tuple[str, str]:
    name, sign, cell = text.partition("=")
    if not sign:
        raise UserError(f"A cell is given as COLUMN=VALUE, such as source_id=S008, not as {text!r}.")
    return name.strip(), cell


def _prompt_cell(column: "Column") -> str:
    """Ask for a cell until it is right."""

    def checked(cell: str) -> str:
        if column.rule.holds(cell.strip()):
            return cell.strip()
        raise typer.BadParameter(f"expected: {column.rule.expected}")

    show(f"\n{column.meaning or column.name}")
    show(f"  {column.rule.expected}")
    return str(typer.prompt(column.name, value_proc=checked))
