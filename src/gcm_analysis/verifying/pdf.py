"""Reads a tagged PDF as passages: its tags say what is a paragraph, a row of a table, a figure, a page's head."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pikepdf

from gcm_analysis.pdf_text import PdfText, Run
from gcm_analysis.verifying.passages import CELL_END, NUMBERING, Passage, Piece, row_of, table_name, tidied

BLOCKS = {"/P", "/LI", "/Title", "/BibEntry", "/TOCI", "/Note", "/Caption", *(f"/H{n}" for n in range(1, 7))}
FIGURE, TABLE, ROW, CELLS = "/Figure", "/Table", "/TR", {"/TD", "/TH"}
EXHIBIT = re.compile(r"\s*\w+\s\d+(?:\.\d+)*\s*")
INFO = ("/Title", "/Subject", "/Keywords")
Number = tuple[int, int]  # of an element
Tables = dict[Number | None, list[Number | None]]  # those that were read, each with the rows of its body
Element = tuple[str, Number, pikepdf.Object]  # with its kind


def read(path: Path) -> list[Passage]:
    """Return the passages in order: the file's properties, the alternative texts of figures, the text of the pages."""
    with pikepdf.open(path) as pdf:
        tags = _Tags(pdf)
        spans = [span for number, page in enumerate(pdf.pages, 1) for span in tags.spans(page, number)]
        passages = [*_properties(pdf), *tags.alternatives(pdf), *_passages(spans)]
    return tidied(passages)


@dataclass(frozen=True)
class _Span:
    """Text with the numbers of the block, the cell and the table around it; none where there is no such element."""

    text: str
    kind: str
    where: str
    block: Number | None
    cell: Number | None
    table: Number | None
    head: bool  # of a table


class _Tags:
    """The structure tree: for each marked stretch of a page, the elements around it."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        tree = pdf.Root.get("/StructTreeRoot")
        self._parents = dict(pikepdf.NumberTree(tree.ParentTree).items()) if tree is not None else {}
        self._shown = PdfText()

    def spans(self, page: pikepdf.Page, number: int) -> Iterator[_Span]:
        """Yield a page's text stretch by stretch, without running heads and without what figures draw."""
        height = None
        marks = self._marks(page)
        for run in self._shown.runs(page.obj):
            around = marks.get(run.mark[1], [])
            if run.mark[0] != "/Artifact" and FIGURE not in _kinds(around):
                yield _span(run, around, f"page {number}", "" if run.height == height else "\n")
                height = run.height

    def alternatives(self, pdf: pikepdf.Pdf) -> Iterator[Passage]:
        """Yield the alternative text of each figure; the drawing itself may be without text."""
        for number, page in enumerate(pdf.pages, 1):
            around = (element for chain in self._marks(page).values() for element in chain)
            figures = {name: figure for kind, name, figure in around if kind == FIGURE}
            for figure in figures.values():
                yield Passage(f"page {number}, alternative text", (Piece(str(figure.get("/Alt", ""))),))

    def _marks(self, page: pikepdf.Page) -> dict[int | None, list[Element]]:
        """Return the elements around each mark of a page by its number."""
        inner = self._parents.get(int(page.get("/StructParents", -1)), ())
        return {mark: list(_outwards(element)) for mark, element in enumerate(inner)}


def _outwards(element: pikepdf.Object | None) -> Iterator[Element]:
    """Yield an element and all around it, the innermost first."""
    while isinstance(element, pikepdf.Dictionary) and "/S" in element:
        yield str(element.S), element.objgen, element
        element = element.get("/P")


def _kinds(around: list[Element]) -> set[str]:
    return {kind for kind, *_ in around}


def _span(run: Run, around: list[Element], where: str, gap: str) -> _Span:
    kinds = _kinds(around)
    numbering = kinds & {"/Lbl", "/TOC", "/TOCI"} or ("/Caption" in kinds and EXHIBIT.fullmatch(run.text))
    row, cell, table = (_nearest(around, kind) for kind in ({ROW}, CELLS, {TABLE}))
    return _Span(
        gap + run.text,
        NUMBERING if numbering else "",
        where + (", a chapter’s title" if "/H1" in kinds else ""),
        row or _nearest(around, BLOCKS),
        cell,
        table if row else None,
        "/THead" in kinds,
    )


def _nearest(around: list[Element], kinds: set[str]) -> Number | None:
    return next((name for kind, name, _ in around if kind in kinds), None)


def _passages(spans: list[_Span]) -> Iterator[Passage]:
    tables: Tables = {}
    for _, group in groupby(spans, key=lambda span: span.block or span.where):
        inside = list(group)
        pieces, where = tuple(_by_cell(inside)), inside[0].where
        if inside[0].table is None:
            yield Passage(where, pieces)
        else:
            name, line = _row(inside[0], tables)
            yield Passage(f"{where}, {row_of(name, line)}", pieces, name, line)


def _row(span: _Span, tables: Tables) -> tuple[str, int | None]:
    """Return the name of the table, and the row in its body; None for the head."""
    rows = tables.setdefault(span.table, [])
    name = table_name(list(tables).index(span.table) + 1)
    if span.head:
        return name, None
    if span.block not in rows:
        rows.append(span.block)
    return name, rows.index(span.block)


def _by_cell(spans: list[_Span]) -> Iterator[Piece]:
    """Yield a row cell by cell, also where it is broken between two pages; a paragraph has no cells."""
    for cell in dict.fromkeys(span.cell for span in spans):
        yield from (Piece(span.text, span.kind) for span in spans if span.cell == cell)
        yield from (Piece(CELL_END),) if cell else ()


def _properties(pdf: pikepdf.Pdf) -> Iterator[Passage]:
    for name in INFO:
        if name in pdf.docinfo:
            yield Passage(f"the file’s {name[1:].lower()}", (Piece(str(pdf.docinfo[name])),))
