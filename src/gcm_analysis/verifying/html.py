"""Reads a page as passages: its prose, its tables row by row, the words of its figures; not the drawings, not the code."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString

from gcm_analysis.verifying.passages import (
    CELL_END,
    CITATION,
    FACT,
    NUMBERING,
    ROW,
    Passage,
    Piece,
    row_of,
    tidied,
)

ANNEX = "sec-facts"
INLINE = {
    "a", "abbr", "b", "br", "cite", "code", "del", "em", "i", "ins", "kbd", "mark", "q", "s", "small", "span", "strong",
    "sub", "sup", "time", "u", "wbr",
}  # fmt: skip
# A source’s short name and its entry are one paragraph in a PDF and in a Word file.
ONE_SOURCE = {"csl-left-margin", "csl-right-inline"}
UNSAID = frozenset(("script", "style", "template", "title", "colgroup"))
# The code of the method appendix; what the page says about itself, such as the sizes of its files.
PASSED_OVER = {"highlight", "own-words"}
# Links of a brief into its report: to a fact, a chapter or exhibit, a source.
INTO_REPORT = re.compile(
    r"[^#]+#(?:fact-(?!at-)(?P<fact>.+)|(?P<place>(?:sec|fig|tbl)-.+)|(?P<source>ref-.+))"
)
HEAD_METADATA = ("description", "keywords")
LARGE = 500_000  # characters: the report's page and its explorer


def read(path: Path) -> list[Passage]:
    """Return the passages of a page in order."""
    page = parsed(path)
    reading = _Reading()
    reading.head(page)
    if page.body:
        reading.block(page.body)
    reading.close()
    return tidied(reading.passages)


def parsed(path: Path) -> BeautifulSoup:
    """Return the tree of a page, which nobody may change: large pages, of which there are few, are parsed once."""
    text = path.read_text(encoding="utf-8", errors="replace")
    return _large(text) if len(text) > LARGE else BeautifulSoup(text, "html.parser")


@lru_cache(maxsize=4)
def _large(text: str) -> BeautifulSoup:
    return BeautifulSoup(text, "html.parser")


def in_head(page: BeautifulSoup, name: str, attributes: dict[str, Any] | None = None) -> list[Tag]:
    """Return the elements of a name right below a page's head; a CSS selector takes many times as long."""
    heads = page.find_all("head")
    return [one for head in heads for one in head.find_all(name, attrs=attributes or {}, recursive=False)]


@dataclass
class _Reading:
    """The state while a page is read: the passages so far, the pieces of the one that is open, and the place."""

    passages: list[Passage] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    where: str = "the beginning"
    exhibit: str = ""
    line: int | None = None
    annex: bool = False
    refs: bool = False

    def head(self, page: BeautifulSoup) -> None:
        for title in in_head(page, "title"):
            self._add("the page’s title", [Piece(title.get_text())])
        for name in HEAD_METADATA:
            for meta in in_head(page, "meta", {"name": name}):
                self._add(f"the page’s {name}", [Piece(str(meta.get("content", "")))])

    def block(self, tag: Tag) -> None:
        """Read a block: each block inside it is a passage, and so is the text between them."""
        for child in tag.children:
            if isinstance(child, Tag):
                self._tag(child)
            elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
                self.pieces.append(Piece(str(child), CITATION if self.refs else ""))

    def close(self) -> None:
        """End the passage that is open."""
        if self.pieces:
            self._add(self.where, self.pieces, self.exhibit, self.line)
            self.pieces = []

    def _add(self, where: str, pieces: list[Piece], exhibit: str = "", line: int | None = None) -> None:
        self.passages.append(Passage(where, tuple(pieces), exhibit, line, self.annex))

    def _tag(self, tag: Tag) -> None:
        if tag.name in UNSAID or PASSED_OVER & _classes(tag):
            return
        if tag.name == "svg" or (tag.name == "img" and tag.get("alt")):
            self._alternative(tag)
        elif tag.name == "tr":
            self._row(tag)
        elif tag.name in INLINE or ONE_SOURCE & _classes(tag):
            self.pieces.extend(_pieces(tag, CITATION if self.refs else ""))
        else:
            self._inner(tag)

    def _inner(self, tag: Tag) -> None:
        self.close()
        kept = self.exhibit, self.annex, self.refs
        self.annex = self.annex or tag.get("id") == ANNEX
        self.refs = self.refs or tag.get("id") == "refs"
        if {"gcm-figure", "gcm-table"} & _classes(tag):
            self.exhibit = str(tag.get("id", ""))
        if tag.name in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            self.where = f"“{' '.join(tag.get_text().split())}”"
        if "exhibit-label" in _classes(tag):
            self.pieces.append(Piece(tag.get_text(), NUMBERING))
        else:
            self.block(tag)
        self.close()
        self.exhibit, self.annex, self.refs = kept

    def _row(self, row: Tag) -> None:
        """Read a row of a table as one passage; `line` counts the rows of the table's body from 0."""
        self.close()
        cells = row.find_all(["th", "td"], recursive=False)
        pieces = [piece for cell in cells for piece in (*_pieces(cell, ""), Piece(CELL_END))]
        in_body = row.parent is not None and row.parent.name == "tbody"
        line = len(row.find_previous_siblings("tr")) if in_body else None
        self._add(row_of(self.exhibit or self.where, line), pieces, self.exhibit, line)

    def _alternative(self, tag: Tag) -> None:
        self.close()
        words = str(tag.get("alt") or tag.get("aria-label") or "")
        self._add(f"alternative text of {self.exhibit or 'an image'}", [Piece(words)], self.exhibit)


def _pieces(tag: Tag, kind: str, key: str = "") -> Iterator[Piece]:
    """Yield the text inside a tag, with the mark of the nearest marked element around it."""
    kind, key = _marked(tag) or (kind, key)
    for child in tag.children:
        if isinstance(child, Tag):
            yield from _pieces(child, kind, key)
        elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
            yield Piece(str(child), kind, key)


def _marked(tag: Tag) -> tuple[str, str] | None:
    if tag.get("data-fact"):
        return FACT, str(tag["data-fact"])
    if tag.get("data-row"):
        return ROW, str(tag["data-row"])
    link = INTO_REPORT.fullmatch(str(tag.get("href", "")))
    if link:
        return (FACT, link["fact"]) if link["fact"] else (NUMBERING if link["place"] else CITATION, "")
    classes = _classes(tag)
    if classes & {"number", "cross-reference", "finding-number", "finding-links"} or str(tag.get("role")) in {
        "doc-noteref",
        "doc-backlink",
    }:
        return NUMBERING, ""
    return (CITATION, "") if "citation" in classes else None


def _classes(tag: Tag) -> set[str]:
    return set(tag.get("class") or ())
