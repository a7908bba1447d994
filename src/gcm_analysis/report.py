"""Makes one event's report, from the request to published pages: check, execute, stage, render, swap."""

import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from gcm_analysis import paths
from gcm_analysis.build_request import BuildRequest, Progress
from gcm_analysis.caching.memory import Memory
from gcm_analysis.caching.observing import observing
from gcm_analysis.caching.parts import NO_PARTS, Parts
from gcm_analysis.caching.published import keep_published
from gcm_analysis.errors import MachineRefused, UserError, refusals
from gcm_analysis.evidence import Evidence, project_publication
from gcm_analysis.evidence.wrong_language import language_of
from gcm_analysis.library import load_edition
from gcm_analysis.narrative.language import forget_catalogues
from gcm_analysis.privacy import DisclosureError, Guard
from gcm_analysis.project.notebook_file import check_parameters
from gcm_analysis.project.profiles import profile_notebooks
from gcm_analysis.project_files import check_project_files
from gcm_analysis.publishing.accessibility.notebooks import mislabelled
from gcm_analysis.publishing.folder.indexes import write_event_index, write_reports_pages
from gcm_analysis.publishing.folder.manifest import MANIFEST, hashes, inputs, manifest
from gcm_analysis.publishing.folder.page_cache import parts_of
from gcm_analysis.publishing.folder.swap import check_replaceable, clear, replaced, restore
from gcm_analysis.publishing.metadata.describe import describe_staged
from gcm_analysis.publishing.metadata.rocrate import CRATE, crate
from gcm_analysis.publishing.metadata.workflow import RERUN, rerun
from gcm_analysis.publishing.stage.compositions import composition
from gcm_analysis.publishing.stage.facts import write_facts, write_json
from gcm_analysis.publishing.stage.language_build import (
    COMPANIONS,
    FORMATS,
    LanguageBuild,
    StagedLanguage,
    stage_language,
)
from gcm_analysis.publishing.stage.staging import Offer
from gcm_analysis.publishing.status import status
from gcm_analysis.publishing.status.characters import check_characters
from gcm_analysis.publishing.status.missing_from_draft import staged_missing
from gcm_analysis.publishing.status.word_limits import check_word_limits
from gcm_analysis.running.forks import start_server
from gcm_analysis.running.notebooks import execute_all
from gcm_analysis.running.parallel import Step, parallel


def publish_report(request: BuildRequest, progress: Progress) -> Path:
    """Make and publish the requested report, and return its folder. If anything fails, the last report stays."""
    try:
        with refusals(request.output), observing() as observed:
            notebooks = _publish(request, progress)
    except (KeyboardInterrupt, MachineRefused):
        clear(request.work)  # only other errors need its files, for inspection
        raise
    if request.memory:
        keep_published(request, request.memory.store, observed.as_json(), notebooks)
    return request.report


def _publish(request: BuildRequest, progress: Progress) -> Sequence[Path]:
    """Publish the report, and return its notebooks."""
    os.environ["GCM_HOME"] = str(paths.home())  # the kernels' working directory is the notebooks' folder
    restore(request.report)  # first, so that the last report is in its place whatever fails later
    check_replaceable(request.report)
    start_server()  # imports what kernels need while the evidence is read
    forget_catalogues()  # an earlier report of this process may have read other translations
    read = _inputs(request)
    evidence = requested_evidence(request)
    notebooks = profile_notebooks(paths.notebooks(), evidence.event.profile)
    _check(request, evidence, notebooks)
    guard = Guard.of(paths.data(), request.event)
    guard.check_words(notebooks)
    progress.begin(len(request.editions) * (len(notebooks) + 1 + len(request.formats)) + 1)
    shutil.rmtree(request.work, ignore_errors=True)
    executed = execute_all(
        request.editions,
        notebooks,
        request.work / "executed",
        lambda edition, name: progress.step(f"{edition.language}: {name}"),
        request.memory,
        request.at_once,
    )
    offer = Offer(
        request.formats,
        tuple(edition.language for edition in request.editions),
        composition(paths.notebooks(), evidence.event.profile, executed[request.editions[0].language]),
    )
    builds = [
        LanguageBuild(edition, evidence, executed[edition.language], offer) for edition in request.editions
    ]
    evidence = with_staged_missing(evidence, builds, parts_of(request.memory, request.name))
    status.check_complete(evidence.event, request.event, evidence.missing)
    with replaced(request.report) as building:
        _write_languages(request, [replace(one, evidence=evidence) for one in builds], building, progress)
        _finish(request, evidence, building, progress)
        _check_unchanged(request, read)
        _check_names(guard, building, request.work)
    write_reports_pages(request.output, project_publication(paths.data()).site_url)
    clear(request.work)
    return notebooks


