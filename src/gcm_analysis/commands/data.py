"""`gcm check` looks through the data, `gcm parameters` lists what a report can take."""

from typing import Annotated

import typer

from gcm_analysis import paths
from gcm_analysis.commands.terminal import out
from gcm_analysis.edition import parameter_table
from gcm_analysis.errors import UserError
from gcm_analysis.evidence import EvidenceError, Problem, event_names, project_problems

app = typer.Typer()


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
            _check(name)
        except EvidenceError as error:
            problems |= set(error.problems)
    if problems:
        raise EvidenceError(problems)


def _check(name: str) -> None:
    from gcm_analysis.evidence import load_evidence
    from gcm_analysis.publishing.characters import character_problems
    from gcm_analysis.publishing.status import missing_list
    from gcm_analysis.publishing.word_limits import check_word_limits
    from gcm_analysis.running.notebooks import profile_notebooks

    unshown = list(character_problems(paths.home(), name))
    try:
        evidence = load_evidence(paths.data(), name)
    except EvidenceError as error:
        raise EvidenceError([*error.problems, *unshown]) from None
    if unshown:
        raise EvidenceError(unshown)
    check_word_limits(evidence.event, name, profile_notebooks(paths.notebooks(), evidence.event.profile))
    out.print(
        f"{name}: {len(evidence.statements)} statements, {len(evidence.sources)} sources, no problem found."
    )
    if evidence.missing:
        told_missing = missing_list(evidence.event, evidence.missing)
        out.print(told_missing, markup=False, soft_wrap=True)


@app.command(help="Show the parameters that a report can take.")
def parameters() -> None:
    from rich.table import Table

    table = Table("parameter", "allowed", "default", "meaning", box=None)
    for row in parameter_table():
        table.add_row(*row)
    out.print(table)
