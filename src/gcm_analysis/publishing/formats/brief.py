"""Writes a brief of two pages from the chapters of its report: the same words and facts, with links to the report.

Nothing is computed again, so brief and report can't disagree. Each number links to the report's annex, which has its rows
and sources.
"""

import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf

from gcm_analysis.caching.parts import Parts
from gcm_analysis.errors import UserError
from gcm_analysis.evidence.event import Status
from gcm_analysis.narrative.language import Language
from gcm_analysis.narrative.markdown import escape
from gcm_analysis.publishing.formats import embedded
from gcm_analysis.publishing.formats.appendix import CITATION
from gcm_analysis.publishing.formats.document import Document, nodes_of
from gcm_analysis.publishing.formats.reading import read
from gcm_analysis.publishing.stage.annex import ROW
from gcm_analysis.publishing.stage.chapters import Block, Chapter, FigureBlock, Text
from gcm_analysis.publishing.stage.compositions import COMPOSITIONS
from gcm_analysis.publishing.stage.facts import read_json, write_json
from gcm_analysis.publishing.stage.references import REFERENCE
from gcm_analysis.publishing.stage.staging import block_markdown
from gcm_analysis.publishing.status.status import DRAFT, FORMAT_NAMES, brief_files, format_files

MOST_PAGES = 2
LABEL = re.compile(r"#(?:sec|fig|tbl)-[a-z0-9-]+")
BETWEEN_SOURCES = re.compile(r"(?<!\u202f); @")
SPAN_OF_FACT = re.compile(r'\{(?:#fact-at-[^\s}]+ )?\.fact fact="(?P<id>[^"]+)"\}')


@dataclass(frozen=True)
class Brief:
    """The brief of one report: some of its blocks, in those of the report's formats that a brief has."""

    language: Language
    status: Status
    formats: Sequence[str]
    blocks: Sequence[Block]

    @property
    def files(self) -> dict[str, str]:
        """The file of each format that is made."""
        return {name: file for name, file in brief_files(self.status).items() if name in self.formats}

    @property
    def words(self) -> dict[str, str]:
        """The words of a brief that are not from its report."""
        note = self.language.say(
            "Each number leads to the rows and sources behind it in the full report, whose chapters, figures and tables are named here."
        )
        names = {"brief": self.language.text("Brief"), "report": self.language.text("Full report")}
        return names | {"note": note.markdown}

    @property
    def report(self) -> str:
        """The file of the report that the brief links to: its page, if one is made."""
        files = format_files(self.status)
        return files["html" if "html" in self.formats else "pdf"]

    def write(self, name: str, stage: Path, target: Path) -> None:
        """Write a format of the staged brief; refuse one that is too long, unless it is a draft."""
        embedded.WRITERS[name](stage, target)
        if name == "pdf" and self.status != DRAFT:
            check_length(target)

    def write_stage(self, stage: Path, parts: Parts) -> Path:
        """Stage the brief of a staged report, whose read parts may have been kept, and return its folder."""
        folder = stage.with_name(f"{stage.name}-brief")
        for name in ("figures", "narrow", "data"):
            (folder / name).mkdir(parents=True)
        inside = {block.label for block in self.blocks if not isinstance(block, Text)}
        labels = labels_of(read(stage, parts)) | names_of_sources(stage)
        markdown = (self._with_separators(block_markdown(block, self.language)) for block in self.blocks)
        linked = (linked_to_report(one, labels, inside, self.report) for one in markdown)
        (folder / "report.md").write_text("\n\n".join(linked) + "\n", encoding="utf-8")
        for block in self.blocks:
            if isinstance(block, FigureBlock):
                for file in stage.glob(f"*/{block.label}[.-]*[vn]g"):
                    shutil.copy(file, folder / file.parent.name)
        if (stage / "logos").is_dir():
            shutil.copytree(stage / "logos", folder / "logos")
        shutil.copy(stage / "references.json", folder)
        write_json(folder / "report.json", self._settings(read_json(stage / "report.json")))
        return folder

    def _with_separators(self, markdown: str) -> str:
        """Set the semicolons between cited sources as the language requires; a brief has no citation processor."""
        return BETWEEN_SOURCES.sub(self.language.separated(["", "@"]), markdown)

    def _settings(self, settings: dict[str, Any]) -> dict[str, Any]:
        report, language = format_files(self.status)["html"], self.language
        others = [
            other | {"href": other["href"].replace(report, brief_files(self.status)["html"])}
            for other in settings["languages"]
        ]
        own = {
            "brief": self.words["note"],
            "title": language.labelled(self.words["brief"], settings["title"]),
            "formats": self._links(),
            "languages": others,
            "methods": [],
        }
        return settings | own

    def _links(self) -> list[dict[str, str]]:
        links = {self.words["report"]: self.report}
        links |= {FORMAT_NAMES[name]: file for name, file in self.files.items() if name != "html"}
        return [{"name": name, "href": href, "lang": self.language.code} for name, href in links.items()]


def chosen(chapters: Sequence[Chapter], names: Sequence[str]) -> list[Block]:
    """Return the blocks of the named chapters, and the named exhibits; one that does not exist is left out."""
    by_name = {chapter.name: chapter.blocks for chapter in chapters}
    exhibits = {exhibit.label: exhibit for chapter in chapters for exhibit in chapter.exhibits}
    return [
        block for name in names for block in by_name.get(name, (exhibits[name],) if name in exhibits else ())
    ]


def linked_to_report(markdown: str, labels: dict[str, str], inside: set[str], page: str) -> str:
    """Return markdown in which facts, citations and references link to the report's page.

    `labels` are the report's words for its chapters, figures, tables and sources; `inside` are those in the brief.
    """
    linked = SPAN_OF_FACT.sub(lambda fact: f"({page}#fact-{fact['id']})", markdown)
    linked = ROW.sub(lambda row: f"{{#brief-row-{row['id']}", linked)
    # The cards of findings and the rows of tables are in the report.
    linked = linked.replace("](#sec-", f"]({page}#sec-").replace("](#row-", f"]({page}#row-")
    linked = REFERENCE.sub(
        lambda found: found[0] if found[1] in inside else f"[{labels[found[1]]}]({page}#{found[1]})", linked
    )
    return CITATION.sub(lambda found: f"[{labels[found[1]]}]({page}#ref-{found[1]})", linked)


def names_of_sources(stage: Path) -> dict[str, str]:
    """Return the name of each source of a staged report in citations, as markdown, by id."""
    return {one["id"]: escape(one["title-short"]) for one in read_json(stage / "references.json")}


def labels_of(document: Document) -> dict[str, str]:
    """Return the report's words for each chapter, section, figure and table that it refers to, by label."""
    nodes = (
        node for blocks in document.chapters.values() if LABEL.search(blocks) for node in nodes_of(blocks)
    )
    links = (node["c"] for node in nodes if node.get("t") == "Link")
    return {
        target[1:]: "".join(node.get("c", " ") for node in words)  # a space holds nothing
        for _, words, (target, _) in links
        if LABEL.fullmatch(target)
    }


def check_length(pdf: Path) -> None:
    """Refuse a brief that is too long."""
    with pikepdf.open(pdf) as opened:
        pages = len(opened.pages)
    if pages > MOST_PAGES:
        raise UserError(
            f"{pdf.parent.name}/{pdf.name} has {pages} pages, and a brief has at most {MOST_PAGES}. Shorten what notebooks/{COMPOSITIONS} lists."
        )
