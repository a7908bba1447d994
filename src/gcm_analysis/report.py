"""One event's report from order to published pages: check, execute, stage, render, swap."""

import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from gcm_analysis import paths
from gcm_analysis.caching.memory import Memory
from gcm_analysis.caching.observing import observing
from gcm_analysis.edition import Edition
from gcm_analysis.errors import MachineRefused, UserError, refusals
from gcm_analysis.evidence import Evidence, project_publication
from gcm_analysis.evidence.findings import load_synthesis
from gcm_analysis.evidence.missing import Missing
from gcm_analysis.narrative.language import Language
from gcm_analysis.notebook import counted, load_edition
from gcm_analysis.order import Order, Watch
from gcm_analysis.privacy import DisclosureError, Guard
from gcm_analysis.project_files import check_project_files
from gcm_analysis.publishing import embedded, quarto
from gcm_analysis.publishing.accessibility import gate
from gcm_analysis.publishing.accessibility.statement import write_statement
from gcm_analysis.publishing.appendix import published, write_appendix
from gcm_analysis.publishing.brief import Brief, chosen
from gcm_analysis.publishing.chapters import Chapter, read_chapter
from gcm_analysis.publishing.characters import check_characters
from gcm_analysis.publishing.compositions import composition
from gcm_analysis.publishing.explorer.write import write_explorer
from gcm_analysis.publishing.facts import write_facts
from gcm_analysis.publishing.indexes import write_event_index, write_reports_index
from gcm_analysis.publishing.lacking import staged_missing, with_missing
from gcm_analysis.publishing.manifest import MANIFEST, hashes, inputs, manifest
from gcm_analysis.publishing.metadata.describe import Description, describe
from gcm_analysis.publishing.metadata.write import write_for_all, write_language, write_report
from gcm_analysis.publishing.references import resolved
from gcm_analysis.publishing.remembering import page, render
from gcm_analysis.publishing.stage import Offer, write_stage
from gcm_analysis.publishing.status import (
    as_draft,
    check_complete,
    check_languages,
    check_publisher,
    check_released,
    format_files,
)
from gcm_analysis.publishing.swap import check_replaceable, clear, replaced, restore
from gcm_analysis.publishing.word_limits import check_word_limits
from gcm_analysis.running.forkserver.warm import warm
from gcm_analysis.running.notebooks import execute_all
from gcm_analysis.running.parameters import check_parameters
from gcm_analysis.running.profiles import profile_notebooks
from gcm_analysis.running.side_by_side import Step, side_by_side
from gcm_analysis.unchanged import keep_published

WRITERS = {"html": embedded.write_html, "pdf": embedded.write_pdf, "docx": embedded.write_docx}


def publish_report(order: Order, watch: Watch) -> Path:
    """Make and publish the report that was ordered, and return its folder. Whatever fails, the last report stays."""
    try:
        with refusals(order.output), observing() as observed:
            notebooks = _publish(order, watch)
    except (KeyboardInterrupt, MachineRefused):
        clear(order.work)  # it is kept to inspect a failure of ours, and there was none
        raise
    if order.memory:
        keep_published(order, order.memory.store, observed.as_json(), notebooks)
    return order.report


