"""Writes the files of a report in one language: each format, the notebooks as pages, the explorer, the brief, metadata."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import chain

from gcm_analysis import paths
from gcm_analysis.build_request import BuildRequest
from gcm_analysis.caching.memory import Keep, Memory
from gcm_analysis.caching.parts import Parts
from gcm_analysis.evidence.event import Status
from gcm_analysis.evidence.findings import load_synthesis
from gcm_analysis.library import counted
from gcm_analysis.publishing.accessibility.statement import write_statement
from gcm_analysis.publishing.explorer.page import explore, write_explorer
from gcm_analysis.publishing.folder.page_cache import keeping, parts_of, render
from gcm_analysis.publishing.formats import embedded, quarto
from gcm_analysis.publishing.formats.appendix import published, write_appendix
from gcm_analysis.publishing.formats.brief import Brief, chosen
from gcm_analysis.publishing.metadata.describe import Description, describe_staged
from gcm_analysis.publishing.metadata.files import write_metadata
from gcm_analysis.publishing.stage.facts import read_json
from gcm_analysis.publishing.stage.language_build import FORMATS, LanguageBuild, StagedLanguage
from gcm_analysis.publishing.status import status
from gcm_analysis.running.parallel import Step, cores


def write_files(staged: StagedLanguage, groups: Sequence[str], step: Step) -> Memory | None:
    """Write groups of a language's files, and return what was done. This may run in another process than the request.

    Quarto writes its pages last, since they link to the other files: with it, all groups belong together.
    """
    request, code = staged.request, staged.build.edition.language
    files = LanguageFiles(staged)
    parts = chain.from_iterable(files.parts(group) for group in groups)
    _in_threads(parts, request.at_once or cores(), lambda what: step(f"{code}: {what}"))
    if request.publisher == "quarto":
        files.with_quarto()
        for name in request.formats:
            step(f"{code}: {status.format_files(staged.build.evidence.event.status)[name]}")
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
    """The files that are made from the staged report of one language."""

    staged: StagedLanguage

    def parts(self, group: str) -> Iterator[tuple[str, Callable[[], None]]]:
        """Yield the function that writes each part, with its name as a step; parts are independent; the slowest first."""
        return self._formats() if group == FORMATS else self._companions()

    def _formats(self) -> Iterator[tuple[str, Callable[[], None]]]:
        if self.request.publisher == "embedded":
            for name in self.request.formats:
                yield self._file(name), partial(self._format, name)
        if self.build.offer.brief:
            yield "", self._brief

    def _companions(self) -> Iterator[tuple[str, Callable[[], None]]]:
        yield "pages staged", self._appendix
        yield "", self._metadata
        if "html" in self.request.formats:
            yield "", self._explorer
            yield "", self._statement

    @property
    def request(self) -> BuildRequest:
        return self.staged.request

    @property
    def build(self) -> LanguageBuild:
        return self.staged.build

    @cached_property
    def keep(self) -> Keep:
        return keeping(self.request.memory, self._slots)

    @cached_property
    def kept_parts(self) -> Parts:
        return parts_of(self.request.memory, self._slots)

    @property
    def _slots(self) -> str:
        return f"{self.request.name}/{self.build.edition.language}"

    @property
    def _status(self) -> Status:
        return self.build.evidence.event.status

    @cached_property
    def _description(self) -> Description:
        return describe_staged(self.staged.stage, self.build.edition, self.build.evidence)

    def _file(self, name: str) -> str:
        return status.format_files(self._status)[name]

    def _format(self, name: str) -> None:
        write = partial(embedded.WRITERS[name], parts=self.kept_parts)
        render(self.keep, name, write, self.staged.stage, self.staged.target / self._file(name))

    def _appendix(self) -> None:
        build = self.build
        notebooks = [(name, published(notebook, build.language)) for name, notebook in build.executed.items()]
        write_appendix(self.staged.target / "notebooks", notebooks, build.language, self._status, self.keep)

    def _metadata(self) -> None:
        write_metadata(self.staged.target, self.staged.chapters, self._description, self.keep)

    def _explorer(self) -> None:
        edition, evidence = self.build.edition, self.build.evidence
        own = evidence.event.statements == "own"  # no finding of the project rests on them
        synthesis = None if own else load_synthesis(paths.data())
        coded, settings = counted(edition, evidence), read_json(self.staged.stage / "report.json")
        language, description = self.build.language, self._description
        shown = explore(
            self.staged.chapters, coded, evidence, language, settings, description, synthesis, self.keep
        )
        write_explorer(self.staged.target, shown, self.keep)

    def _statement(self) -> None:
        evidence, language = self.build.evidence, self.build.language
        write_statement(self.staged.target, evidence, language, self.request.publisher, self.request.formats)

    def _brief(self) -> None:
        blocks = chosen(self.staged.chapters, self.build.offer.brief)
        brief = Brief(self.build.language, self._status, self.request.formats, blocks)
        stage = brief.write_stage(self.staged.stage, self.kept_parts)
        for name, file in brief.files.items():
            render(self.keep, f"brief-{name}", partial(brief.write, name), stage, self.staged.target / file)

    def with_quarto(self) -> None:
        """Write the formats with Quarto."""
        code = self.build.edition.language
        project = self.request.work / "quarto" / code
        quarto.write_project(project, self.staged.stage, self.staged.chapters, code)
        quarto.publish(project, self.request.formats, self.staged.target)
        if "html" in self.request.formats:
            quarto.link_to_chapters(self.staged.target, project)
