"""Builds the previewed page: first all of it, then only the chapters that a change affects."""

import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from gcm_analysis import paths
from gcm_analysis.build_request import BuildRequest, Progress
from gcm_analysis.edition import Edition
from gcm_analysis.evidence import Evidence
from gcm_analysis.library import load_edition
from gcm_analysis.narrative.language import Language, forget_catalogues
from gcm_analysis.project.profiles import profile_notebooks
from gcm_analysis.project_files import check_project_files
from gcm_analysis.publishing.formats import embedded
from gcm_analysis.publishing.stage.annex import CHAPTER_ID
from gcm_analysis.publishing.stage.chapters import Block, Chapter, TableBlock, Text, read_chapter, texts
from gcm_analysis.publishing.stage.references import labels, resolved
from gcm_analysis.publishing.stage.sections import HEADING
from gcm_analysis.publishing.stage.staging import Offer, report_markdown, write_stage
from gcm_analysis.publishing.status.status import as_draft
from gcm_analysis.running.notebooks import execute_all

PAGE, PART = "index.html", "part.html"
# A span with an id, or a number with its fact.
ANCHOR = re.compile(r"\[[^\[\]]*\]\{[^{}]*(?:#|fact=)[^{}]*\}")
# An id that is given or linked to, or a fact that is mentioned.
ID = re.compile(r"#(?P<id>[\w.:-]+)|fact=\"(?P<fact>[^\"]+)\"")
EMPTY_TABLE = "| – |\n| --- |\n| – |"


@dataclass
class Preview:
    """One report in one language, as its files are now; `folder` has what the browser is shown."""

    request: BuildRequest
    folder: Path
    evidence: Evidence | None = None
    staged: list[Chapter] = field(default_factory=list)  # as the page shows them

    @property
    def edition(self) -> Edition:
        return self.request.editions[0]

    @property
    def language(self) -> Language:
        names = self.evidence.country_names(self.edition.language) if self.evidence else {}
        return Language(self.edition.language, names)

    def whole(self, progress: Progress) -> None:
        """Make the whole page."""
        stage, self.staged = self._stage(progress, at_once=None)
        embedded.write_html(stage, self.folder / PAGE)

    def changed(self, progress: Progress) -> list[str]:
        """Write the changed chapters into `PART` and return the ids of their sections.

        Return none if nothing changed, or if so much changed that the whole page has to be built.
        """
        stage, now = self._stage(progress, at_once=1)
        before = {chapter.name: chapter for chapter in self.staged}
        changed = [chapter for chapter in now if chapter != before.get(chapter.name)]
        if not changed or not self._fits(now, changed):
            return []
        named = ids_in(text for chapter in changed for text in texts(chapter))
        reduced = [chapter if chapter in changed else outline(chapter, named) for chapter in now]
        (stage / "report.md").write_text(report_markdown(reduced, self.language), encoding="utf-8")
        sections = [_section(chapter) for chapter in changed]
        embedded.write_html(stage, self.folder / PART, sections)
        self.staged = now
        return sections

    def forget(self, changed: Sequence[Path]) -> None:
        """Forget what was read from the changed files, so that they are read again."""
        if any(path.is_relative_to(paths.data()) for path in changed):
            self.evidence = None
        if any(path.suffix == ".po" for path in changed):
            forget_catalogues()

    def _stage(self, progress: Progress, at_once: int | None) -> tuple[Path, list[Chapter]]:
        if self.evidence is None:
            self.evidence = as_draft(load_edition(paths.data(), self.edition))
        profile = self.evidence.event.profile
        check_project_files(paths.notebooks(), profile, self.evidence.source_ids)
        notebooks = profile_notebooks(paths.notebooks(), profile)
        work, memory, code = self.folder / "work", self.request.memory, self.edition.language
        progress.begin(len(notebooks))
        executed = execute_all(
            self.request.editions,
            notebooks,
            work / "executed",
            lambda _, name: progress.step(name),
            memory,
            at_once,
        )[code]
        chapters = [read_chapter(name, notebook, self.language) for name, notebook in executed.items()]
        shutil.rmtree(work / "stage", ignore_errors=True)
        stage = work / "stage"
        stage.mkdir()
        offer = Offer(("html",), (code,), ())
        return stage, write_stage(
            stage, resolved(chapters, paths.notebooks()), self.edition, self.evidence, offer
        )

    def _fits(self, now: Sequence[Chapter], changed: Sequence[Chapter]) -> bool:
        """Return whether the changed chapters can replace the old ones: nothing was added, moved or renumbered."""
        same_order = [chapter.name for chapter in now] == [chapter.name for chapter in self.staged]
        lists_sources = any(
            "{#refs}" in getattr(block, "markdown", "") for one in changed for block in one.blocks
        )
        return same_order and not lists_sources and labels(now) == labels(self.staged)


def _section(chapter: Chapter) -> str:
    found = CHAPTER_ID.search(" ".join(getattr(block, "markdown", "") for block in chapter.blocks))
    return found["id"] if found else ""


def ids_in(markdown: Iterable[str]) -> frozenset[str]:
    """Return the ids that texts give or link to, those of the facts that they mention among them."""
    found = (one for text in markdown for one in ID.finditer(text))
    return frozenset(one["id"] or f"fact-{one['fact']}" for one in found)


def outline(chapter: Chapter, named: frozenset[str]) -> Chapter:
    """Return the chapter with the same headings and labels, the anchors that others name, and no prose.

    To render another chapter again with the right numbers, pandoc needs only this of it, which takes a tenth of the time.
    """
    return replace(chapter, blocks=tuple(part for block in chapter.blocks for part in _outline(block, named)))


def _outline(block: Block, named: frozenset[str]) -> Iterator[Block]:
    if isinstance(block, Text):
        headings = [found[0] for found in HEADING.finditer(block.markdown)]
        yield from (Text(heading) for heading in headings)
        yield _anchors(HEADING.sub("", block.markdown), named)
        return
    exhibit = replace(block, title="–", subtitle="", note="")
    if isinstance(exhibit, TableBlock):
        exhibit = replace(exhibit, markdown=EMPTY_TABLE, row_headers=0, widths=())
    yield exhibit
    body = block.markdown if isinstance(block, TableBlock) else ""
    yield _anchors(f"{block.subtitle}\n{body}\n{block.note}", named)


def _anchors(markdown: str, named: frozenset[str]) -> Text:
    return Text(" ".join(anchor for anchor in ANCHOR.findall(markdown) if ids_in([anchor]) & named))
