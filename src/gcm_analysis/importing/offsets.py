"""Where a selection is. The standard counts Unicode code points from 0, the end excluded; not every tool does.

Some count units of UTF-16 or bytes, some the mark at the beginning, some a line end as one sign or as two, and some
include the last sign. The way of counting is proved by the words that selections carry. Where they carry none, it is
the way that leaves the fewest words cut in two, and between equals the one of the tool of origin. A selection that
two ways left standing read differently has no place: nobody's words are guessed.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from gcm_analysis.importing.safety import BOM, Allowance

Span = tuple[int, int, str]  # as the tool counts, with the words that the selection carries or ""

ELLIPSIS = ("…", "...")
# Bytes of what a tool counts: code points, units, bytes.
WIDTHS = {"utf-32-le": 4, "utf-16-le": 2, "utf-8": 1}
CODE_POINTS, UNITS, BYTES = WIDTHS
LAST_OF_ONE_UNIT = "\uffff"
# The unit of a tool follows from what it is written in. Others are taken to follow the standard, until disproved.
ORIGINS = {
    "nvivo": UNITS, "atlas": UNITS, "maxqda": UNITS, "quirkos": UNITS, "openqda": UNITS, "qda miner": UNITS,
    "dedoose": UNITS, "webqda": UNITS, "f4": UNITS, "qualcoder": CODE_POINTS, "qualitative": CODE_POINTS,
    "exegete": CODE_POINTS, "qc": CODE_POINTS, "transana": CODE_POINTS, "requal": CODE_POINTS, "rqda": CODE_POINTS,
}  # fmt: skip
MOSTLY = 0.9  # of the selections begin and end between words, if the way of counting is right
CLEARLY = 5  # points more than the expected way has, before another way is believed
OUTSIDE = "the selection is outside the document's text"
UNSURE = "its place can be counted in several ways, and nothing proves one: look it up and enter the words yourself"
ELSEWHERE = (
    "the words at its place are not the words that the selection carries: look it up and enter them yourself"
)
NEARLY = 4  # signs that words and a shifted stretch of the same length may differ by


@dataclass(frozen=True)
class Stretch:
    """A stretch of a document in code points, and its words."""

    start: int
    end: int
    words: str


@dataclass(frozen=True)
class Way:
    """A way of counting: in the text as the tool had it, in a unit, with or without the last sign."""

    body: str
    codec: str
    included: bool = False

    @property
    def is_rare(self) -> bool:
        """Whether it is believed only where the words of selections prove it."""
        return self.included or self.codec == BYTES

    def stretches(self, spans: Sequence[Span]) -> list[Stretch | None]:
        """Return what each span holds; one that begins or ends outside the text or inside a sign holds nothing."""
        places = [(start, end + self.included) for start, end, _ in spans]
        found = self._in_code_points(sorted({each for place in places for each in place if each >= 0}))
        return [self._stretch(found.get(start), found.get(end)) for start, end in places]

    def _in_code_points(self, positions: Sequence[int]) -> dict[int, int]:
        data, width = self.body.encode(self.codec), WIDTHS[self.codec]
        found: dict[int, int] = {}
        before = signs = 0
        for position in positions:
            at = position * width
            if at > len(data):
                break
            try:
                signs += len(data[before:at].decode(self.codec))
            except UnicodeDecodeError:
                continue
            found[position], before = signs, at
        return found

    def _stretch(self, start: int | None, end: int | None) -> Stretch | None:
        if start is None or end is None or start >= end:
            return None
        mark = self.body.startswith(BOM)
        words = self.body[start:end].lstrip(BOM)
        return Stretch(max(0, start - mark), end - mark, words) if words.strip() else None

    def wholeness(self, stretch: Stretch | None) -> int:
        """Return 2 for a stretch that begins and ends at a blank, 1 if it cuts no word in two, else 0."""
        if stretch is None:
            return 0
        shift = self.body.startswith(BOM)
        edges = [self._edge(at + shift) for at in (stretch.start, stretch.end)]
        if all(any(map(str.isspace, edge)) for edge in edges):
            return 2
        return int(not any(edge.isalnum() for edge in edges))

    def _edge(self, at: int) -> str:
        """Return the two signs around a place; beyond the ends of the text there are blanks."""
        before = self.body[at - 1] if at > self.body.startswith(BOM) else " "
        return before + (self.body[at : at + 1] or " ")


Read = tuple[Way, list[Stretch | None]]  # a way of counting and what it finds


def placed(
    text: str, spans: Sequence[Span], origin: str, allowance: Allowance, *, marked: bool = False
) -> list[Stretch | str]:
    """Return each span's stretch of the text, or why it has none.

    `marked` is whether the text began with a byte order mark, `origin` is what the file says of its tool.
    """
    read: list[Read] = []
    for way in _ways(text, marked=marked):
        found = way.stretches(spans)
        allowance.take(sum(len(each.words) for each in found if each))
        read.append((way, found))
    unit = _unit_of(origin, {way.codec for way, _ in read})
    kept = _by_their_words(read, spans) or _by_whole_words(read, unit)
    columns = [found for way, found in kept if way.codec == unit] or [found for _, found in kept]
    plain = " ".join(text.split())
    return [
        _agreed(each, carried, plain)
        for each, (_, _, carried) in zip(zip(*columns, strict=True), spans, strict=True)
    ]


def _ways(text: str, *, marked: bool) -> Iterator[Way]:
    """Give the ways of counting that differ in this text, the standard's first."""
    lines = text.replace("\r\n", "\n")
    bodies = dict.fromkeys((text, lines, lines.replace("\n", "\r\n")))
    units = [CODE_POINTS]
    if not text.isascii():
        units += [UNITS] * (max(text) > LAST_OF_ONE_UNIT) + [BYTES]
    marks = ("", BOM) if marked else ("",)
    for included, mark, body, unit in product((False, True), marks, bodies, units):
        yield Way(mark + body, unit, included)


