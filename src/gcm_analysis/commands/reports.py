"""`gcm report` publishes an event's report, `gcm why` says which steps would be done again, and why."""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from gcm_analysis import paths
from gcm_analysis.build_request import BuildRequest
from gcm_analysis.caching.memory import Memory
from gcm_analysis.caching.published import unpublished
from gcm_analysis.caching.store import Store, cache_folder
from gcm_analysis.commands import report_options as options
from gcm_analysis.commands.completion import offer_events
from gcm_analysis.commands.folders import Wait, alone_in
from gcm_analysis.commands.terminal import err, notify, show
from gcm_analysis.edition import Edition, parameter_table
from gcm_analysis.errors import Stopped, UserError

app = typer.Typer()
Force = Annotated[bool, typer.Option("--force", help="Do everything again, even unchanged steps.")]


def _parameters_help() -> str:
    lines = [
        f"- **{name}** ({allowed}; default {default}): {meaning}"
        for name, allowed, default, meaning in parameter_table()
    ]
    return "\n".join(lines)


@app.command(
    help="Parameters for `-p` (event and language have their own options):\n\n" + _parameters_help(),
    epilog="Exit codes: 1 bad input, 2 wrong command line, 3 a notebook failed, 4 rendering failed, 5 no room or no right to write, "
    "130 stopped with Ctrl-C, 143 by another program.",
)
def report(  # noqa: PLR0913 - one argument per option
    event: options.Event = None,
    language: options.Languages = None,
    formats: options.Formats = options.ALL_FORMATS,
    publisher: options.Publisher = "auto",
    parameter: options.Parameters = None,
    output: options.Output = None,
    *,
    draft: options.Draft = False,
    force: Force = False,
    wait: Wait = True,
) -> None:
    request = options.build_request(event, language, formats, publisher, parameter, output, draft=draft)
    with alone_in(request.output, wait=wait):
        _report(_in_all_languages(request), Memory(Store(cache_folder()), force=force))


def _in_all_languages(request: BuildRequest) -> BuildRequest:
    """Return the request with the languages that are already published, and print which."""
    whole = options.with_published_languages(request)
    if more := [edition.language for edition in whole.editions if edition not in request.editions]:
        notify(
            f"{', '.join(more)} of this report is already published: it is made again too, in the same formats, so that all languages say the same."
        )
    return whole


def _report(request: BuildRequest, memory: Memory) -> None:
    from gcm_analysis.publishing.folder.swap import clear

    clear(request.work)  # of a run that failed or was killed
    if memory.force or unpublished(request, memory.store):
        _publish(replace(request, memory=memory))
        if memory.why:
            err.print(memory.summary())
        if memory.store.unkept:
            reason = memory.store.unkept[0]
            notify(
                f"Not everything could be kept for the next run, in {memory.store.folder}: {reason.strerror}. "
                "The environment variable GCM_CACHE may name another folder."
            )
    else:
        err.print("Nothing has changed since this report was published; it stays as it is.")

    if counts_nothing(request.editions[0]):
        notify(
            "No statement fits the parameters of this report: its tables and figures of statements are left out."
        )
    if request.draft or any(request.report.glob("*/*-draft.*")):
        _print_missing(request.report)
    show(f"Published: {request.report / 'index.html'}")


def counts_nothing(edition: Edition) -> bool:
    """Return whether the parameters of an edition leave no statement to count."""
    from gcm_analysis.library import counted, load_edition

    return bool(edition.changed) and counted(edition, load_edition(paths.data(), edition)).empty


def _print_missing(report: Path) -> None:
    from gcm_analysis.publishing.status.missing_from_draft import published_missing
    from gcm_analysis.publishing.status.status import grouped

    if missing := published_missing(report):
        message = f"A draft: this is missing or not accessible.\n\n{grouped(missing)}\n"
        notify(message)


def _publish(request: BuildRequest) -> None:
    from gcm_analysis.running.forks import KERNELS, LANGUAGES, start_server

    os.environ["GCM_HOME"] = str(paths.home())  # as the kernels have it, which are forked from the server
    # First: the server imports what its forks need while this process imports the rest.
    start_server(KERNELS if _executes(request) else LANGUAGES)

    from gcm_analysis.commands.progress import ReportProgress
    from gcm_analysis.report import publish_report

    try:
        with ReportProgress(request.event) as steps:
            publish_report(request, steps)
    except KeyboardInterrupt as interruption:
        raise Stopped("Stopped. Nothing was published; the last report is as it was.", interruption) from None


def _executes(request: BuildRequest) -> bool:
    """Return whether a notebook has to be executed; not if its files can't be read, which stops the report soon."""
    if request.memory is None or request.memory.force:
        return True
    with suppress(UserError):
        return any(why for _, why in notebook_reasons(request, request.memory.store))
    return False


@app.command(
    epilog="Takes the options of gcm report. Nothing is executed or written.",
)
def why(  # noqa: PLR0913 - one argument per option
    event: Annotated[
        str | None,
        typer.Argument(
            metavar="[REPORT]",
            help="An event, or the folder of a published report.",
            autocompletion=offer_events,
        ),
    ] = None,
    language: options.Languages = None,
    formats: options.Formats = options.ALL_FORMATS,
    publisher: options.Publisher = "auto",
    parameter: options.Parameters = None,
    output: options.Output = None,
) -> None:
    request = options.with_published_languages(
        options.build_request(event, language, formats, publisher, parameter, output)
    )
    for step, sentences in rebuild_reasons(request, Store(cache_folder())):
        show(f"{step}: {'; '.join(sentences) or 'nothing changed'}")


def rebuild_reasons(request: BuildRequest, store: Store) -> Iterator[tuple[str, list[str]]]:
    """Yield each step of a report with the reasons to do it again, without doing it; no reasons if it is unchanged."""
    from gcm_analysis.project_files import check_project_files

    check_project_files(paths.notebooks(), _profile(request))
    yield from notebook_reasons(request, store)
    yield "the report", unpublished(request, store)


def notebook_reasons(request: BuildRequest, store: Store) -> Iterator[tuple[str, list[str]]]:
    """Yield each notebook of a report with the reasons to execute it; no reasons if it is unchanged."""
    from gcm_analysis.caching.notebooks import why as reasons_of
    from gcm_analysis.project.profiles import profile_notebooks

    notebooks = profile_notebooks(paths.notebooks(), _profile(request))
    for edition in request.editions:
        for notebook in notebooks:
            yield f"{edition.language}: {notebook.stem}", reasons_of(store, notebook, edition)


def _profile(request: BuildRequest) -> str:
    from gcm_analysis.evidence.event_file import read_event
    from gcm_analysis.evidence.problems import EvidenceError

    folder = paths.event(paths.data(), request.event)
    event, problems = read_event(folder / "event.yml", f"data/events/{request.event}/event.yml")
    if event is None:
        raise EvidenceError(problems)
    return event.profile
