"""Makes one event's report, from the request to published pages: check, execute, stage, render, swap."""

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path

from nbformat import NotebookNode

from gcm_analysis import paths
from gcm_analysis.build_request import BuildRequest, Progress
from gcm_analysis.caching.memory import Keep, Memory
from gcm_analysis.caching.observing import observing
from gcm_analysis.caching.parts import Parts
from gcm_analysis.caching.published import keep_published
from gcm_analysis.edition import Edition
from gcm_analysis.errors import MachineRefused, UserError, refusals
from gcm_analysis.evidence import Evidence, project_publication
from gcm_analysis.evidence.event import Status
from gcm_analysis.evidence.findings import load_synthesis
from gcm_analysis.library import counted, load_edition
from gcm_analysis.narrative.language import Language, forget_catalogues
from gcm_analysis.privacy import DisclosureError, Guard
from gcm_analysis.project.notebook_file import check_parameters
from gcm_analysis.project.profiles import profile_notebooks
from gcm_analysis.project_files import check_project_files
from gcm_analysis.publishing.accessibility.notebooks import mislabelled
from gcm_analysis.publishing.accessibility.statement import write_statement
from gcm_analysis.publishing.explorer.page import explore, write_explorer
from gcm_analysis.publishing.folder.indexes import write_event_index, write_reports_pages
from gcm_analysis.publishing.folder.manifest import MANIFEST, hashes, inputs, manifest
from gcm_analysis.publishing.folder.page_cache import keeping, parts_of, render
from gcm_analysis.publishing.folder.swap import check_replaceable, clear, replaced, restore
from gcm_analysis.publishing.formats import embedded, quarto
from gcm_analysis.publishing.formats.appendix import published, write_appendix
from gcm_analysis.publishing.formats.brief import Brief, chosen
from gcm_analysis.publishing.metadata.describe import Description, describe
from gcm_analysis.publishing.metadata.rocrate import CRATE, crate
from gcm_analysis.publishing.metadata.workflow import RERUN, rerun
from gcm_analysis.publishing.metadata.write import write_language
from gcm_analysis.publishing.stage.chapters import Chapter, read_chapter
from gcm_analysis.publishing.stage.compositions import composition
from gcm_analysis.publishing.stage.facts import read_json, write_facts, write_json
from gcm_analysis.publishing.stage.references import resolved
from gcm_analysis.publishing.stage.staging import Offer, write_stage
from gcm_analysis.publishing.status import status
from gcm_analysis.publishing.status.characters import check_characters
from gcm_analysis.publishing.status.missing_from_draft import staged_missing
from gcm_analysis.publishing.status.word_limits import check_word_limits
from gcm_analysis.running.forks import start_server
from gcm_analysis.running.notebooks import execute_all
from gcm_analysis.running.parallel import Step, cores, parallel


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
    evidence = with_staged_missing(evidence, builds)
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


@dataclass(frozen=True)
class LanguageBuild:
    """One edition with its executed notebooks: everything that its pages are made from."""

    edition: Edition
    evidence: Evidence
    executed: dict[str, NotebookNode]
    offer: Offer

    @property
    def language(self) -> Language:
        return Language(self.edition.language, self.evidence.country_names(self.edition.language))

    @cached_property
    def chapters(self) -> list[Chapter]:
        chapters = [read_chapter(name, notebook, self.language) for name, notebook in self.executed.items()]
        return resolved(chapters, paths.notebooks())

    def stage(self, folder: Path) -> list[Chapter]:
        """Write the staged report into a new folder and return its chapters, the annex of facts included."""
        folder.mkdir(parents=True)
        return write_stage(folder, self.chapters, self.edition, self.evidence, self.offer)


def with_staged_missing(evidence: Evidence, builds: Sequence[LanguageBuild]) -> Evidence:
    """Return the evidence with everything that is missing in any language and notebook."""
    missing = {*evidence.missing, *mislabelled(evidence.sources)}
    for one in builds:
        missing.update(staged_missing(one.executed, one.chapters, evidence.event, one.language))
    return replace(evidence, missing=tuple(sorted(missing)))


def _write_languages(
    request: BuildRequest, builds: Sequence[LanguageBuild], building: Path, progress: Progress
) -> None:
    """Write the languages, in parallel if there is a memory; without one, all is done in this process."""
    work = partial(_write_language, request, building)
    memories = parallel(work, builds, progress.step, request.at_once if request.memory else 1)
    for memory in memories:
        if request.memory and memory:
            request.memory.why.update(memory.why)


