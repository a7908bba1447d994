"""What the published pages and the PDF of one language show, each finding led back to the notebook and cell behind it."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from lxml.html import HtmlElement
from nbformat import NotebookNode

from gcm_analysis.evidence.missing import Missing
from gcm_analysis.narrative.language import Language
from gcm_analysis.publishing.accessibility import pdf, web
from gcm_analysis.publishing.accessibility.criteria import Place, finding
from gcm_analysis.publishing.accessibility.notebooks import placed
from gcm_analysis.publishing.stage.chapters import Text
from gcm_analysis.publishing.status.status import files_in

NAMED = re.compile(r"\{[^}]*#(sec-[a-z0-9-]+)")
OF_CELL = "cell-id="  # how the appendix names a cell
CHAPTER = "sec-"


def findings(folder: Path, executed: Mapping[str, NotebookNode], language: Language) -> Iterator[Missing]:
    """Yield what is not accessible in the files of one language's folder."""
    places, code = dict(_places(executed, language)), language.code
    files = sorted([*folder.glob("*.html"), *folder.glob("notebooks/*.html")])
    pages = {path: web.parsed(path.read_text(encoding="utf-8")) for path in files}
    for path, page in pages.items():
        name = path.relative_to(folder.parent).as_posix()
        for check, tag, what in web.found_in(page, code):
            yield finding(check, _place(name, tag, places), code, what)
    printed = {path: pdf.read(path) for path in sorted(folder.glob("*.pdf"))}
    for path, tags in printed.items():
        for check, what in pdf.found_in(tags, code):
            yield finding(check, Place(f"{code}/{path.name}", "tags"), code, what)
    formats = {name: folder / file for name, file in files_in(folder).items()}
    if {"html", "pdf"} <= formats.keys():
        in_print = pdf.headings(printed[formats["pdf"]])
        for what in out_of_order(_headings(pages[formats["html"]]), in_print):
            yield finding("order", Place(f"{code}/{formats['pdf'].name}", "tags"), code, what)


def out_of_order(page: list[str], paper: list[str]) -> Iterator[str]:
    """Say where the headings of the page are not those of the PDF, in its order; the PDF may have others between."""
    known = set(page)
    there = iter(one for one in paper if one in known)
    for heading in page:
        if (found := next(there, None)) != heading:
            yield f"after the same headings, the page has “{heading}” and the PDF “{found or 'none'}”"
            return


def _headings(page: HtmlElement) -> list[str]:
    """Return the chapters and sections that page and PDF share: headings that other places can lead to."""
    online = {inner for one in page.find_class("online") for inner in one.iter("section")}
    sections = (
        one
        for one in page.iter("section")
        if str(one.get("id", "")).startswith(CHAPTER) and one not in online
    )
    found = (next(iter(web.headings(section)), None) for section in sections)
    return [web.words_of(heading) for heading in found if heading is not None]


def _places(executed: Mapping[str, NotebookNode], language: Language) -> Iterator[tuple[str, Place]]:
    """Yield the ids of chapters, sections and exhibits with the place that they come from."""
    for place, _, block in placed(executed, language):
        for name in NAMED.findall(block.markdown) if isinstance(block, Text) else [block.label]:
            yield name, place


def _place(name: str, tag: HtmlElement | None, places: Mapping[str, Place]) -> Place:
    """Return the cell that a tag comes from, else the page and what part of it the tag is."""
    around = [] if tag is None else [tag, *tag.iterancestors()]
    ids = [str(one.get("id", "")) for one in around]
    for one in ids:
        if one in places:
            return places[one]
        if one.startswith(OF_CELL):
            return Place.of_cell(Path(name).stem, one.removeprefix(OF_CELL))
    return Place(name, next(filter(None, ids), tag.tag if tag is not None else "page"))
