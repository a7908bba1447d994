"""Commands for your own event: `gcm new` begins it, `gcm import` imports its notes, `gcm export` exports them."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from gcm_analysis import paths
from gcm_analysis.commands.completion import EventArgument
from gcm_analysis.commands.terminal import err, out, show
from gcm_analysis.errors import UserError
from gcm_analysis.evidence import must_be_event

if TYPE_CHECKING:
    from gcm_analysis.commands.new_event import Detail
    from gcm_analysis.importing import Report

# Repeated here so that help does not import the reader of workbooks.
Kind = Literal["qdc", "xlsx", "csv", "texts"]
ENDINGS = {"csv": "-csv", "texts": "-texts.xlsx"}
app = typer.Typer()


@app.command(
    help="At a terminal you are asked for missing details. A text in two languages is written “one | other”.",
    epilog="Exit codes: 1 something is missing or wrong, or the event exists; then nothing is made.",
)
def new(  # noqa: PLR0913 - one argument per option
    event: Annotated[str, typer.Argument(help="Name of the new folder: small letters, digits, hyphens.")],
    title: Annotated[str, typer.Option(help="Its title.")] = "",
    date: Annotated[str, typer.Option(help="Its first day, as YYYY-MM-DD.")] = "",
    languages: Annotated[
        str,
        typer.Option(
            "--languages", "--language", help="Languages of its report: en, fr or both, the title’s first."
        ),
    ] = "",
    city: Annotated[str, typer.Option(help="Where it took place.")] = "",
    country: Annotated[str, typer.Option(help="Name in English or French, or ISO 3166-1 alpha-3 code.")] = "",
    organiser: Annotated[str, typer.Option(help="Who held it; several between semicolons.")] = "",
    mode: Annotated[
        str,
        typer.Option(
            help="How people met: in_person, online or hybrid. An online event needs no city and no country."
        ),
    ] = "",
) -> None:
    from gcm_analysis.commands.new_event import create_event, name_problems, needed

    given = {
        "mode": mode, "title": title, "date": date, "languages": languages, "city": city, "country": country, "organiser": organiser,
    }  # fmt: skip
    if sys.stdin.isatty() and not name_problems(paths.data(), event):
        given = {detail.name: _prompt(detail, given[detail.name]) for detail in needed(given)}
    folder = create_event(paths.data(), event, given)
    show(f"Created: {_in_project(folder)}")
    for path in sorted(folder.iterdir()):
        show(f"  {path.name}")
    out.print("README.md has the next three commands.")


@app.command(
    "import",
    help="Takes the workbook or other tables (.xlsx, .csv), texts (.docx, .odt, .md, .txt, .html), "
    "transcripts (.vtt, .srt), projects and codebooks of other tools (.qdpx, .qdc, .sqlite3). Importing a file again "
    "duplicates nothing.",
    epilog="Exit codes: 0 imported; 1 a file was refused (then nothing is imported, and all problems are named), "
    "a file brought nothing in, words that are hidden or where nothing is read did not come in, or something waits for your decision in conflicts.csv.",
)
def import_(
    event: EventArgument,
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="The files, in the order of reading.")],
    coder: Annotated[str, typer.Option(help="Who coded, for files that do not say so.")] = "",
) -> None:
    from gcm_analysis import importing
    from gcm_analysis.evidence.releases import keep_agreement

    must_be_event(paths.data(), event)
    report = importing.run(paths.event(paths.data(), event), files, coder=coder, say=err.print)
    keep_agreement(paths.event(paths.data(), event))
    for file in report.files:
        show(f"{importing.summary(file)}  Loss report: {_in_project(file.folder)}\n")
    if report.mapping:
        show(
            f"{'Drafted' if report.drafted else 'New lines'}: {_in_project(report.mapping)}\n"
            "It says what each code, document, heading, speaker and column means here. Read it, correct it, and import the "
            "same files again."
        )
    else:
        out.print(f"Next: gcm check {event}")
    _must_be_whole(report)


@app.command(
    help="As its codebook (qdc), all of its tables (xlsx, csv), or its texts in both languages side by side (texts: a "
    "workbook for translation, for “gcm import”).",
    epilog="Exit codes: 0 written, 1 the target exists already, or there is no such event.",
)
def export(
    event: EventArgument,
    to: Annotated[Kind, typer.Option(help="What to write.")],
    output: Annotated[
        Path | None,
        typer.Option(
            help="The file, or for csv the folder; default: EVENT.qdc, EVENT.xlsx, EVENT-csv, EVENT-texts.xlsx."
        ),
    ] = None,
) -> None:
    from gcm_analysis import importing

    must_be_event(paths.data(), event)
    target = output or Path(f"{event}{ENDINGS.get(to, f'.{to}')}")
    written = importing.export(paths.event(paths.data(), event), to, target)
    show(f"Written: {written}")


def _prompt(detail: "Detail", given: str) -> str:
    """Ask until there is an answer that can be read; what was given as an option is not asked for."""
    while detail.read(given) is None:
        if given:
            err.print(f"{given!r} can’t be used here.", markup=False)
        given = typer.prompt(f"{detail.question} ({detail.expected})", default=detail.default or None)
    return given


def _must_be_whole(report: "Report") -> None:
    """End with an error where a file brought nothing in, or not all, or where something waits for a decision."""
    empty = [file.file for file in report.empty]
    messages = [f"Nothing came in from {', '.join(empty)}: its loss report says why."] * bool(empty)
    waiting = sum(file.waiting for file in report.files)
    if waiting:
        messages.append(
            f"{waiting} {'things wait' if waiting > 1 else 'thing waits'} for your decision: nothing of yours or of a "
            "colleague’s was replaced. The loss report names each and says what to do; then import the same file again."
        )
    unread = [f"{file.unread} of {file.file}" for file in report.files if file.unread]
    if unread:
        messages.append(
            f"Words that did not come in: {', '.join(unread)}. They are hidden, as by a filter, have no value, or are where "
            "nothing is read; the rest came in. The loss report names each and says what to do; then import the file again."
        )
    if messages:
        raise UserError("\n".join(messages))


def _in_project(path: Path) -> Path:
    """Return a path of the project as one writes it in the project's folder."""
    return path.relative_to(paths.home())
