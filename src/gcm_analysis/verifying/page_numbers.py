"""Finds a number of a PDF or a Word file on the page, by the words around it."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import product

from gcm_analysis.verifying.passages import CELL_END, NUMBERING, Number, Passage, squash, table_name

REACH = 24  # letters on one side of a number by which it is found
TABLE_LABEL = "tbl-"
LEAST = 8  # with fewer letters it is found only by the whole passage


class PageNumbers:
    """The text of a page without spaces, with the kinds of its numbers, once with the numbering and once without."""

    def __init__(self, passages: Iterable[Passage], numbers: Iterable[Number]) -> None:
        by_passage: dict[int, list[Number]] = {}
        for number in numbers:
            by_passage.setdefault(id(number.passage), []).append(number)
        numbered = [(passage, by_passage.get(id(passage), [])) for passage in passages]
        self._streams = [_Stream(numbered, plain=plain) for plain in (False, True)]
        labels = dict.fromkeys(one.exhibit for one, _ in numbered if one.exhibit.startswith(TABLE_LABEL))
        self._labels = {table_name(number): label for number, label in enumerate(labels, start=1)}

    def labelled(self, passages: Iterable[Passage]) -> list[Passage]:
        """Return passages of another format, with the labels that its tables have on the page."""
        labels = self._labels
        return [
            replace(one, where=one.where.replace(one.exhibit, labels.get(one.exhibit, one.exhibit)))
            for one in passages
        ]

    def kind(self, number: Number) -> str:
        """Return what a number of another format belongs to on the page, or nothing."""
        before, after = (
            {_text(number.passage, *place, plain=plain): None for plain in (False, True)}
            for place in ((0, number.start), (number.end, None))
        )
        kinds = (
            stream.kind(one[-REACH:], squash(number.shown), other[:REACH])
            for stream, one, other in product(self._streams, before, after)
        )
        return next(filter(None, kinds), "")


class _Stream:
    def __init__(self, numbered: list[tuple[Passage, list[Number]]], *, plain: bool) -> None:
        self._found: dict[int, tuple[str, str]] = {}
        self._text = "\n"
        for passage, numbers in numbered:
            for number in numbers:
                if not number.wrong:
                    place = len(self._text) + len(_text(passage, 0, number.start, plain=plain))
                    self._found[place] = squash(number.shown), number.kind
            self._text += _text(passage, 0, None, plain=plain) + "\n"

    def kind(self, before: str, number: str, after: str) -> str:
        """Return the kind of the number that has the same letters before it or after it."""
        for words, offset in self._probes(before, number, after):
            place = self._text.find(words)
            while place >= 0:
                shown, kind = self._found.get(place + offset, ("", ""))
                if shown == number:
                    return kind
                place = self._text.find(words, place + len(words))
        return ""

    @staticmethod
    def _probes(before: str, number: str, after: str) -> list[tuple[str, int]]:
        lead = before if len(before) == REACH else "\n" + before
        trail = after if len(after) == REACH else after + "\n"
        probes = [(lead + number + trail, len(lead))]
        if len(before) >= LEAST:
            probes.append((before + number, len(before)))
        if len(after) >= LEAST:
            probes.append((number + after, 0))
        return probes


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