def _inputs(request: BuildRequest) -> dict[str, str]:
    return hashes(paths.home(), inputs(paths.home(), request.event, request.publisher))


def _check_unchanged(request: BuildRequest, read: dict[str, str]) -> None:
    """Refuse a report whose parts were made from different data, for example because of an import meanwhile."""
    now = _inputs(request)
    changed = sorted(name for name in {*read, *now} if read.get(name) != now.get(name))
    if changed:
        raise UserError(
            f"{', '.join(changed)} changed while the report was made. Nothing was published and the last report is as it "
            "was: run it again."
        )


def requested_evidence(request: BuildRequest) -> Evidence:
    """Return the evidence of a request; for a requested draft, with the status of a draft."""
    evidence = load_edition(paths.data(), request.editions[0])
    return status.as_draft(evidence) if request.draft else evidence


def _check(request: BuildRequest, evidence: Evidence, notebooks: Sequence[Path]) -> None:
    """Refuse before anything runs what the event's description does not allow."""
    event = evidence.event
    check_project_files(paths.notebooks(), event.profile, evidence.source_ids)
    check_parameters(request.editions[0], notebooks)
    check_word_limits(event, request.event, notebooks)
    status.check_languages(event, request.event, [edition.language for edition in request.editions])
    status.check_publisher(event.status, request.publisher)
    status.check_complete(event, request.event, evidence.missing)
    status.check_released(evidence.releases, event, request.event)
    check_characters(paths.home(), request.event, printed="pdf" in request.formats)


def with_staged_missing(
    evidence: Evidence, builds: Sequence[LanguageBuild], parts: Parts = NO_PARTS
) -> Evidence:
    """Return the evidence with everything that is missing in any language and notebook."""
    missing = {*evidence.missing, *mislabelled(evidence.sources)}
    with parts.answered("languages of drawn words", language_of) as guess:
        for one in builds:
            missing.update(staged_missing(one.executed, one.chapters, evidence.event, one.language, guess))
    return replace(evidence, missing=tuple(sorted(missing)))


def _write_languages(
    request: BuildRequest, builds: Sequence[LanguageBuild], building: Path, progress: Progress
) -> None:
    """Write the languages, in parallel if there is a memory; without one, all is done in this process."""
    staged = [stage_language(request, building, build) for build in builds]
    together = [(FORMATS, COMPANIONS)] if request.publisher == "quarto" else [(FORMATS,), (COMPANIONS,)]
    tasks = [(one, groups) for groups in together for one in staged]  # the slowest first
    memories = parallel(_write_files, tasks, progress.step, request.at_once if request.memory else 1)
    for memory in memories:
        if request.memory and memory:
            request.memory.why.update(memory.why)


def _write_files(task: tuple[StagedLanguage, Sequence[str]], step: Step) -> Memory | None:
    # Here, as only the processes of languages need what writes formats: the server has imported it before it forks them.
    from gcm_analysis.publishing.language_files import write_files  # noqa: PLC0415

    return write_files(*task, step)


def _finish(request: BuildRequest, evidence: Evidence, building: Path, progress: Progress) -> None:
    first = request.editions[0]
    described = describe_staged(request.work / "stage" / first.language, first, evidence)
    write_event_index(building, evidence, first, described.date)
    write_facts(building, request.editions)
    made = partial(
        manifest, paths.home(), building, list(request.editions), request.publisher, evidence.event.status
    )
    (building / RERUN).write_text(rerun(made()), encoding="utf-8")
    write_json(building / CRATE, crate(building, made(), described))
    (building / MANIFEST).write_text(
        json.dumps(made(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    progress.step("index and manifest")


def _check_names(guard: Guard, building: Path, work: Path) -> None:
    """Check the whole report. One that would reveal a person is not kept for inspection either."""
    try:
        guard.check_folder(building)
    except DisclosureError:
        clear(work)
        raise
