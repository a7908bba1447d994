"""Passages, as which every format is read, and the numbers in them.

A passage is made of pieces that may be facts, citations or numbering. A number may be another, more exact number, rounded
or grouped.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from difflib import SequenceMatcher
from itertools import groupby, zip_longest

from gcm_analysis import near

FACT, ROW, NUMBERING, CITATION = "fact", "row", "numbering", "citation"
BROKEN_ADDRESS = re.compile(r"(//\S*\d\.?) (?=\d)")
CELL_END = "|"  # between the cells of a row, so that their numbers do not run together
# Letters that formats set or drop as they break lines: spaces of all kinds, hyphens, soft hyphens.
LOOSE = re.compile(r"[\s\u00ad\u200b\u2060\u2010\u2011\u2212-]+")
NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f’]\d+)*")
EXACT = re.compile(r"\d+(?:\.\d+)?")
SEPARATORS = re.compile(r"[.,\u00a0\u202f’]")
HUNDRED = 100
MINUS = re.compile(r"\s*[\u2212-]\s*\d")


@dataclass(frozen=True)
class Piece:
    """A stretch of text. `kind` is empty for plain text; `key` is the id of the fact or of the evidence row."""

    text: str
    kind: str = ""
    key: str = ""


@dataclass(frozen=True)
class Passage:
    """One paragraph, heading, list item or row of a table.

    `where` says where a reader finds it. `exhibit` is the label of the figure or table whose data it shows, and `line`
    the row of these data (None: any). `annex` marks what belongs to the list of facts.
    """

    where: str
    pieces: tuple[Piece, ...]
    exhibit: str = ""
    line: int | None = None
    annex: bool = False

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True)
class Number:
    """A number: what it belongs to (empty: it is uncovered), and what is wrong with it, in words."""

    shown: str
    kind: str
    passage: Passage
    start: int
    end: int
    wrong: str = ""

    @property
    def context(self) -> str:
        return around(self.passage.text, self.start, self.end).replace(CELL_END, " |")


def squash(text: str) -> str:
    """Return the text without what depends on where its lines break."""
    return LOOSE.sub("", text)


def same_text(one: str, other: str) -> bool:
    """Return whether two texts are the same but for their line breaks; a minus at the beginning is no hyphen."""
    return squash(one) == squash(other) and is_negative(one) == is_negative(other)


def is_negative(text: str) -> bool:
    """Return whether a text begins with a number below zero."""
    return MINUS.match(text) is not None


def tidied(passages: list[Passage]) -> list[Passage]:
    """Return the passages that say something, neighbouring pieces of one kind joined, white space made one."""
    joined = (replace(passage, pieces=tuple(_joined(passage.pieces))) for passage in passages)
    return [passage for passage in joined if passage.text.strip(f" {CELL_END}")]


def row_of(exhibit: str, line: int | None) -> str:
    """Return the name of a row of a table; rows are counted from 1 for readers."""
    return f"{exhibit or 'a table'}, {'head' if line is None else f'row {line + 1}'}"


def table_name(number: int) -> str:
    """Return the name of a table in a PDF or a Word file, which has no label there; tables are counted from 1."""
    return f"table {number}"


def around(text: str, start: int, end: int, width: int = 60) -> str:
    """Return the words around a place, the place itself between brackets ⟦ ⟧."""
    before, after = text[:start], text[end:]
    lead = "…" if len(before) > width else ""
    trail = "…" if len(after) > width else ""
    return f"{lead}{before[-width:]}⟦{text[start:end]}⟧{after[:width]}{trail}".strip()


def differing(
    old: list[Passage], new: list[Passage], text: Callable[[Passage], str] = lambda passage: passage.text
) -> Iterator[tuple[Passage | None, Passage | None]]:
    """Yield the passages at each place where two readings differ; one side may have none there."""
    first, second = ([text(passage) for passage in side] for side in (old, new))
    start = near.shared_start(first, second)
    matcher = SequenceMatcher(None, first[start:], second[start:], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            yield from zip_longest(old[start + a : start + b], new[start + c : start + d])


def _joined(pieces: tuple[Piece, ...]) -> Iterator[Piece]:
    """Yield pieces with single spaces, and none within a number of an address, where a PDF breaks it."""
    for key, group in groupby(pieces, key=lambda piece: (piece.kind, piece.key)):
        text = re.sub(r"[ \t\r\n]+", " ", "".join(piece.text for piece in group))
        yield Piece(BROKEN_ADDRESS.sub(r"\1", text), *key)


def is_number_in(shown: str, text: str, *, per_cent: bool = False) -> bool:
    """Return whether a number as shown is in the text of some data: letter for letter, ungrouped or rounded."""
    written = {match[0] for match in NUMBER.finditer(text)}
    if shown in written or SEPARATORS.sub("", shown) in {SEPARATORS.sub("", one) for one in written}:
        return True
    exact = [Decimal(match[0]) for match in EXACT.finditer(text)]
    return any(
        value in {_rounded(one, value), _rounded(one * HUNDRED, value) if per_cent else None}
        for value in _readings(shown)
        for one in exact
    )


def is_per_cent(text: str, end: int) -> bool:
    """Return whether the number that ends here is a percentage."""
    return text[end : end + 2].lstrip().startswith("%")


def _readings(shown: str) -> Iterator[Decimal]:
    """Yield what a number may mean: its signs separate thousands, or the last one separates decimals."""
    yield Decimal(SEPARATORS.sub("", shown))
    parts = SEPARATORS.split(shown)
    if len(parts) > 1:
        yield Decimal("".join(parts[:-1]) + "." + parts[-1])


def _rounded(value: Decimal, like: Decimal) -> Decimal:
    return value.quantize(Decimal(1).scaleb(int(like.as_tuple().exponent)), rounding=ROUND_HALF_UP)
