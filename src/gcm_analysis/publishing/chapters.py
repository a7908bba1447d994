"""An executed notebook as a chapter: its prose in the language of the edition, and its exhibits in order.

This is the seam between running and publishing: whatever a page shows comes through here, for every publisher.
"""

import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode

from gcm_analysis.errors import RenderFailed
from gcm_analysis.evidence.event import untranslated
from gcm_analysis.narrative.language import Language
from gcm_analysis.narrative.prose import translated
from gcm_analysis.notebook import METADATA

LABEL = re.compile(r"^#\|\s*label:\s*(?P<label>(?:fig|tbl)-[a-z0-9-]+)\s*$", re.MULTILINE)
OF_MESSAGES = "en"  # the language that notebooks are written in
PREFIX = {"figure": "fig-", "table": "tbl-"}


@dataclass(frozen=True)
class Text:
    """A stretch of markdown."""

    markdown: str


@dataclass(frozen=True)
class Exhibit:
    """A figure or a table, with the words and data that its notebook gave it."""

    label: str
    title: str
    subtitle: str
    note: str
    data: str  # CSV

    @property
    def file(self) -> str:
        return f"{self.label}.csv"


@dataclass(frozen=True)
class FigureBlock(Exhibit):
    alt: str
    svg: str
    png: bytes


@dataclass(frozen=True)
class TableBlock(Exhibit):
    markdown: str
    row_headers: int
    widths: tuple[int, ...]
    style: str


Block = Text | FigureBlock | TableBlock


@dataclass(frozen=True)
class Chapter:
    """One notebook's blocks in order, and the facts that they state."""

    name: str
    title: str
    blocks: tuple[Block, ...]
    facts: tuple[dict[str, Any], ...]

    @property
    def exhibits(self) -> tuple[FigureBlock | TableBlock, ...]:
        return tuple(block for block in self.blocks if not isinstance(block, Text))


def read_chapter(name: str, notebook: NotebookNode, language: Language) -> Chapter:
    """Return the chapter that an executed notebook tells."""
    blocks = tuple(block for _, block in cell_blocks(name, notebook, language))
    facts = tuple(
        fact | {"notebook": name, "cell": cell.id}
        for cell in notebook.cells
        if cell.cell_type == "code"
        for metadata in _shown(cell)
        for fact in metadata.get("facts", ())
    )
    return Chapter(name, _title(name, blocks), blocks, facts)


def in_language(markdown: str, language: Language) -> str:
    """Return a notebook's markdown as the language has it, spaces before punctuation included."""
    return translated(markdown, lambda message: _translation(message, language))


def _translation(message: str, language: Language) -> str:
    return language.verbatim(message) if language.translates(message) else untranslated(message, OF_MESSAGES)


def cell_blocks(name: str, notebook: NotebookNode, language: Language) -> Iterator[tuple[str, Block]]:
    """Yield a notebook's blocks in order, each with the id of its cell."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            yield cell.id, Text(in_language(cell.source, language))
        elif cell.cell_type == "code":
            yield from ((cell.id, block) for block in _shown_blocks(name, cell))


def labelled(name: str, cell: NotebookNode) -> Iterator[tuple[NotebookNode, str]]:
    """Yield the outputs that a report shows, each with its label; prose has none.

    Where a cell shows several figures or tables, its label is numbered.
    """
    outputs = [output for output in cell.outputs if _kind(output) in ("text", "figure", "table")]
    several = sum(_kind(output) != "text" for output in outputs) > 1
    number = 0
    for output in outputs:
        if _kind(output) == "text":
            yield output, ""
            continue
        number += 1
        yield output, _label(name, cell, _kind(output)) + (f"-{number}" if several else "")


def _shown_blocks(name: str, cell: NotebookNode) -> Iterator[Block]:
    for output, label in labelled(name, cell):
        yield _exhibit(output, label) if label else Text(output.data["text/markdown"])


def _exhibit(output: NotebookNode, label: str) -> FigureBlock | TableBlock:
    told = output.metadata[METADATA]
    words = {key: told[key] for key in ("title", "subtitle", "note", "data")}
    if told["kind"] == "figure":
        png = b64decode(output.data["image/png"])
        return FigureBlock(label, **words, alt=told["alt"], svg=output.data["image/svg+xml"], png=png)
    return TableBlock(
        label,
        **words,
        markdown=told["markdown"],
        row_headers=told["row_headers"],
        widths=tuple(told["widths"]),
        style=told["style"],
    )


def _label(name: str, cell: NotebookNode, kind: str) -> str:
    match = LABEL.search(cell.source)
    if not match or not match["label"].startswith(PREFIX[kind]):
        raise RenderFailed(
            f"{name}, cell {cell.id}: it shows a {kind} without a label. Begin the cell with “#| label: {PREFIX[kind]}…”."
        )
    return str(match["label"])


def _shown(cell: NotebookNode) -> list[dict[str, Any]]:
    return [dict(output.metadata[METADATA]) for output in cell.outputs if _kind(output)]


def _kind(output: NotebookNode) -> str:
    return str(output.get("metadata", {}).get(METADATA, {}).get("kind", ""))


def _title(name: str, blocks: tuple[Block, ...]) -> str:
    first = blocks[0] if blocks else None
    match = (
        re.match(r"# (.+?)\s*(?:\{[^}]*\})?\s*$", first.markdown, re.MULTILINE)
        if isinstance(first, Text)
        else None
    )
    if not match:
        raise RenderFailed(
            f"{name}: the first cell has no title. Begin the notebook with “# Title {{#sec-…}}”."
        )
    return match[1]
