"""`gcm check` looks through the data, `gcm parameters` lists what a report can take."""

from typing import TYPE_CHECKING, Annotated

import typer

from gcm_analysis import paths
from gcm_analysis.commands.terminal import out
from gcm_analysis.edition import parameter_table
from gcm_analysis.errors import UserError
from gcm_analysis.evidence import EvidenceError, Problem, event_names, project_problems
from gcm_analysis.evidence.names import event_folder_problems

if TYPE_CHECKING:
    from gcm_analysis.publishing.guarding import Catch

app = typer.Typer()


@app.command(help="Check the data of one event, or of all, and say what to mend.")
def check(
    event: Annotated[str | None, typer.Argument(help="A folder of data/events; default: all.")] = None,
) -> None:
    from gcm_analysis.publishing.characters import character_problems

    names = [event] if event else event_names(paths.data())
    if not names:
        raise UserError(
            f"There is no event in {paths.data() / 'events'}: each is a folder with an event.yml."
        )
    problems: set[Problem] = set() if event else set(_of_all_events())
    catches: list[Catch] = []
    for name in names:
        problems |= set(character_problems(paths.home(), name))
        try:
            catches += _check(name)
        except EvidenceError as error:
            problems |= set(error.problems)
    if problems:
        raise EvidenceError(problems)
    if catches:
        from gcm_analysis.publishing.guarding import Revealing

        raise Revealing(catches)


def _of_all_events() -> list[Problem]:
    from gcm_analysis.project_files import project_file_problems

    data, notebooks = paths.data(), paths.notebooks()
    return [*project_problems(data), *event_folder_problems(data), *project_file_problems(notebooks)]


def _check(name: str) -> list["Catch"]:
    """Check an event, and return what its words would tell of people whom its rule hides."""
    from gcm_analysis.evidence import load_evidence
    from gcm_analysis.evidence.releases import release_problems
    from gcm_analysis.evidence.wrong_language import check_languages_of_texts
    from gcm_analysis.project_files import check_project_files
    from gcm_analysis.publishing.guarding import Guard
    from gcm_analysis.publishing.status import missing_list
    from gcm_analysis.publishing.word_limits import check_word_limits
    from gcm_analysis.running.profiles import profile_notebooks

    evidence = load_evidence(paths.data(), name)
    check_languages_of_texts(paths.data(), name)
    check_project_files(paths.notebooks(), evidence.event.profile)
    check_word_limits(evidence.event, name, profile_notebooks(paths.notebooks(), evidence.event.profile))
    catches = [
        catch._replace(file=f"data/events/{name}/{catch.file}")
        for catch in Guard.of(paths.data(), name).in_words()
    ]
    if catches:
        return catches
    unreleased = release_problems(evidence.releases, evidence.event.status, name)
    found = "no release of this content" if unreleased else "no problem found"
    out.print(f"{name}: {len(evidence.statements)} statements, {len(evidence.sources)} sources, {found}.")
    if evidence.missing:
        out.print(missing_list(evidence.event, evidence.missing), markup=False, soft_wrap=True)
    if unreleased:
        raise EvidenceError(unreleased)
    return []


@app.command(help="Show the parameters that a report can take.")
def parameters() -> None:
    from rich.table import Table

    table = Table("parameter", "allowed", "default", "meaning", box=None)
    for row in parameter_table():
        table.add_row(*row)
    out.print(table)