def _unit_of(origin: str, units: Collection[str]) -> str | None:
    """Return the unit of the tool of origin, if it is known; where units of UTF-16 are code points, they are these."""
    unit = next((unit for name, unit in ORIGINS.items() if name in origin.casefold()), None)
    return CODE_POINTS if unit and unit not in units else unit


def _by_their_words(read: list[Read], spans: Sequence[Span]) -> list[Read]:
    """Return the ways that find most of the words that selections carry; none if no way finds any."""
    words = [carried for _, _, carried in spans]
    scores = [
        sum(_agrees(each.words, carried) for each, carried in zip(found, words, strict=True) if each)
        for _, found in read
    ]
    best = [each for each, score in zip(read, scores, strict=True) if score and score == max(scores)]
    return [each for each in best if not each[0].included] or best


def _by_whole_words(read: list[Read], unit: str | None) -> list[Read]:
    """Return the ways that cut the fewest words in two; all ways, if that proves nothing."""
    read = [each for each in read if not each[0].is_rare]
    scores = [sum(map(way.wholeness, found)) for way, found in read]
    best = max(scores)
    expected = max(
        score for (way, _), score in zip(read, scores, strict=True) if way.codec == (unit or CODE_POINTS)
    )
    if unit and expected >= MOSTLY * best:
        best = expected
        return [
            each for each, score in zip(read, scores, strict=True) if each[0].codec == unit and score == best
        ]
    is_sure = best >= MOSTLY * len(read[0][1]) and (best == expected or best - expected >= CLEARLY)
    return [each for each, score in zip(read, scores, strict=True) if score == best] if is_sure else read


def _agreed(found: Sequence[Stretch | None], carried: str, text: str) -> Stretch | str:
    """Return the stretch that all ways left give, unless the selection's own words are elsewhere in the text."""
    first = next(filter(None, found), None)
    if first is None:
        return OUTSIDE
    if {each.words.strip() if each else "" for each in found} != {first.words.strip()}:
        return UNSURE
    carried = " ".join(carried.split())
    is_shifted = abs(len(carried) - len(" ".join(first.words.split()))) <= NEARLY and carried in text
    return ELSEWHERE if carried and is_shifted and not _agrees(first.words, carried) else first


def _agrees(found: str, words: str) -> bool:
    """Say whether a stretch of text has the words that its selection carries, perhaps shortened."""
    one, other = (re.sub(r"\s+", " ", text).strip() for text in (found, words))
    for mark in ELLIPSIS:
        if mark in other and mark not in one:
            first, _, last = other.partition(mark)
            return bool(first or last) and one.startswith(first.strip()) and one.endswith(last.strip())
    return bool(other) and one == other
