"""The method appendix: each executed notebook with its code, as a page of its own and as the notebook itself.

nbconvert renders the code; prose and exhibits reach it as HTML that pandoc made, since nbconvert would print the
report's dialect of markdown letter by letter.
"""

import re
from collections.abc import Callable, Sequence
from copy import deepcopy
from functools import cache, partial
from html import escape
from pathlib import Path
from typing import Protocol

import nbformat
from nbconvert import HTMLExporter
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell
from pygments.formatters import HtmlFormatter

from gcm_analysis.evidence.event import Status
from gcm_analysis.narrative.language import Language
from gcm_analysis.narrative.prose import revealed
from gcm_analysis.outputs import METADATA, dialect
from gcm_analysis.publishing.appendix_prose import converted
from gcm_analysis.publishing.chapters import in_language, labelled
from gcm_analysis.publishing.page.policy import BESIDE
from gcm_analysis.publishing.page.templates import pages
from gcm_analysis.publishing.status import draft_words, format_files

# What a notebook says in the report's dialect, read as the report reads it; raw HTML in it is shown, not run.
REFERENCE = re.compile(r"(?<![\w\\])@((?:sec|fig|tbl)-[a-z0-9-]+)")
CITATION = re.compile(r"(?<=[\[ ])@([A-Z][A-Za-z0-9_-]*)")
HEAD_CELL = re.compile("<th(?=[ >])")
# A frame as pandas shows it: its headers have no scope, and some no words.
FRAME = re.compile(r'<table[^>]* class="dataframe">(?P<head>.*?)</thead>(?P<body>.*?)</table>', re.DOTALL)
WORDLESS = re.compile(r"<th[^>]*>\s*</th>")
STYLE = re.compile(r' style="[^"]*"')
FLEETING = ("papermill", "widgets")  # metadata of one run: times, durations, paths


def published(notebook: NotebookNode, language: Language) -> NotebookNode:
    """Return an executed notebook as readers get it: prose in the language, nothing of the run but parameters."""
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


class Keep(Protocol):
    """Whoever knows the page of a notebook from an earlier run: returns it, or what `make` makes."""

    def __call__(self, name: str, notebook: NotebookNode, about: object, make: Callable[[], str]) -> str: ...


def made_anew(name: str, notebook: NotebookNode, about: object, make: Callable[[], str]) -> str:  # noqa: ARG001 - as `Keep`
    return make()


def write_appendix(
    folder: Path,
    notebooks: Sequence[tuple[str, NotebookNode]],
    language: Language,
    status: Status,
    keep: Keep = made_anew,
) -> None:
    """Write each notebook as `NAME.ipynb` and as `NAME.html`; those of a draft say that they are of one."""
    folder.mkdir()
    for name, notebook in notebooks:
        marked = _marked(notebook, language, status)
        (folder / f"{name}.ipynb").write_text(nbformat.writes(marked) + "\n", encoding="utf-8")
        made = keep(name, notebook, (language.code, status), partial(_page, name, notebook, language, status))
        (folder / f"{name}.html").write_text(made, encoding="utf-8")


def _marked(notebook: NotebookNode, language: Language, status: Status) -> NotebookNode:
    words = draft_words(language, status)
    if not words:
        return notebook
    copy = deepcopy(notebook)
    copy.cells.insert(0, new_markdown_cell(f"**{words['word']}** – {words['line']}", id="status"))
    return copy


def _page(name: str, notebook: NotebookNode, language: Language, status: Status) -> str:
    report = f"../{format_files(status)['html']}"
    shown = _as_html(name, notebook, language, report)
    body, _ = _exporter().from_notebook_node(shown)
    return (
        pages()
        .get_template("notebook.html")
        .render(
            language=language.code,
            drafts=[words] if (words := draft_words(language, status)) else [],
            report=report,
            title=language.text("How this was computed: {name}", name=name),
            back=language.text("Back to the report"),
            download=language.text("Download this notebook"),
            name=name,
            body=body,
            images=BESIDE,
            highlighting=HtmlFormatter(style="bw").get_style_defs(".highlight"),
        )
    )


@cache
def _exporter() -> HTMLExporter:
    return HTMLExporter(template_name="basic")


def _as_html(name: str, notebook: NotebookNode, language: Language, report: str) -> NotebookNode:
    """Return the notebook with its prose and exhibits as HTML that leads to the report's page."""
    pieces: list[str] = []

    def collected(markdown: str) -> str:
        pieces.append(_leading(markdown, language, report))
        return ""

    _with_html(name, notebook, collected)
    known = converted(pieces)
    named = language.text("Data that a cell shows")
    return _with_html(
        name, _accessible(notebook, named), lambda markdown: known[_leading(markdown, language, report)]
    )


def _accessible(notebook: NotebookNode, named: str) -> NotebookNode:
    """Return a notebook in which what cells show by themselves can be read out: frames as tables, other HTML as text."""
    copy = deepcopy(notebook)
    for cell in copy.cells:
        for output in cell.get("outputs", ()):
            own = METADATA not in output.get("metadata", {})
            html = output.get("data", {}).pop("text/html", "") if own else ""
            if frame := FRAME.search(html):
                output.data["text/html"] = _frame(frame, named)
    return copy


def _frame(frame: re.Match[str], named: str) -> str:
    """Return a frame as a table with a name and headers; its cells are data, in whatever language."""
    head, body = (STYLE.sub("", WORDLESS.sub("<td></td>", frame[part])) for part in ("head", "body"))
    rows = HEAD_CELL.sub('<th scope="row"', body)
    columns = HEAD_CELL.sub('<th scope="col"', head)
    scrolled = f'<div class="table-scroll" role="group" tabindex="0" aria-label="{escape(named)}">'
    return f'{scrolled}<table lang="und" aria-label="{escape(named)}">{columns}</thead>{rows}</table></div>'


def _with_html(name: str, notebook: NotebookNode, html: Callable[[str], str]) -> NotebookNode:
    copy = deepcopy(notebook)
    for cell in copy.cells:
        if cell.cell_type == "markdown":
            cell.source = html(cell.source)
        else:
            labels = {id(output): label for output, label in labelled(name, cell)}
            cell.outputs = [
                _output_as_html(output, labels.get(id(output), ""), html) for output in cell.outputs
            ]
    return copy


def _output_as_html(output: NotebookNode, label: str, as_html: Callable[[str], str]) -> NotebookNode:
    told = output.get("metadata", {}).get(METADATA)
    if not told:
        return output
    if told["kind"] == "figure":
        html = f'<img src="../figures/{escape(label)}.svg" alt="{escape(told["alt"])}">'
    else:
        html = _named(as_html(dialect(told)), told.get("title_plain", ""))
    return NotebookNode(output_type="display_data", data={"text/html": html}, metadata={})


def _named(html: str, title: str) -> str:
    """Return a table with its name and the scope of its header cells, for readers who hear it."""
    return HEAD_CELL.sub('<th scope="col"', html.replace("<table", f'<table aria-label="{escape(title)}"'))


def _leading(markdown: str, language: Language, report: str) -> str:
    """Return markdown whose references and citations lead to the report."""
    words = language.text("the report")
    told = REFERENCE.sub(lambda match: f"[{words}]({report}#{match[1]})", revealed(markdown))
    return CITATION.sub(lambda match: f"[{match[1]}]({report}#ref-{match[1]})", told)
