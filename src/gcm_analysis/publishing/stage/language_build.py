"""One edition with its executed notebooks, and its staged report."""

import shutil
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from nbformat import NotebookNode

from gcm_analysis import paths
from gcm_analysis.build_request import BuildRequest
from gcm_analysis.edition import Edition
from gcm_analysis.evidence import Evidence
from gcm_analysis.narrative.language import Language
from gcm_analysis.publishing.stage.chapters import Chapter, read_chapter
from gcm_analysis.publishing.stage.references import resolved
from gcm_analysis.publishing.stage.staging import Offer, write_stage

# Groups of a language's files: the report and its brief, and all else.
FORMATS, COMPANIONS = "formats", "companions"


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


@dataclass(frozen=True)
class StagedLanguage:
    """A language of a report in its stage, and the folder that its files are written to."""

    request: BuildRequest
    build: LanguageBuild
    chapters: list[Chapter]
    stage: Path
    target: Path


def stage_language(request: BuildRequest, building: Path, build: LanguageBuild) -> StagedLanguage:
    """Stage a language, and copy into its folder what is published as it is staged."""
    code = build.edition.language
    stage, target = request.work / "stage" / code, building / code
    target.mkdir()
    chapters = build.stage(stage)
    for part in ("figures", "data"):
        shutil.copytree(stage / part, target / part)
    shutil.copy(stage / "facts.json", target)
    return StagedLanguage(request, build, chapters, stage, target)