def _write_language(request: BuildRequest, building: Path, build: LanguageBuild, step: Step) -> Memory | None:
    """Write one language, and return what was done for it. This may run in another process than the request."""
    code = build.edition.language
    stage, target = request.work / "stage" / code, building / code
    target.mkdir()
    chapters = build.stage(stage)
    for part in ("figures", "data"):
        shutil.copytree(stage / part, target / part)
    shutil.copy(stage / "facts.json", target)
    slots = f"{request.name}/{code}"
    kept = keeping(request.memory, slots), parts_of(request.memory, slots)
    files = LanguageFiles(request, build, chapters, stage, target, *kept)
    _in_threads(files.parts(), request.at_once or cores(), lambda what: step(f"{code}: {what}"))
    if request.publisher == "quarto":
        files.with_quarto()
        for name in request.formats:
            step(f"{code}: {status.format_files(build.evidence.event.status)[name]}")
    return request.memory


def _in_threads(parts: Iterable[tuple[str, Callable[[], None]]], count: int, step: Step) -> None:
    """Write parts of a language in threads, since most of them wait for a program; report those that have a name."""
    pool = ThreadPoolExecutor(count)
    try:
        running = [(name, pool.submit(write)) for name, write in parts]
        for name, one in running:
            one.result()
            if name:
                step(name)
    finally:
        pool.shutdown(cancel_futures=True)


@dataclass(frozen=True)
class LanguageFiles:
    """The staged report of one language, and where its parts are written."""

    request: BuildRequest
    build: LanguageBuild
    chapters: list[Chapter]
    stage: Path
    target: Path
    keep: Keep
    kept_parts: Parts

    def parts(self) -> Iterator[tuple[str, Callable[[], None]]]:
        """Yield the function that writes each part, with its name as a step; parts are independent; the slowest first."""
        if self.request.publisher == "embedded":
            for name in self.request.formats:
                yield self._file(name), partial(self._format, name)
        yield "pages staged", self._appendix
        yield "", lambda: write_language(self.target, self.chapters, self._description, self.keep)
        if "html" in self.request.formats:
            yield "", self._explorer
            yield "", self._statement
        if self.build.offer.brief:
            yield "", self._brief

    @property
    def _status(self) -> Status:
        return self.build.evidence.event.status

    @cached_property
    def _description(self) -> Description:
        return _described(self.stage, self.build.edition, self.build.evidence)

    def _file(self, name: str) -> str:
        return status.format_files(self._status)[name]

    def _format(self, name: str) -> None:
        write = partial(embedded.WRITERS[name], parts=self.kept_parts)
        render(self.keep, name, write, self.stage, self.target / self._file(name))

    def _appendix(self) -> None:
        build = self.build
        notebooks = [(name, published(notebook, build.language)) for name, notebook in build.executed.items()]
        write_appendix(self.target / "notebooks", notebooks, build.language, self._status, self.keep)

    def _explorer(self) -> None:
        edition, evidence = self.build.edition, self.build.evidence
        own = evidence.event.statements == "own"  # no finding of the project rests on them
        synthesis = None if own else load_synthesis(paths.data())
        coded, settings = counted(edition, evidence), read_json(self.stage / "report.json")
        language, description = self.build.language, self._description
        shown = explore(self.chapters, coded, evidence, language, settings, description, synthesis, self.keep)
        write_explorer(self.target, shown, self.keep)

    def _statement(self) -> None:
        evidence, language = self.build.evidence, self.build.language
        write_statement(self.target, evidence, language, self.request.publisher, self.request.formats)

    def _brief(self) -> None:
        blocks = chosen(self.chapters, self.build.offer.brief)
        brief = Brief(self.build.language, self._status, self.request.formats, blocks)
        stage = brief.write_stage(self.stage, self.kept_parts)
        for name, file in brief.files.items():
            render(self.keep, f"brief-{name}", partial(brief.write, name), stage, self.target / file)

    def with_quarto(self) -> None:
        """Write the formats with Quarto, last, since its page links to the others."""
        code = self.build.edition.language
        project = self.request.work / "quarto" / code
        quarto.write_project(project, self.stage, self.chapters, code)
        quarto.publish(project, self.request.formats, self.target)
        if "html" in self.request.formats:
            quarto.link_to_chapters(self.target, project)


def _described(stage: Path, edition: Edition, evidence: Evidence) -> Description:
    return describe(
        read_json(stage / "report.json"),
        edition,
        evidence.event,
        project_publication(paths.data()),
        evidence.codebook,
    )


def _finish(request: BuildRequest, evidence: Evidence, building: Path, progress: Progress) -> None:
    first = request.editions[0]
    described = _described(request.work / "stage" / first.language, first, evidence)
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
