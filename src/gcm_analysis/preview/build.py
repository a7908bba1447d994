"""Builds the previewed page, again after each change: only what the change affects is executed and written again."""

import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from gcm_analysis import paths
from gcm_analysis.build_request import BuildRequest, Progress
from gcm_analysis.caching.parts import Parts
from gcm_analysis.edition import Edition
from gcm_analysis.evidence import Evidence
from gcm_analysis.library import load_edition
from gcm_analysis.narrative.language import forget_catalogues
from gcm_analysis.project.profiles import profile_notebooks
from gcm_analysis.project_files import check_project_files
from gcm_analysis.publishing.folder.page_cache import parts_of
from gcm_analysis.publishing.formats import embedded
from gcm_analysis.publishing.stage.language_build import LanguageBuild
from gcm_analysis.publishing.stage.staging import Offer
from gcm_analysis.publishing.status.status import as_draft
from gcm_analysis.running.notebooks import execute_all

PAGE, STAGE = "index.html", "stage"
CHAPTER = re.compile(r'^<section id="([^"]+)" class="level2', re.MULTILINE)
# Its style, and the policy, which has a digest of it.
STYLE = re.compile(r'<style>.*?</style>|<meta http-equiv="Content-Security-Policy"[^>]*>', re.DOTALL)


@dataclass
class Preview:
    """One report in one language, as its files are now; `folder` has what the browser is shown."""

    request: BuildRequest
    folder: Path
    evidence: Evidence | None = None

    @property
    def edition(self) -> Edition:
        return self.request.editions[0]

    @cached_property
    def parts(self) -> Parts:
        return parts_of(self.request.memory, f"preview/{self.request.name}/{self.edition.language}")

    def build(self, progress: Progress) -> list[str] | None:
        """Make the page, and return the ids of the chapters that differ from those of the last one.

        Return None if there was none, or if it differs in more than that.
        """
        page = self.folder / PAGE
        before = page.read_text(encoding="utf-8") if page.is_file() else ""
        embedded.write_html(self._stage(progress, at_once=1 if before else None), page, self.parts)
        return changed_chapters(before, page.read_text(encoding="utf-8"))

    def forget(self, changed: Sequence[Path]) -> None:
        """Forget what was read from the changed files, so that they are read again."""
        if any(path.is_relative_to(paths.data()) for path in changed):
            self.evidence = None
        if any(path.suffix == ".po" for path in changed):
            forget_catalogues()

    def _stage(self, progress: Progress, at_once: int | None) -> Path:
        if self.evidence is None:
            self.evidence = as_draft(load_edition(paths.data(), self.edition))
        evidence, code = self.evidence, self.edition.language
        check_project_files(paths.notebooks(), evidence.event.profile, evidence.source_ids)
        notebooks = profile_notebooks(paths.notebooks(), evidence.event.profile)
        progress.begin(len(notebooks))
        executed = execute_all(
            self.request.editions,
            notebooks,
            self.folder / "executed",
            lambda _, name: progress.step(name),
            self.request.memory,
            at_once,
        )[code]
        stage = self.folder / STAGE
        shutil.rmtree(stage, ignore_errors=True)
        LanguageBuild(self.edition, evidence, executed, Offer(("html",), (code,))).stage(stage)
        return stage


def changed_chapters(before: str, after: str) -> list[str] | None:
    """Return the ids of the chapters in which two pages differ; None if they differ elsewhere, except in style."""
    old, new = _by_chapter(before), _by_chapter(after)
    if list(old) != list(new) or STYLE.sub("", old[""]) != STYLE.sub("", new[""]):
        return None
    return [name for name in new if name and new[name] != old[name]]


def _by_chapter(page: str) -> dict[str, str]:
    """Return the chapters of a page by their ids, and what is around them as the first."""
    body, end, after = page.partition("</main>")
    before, *rest = CHAPTER.split(body)
    return {"": before + end + after} | dict(zip(rest[::2], rest[1::2], strict=True))
