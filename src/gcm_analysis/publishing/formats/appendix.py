"""Writes the method appendix: each executed notebook with its code, as a page and as a notebook.

nbconvert lays out cells and outputs, with placeholders for code and for prose and exhibits: it would print the markup
of the report's dialect of markdown as text, and parse the HTML of all code once more. pandoc writes prose and exhibits.
"""

import re
from base64 import b64encode
from collections.abc import Sequence
from copy import deepcopy
from functools import cache, partial
from html import escape
from pathlib import Path
from typing import Any

import nbformat
from bs4 import BeautifulSoup, Tag
from nbconvert import HTMLExporter, TemplateExporter
from nbconvert.filters import Highlight2HTML
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell
from pygments.formatters import HtmlFormatter

from gcm_analysis.caching.files import digest
from gcm_analysis.caching.memory import Keep, not_kept
from gcm_analysis.evidence.event import Status
from gcm_analysis.narrative.language import Language
from gcm_analysis.narrative.prose import revealed
from gcm_analysis.outputs import METADATA, dialect
from gcm_analysis.publishing.formats.page.policy import BESIDE
from gcm_analysis.publishing.formats.page.templates import render_template
from gcm_analysis.publishing.formats.pandoc import each_as_html
from gcm_analysis.publishing.stage.chapters import in_language, labelled
from gcm_analysis.publishing.stage.references import REFERENCE
from gcm_analysis.publishing.status.status import draft_words, format_files

LINK = re.compile(r"(?<=\]\()(?=#sec-)")  # to a finding, which may be in another chapter
CITATION = re.compile(r"(?<=[\[ ])@([A-Z][A-Za-z0-9_-]*)")
HEAD_CELL = re.compile("<th(?=[ >])")
PLACE = re.compile(r'<div id="(?P<kind>code|prose)-(?P<number>\d+)"></div>')
SVG = "image/svg+xml"
ACTIVE = (
    "text/html",
    "application/javascript",
    "application/vnd.jupyter.widget-view+json",
)  # a page runs nothing
PICTURES = (SVG, "image/png", "image/jpeg")
FLEETING = ("papermill", "widgets")  # metadata of one run: times, durations, paths


def published(notebook: NotebookNode, language: Language) -> NotebookNode:
    """Return an executed notebook as published: prose in the language, and of the run only its parameters."""
    copy = deepcopy(notebook)
    for name in FLEETING:
        copy.metadata.pop(name, None)
    for cell in copy.cells:
        cell.metadata = {"tags": cell.metadata.get("tags", [])}
        if "injected-parameters" in cell.metadata["tags"]:
            cell.id = "injected-parameters"  # papermill gives it another one each time
        if cell.cell_type == "markdown":
            cell.source = in_language(cell.source, language)
    return copy


def write_appendix(
    folder: Path,
    notebooks: Sequence[tuple[str, NotebookNode]],
    language: Language,
    status: Status,
    keep: Keep = not_kept,
) -> None:
    """Write each notebook as `NAME.ipynb` and as `NAME.html`; those of a draft say so."""
    folder.mkdir()
    for name, notebook in notebooks:
        written = nbformat.writes(_marked(notebook, language, status)) + "\n"
        (folder / f"{name}.ipynb").write_text(written, encoding="utf-8")
        words = _words(name, language, status)
        sources = {"the notebook": digest(written), "its words": digest(str(words))}
        made = keep(f"{name}.html", sources, partial(_page, name, notebook, words))
        (folder / f"{name}.html").write_bytes(made)


def _marked(notebook: NotebookNode, language: Language, status: Status) -> NotebookNode:
    words = draft_words(language, status)
    if not words:
        return notebook
    copy = deepcopy(notebook)
    copy.cells.insert(0, new_markdown_cell(f"**{words['word']}** – {words['line']}", id="status"))
    return copy


def _words(name: str, language: Language, status: Status) -> dict[str, Any]:
    """Return the words of a notebook's page."""
    return {
        "language": language.code,
        "drafts": [words] if (words := draft_words(language, status)) else [],
        "report": f"../{format_files(status)['html']}",
        "title": language.text("How this was computed: {name}", name=name),
        "back": language.text("Back to the report"),
        "download": language.text("Download this notebook"),
        "data": language.text("Data that a cell shows"),
        "picture": language.text("This figure has no description yet."),
        "the_report": language.text("see the report"),
    }


def _page(name: str, notebook: NotebookNode, words: dict[str, Any]) -> bytes:
    body = _as_html(name, notebook, words)
    highlighting = HtmlFormatter(style="bw").get_style_defs(".highlight")
    written = render_template(
        "notebook.html", **words, name=name, body=body, images=BESIDE, highlighting=highlighting
    )
    return written.encode()


class PageExporter(HTMLExporter):
    """nbconvert's exporter of pages, for a notebook whose code is HTML already and whose pictures are described."""

    def from_notebook_node(  # type: ignore[override]  # as its base
        self,
        nb: NotebookNode,
        resources: dict[str, Any] | None = None,
        **kw: Any,  # noqa: ANN401 - as its base
    ) -> tuple[str, dict[str, Any]]:
        """Return the page; its base would parse it to describe pictures, in English."""
        return TemplateExporter.from_notebook_node(self, nb, resources, **kw)