def _publish(order: Order, watch: Watch) -> Sequence[Path]:
    """Publish the report, and return the notebooks that tell it."""
    os.environ["GCM_HOME"] = str(paths.home())  # the kernels' working directory is the notebooks' folder
    restore(order.report)  # first: whatever is wrong now, the last report is where readers look for it
    check_replaceable(order.report)
    warm()  # the kernels' template imports while the evidence is read
    read = _inputs(order)
    evidence = ordered_evidence(order)
    notebooks = profile_notebooks(paths.notebooks(), evidence.event.profile)
    _check(order, evidence, notebooks)
    guard = Guard.of(paths.data(), order.event)
    guard.check_words(notebooks)
    watch.begin(len(order.editions) * (len(notebooks) + 1 + len(order.formats)) + 1)
    shutil.rmtree(order.work, ignore_errors=True)
    executed = execute_all(
        order.editions,
        notebooks,
        order.work / "executed",
        lambda edition, name: watch.step(f"{edition.language}: {name}"),
        order.memory,
        order.at_once,
    )
    offer = Offer(
        order.formats,
        tuple(edition.language for edition in order.editions),
        composition(paths.notebooks(), evidence.event.profile, executed[order.editions[0].language]),
    )
    told = [Told(edition, evidence, executed[edition.language], offer) for edition in order.editions]
    evidence = with_staged_missing(evidence, told)
    with replaced(order.report) as building:
        evidence = _write_languages(order, evidence, told, building, watch)
        _finish(order, evidence, building, watch)
        _check_unchanged(order, read)
        _let_pass(guard, building, order.work)
    write_for_all(order.output, project_publication(paths.data()).site_url)
    write_reports_index(order.output)
    clear(order.work)
    return notebooks


def _inputs(order: Order) -> dict[str, str]:
    return hashes(paths.home(), inputs(paths.home(), order.event, order.publisher))


def _check_unchanged(order: Order, read: dict[str, str]) -> None:
    """Refuse a report of which one part was made from other data than the other: an import came in between, perhaps."""
    now = _inputs(order)
    changed = sorted(name for name in {*read, *now} if read.get(name) != now.get(name))
    if changed:
        raise UserError(
            f"While the report was made, {', '.join(changed)} changed. Nothing was published and the last report is as it "
            "was: run it again."
        )


def ordered_evidence(order: Order) -> Evidence:
    """Return the evidence of an order; that of a report that is ordered as a draft is a draft's."""
    evidence = load_edition(paths.data(), order.editions[0])
    return as_draft(evidence) if order.draft else evidence


def _check(order: Order, evidence: Evidence, notebooks: Sequence[Path]) -> None:
    """Refuse before anything runs what the event's description does not allow."""
    event = evidence.event
    check_project_files(paths.notebooks(), event.profile)
    check_parameters(order.editions[0], notebooks)
    check_word_limits(event, order.event, notebooks)
    check_languages(event, order.event, [edition.language for edition in order.editions])
    check_publisher(event.status, order.publisher)
    check_complete(event, order.event, evidence.missing)
    check_released(evidence.releases, event, order.event)
    check_characters(paths.home(), order.event, printed="pdf" in order.formats)


@dataclass(frozen=True)
class Told:
    """One edition after its notebooks ran: everything that its pages are made from."""

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

    @property
    def missing(self) -> list[Missing]:
        """What only the executed notebooks show to be missing."""
        return list(staged_missing(self.executed, self.chapters, self.evidence.event, self.language))

    def inaccessible(self, building: Path, publisher: str) -> list[Missing]:
        """Return what only the published pages and the PDF show not to be accessible; pages of others are not read."""
        if publisher != "embedded":
            return []
        return list(gate.findings(building / self.edition.language, self.executed, self.language))

    def stage(self, folder: Path) -> list[Chapter]:
        """Write the staged report into a new folder and return its chapters, the annex of facts included."""
        folder.mkdir(parents=True)
        return write_stage(folder, self.chapters, self.edition, self.evidence, self.offer)


def with_staged_missing(evidence: Evidence, told: Sequence[Told]) -> Evidence:
    """Return the evidence with everything that is missing, in whatever language and notebook it was found."""
    return with_missing(evidence, (one for each in told for one in each.missing))


