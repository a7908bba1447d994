"""Finds every number of a passage and what it belongs to: a fact, a quoted row, the data, a date, numbering, a citation.

A number of a PDF or a Word file belongs to what the same number of the page belongs to.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product

from gcm_analysis.evidence.values import months
from gcm_analysis.verifying.basis import Basis
from gcm_analysis.verifying.passages import (
    CELL_END,
    CITATION,
    FACT,
    NUMBER,
    NUMBERING,
    ROW,
    Number,
    Passage,
    Piece,
    is_number_in,
    is_per_cent,
    same_text,
    squash,
    table_name,
)

TEXT, TABLE, DATE, LITERAL, NOTHING = "text", "table", "date", "literal", ""
KINDS = (FACT, ROW, TEXT, TABLE, DATE, NUMBERING, CITATION, LITERAL)
_MONTHS = "|".join(months())
DAY = re.compile(
    rf"\b(?:\d{{1,2}}(?:er)?\s*[–-]\s*)?\d{{1,2}}(?:er|st|nd|rd|th)?\s+(?:{_MONTHS})\b(?:\s+\d{{4}}\b)?"
    rf"|\b(?:{_MONTHS})\s+\d{{4}}\b|\b\d{{4}}-\d{{2}}(?:-\d{{2}})?\b|\b\d{{1,2}}(?::|\s?h\s?)\d{{2}}\b"
)
YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d{2}(?![\d%]|[.,]\d|\s?%)")
CITED = re.compile(r"\[(?P<id>[A-Z][\w-]*)[^\[\]]*\]")
TOKEN = re.compile(r"[\w-]*\d[\w-]*")
REACH = 24  # letters on one side of a number by which it is found
TABLE_LABEL = "tbl-"
LEAST = 8  # with fewer letters it is found only by the whole passage

# Names and definitions, which do not change with the data. Nothing that can be computed is here.
LITERALS = re.compile(
    r"\bAlpha is 1 for perfect agreement and 0 for\b|\bL’alpha vaut 1 pour un accord parfait et 0 pour\b"
    r"|\b[Vv]ersion\s\d{1,4}\.\d{1,4}\b"
    r"|\b2030 Agenda\b|\bAgenda (?:for )?2030\b|\bProgramme (?:à l’horizon )?2030\b"
)


class PageNumbers:
    """The text of a page without spaces, with the kinds of its numbers, once with the numbering and once without."""

    def __init__(self, passages: Sequence[Passage], numbers: Iterable[Number]) -> None:
        by_passage: dict[int, list[Number]] = defaultdict(list)
        for number in numbers:
            by_passage[id(number.passage)].append(number)
        self._streams = [_stream(passages, by_passage, plain=plain) for plain in (False, True)]
        labels = dict.fromkeys(one.exhibit for one in passages if one.exhibit.startswith(TABLE_LABEL))
        self._labels = {table_name(number): label for number, label in enumerate(labels, start=1)}

    def labelled(self, passages: Iterable[Passage]) -> list[Passage]:
        """Return passages of another format, with the labels that its tables have on the page."""
        return [
            replace(one, where=one.where.replace(one.exhibit, self._labels.get(one.exhibit, one.exhibit)))
            for one in passages
        ]

    def kind(self, number: Number) -> str:
        """Return what a number of another format belongs to on the page, or nothing."""
        before, after = (
            {_text(number.passage, *place, plain=plain): None for plain in (False, True)}
            for place in ((0, number.start), (number.end, None))
        )
        kinds = (
            _kind_in(stream, one[-REACH:], squash(number.shown), other[:REACH])
            for stream, one, other in product(self._streams, before, after)
        )
        return next(filter(None, kinds), "")


Stream = tuple[str, dict[int, tuple[str, str]]]  # a text, and the numbers in it with their kinds, by place


def _stream(passages: Iterable[Passage], numbers: Mapping[int, list[Number]], *, plain: bool) -> Stream:
    """Return passages as one text without spaces; those in `numbers` are by passage."""
    text, found = "\n", {}
    for passage in passages:
        for number in numbers[id(passage)]:
            if not number.wrong:
                place = len(text) + len(_text(passage, 0, number.start, plain=plain))
                found[place] = squash(number.shown), number.kind
        text += _text(passage, 0, None, plain=plain) + "\n"
    return text, found


def _kind_in(stream: Stream, before: str, number: str, after: str) -> str:
    """Return the kind of the number that has the same letters before it or after it."""
    text, found = stream
    lead = before if len(before) == REACH else "\n" + before
    trail = after if len(after) == REACH else after + "\n"
    probes = [(lead + number + trail, len(lead))]
    probes += [(before + number, len(before))] if len(before) >= LEAST else []
    probes += [(number + after, 0)] if len(after) >= LEAST else []
    for words, offset in probes:
        place = text.find(words)
        while place >= 0:
            shown, kind = found.get(place + offset, ("", ""))
            if shown == number:
                return kind
            place = text.find(words, place + len(words))
    return ""


def _text(passage: Passage, start: int, end: int | None, *, plain: bool) -> str:
    """Return a stretch of a passage without spaces; `plain` leaves out the numbering, which formats set differently."""
    position, parts = 0, []
    last = len(passage.text) if end is None else end
    for piece in passage.pieces:
        inside = piece.text[max(0, start - position) : max(0, last - position)]
        if not (plain and piece.kind == NUMBERING):
            parts.append(inside)
        position += len(piece.text)
    return squash("".join(parts)).rstrip(CELL_END if end is None else "")


def numbers(passages: Sequence[Passage], basis: Basis, page: PageNumbers | None = None) -> list[Number]:
    """Return every number outside the annex; `page` has those of the page whose text a PDF or a Word file repeats."""
    return [
        number for passage in passages if not passage.annex for number in _of_passage(passage, basis, page)
    ]


def _of_passage(passage: Passage, basis: Basis, page: PageNumbers | None) -> Iterator[Number]:
    position, uncovered = 0, "belongs to nothing" + (", and the page does not say it here" if page else "")
    for piece in passage.pieces:
        found, wrong = list(NUMBER.finditer(piece.text)), _wrong(piece, basis)
        if wrong and not found:
            yield Number(piece.text.strip(), piece.kind, passage, position, position + len(piece.text), wrong)
        for match in found:
            start, end = match.start() + position, match.end() + position
            number = Number(match[0], piece.kind, passage, start, end, wrong)
            kind = piece.kind or _kind(number, basis, page)
            yield replace(number, kind=kind, wrong=wrong or ("" if kind else uncovered))
        position += len(piece.text)


def _wrong(piece: Piece, basis: Basis) -> str:
    """Return what is wrong with a marked piece, if it differs from its fact or its row."""
    if piece.kind == FACT:
        shown = basis.facts.get(piece.key)
        if shown is None:
            return f"belongs to the fact {piece.key}, which facts.json does not have"
        if not same_text(shown, piece.text):
            return f"is shown as {piece.text.strip()!r}, but the fact {piece.key} is {shown!r}"
    if piece.kind == ROW:
        row = basis.rows.get(piece.key, "")
        foreign = [match[0] for match in NUMBER.finditer(piece.text) if not is_number_in(match[0], row)]
        return f"is not in the row {piece.key} of the data" if foreign else ""
    return ""


def _kind(number: Number, basis: Basis, page: PageNumbers | None) -> str:
    """Return what a number in plain text belongs to; in a PDF or a Word file the page is asked first."""
    if page:
        return page.kind(number) or _kind_by_context(number, basis)
    is_year = number.passage.line is None and _is_within(YEAR.finditer(number.passage.text), number)
    return _kind_by_context(number, basis) or (DATE if is_year else NOTHING)


def _kind_by_context(number: Number, basis: Basis) -> str:
    """Return what a number belongs to by the words around it, or by the data that its passage shows or cites."""
    text, exhibit = number.passage.text, number.passage.exhibit
    if _is_within(LITERALS.finditer(text), number):
        return LITERAL
    if _is_within((match for match in CITED.finditer(text) if match["id"] in basis.ids), number):
        return CITATION
    if _is_within(DAY.finditer(text), number):
        return DATE
    data = basis.exhibit(exhibit, number.passage.line) if exhibit else ""
    if data and is_number_in(number.shown, data, per_cent=is_per_cent(text, number.end)):
        return TABLE
    return TEXT if _in_data(number, basis) else NOTHING


def _in_data(number: Number, basis: Basis) -> bool:
    """Return whether the number is inside a whole text of the data, or an id, that is here letter for letter."""
    text = number.passage.text
    if any(match[0] in basis.ids for match in TOKEN.finditer(text) if _is_within([match], number)):
        return True
    short, at = squash(text), len(squash(text[: number.start]))
    return any(_covers(short, one, at, len(number.shown)) for one in basis.texts.get(number.shown, ()))


def _covers(short: str, one: str, at: int, length: int) -> bool:
    place = short.find(one, max(0, at + length - len(one)))
    return place != -1 and place <= at and at + length <= place + len(one)


def _is_within(found: Iterable[re.Match[str]], number: Number) -> bool:
    return any(match.start() <= number.start and number.end <= match.end() for match in found)