@cache
def exporter() -> PageExporter:
    """Return the exporter, made once."""
    return PageExporter(template_name="basic", filters={"highlight_code": _as_given, "clean_html": _as_given})


def _as_given(html: str, **_: object) -> str:
    return html


class Placeholders:
    """What stands for code, prose and exhibits in a page, and what they are in HTML."""

    def __init__(self, words: dict[str, Any]) -> None:
        self._words = words
        self._highlight = Highlight2HTML()
        self._code: list[str] = []
        self._prose: list[tuple[str, str]] = []  # markdown, and the title of an exhibit

    def code(self, source: str) -> str:
        self._code.append(self._highlight(source).strip())
        return f'<div id="code-{len(self._code) - 1}"></div>'

    def prose(self, markdown: str, title: str = "") -> str:
        self._prose.append((_with_links(markdown, self._words), title))
        return f'<div id="prose-{len(self._prose) - 1}"></div>'

    def replaced(self, body: str) -> str:
        """Return a page with the HTML for its placeholders."""
        html = each_as_html([markdown for markdown, _ in self._prose])
        prose = [
            _with_name(html[markdown], title) if title else html[markdown] for markdown, title in self._prose
        ]
        made = {"code": self._code, "prose": prose}
        return PLACE.sub(lambda place: made[place["kind"]][int(place["number"])], body)


def _as_html(name: str, notebook: NotebookNode, words: dict[str, Any]) -> str:
    placeholders = Placeholders(words)
    body, _ = exporter().from_notebook_node(_with_placeholders(name, notebook, placeholders, words))
    return placeholders.replaced(body)


def _with_placeholders(
    name: str, notebook: NotebookNode, placeholders: Placeholders, words: dict[str, Any]
) -> NotebookNode:
    """Return the notebook with placeholders for its code, its prose and its exhibits."""
    copy = deepcopy(notebook)
    for cell in copy.cells:
        if cell.cell_type == "markdown":
            cell.source = placeholders.prose(cell.source)
        elif cell.cell_type == "code":
            labels = {id(output): label for output, label in labelled(name, cell)}
            cell.source = placeholders.code(cell.source)
            cell.outputs = [
                _output_as_html(output, labels.get(id(output), ""), placeholders, words)
                for output in cell.outputs
            ]
    return copy


def _output_as_html(
    output: NotebookNode, label: str, placeholders: Placeholders, words: dict[str, Any]
) -> NotebookNode:
    about = output.get("metadata", {}).get(METADATA)
    if not about:
        return _readable(output, words)
    if about["kind"] == "figure":
        html = f'<img src="../figures/{escape(label)}.svg" alt="{escape(about["alt"])}">'
    else:
        html = placeholders.prose(dialect(about), about.get("title_plain", ""))
    return NotebookNode(output_type="display_data", data={"text/html": html}, metadata={})


def _readable(output: NotebookNode, words: dict[str, Any]) -> NotebookNode:
    """Make a cell's own output accessible: describe a picture, turn a frame into a table, all else into text."""
    data = output.get("data", {})
    html, *_ = [data.pop(kind, "") for kind in ACTIVE]
    frame = BeautifulSoup(html, "html.parser").find("table", class_="dataframe")
    picture = next((kind for kind in PICTURES if kind in data), None)
    if frame:
        output.data["text/html"] = _frame(frame, words["data"])
    elif picture:
        output.data["text/html"] = _picture(output, picture, words["picture"])
    return output


def _picture(output: NotebookNode, kind: str, undescribed: str) -> str:
    """Return a picture with its description; nbconvert would describe it in English."""
    content = output.data[kind]
    packed = b64encode(content.encode()).decode() if kind == SVG else "".join(content.split())
    alt = output.metadata.get(kind, {}).get("alt") or undescribed
    return f'<img src="data:{kind};base64,{packed}" alt="{escape(alt)}">'


def _frame(frame: Tag, named: str) -> str:
    """Return a frame as a table with a name and headers; its cells are data in any language."""
    for cell in frame.find_all("th"):
        if cell.get_text(strip=True):
            cell["scope"] = "col" if cell.find_parent("thead") else "row"
        else:
            cell.name = "td"
    for tag in frame.find_all(style=True):
        del tag["style"]
    frame.attrs = {"lang": "und", "aria-label": named}
    return f'<div class="table-scroll" role="group" tabindex="0" aria-label="{escape(named)}">{frame}</div>'


def _with_name(html: str, title: str) -> str:
    """Return a table with its name and the scope of its header cells, for screen readers."""
    return HEAD_CELL.sub('<th scope="col"', html.replace("<table", f'<table aria-label="{escape(title)}"'))


def _with_links(markdown: str, words: dict[str, Any]) -> str:
    """Return markdown whose references and citations link to the report."""
    report = words["report"]
    linked = REFERENCE.sub(lambda match: f"[{words['the_report']}]({report}#{match[1]})", revealed(markdown))
    return CITATION.sub(lambda match: f"[{match[1]}]({report}#ref-{match[1]})", LINK.sub(report, linked))
