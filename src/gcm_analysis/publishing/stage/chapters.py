"""Turns an executed notebook into a chapter: its prose in the language of the edition, and its exhibits in order.

This is the interface between running and publishing: everything on a page comes through here, for every publisher.
"""

import re
from base64 import b64decode
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from nbformat import NotebookNode

from gcm_analysis.errors import RenderFailed
from gcm_analysis.evidence.event import untranslated
from gcm_analysis.narrative.language import Language
from gcm_analysis.narrative.prose import revealed, translated
from gcm_analysis.outputs import METADATA, dialect
from gcm_analysis.publishing.stage.sections import has_words, headed, without_last_words

LABEL = re.compile(r"^#\|\s*label:\s*(?P<label>(?:fig|tbl)-[a-z0-9-]+)\s*$", re.MULTILINE)
OF_MESSAGES = "en"  # the language of the notebooks
TEXTS = ("title", "subtitle", "markdown", "note")  # of a block, in the order in which they are read
PREFIX = {"figure": "fig-", "table": "tbl-"}


@dataclass(frozen=True)
class Text:
    """A stretch of markdown."""

    markdown: str


@dataclass(frozen=True)
class Exhibit:
    """A figure or a table, with the words and data from its notebook."""

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
    narrow: str = ""  # the drawing for a phone, as SVG


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


def texts(chapter: Chapter) -> Iterator[str]:
    """Yield every text of a chapter that may contain facts and references, in reading order."""
    for block in chapter.blocks:
        yield from (text for _, text in _texts(block))


def _texts(block: Block) -> Iterator[tuple[str, str]]:
    return ((name, getattr(block, name)) for name in TEXTS if hasattr(block, name))


def in_each_text(block: Block, change: Callable[[str], str]) -> Block:
    """Return the block with `change` applied to its texts in reading order."""
    changed: dict[str, Any] = {name: change(text) for name, text in _texts(block)}
    return replace(block, **changed)


def read_chapter(name: str, notebook: NotebookNode, language: Language) -> Chapter:
    """Return the chapter made from an executed notebook."""
    blocks = _without_empty_headings(
        [block for run in _runs(notebook.cells) for block in _blocks_of_run(name, run, language)]
    )
    facts = tuple(
        fact | {"notebook": name, "cell": cell.id}
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if _kind(output)
        for fact in output.metadata[METADATA].get("facts", ())
    )
    return Chapter(name, _title(name, blocks), blocks, facts)


def _runs(cells: Sequence[NotebookNode]) -> list[list[NotebookNode]]:
    """Return the cells in order, each cell of prose together with the code cells that it introduces."""
    runs: list[list[NotebookNode]] = [[]]
    for cell in cells:
        if cell.cell_type == "markdown":
            runs.append([])
        runs[-1].append(cell)
    return runs


def _blocks_of_run(name: str, run: Sequence[NotebookNode], language: Language) -> list[Block]:
    """Return the blocks of a run of cells, without its words if they introduce what is empty in this edition."""
    blocks = [block for cell in run for block in _blocks(name, cell, language)]
    leads = any(LABEL.search(cell.source) or any(map(_kind, cell.get("outputs", ()))) for cell in run[1:])
    if leads and isinstance(blocks[0], Text) and not any(map(_visible, blocks[1:])):
        blocks[0] = Text(without_last_words(blocks[0].markdown))
    return blocks


def _visible(block: Block) -> bool:
    return not isinstance(block, Text) or has_words(block.markdown)


def _without_empty_headings(blocks: Sequence[Block]) -> tuple[Block, ...]:
    left = headed([block.markdown if isinstance(block, Text) else None for block in blocks])
    return tuple(block if part is None else Text(part) for block, part in zip(blocks, left, strict=True))


def in_language(markdown: str, language: Language) -> str:
    """Return a notebook's markdown in the language, with its spaces before punctuation."""
    return translated(markdown, lambda message: _translation(message, language))


def _translation(message: str, language: Language) -> str:
    return language.verbatim(message) if language.translates(message) else untranslated(message, OF_MESSAGES)


def cell_blocks(name: str, notebook: NotebookNode, language: Language) -> Iterator[tuple[str, Block]]:
    """Yield a notebook's blocks in order, each with the id of its cell."""
    for cell in notebook.cells:
        yield from ((cell.id, block) for block in _blocks(name, cell, language))


def _blocks(name: str, cell: NotebookNode, language: Language) -> Iterator[Block]:
    if cell.cell_type == "markdown":
        yield Text(revealed(in_language(cell.source, language)))
    elif cell.cell_type == "code":
        for output, label in labelled(name, cell):
            yield _exhibit(output, label) if label else Text(dialect(output.metadata[METADATA]))


def labelled(name: str, cell: NotebookNode) -> Iterator[tuple[NotebookNode, str]]:
    """Yield the outputs that a report shows, each with its label; prose has none.

    If a cell shows several figures or tables, its label is numbered.
    """
    several = sum(_kind(output) in PREFIX for output in cell.outputs) > 1
    numbers = count(1)
    for output in cell.outputs:
        if (kind := _kind(output)) in PREFIX:
            yield output, _label(name, cell, kind) + (f"-{next(numbers)}" if several else "")
        elif kind == "text":
            yield output, ""


def _exhibit(output: NotebookNode, label: str) -> FigureBlock | TableBlock:
    about = output.metadata[METADATA]
    words = {key: about[key] for key in ("title", "subtitle", "note", "data")}
    if about["kind"] == "figure":
        png = b64decode(output.data["image/png"])
        svg, narrow = output.data["image/svg+xml"], about.get("narrow", "")
        return FigureBlock(label, **words, alt=about["alt"], svg=svg, png=png, narrow=narrow)
    return TableBlock(
        label,
        **words,
        markdown=about["markdown"],
        row_headers=about["row_headers"],
        widths=tuple(about["widths"]),
        style=about["style"],
    )


def _label(name: str, cell: NotebookNode, kind: str) -> str:
    match = LABEL.search(cell.source)
    if not match or not match["label"].startswith(PREFIX[kind]):
        raise RenderFailed(
            f"{name}, cell {cell.id}: it shows a {kind} without a label. Begin the cell with “#| label: {PREFIX[kind]}…”."
        )
    return str(match["label"])


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
            f"{name}: the first cell has no title. Begin the notebook with “# Title <!-- {{#sec-…}} -->”."
        )
    return match[1]
