"""A tagged PDF as passages: its tags say what is a paragraph, a row of a table, a link, a figure, a page's head."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from gcm_analysis.verifying.passages import (
    CELL_END,
    FACT,
    NUMBERING,
    Passage,
    Piece,
    row_of,
    tidied,
)

BLOCKS = (
    "/P",
    "/LI",
    "/H1",
    "/H2",
    "/H3",
    "/H4",
    "/H5",
    "/H6",
    "/Title",
    "/BibEntry",
    "/TOCI",
    "/Note",
    "/Caption",
)
FIGURE = "/Figure"
CHAPTER = ", a chapter’s title"
EXHIBIT = re.compile(r"\s*\w+\s\d+(?:\.\d+)*\s*")
INFO = ("/Title", "/Subject", "/Keywords")


def read(path: Path, tables: Sequence[str], facts: Callable[[str], str] = lambda _: "") -> list[Passage]:
    """Return the passages in order.

    `tables` are the labels of the report's tables in order; `facts` says which fact a link's destination stands for, or
    nothing.
    """
    reader = PdfReader(path)
    tags = _Tags(reader, facts)
    spans = [span for page in reader.pages for span in _spans(page, tags)]
    passages = [*_properties(reader), *tags.alternatives(reader), *_passages(spans, tables)]
    return tidied(passages)


@dataclass(frozen=True)
class _Span:
    """Text with the numbers of the elements around it; 0 where there is no such element."""

    page: int
    text: str
    block: int
    kind: str = ""
    key: str = ""
    cell: int = 0
    table: int = 0
    head: bool = False  # of a table
    chapter: bool = False  # a chapter's title


class _Tags:
    """The structure tree: for each marked stretch of a page, the elements around it."""

    def __init__(self, reader: PdfReader, facts: Callable[[str], str]) -> None:
        root = reader.trailer["/Root"].get_object()
        tree = root.get("/StructTreeRoot") if isinstance(root, DictionaryObject) else None
        self._facts = facts
        self._chains: dict[tuple[int, int], list[tuple[str, int, DictionaryObject]]] = {}
        self._parents: dict[int, Any] = dict(_flat(tree["/ParentTree"])) if tree else {}

    def chain(self, page: PageObject, mark: int | None) -> list[tuple[str, int, DictionaryObject]]:
        """Return kind, number and element of everything around a mark, the innermost first."""
        key = int(page.get("/StructParents", -1)), -1 if mark is None else mark
        if key not in self._chains:
            self._chains[key] = self._chain(*key)
        return self._chains[key]

    def _chain(self, page: int, mark: int) -> list[tuple[str, int, DictionaryObject]]:
        found: list[tuple[str, int, DictionaryObject]] = []
        marks = self._parents.get(page)
        reference = marks[mark] if isinstance(marks, ArrayObject) and 0 <= mark < len(marks) else None
        while isinstance(reference, IndirectObject):
            element = reference.get_object()
            if not isinstance(element, DictionaryObject) or "/S" not in element:
                break
            found.append((str(element["/S"]), reference.idnum, element))
            reference = element.raw_get("/P") if "/P" in element else None
        return found

    def fact(self, link: DictionaryObject) -> str:
        """Return the fact that a link leads to, or nothing."""
        kids = link.get("/K", ArrayObject())
        for kid in kids if isinstance(kids, ArrayObject) else (kids,):
            inner = kid.get_object()
            if isinstance(inner, DictionaryObject) and "/Obj" in inner:
                return self._facts(_destination(inner["/Obj"].get_object()))
        return ""

    def alternatives(self, reader: PdfReader) -> Iterator[Passage]:
        """Yield what stands for each figure where it can't be seen; the drawing itself need not hold text."""
        seen: set[int] = set()
        for number, page in enumerate(reader.pages, start=1):
            marks = self._parents.get(int(page.get("/StructParents", -1)), [])
            for mark in range(len(marks)):
                for name, element, figure in self.chain(page, mark):
                    if name == FIGURE and element not in seen:
                        seen.add(element)
                        yield Passage(
                            f"page {number}, alternative text", (Piece(str(figure.get("/Alt", ""))),)
                        )


def _destination(annotation: Any) -> str:  # noqa: ANN401 - any PDF object
    action = annotation["/A"].get_object() if "/A" in annotation else {}
    target = annotation.get("/Dest") or action.get("/D") or str(action.get("/URI", "")).partition("#")[2]
    return target if isinstance(target, str) else ""


