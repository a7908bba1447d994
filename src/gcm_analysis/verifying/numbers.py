"""Every number of a passage, with what it belongs to: a fact, a quoted row, the data, a date, numbering, a citation."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gcm_analysis.verifying.known import Known
from gcm_analysis.verifying.literals import LITERALS
from gcm_analysis.verifying.passages import (
    CELL_END,
    CITATION,
    FACT,
    NUMBERING,
    ROW,
    Passage,
    Piece,
    alike,
    around,
    squash,
)
from gcm_analysis.verifying.quantities import NUMBER, is_per_cent, stands_for
from gcm_analysis.verifying.twin import Twin

TEXT, TABLE, DATE, LITERAL, NOTHING = "text", "table", "date", "literal", ""
KINDS = (FACT, ROW, TEXT, TABLE, DATE, NUMBERING, CITATION, LITERAL)
_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
)
DAY = re.compile(
    rf"\b(?:\d{{1,2}}(?:er)?\s*[–-]\s*)?\d{{1,2}}(?:er|st|nd|rd|th)?\s+(?:{_MONTHS})\b(?:\s+\d{{4}}\b)?"
    rf"|\b(?:{_MONTHS})\s+\d{{4}}\b|\b\d{{4}}-\d{{2}}(?:-\d{{2}})?\b|\b\d{{1,2}}(?::|\s?h\s?)\d{{2}}\b"
)
YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d{2}(?![\d%]|[.,]\d|\s?%)")
CITED = re.compile(r"\[(?P<id>[A-Z][\w-]*)[^\[\]]*\]")
TOKEN = re.compile(r"[\w-]*\d[\w-]*")


@dataclass(frozen=True)
class Number:
    """One number: what it belongs to (nothing: it is uncovered), and what is wrong with it, in words."""

    shown: str
    kind: str
    passage: Passage
    start: int
    end: int
    wrong: str = ""

    @property
    def context(self) -> str:
        return around(self.passage.text, self.start, self.end).replace(CELL_END, " |")


def numbers(passages: Sequence[Passage], known: Known, twin: Twin | None = None) -> list[Number]:
    """Return every number outside the annex; `twin` is the page whose text a PDF or a Word file repeats."""
    return [
        number for passage in passages if not passage.annex for number in _of_passage(passage, known, twin)
    ]


def _of_passage(passage: Passage, known: Known, twin: Twin | None) -> Iterator[Number]:
    position = 0
    for piece in passage.pieces:
        yield from _of_piece(piece, position, passage, known, twin)
        position += len(piece.text)


def _of_piece(
    piece: Piece, position: int, passage: Passage, known: Known, twin: Twin | None
) -> Iterator[Number]:
    found = list(NUMBER.finditer(piece.text))
    wrong = _wrong(piece, known)
    if wrong and not found:
        yield Number(piece.text.strip(), piece.kind, passage, position, position + len(piece.text), wrong)
    for match in found:
        start, end = match.start() + position, match.end() + position
        kind = piece.kind or _kind(match[0], start, end, passage, known)
        if not kind and twin:
            kind = twin.kind(passage, start, end)
        yield Number(match[0], kind, passage, start, end, wrong or ("" if kind else "belongs to nothing"))


def _wrong(piece: Piece, known: Known) -> str:
    """Say what is wrong with a marked piece: it shows something else than its fact, or than its row."""
    if piece.kind == FACT:
        shown = known.facts.get(piece.key)
        if shown is None:
            return f"belongs to the fact {piece.key}, which facts.json does not have"
        return (
            ""
            if alike(shown, piece.text)
            else f"is shown as {piece.text.strip()!r}, but the fact {piece.key} is {shown!r}"
        )
    if piece.kind == ROW:
        row = known.rows.get(piece.key, "")
        foreign = [match[0] for match in NUMBER.finditer(piece.text) if not stands_for(match[0], row)]
        return f"is not in the row {piece.key} of the data" if foreign else ""
    return ""


def _kind(shown: str, start: int, end: int, passage: Passage, known: Known) -> str:
    """Return what a number in plain text belongs to; the surest reason first."""
    text = passage.text
    if _within(
        (match.span() for literal in LITERALS for match in literal.pattern.finditer(text)), start, end
    ):
        return LITERAL
    cited = (match.span() for match in CITED.finditer(text) if match["id"] in known.ids)
    if _within(cited, start, end):
        return CITATION
    if _within((match.span() for match in DAY.finditer(text)), start, end):
        return DATE
    per_cent = is_per_cent(text, end)
    data = known.exhibit(passage.exhibit, passage.line) if passage.exhibit else ""
    if data and stands_for(shown, data, per_cent=per_cent):
        return TABLE
    if _in_data(shown, start, end, text, known):
        return TEXT
    year = passage.line is None and _within((match.span() for match in YEAR.finditer(text)), start, end)
    return DATE if year else NOTHING


def _in_data(shown: str, start: int, end: int, text: str, known: Known) -> bool:
    """Say whether a whole text of the data, or an id, stands here letter for letter and holds the number."""
    token = next((m[0] for m in TOKEN.finditer(text) if m.start() <= start and end <= m.end()), "")
    if token in known.ids:
        return True
    return _covered(shown, start, text, known.texts)


def _covered(shown: str, start: int, text: str, whole: Mapping[str, Sequence[str]]) -> bool:
    """Say whether one of the whole texts that hold this number stands here, letter for letter."""
    candidates = whole.get(shown, ())
    if not candidates:
        return False
    short, at = squash(text), len(squash(text[:start]))
    return any(_covers(short, one, at, len(shown)) for one in candidates)


def _covers(short: str, one: str, at: int, length: int) -> bool:
    place = short.find(one, max(0, at + length - len(one)))
    return place != -1 and place <= at and at + length <= place + len(one)


def _within(spans: Iterator[tuple[int, int]], start: int, end: int) -> bool:
    return any(first <= start and end <= last for first, last in spans)
