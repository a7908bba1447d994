"""The command line: parses, calls, prints. Only it and `commands/` print; only it exits."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, NoReturn, Self

import typer
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Table

from gcm_analysis import __version__, paths
from gcm_analysis.commands import events
from gcm_analysis.commands.terminal import err, out
from gcm_analysis.edition import (
    LANGUAGES,
    ParameterError,
    parameter_table,
    parse_assignment,
    parse_edition,
)
from gcm_analysis.errors import Stopped, UserError, door
from gcm_analysis.evidence import (
    EvidenceError,
    Problem,
    default_event,
    event_names,
    load_evidence,
    project_problems,
)
from gcm_analysis.evidence.event_file import report_languages
from gcm_analysis.publishing import quarto
from gcm_analysis.publishing.signs import check_signs
from gcm_analysis.publishing.status import missing_list
from gcm_analysis.publishing.word_limits import check_word_limits
from gcm_analysis.report import FORMATS, Order, publish_report
from gcm_analysis.running.notebooks import profile_notebooks
from gcm_analysis.verifying import told
from gcm_analysis.verifying.diff import difference
from gcm_analysis.verifying.diff_page import page as diff_page
from gcm_analysis.verifying.verify import verify as verdict_on

PUBLISHERS = ("auto", "embedded", "quarto")
app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    help="Publish cited, bilingual reports on migration capacity building from coded evidence.",
)
app.registered_commands += events.app.registered_commands


def entrypoint() -> None:
    """Run the command line; a mistake that a user can mend leaves as a message and an exit code."""
    with door(_leave):
        app()


def _parameters_help() -> str:
    lines = [
        f"- **{name}** ({allowed}; default {default}): {meaning}"
        for name, allowed, default, meaning in parameter_table()
    ]
    return "\n".join(lines)


@app.command(
    help="Execute the notebooks and publish an event’s report.\n\nParameters for `-p`, besides event and language, which have "
    "options of their own:\n\n" + _parameters_help(),
    epilog="Exit codes: 1 bad input, 2 wrong command line, 3 a notebook failed, 4 rendering failed, 130 stopped.",
)
def report(  # noqa: PLR0913 - one argument per option
    event: Annotated[
        str | None,
        typer.Argument(help="A folder of data/events; default: the one that data/project.yml names."),
    ] = None,
    language: Annotated[
        str | None,
        typer.Option(help="Languages, separated by commas; default: those that event.yml names, or all."),
    ] = None,
    formats: Annotated[str, typer.Option("--format", help="Formats, separated by commas.")] = ",".join(
        FORMATS
    ),
    publisher: Annotated[str, typer.Option(help="auto, embedded or quarto; auto is embedded.")] = "auto",
    parameter: Annotated[
        list[str] | None, typer.Option("-p", metavar="NAME=VALUE", help="A parameter; may be repeated.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option(help="Where reports are published; default: reports/.")
    ] = None,
) -> None:
    given = _unique(parse_assignment(text) for text in parameter or [])
    name = event or default_event(paths.data())
    default = report_languages(paths.event(paths.data(), name) / "event.yml")
    languages = default if language is None else _chosen(language, LANGUAGES, "--language")
    order = Order(
        editions=tuple(
            parse_edition(_without_own_options(given) | {"event": name, "language": code})
            for code in languages
        ),
        formats=_chosen(formats, FORMATS, "--format"),
        publisher=_publisher(publisher),
        output=(output or paths.reports()).resolve(),
    )
    try:
        with _Progress(name) as progress:
            folder = publish_report(order, progress)
    except KeyboardInterrupt:
        raise Stopped("Stopped. Nothing was published; the last report is as it was.") from None
    out.print(f"Published: {folder / 'index.html'}", soft_wrap=True)


@app.command(help="Check the data of one event, or of all, and say what to mend.")
def check(
    event: Annotated[str | None, typer.Argument(help="A folder of data/events; default: all.")] = None,
) -> None:
    names = [event] if event else event_names(paths.data())
    if not names:
        raise UserError(
            f"There is no event in {paths.data() / 'events'}: each is a folder with an event.yml."
        )
    problems: set[Problem] = set() if event else set(project_problems(paths.data()))
    for name in names:
        try:
            evidence = load_evidence(paths.data(), name)
            check_word_limits(
                evidence.event, name, profile_notebooks(paths.notebooks(), evidence.event.profile)
            )
            check_signs(paths.data(), name)
        except EvidenceError as error:
            problems |= set(error.problems)
        else:
            out.print(
                f"{name}: {len(evidence.statements)} statements, {len(evidence.sources)} sources, no problem found."
            )
            if evidence.missing:
                told_missing = missing_list(evidence.event, evidence.missing)
                out.print(told_missing, markup=False, soft_wrap=True)
    if problems:
        raise EvidenceError(problems)


@app.command(
    help="Verify a published report: inputs, files, a new run, facts, and every number in its prose.",
    epilog="Exit codes: 0 all is well, 1 something differs and is named, or the folder is no report.",
)
def verify(
    report_dir: Annotated[
        Path, typer.Argument(help="The folder of a published report, with its manifest.json.")
    ],
    *,
    execute: Annotated[
        bool, typer.Option("--execute/--no-execute", help="Run the notebooks anew and compare what they say.")
    ] = True,
    all_problems: Annotated[
        bool, typer.Option("--all", help="Show all that is wrong, not only the first.")
    ] = False,
) -> None:
    try:
        with _Progress("verify") as progress:
            verdict = verdict_on(report_dir, progress, execute=execute)
    except KeyboardInterrupt:
        raise Stopped("Stopped. Nothing was verified.") from None
    for line in told.checks(verdict, all_problems=all_problems):
        out.print(line, markup=False, soft_wrap=True)
    if not execute:
        out.print("– new run: left out, because of --no-execute")
    for table in told.coverage(verdict.coverage):
        out.print(table)
    out.print(told.conclusion(verdict))
    raise typer.Exit(1 if verdict.problems else 0)


@app.command(
    help="Compare the facts of two published reports: what changed, appeared or vanished.",
    epilog="Exit codes: 0 compared, also if they differ; 1 a folder is no report.",
)
def diff(
    report_a: Annotated[Path, typer.Argument(help="The folder of the first report.")],
    report_b: Annotated[Path, typer.Argument(help="The folder of the second report.")],
    language: Annotated[str, typer.Option(help="The language of the facts and of the page.")] = LANGUAGES[0],
    page: Annotated[Path | None, typer.Option(help="Write a page with the same to this file.")] = None,
) -> None:
    (code,) = _chosen(language, LANGUAGES, "--language")[:1]
    found = difference(report_a, report_b, code)
    for part in told.differences(found):
        out.print(part)
    if page:
        page.write_text(diff_page(found), encoding="utf-8")
        out.print(f"Written: {page}", soft_wrap=True)


@app.command(help="Show the parameters that a report can take.")
def parameters() -> None:
    table = Table("parameter", "allowed", "default", "meaning", box=None)
    for row in parameter_table():
        table.add_row(*row)
    out.print(table)


@app.callback(invoke_without_command=True)
def options(
    version: Annotated[bool, typer.Option("--version", help="Show the version and leave.")] = False,  # noqa: FBT002
) -> None:
    if version:
        out.print(f"gcm-analysis {__version__}")
        raise typer.Exit


class _Progress:
    """Progress as a bar where there is a terminal, as plain lines to standard error where there is none."""

    def __init__(self, event: str) -> None:
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
        )
        self._bar = Progress(*columns, console=err, disable=not err.is_terminal, transient=True)
        self._task = self._bar.add_task(event, total=None)
        self._event = event

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def begin(self, steps: int) -> None:
        self._bar.update(self._task, total=steps)

    def step(self, what: str) -> None:
        self._bar.update(self._task, advance=1, description=f"{self._event} · {what}")
        if not err.is_terminal:
            err.print(f"{self._event}: {what}", soft_wrap=True)


def _leave(message: str, exit_code: int) -> NoReturn:
    err.print(message, markup=False, soft_wrap=True)
    sys.exit(exit_code)


def _chosen(text: str, known: tuple[str, ...], option: str) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    unknown = [part for part in chosen if part not in known]
    if unknown or not chosen:
        raise ParameterError(f"{option} takes {', '.join(known)}, separated by commas, not {text!r}.")
    return chosen


def _publisher(name: str) -> str:
    if name not in PUBLISHERS:
        raise ParameterError(f"--publisher takes {', '.join(PUBLISHERS)}, not {name!r}.")
    if name == "quarto" and quarto.find_quarto() is None:
        raise ParameterError(quarto.HELP)
    return (
        "embedded" if name == "auto" else name
    )  # the same bytes on every machine, whatever else is installed


def _unique(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in pairs:
        if name in found:
            raise ParameterError(f"The parameter {name} is given twice: {found[name]} and {value}.")
        found[name] = value
    return found


def _without_own_options(given: dict[str, str]) -> dict[str, str]:
    for name, option in (("event", "gcm report EVENT"), ("language", "--language")):
        if name in given:
            raise ParameterError(f"{name} has an option of its own: {option}.")
    return given
