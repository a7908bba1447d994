"""Writes the method appendix: each executed notebook with its code, as a page and as a notebook.

nbconvert renders the code; it gets prose and exhibits as HTML from pandoc, since it would print the markup of the
report's dialect of markdown as text.
"""

import re
from collections.abc import Callable, Sequence
from copy import deepcopy
from functools import cache, partial
from html import escape
from pathlib import Path
from typing import Any

import nbformat
from bs4 import BeautifulSoup, Tag
from nbconvert import HTMLExporter
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
PLACE = re.compile(r'<div id="piece-(?P<number>\d+)"></div>')
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
        "the_report": language.text("see the report"),
    }


def _page(name: str, notebook: NotebookNode, words: dict[str, Any]) -> bytes:
    body = _as_html(name, notebook, words)
    highlighting = HtmlFormatter(style="bw").get_style_defs(".highlight")
    written = render_template(
        "notebook.html", **words, name=name, body=body, images=BESIDE, highlighting=highlighting
    )
    return written.encode()


@cache
def exporter() -> HTMLExporter:
    """Return nbconvert's exporter of pages, made once."""
    exporter = HTMLExporter(template_name="basic")
    # Without cleaning, which would parse all code again; it is escaped when it is highlighted.
    exporter.register_filter("clean_html", lambda html: html)
    return exporter


def _as_html(name: str, notebook: NotebookNode, words: dict[str, Any]) -> str:
    """Return the notebook as HTML. nbconvert gets placeholders for prose and exhibits, since it would parse their HTML."""
    pieces: list[tuple[str, str]] = []

    def placeholder(markdown: str, title: str = "") -> str:
        pieces.append((_with_links(markdown, words), title))
        return f'<div id="piece-{len(pieces) - 1}"></div>'

    body, _ = exporter().from_notebook_node(_with_placeholders(name, notebook, placeholder, words["data"]))
    html = each_as_html([markdown for markdown, _ in pieces])
    filled = [_with_name(html[markdown], title) if title else html[markdown] for markdown, title in pieces]
    return PLACE.sub(lambda place: filled[int(place["number"])], body)


def _with_placeholders(
    name: str, notebook: NotebookNode, placeholder: Callable[..., str], named: str
) -> NotebookNode:
    """Return the notebook with a placeholder for each piece of prose and each exhibit; `named` is the name of a frame."""
    copy = deepcopy(notebook)
    for cell in copy.cells:
        if cell.cell_type == "markdown":
            cell.source = placeholder(cell.source)
        else:
            labels = {id(output): label for output, label in labelled(name, cell)}
            cell.outputs = [
                _output_as_html(output, labels.get(id(output), ""), placeholder, named)
                for output in cell.outputs
            ]
    return copy


def _output_as_html(
    output: NotebookNode, label: str, placeholder: Callable[..., str], named: str
) -> NotebookNode:
    about = output.get("metadata", {}).get(METADATA)
    if not about:
        return _readable(output, named)
    if about["kind"] == "figure":
        html = f'<img src="../figures/{escape(label)}.svg" alt="{escape(about["alt"])}">'
    else:
        html = placeholder(dialect(about), about.get("title_plain", ""))
    return NotebookNode(output_type="display_data", data={"text/html": html}, metadata={})


def _readable(output: NotebookNode, named: str) -> NotebookNode:
    """Make a cell's own output accessible: turn a frame into a table, other HTML into text."""
    html = output.get("data", {}).pop("text/html", "")
    frame = BeautifulSoup(html, "html.parser").find("table", class_="dataframe")
    if frame:
        output.data["text/html"] = _frame(frame, named)
    return output


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