def _write_languages(
    order: Order, evidence: Evidence, told: Sequence[Told], building: Path, watch: Watch
) -> Evidence:
    """Write every language, and return the evidence with what its pages show to be missing too.

    What is missing is refused, all of it at once; a draft is written anew, for its last chapter tells of it.
    """
    _write_each(order, [replace(one, evidence=evidence) for one in told], building, watch)
    found = [lack for one in told for lack in one.inaccessible(building, order.publisher)]
    evidence = with_missing(evidence, found)
    check_complete(evidence.event, order.event, evidence.missing)
    if found:
        for one in told:
            for folder in (order.work / "stage", building):
                shutil.rmtree(folder / one.edition.language)
        _write_each(order, [replace(one, evidence=evidence) for one in told], building, watch)
    for one in told if "html" in order.formats else ():
        write_statement(
            building / one.edition.language, evidence, one.language, order.publisher, order.formats
        )
    return evidence


def _write_each(order: Order, told: Sequence[Told], building: Path, watch: Watch) -> None:
    """Write the languages, side by side where there is a memory, which is where nobody looks on from within."""
    work = partial(_write_language, order, building)
    memories = side_by_side(work, told, watch.step, order.at_once if order.memory else 1)
    for memory in memories:
        if order.memory and memory:
            order.memory.why.update(memory.why)


def _write_language(order: Order, building: Path, told: Told, step: Step) -> Memory | None:
    """Write one language, and return what was done for it: this may be another process than that of the order."""
    code = told.edition.language
    stage, target = order.work / "stage" / code, building / code
    target.mkdir()
    chapters = told.stage(stage)
    for part in ("figures", "data"):
        shutil.copytree(stage / part, target / part)
    shutil.copy(stage / "facts.json", target)
    description = _described(stage, told.edition, told.evidence)
    write_language(target, chapters, description)
    if "html" in order.formats:
        coded, settings = counted(told.edition, told.evidence), _settings(stage)
        synthesis = load_synthesis(paths.data())
        write_explorer(
            target, chapters, coded, told.evidence, told.language, settings, description, synthesis
        )
    notebooks = [(name, published(notebook, told.language)) for name, notebook in told.executed.items()]
    status = told.evidence.event.status
    keep = partial(page, order.memory, f"{order.name}/{code}")
    write_appendix(target / "notebooks", notebooks, told.language, status, keep)
    step(f"{code}: pages staged")
    if order.publisher == "quarto":
        project = order.work / "quarto" / code
        quarto.write_project(project, stage, chapters, code)
        quarto.publish(project, order.formats, target)
    for name in order.formats:
        if order.publisher == "embedded":
            slot = f"{order.name}/{code}/{name}"
            render(order.memory, slot, WRITERS[name], stage, target / format_files(status)[name])
        step(f"{code}: {format_files(status)[name]}")
    if told.offer.brief:
        brief = Brief(stage, told.language, status, order.formats)
        brief.write(target, chosen(chapters, told.offer.brief))
    if order.publisher == "quarto" and "html" in order.formats:
        quarto.lead_to_chapters(target, order.work / "quarto" / code)
    return order.memory


def _described(stage: Path, edition: Edition, evidence: Evidence) -> Description:
    return describe(_settings(stage), edition, evidence.event, project_publication(paths.data()))


def _settings(stage: Path) -> dict[str, Any]:
    settings: dict[str, Any] = json.loads((stage / "report.json").read_text(encoding="utf-8"))
    return settings


def _finish(order: Order, evidence: Evidence, building: Path, watch: Watch) -> None:
    write_event_index(building, evidence, order.editions[0])
    write_facts(building, order.editions)
    first = order.editions[0]
    made = partial(
        manifest, paths.home(), building, list(order.editions), order.publisher, evidence.event.status
    )
    described = _described(order.work / "stage" / first.language, first, evidence)
    write_report(building, described, made)
    content = made()
    (building / MANIFEST).write_text(
        json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    watch.step("index and manifest")


def _let_pass(guard: Guard, building: Path, work: Path) -> None:
    """Look through the whole report. What would reveal somebody is not kept for inspection either."""
    try:
        guard.check_folder(building)
    except DisclosureError:
        clear(work)
        raise