def _flat(node: Any) -> Iterator[tuple[int, Any]]:  # noqa: ANN401 - a PDF number tree
    inner = node.get_object()
    pairs = inner.get("/Nums", [])
    for index in range(0, len(pairs), 2):
        yield int(pairs[index]), pairs[index + 1].get_object()
    for kid in inner.get("/Kids", []):
        yield from _flat(kid)


def _spans(page: PageObject, tags: _Tags) -> list[_Span]:
    """Return a page's text stretch by stretch, without running heads and without what figures draw."""
    open_marks: list[tuple[str, int | None]] = []
    spans: list[_Span] = []
    number = (page.page_number or 0) + 1

    def before(operator: Any, operands: Any, *_: object) -> None:  # noqa: ANN401 - pypdf's own call
        if operator in (b"BDC", b"BMC"):
            open_marks.append(_mark(operands, open_marks[-1] if open_marks else ("", None)))
        elif operator == b"EMC" and open_marks:
            open_marks.pop()

    def text(words: str, *_: object) -> None:
        name, mark = open_marks[-1] if open_marks else ("", None)
        if words and name != "/Artifact":
            span = _span(number, words, tags, tags.chain(page, mark))
            spans.extend([span] if span else [])

    page.extract_text(visitor_operand_before=before, visitor_text=text)
    return spans


def _mark(operands: Any, outer: tuple[str, int | None]) -> tuple[str, int | None]:  # noqa: ANN401 - pypdf's own
    """Return name and number of a mark; one without a number, such as a hyphen's, belongs to the mark around it."""
    properties = operands[1] if len(operands) > 1 else None
    number = properties.get("/MCID") if isinstance(properties, dict) else None
    return outer if number is None and outer[0] else (str(operands[0]), number)


def _span(page: int, words: str, tags: _Tags, chain: list[tuple[str, int, DictionaryObject]]) -> _Span | None:
    around = {name: number for name, number, _ in reversed(chain)}
    if FIGURE in around:
        return None
    kind, key = _told(words, tags, chain)
    return _Span(
        page,
        words,
        block=around.get("/TR") or next((number for name, number, _ in chain if name in BLOCKS), -page),
        kind=kind,
        key=key,
        cell=around.get("/TD", 0) or around.get("/TH", 0),
        table=0 if "/Caption" in around else around.get("/Table", 0),
        head="/THead" in around,
        chapter="/H1" in around,
    )


def _told(words: str, tags: _Tags, chain: list[tuple[str, int, DictionaryObject]]) -> tuple[str, str]:
    """Return kind and key of a stretch of text: numbering, a fact with its id, or plain."""
    names = [name for name, *_ in chain]
    if {"/Lbl", "/TOC", "/TOCI"} & set(names) or ("/Caption" in names and EXHIBIT.fullmatch(words)):
        return NUMBERING, ""
    links = (tags.fact(element) for name, _, element in chain if name == "/Link")
    fact = next(links, "")
    return (FACT, fact) if fact else ("", "")


def _passages(spans: list[_Span], labels: Sequence[str]) -> Iterator[Passage]:
    tables = list(dict.fromkeys(span.table for span in spans if span.table))
    rows: dict[int, list[int]] = {
        table: list(dict.fromkeys(s.block for s in spans if s.table == table and not s.head))
        for table in tables
    }
    for block, group in groupby(spans, key=lambda span: span.block):
        inside = list(group)
        first = inside[0]
        where = f"page {first.page}" + CHAPTER * (first.chapter and block > 0)
        if not first.table:
            yield Passage(where, tuple(_piece(span) for span in inside))
            continue
        place = tables.index(first.table)
        label = labels[place] if place < len(labels) else ""
        line = None if first.head else rows[first.table].index(block)
        yield Passage(f"{where}, {row_of(label, line)}", tuple(_row(inside)), label, line)


def _row(spans: list[_Span]) -> Iterator[Piece]:
    """Yield a row cell by cell, also where it is broken between two pages."""
    for cell in dict.fromkeys(span.cell for span in spans):
        yield from (_piece(span) for span in spans if span.cell == cell)
        yield Piece(CELL_END)


def _piece(span: _Span) -> Piece:
    return Piece(span.text, span.kind, span.key)


def _properties(reader: PdfReader) -> Iterator[Passage]:
    for name in INFO:
        if reader.metadata and reader.metadata.get(name):
            yield Passage(f"the file’s {name[1:].lower()}", (Piece(str(reader.metadata[name])),))
