"""Executed notebooks made by hand, with outputs such as `Page.show` leaves them."""

from base64 import b64encode
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from PIL import Image

from gcm_analysis import report
from gcm_analysis.edition import Edition
from gcm_analysis.figures.style import canvas, house_style
from gcm_analysis.narrative.language import Language
from gcm_analysis.publishing.stage.chapters import Chapter, read_chapter

WORDS = {
    "title": "A title",
    "title_plain": "A title",
    "subtitle": "A subtitle",
    "note": "A note",
    "data": "a\n1\n",
}
SVG = "<svg/>"


def _picture() -> bytes:
    """Return a picture wide enough for a title."""
    target = BytesIO()
    Image.new("RGB", (300, 60), "white").save(target, "png")
    return target.getvalue()


PNG = _picture()


def fact(name: str = "x", value: float | str = 1, **more: Any) -> dict[str, Any]:
    return {"id": name, "value": value, "shown": str(value), "unit": "count", "how": "how", "rows": [], "sources": []} | more  # fmt: skip


def with_facts(markdown: str, facts: tuple[dict[str, Any], ...]) -> str:
    """Return the markdown with every fact told in it, as a sentence tells it."""
    return " ".join([markdown, *(f'[{one["shown"]}]{{.fact fact="{one["id"]}"}}' for one in facts)])


def text(markdown: str, *facts: dict[str, Any]) -> NotebookNode:
    return _output(
        {"text/markdown": "shown"},
        {"kind": "text", "markdown": with_facts(markdown, facts), "facts": list(facts)},
    )


def figure(
    *facts: dict[str, Any], alt: str = 'Bars, "one" \\ two', svg: str = SVG, **more: Any
) -> NotebookNode:
    data = {"image/svg+xml": svg, "image/png": b64encode(PNG).decode(), "text/plain": alt}
    words = WORDS | {"note": with_facts("A note", facts)} | more
    return _output(data, {"kind": "figure", **words, "alt": alt, "facts": list(facts)})


def table(*facts: dict[str, Any], **more: Any) -> NotebookNode:
    words = {
        "kind": "table",
        **WORDS,
        "note": with_facts("A note", facts),
        "markdown": "| a |\n| :--- |\n| 1 |",
        "row_headers": 1,
        "widths": [100],
        "style": "",
    }
    return _output({"text/markdown": "shown"}, words | {"facts": list(facts)} | more)


def heading() -> NotebookNode:
    return _output({"text/markdown": "shown"}, {"kind": "heading", "markdown": "**for JupyterLab**"})


def code(source: str, *outputs: NotebookNode, tags: tuple[str, ...] = ()) -> NotebookNode:
    return new_code_cell(source, outputs=list(outputs), execution_count=1, metadata={"tags": list(tags)})


def notebook(*cells: NotebookNode, title: str = "# A chapter {#sec-chapter}") -> NotebookNode:
    return new_notebook(
        cells=[new_markdown_cell(title), *cells],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
    )


def drawn(axis: str, rows: Sequence[str], kind: str = "svg") -> bytes:
    """Return bars as an analyst draws them in a cell; an SVG has its letters as text."""
    target = BytesIO()
    with house_style():
        axes = canvas(3)
        axes.barh(list(rows), range(1, len(rows) + 1))
        axes.set_xlabel(axis)
        axes.get_figure().savefig(target, format=kind, metadata={"Date": None} if kind == "svg" else None)
        plt.close("all")
    return target.getvalue()


def chapter(*cells: NotebookNode, name: str = "01-x", title: str = "# One {#sec-one}") -> Chapter:
    """Return the chapter of a notebook with these cells, in English."""
    return read_chapter(name, notebook(*cells, title=title), Language("en"))


def _output(data: dict[str, Any], exhibit: dict[str, Any]) -> NotebookNode:
    return new_output("display_data", data=data, metadata={"gcm": exhibit})


def publish_instead(
    patch: pytest.MonkeyPatch, notebooks_of: Callable[[str], dict[str, NotebookNode]]
) -> None:
    """Publish what these notebooks say in a language instead of executed ones."""

    def execute_all(editions: tuple[Edition, ...], _: object, work: Path, *__: object) -> dict[str, Any]:
        work.mkdir(parents=True, exist_ok=True)
        return {edition.language: notebooks_of(edition.language) for edition in editions}

    patch.setenv("SOURCE_DATE_EPOCH", "0")
    patch.setattr(report, "execute_all", execute_all)
