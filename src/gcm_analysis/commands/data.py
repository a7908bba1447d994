"""`gcm check` checks the data, `gcm parameters` lists the parameters of a report."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gcm_analysis import paths
from gcm_analysis.commands.completion import offer_events
from gcm_analysis.commands.terminal import out, show
from gcm_analysis.edition import parameter_table
from gcm_analysis.errors import UserError
from gcm_analysis.evidence import EvidenceError, Problem, event_names, project_problems

if TYPE_CHECKING:
    from gcm_analysis.evidence import Evidence
    from gcm_analysis.privacy import Disclosure

app = typer.Typer()


@app.command()
def check(
    event: Annotated[
        str | None, typer.Argument(help="A folder of data/events; default: all.", autocompletion=offer_events)
    ] = None,
) -> None:
    names = [event] if event else event_names(paths.data())
    if not names:
        raise UserError(
            f"There is no event in {paths.data() / 'events'}: each is a folder with an event.yml."
        )
    problems: set[Problem] = set() if event else set(problems_of_all_events())
    disclosures: list[Disclosure] = []
    unsearched: list[str] = []
    for name in names:
        found, revealing = check_event(name)
        problems |= set(found)
        disclosures += revealing or ()
        unsearched += [name] if revealing is None else []
    if problems or disclosures:
        raise _refusal(problems, disclosures, unsearched)
    _show_untranslated()


def _show_untranslated() -> None:
    """Name the messages of notebooks that a report in another language would show in English."""
    from gcm_analysis.commands.messages import untranslated
    from gcm_analysis.gathering import TRANSLATED

    for code in TRANSLATED:
        file = f"notebooks/{code}.po"
        if not (paths.home() / file).exists():
            show(
                f"There is no {file}: the translations that came with the package are used. “gcm messages” writes it."
            )
        if missing := untranslated(code):
            show(f"{missing}\n“gcm messages” adds them to {file}; translate them there.")


def problems_of_all_events() -> list[Problem]:
    """Return what is wrong with the files that all events share, tables excepted."""
    from gcm_analysis.evidence.findings import synthesis_problems
    from gcm_analysis.evidence.names import event_folder_problems
    from gcm_analysis.project_files import project_file_problems

    data, notebooks = paths.data(), paths.notebooks()
    return [
        *project_problems(data), *event_folder_problems(data), *synthesis_problems(data),
        *project_file_problems(notebooks),
    ]  # fmt: skip


def _refusal(problems: set[Problem], disclosures: "list[Disclosure]", unsearched: Sequence[str]) -> UserError:
    """Return everything to fix in one error; `unsearched` are the events that were not searched for names."""
    from gcm_analysis.privacy import DisclosureError

    errors = [
        *([EvidenceError(problems)] if problems else ()),
        *([DisclosureError(disclosures)] if disclosures else ()),
        *(
            UserError(
                f"{name} was not searched for names yet, because its description or a table can’t be read: fix what is named above, "
                f"and run “gcm check {name}” again."
            )
            for name in unsearched
        ),
    ]
    return errors[0] if len(errors) == 1 else UserError("\n\n".join(map(str, errors)))


def check_event(name: str) -> "tuple[list[Problem], list[Disclosure] | None]":
    """Print that an event has no problem, or return its problems and what it reveals about people whom its rule hides.

    The latter is None if the event can't be read.
    """
    from gcm_analysis.evidence.releases import release_problems
    from gcm_analysis.publishing.status.characters import character_problems

    evidence: Evidence | None = None
    problems = list(character_problems(paths.home(), name))
    try:
        evidence = _checked(name)
        problems += release_problems(evidence.releases, evidence.event.status, name)
    except EvidenceError as error:
        problems += error.problems
    disclosures = _revealing(name)
    if evidence:
        _print_summary(name, evidence, found=bool(problems or disclosures))
    return problems, disclosures


def _checked(name: str) -> "Evidence":
    """Return the evidence of an event in which no problem was found."""
    from gcm_analysis.evidence import load_evidence
    from gcm_analysis.evidence.wrong_language import check_languages_of_texts
    from gcm_analysis.project.profiles import profile_notebooks
    from gcm_analysis.project_files import check_project_files
    from gcm_analysis.publishing.status.word_limits import check_word_limits

    evidence = load_evidence(paths.data(), name)
    check_languages_of_texts(paths.data(), name)
    check_project_files(paths.notebooks(), evidence.event.profile, evidence.source_ids)
    check_word_limits(evidence.event, name, profile_notebooks(paths.notebooks(), evidence.event.profile))
    return evidence


def _revealing(name: str) -> "list[Disclosure] | None":
    """Return what an event would reveal about people whom its rule hides; None if its description or a table can't be read."""
    from gcm_analysis.privacy import Guard

    try:
        guard = Guard.of(paths.data(), name)
        return list(guard.in_words(_notebooks(guard.knowledge.rules.event.profile)))
    except EvidenceError:
        return None


def _notebooks(profile: str) -> list[Path]:
    """Return the notebooks of a profile; none if they can't be read, which the check of the project's files explains."""
    from gcm_analysis.project.profiles import profile_notebooks

    try:
        return profile_notebooks(paths.notebooks(), profile)
    except UserError:
        return []


def _print_summary(name: str, evidence: "Evidence", *, found: bool) -> None:
    from gcm_analysis.publishing.status.status import missing_list

    end = "see below" if found else "no problem found"
    out.print(f"{name}: {len(evidence.statements)} statements, {len(evidence.sources)} sources, {end}.")
    if evidence.missing:
        show(missing_list(evidence.event, evidence.missing))
    copied = _copied(name, evidence)
    if copied:
        sentence = f"Texts that are the same in both languages, perhaps not translated: {len(copied)}."
        show("\n    ".join([f"{sentence} They do not prevent publication.", *copied]))


def _copied(name: str, evidence: "Evidence") -> list[str]:
    """Return the places of an event's texts that were probably copied into the other language."""
    from gcm_analysis.evidence.notes import read_notes
    from gcm_analysis.evidence.wrong_language import is_copied, texts_of

    event, (notes, _) = evidence.event, read_notes(paths.event(paths.data(), name), "")
    copied = (key for key, pair in texts_of(event, notes).items() if is_copied(event, key, pair))
    return [f"{key.file}, {key.row}: {key.text}".removesuffix(": ") for key in copied]


@app.command()
def parameters() -> None:
    from rich.table import Column, Table

    names = ("parameter", "allowed", "default", "meaning")
    table = Table(*(Column(name, overflow="fold") for name in names), box=None)  # a value is never cut
    for row in parameter_table():
        table.add_row(*row)
    out.print(table)
