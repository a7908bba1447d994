"""A brief of two pages, made from the chapters of its report: the same words, the same facts, which lead to the report.

Nothing is computed anew, so that brief and report can't disagree. What a number rests on stands in the report's annex,
to which each number leads.
"""

import json
import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml
from pypdf import PdfReader

from gcm_analysis.errors import UserError
from gcm_analysis.evidence.event import Status
from gcm_analysis.narrative.language import Language
from gcm_analysis.publishing import embedded
from gcm_analysis.publishing.annex import ROW
from gcm_analysis.publishing.appendix import CITATION, REFERENCE
from gcm_analysis.publishing.chapters import Block, Chapter, FigureBlock, Text
from gcm_analysis.publishing.embedded import Report
from gcm_analysis.publishing.facts import write_json
from gcm_analysis.publishing.stage import Offer, block_markdown
from gcm_analysis.publishing.status import DRAFT, brief_files, format_files

COMPOSITIONS = "briefs.yml"
MOST_PAGES = 2
WRITERS = {"html": embedded.write_html, "pdf": embedded.write_pdf}
LABEL = re.compile(r"#(?:sec|fig|tbl)-[a-z0-9-]+")
SPAN_OF_FACT = re.compile(r'\{(?:#fact-at-[^\s}]+ )?\.fact fact="(?P<id>[^"]+)"\}')


def composition(notebooks: Path, profile: str) -> tuple[str, ...]:
    """Return the chapters and exhibits that a profile's brief takes over; none where it has no brief."""
    path = notebooks / COMPOSITIONS
    listed = yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return tuple(listed.get(profile, ()))


def write_brief(  # noqa: PLR0913 - what a brief is made from, and where it goes
    stage: Path, target: Path, chapters: Sequence[Chapter], offer: Offer, language: Language, status: Status
) -> None:
    """Write the brief of a staged report beside the report, in those of the report's formats that a brief has."""
    folder = stage.with_name(f"{stage.name}-brief")
    _stage(stage, folder, list(chosen(chapters, offer.brief)), language, status)
    files = brief_files(status)
    for name in offer.formats:
        if name in files:
            WRITERS[name](folder, target / files[name])
    if "pdf" in offer.formats:
        _check_length(target / files["pdf"], status)


def chosen(chapters: Sequence[Chapter], names: Sequence[str]) -> Iterator[Block]:
    """Yield the blocks of the chapters that are named, and the exhibits that are; one that is not there is left out."""
    by_name = {chapter.name: chapter.blocks for chapter in chapters}
    exhibits = {exhibit.label: exhibit for chapter in chapters for exhibit in chapter.exhibits}
    for name in names:
        yield from by_name.get(name, ())
        if name in exhibits:
            yield exhibits[name]


def leading_out(markdown: str, labels: dict[str, str], inside: set[str], page: str) -> str:
    """Return markdown in which facts, citations and references lead to the report's page.

    `labels` are the report's chapters, figures and tables as it refers to them; `inside` are those that the brief has.
    """
    told = SPAN_OF_FACT.sub(lambda fact: f"({page}#fact-{fact['id']})", markdown)
    told = ROW.sub(lambda row: f"{{#brief-row-{row['id']}", told)
    told = REFERENCE.sub(
        lambda found: found[0] if found[1] in inside else f"[{labels[found[1]]}]({page}#{found[1]})", told
    )
    return CITATION.sub(lambda found: f"[{found[1]}]({page}#ref-{found[1]})", told)


def labels_of(report: Report) -> dict[str, str]:
    """Return what the report calls each chapter, section, figure and table that it refers to, by label."""
    links = (node["c"] for node in report.nodes() if node.get("t") == "Link")
    return {target[1:]: _plain(words) for _, words, (target, _) in links if LABEL.fullmatch(target)}


def _plain(inlines: list[dict[str, Any]]) -> str:
    return "".join(node.get("c", " ") for node in inlines)  # a space holds nothing


def _stage(stage: Path, folder: Path, blocks: list[Block], language: Language, status: Status) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    for name in ("figures", "data"):
        (folder / name).mkdir(parents=True)
    inside = {block.label for block in blocks if not isinstance(block, Text)}
    page = format_files(status)["html"]
    labels = labels_of(embedded.read(stage))
    text = "\n\n".join(leading_out(block_markdown(block, language), labels, inside, page) for block in blocks)
    (folder / "report.md").write_text(text + "\n", encoding="utf-8")
    for block in blocks:
        if isinstance(block, FigureBlock):
            for ending in ("svg", "png"):
                shutil.copy(stage / "figures" / f"{block.label}.{ending}", folder / "figures")
    for logo in (stage / "logos").glob("*") if (stage / "logos").is_dir() else ():
        (folder / "logos").mkdir(exist_ok=True)
        shutil.copy(logo, folder / "logos")
    shutil.copy(stage / "references.json", folder)
    settings = json.loads((stage / "report.json").read_text(encoding="utf-8"))
    write_json(folder / "report.json", _settings(settings, language, status))


def _settings(settings: dict[str, Any], language: Language, status: Status) -> dict[str, Any]:
    files, report = brief_files(status), format_files(status)
    links = [{"name": language.text("Full report"), "href": report["html"], "lang": language.code}]
    links.append({"name": "PDF", "href": files["pdf"], "lang": language.code})
    others = [
        other | {"href": other["href"].replace(report["html"], files["html"])}
        for other in settings["languages"]
    ]
    label = language.labelled(language.text("Brief"), settings["title"])
    note = language.say(
        "Each number leads to the rows and sources behind it in the full report, whose chapters, figures and tables are named here."
    )
    own = {"brief": note.markdown, "title": label, "formats": links, "languages": others, "methods": []}
    return {key: value for key, value in settings.items() if key not in ("head", "metadata")} | own


def _check_length(pdf: Path, status: Status) -> None:
    """Refuse a brief that is too long; a draft may still be."""
    pages = len(PdfReader(pdf).pages)
    if pages > MOST_PAGES and status != DRAFT:
        raise UserError(
            f"{pdf.name} has {pages} pages, and a brief has at most {MOST_PAGES}. Shorten what notebooks/{COMPOSITIONS} lists."
        )
