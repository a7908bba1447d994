"""The page as the twin of the PDF and the Word file: the same words around a number say what the number belongs to."""

from bisect import bisect_left
from collections.abc import Iterable
from typing import Protocol

from gcm_analysis.verifying.passages import CELL_END, NUMBERING, Passage, squash

REACH = 24  # letters on one side of a number that tell its place
LEAST = 8  # fewer letters than these tell it only with the whole passage


class Placed(Protocol):
    """A number with its place, as `numbers` finds it."""

    @property
    def shown(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def wrong(self) -> str: ...
    @property
    def passage(self) -> Passage: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class Twin:
    """The text of a page without spaces, with the kinds of its numbers, once with the numbering and once without."""

    def __init__(self, passages: Iterable[Passage], numbers: Iterable[Placed]) -> None:
        by_passage: dict[int, list[Placed]] = {}
        for number in numbers:
            by_passage.setdefault(id(number.passage), []).append(number)
        told = [(passage, by_passage.get(id(passage), [])) for passage in passages]
        self._streams = [_Stream(told, plain=plain) for plain in (False, True)]

    def kind(self, passage: Passage, start: int, end: int) -> str:
        """Return what the number at this place of another format's passage belongs to, or nothing."""
        before = _text(passage, 0, start, plain=False), _text(passage, 0, start, plain=True)
        after = _text(passage, end, None, plain=False), _text(passage, end, None, plain=True)
        number = squash(passage.text[start:end])
        kinds = (
            stream.kind(one[-REACH:], number, other[:REACH])
            for stream in self._streams
            for one in dict.fromkeys(before)
            for other in dict.fromkeys(after)
        )
        return next((kind for kind in kinds if kind), "")


class _Stream:
    def __init__(self, told: list[tuple[Passage, list[Placed]]], *, plain: bool) -> None:
        parts, self._starts, self._found = [], list[int](), list[tuple[str, str]]()
        length = 1
        for passage, numbers in told:
            for number in numbers:
                if not number.wrong:
                    self._starts.append(length + len(_text(passage, 0, number.start, plain=plain)))
                    self._found.append((squash(number.shown), number.kind))
            text = _text(passage, 0, None, plain=plain)
            parts.append(text)
            length += len(text) + 1
        self._text = "\n" + "\n".join(parts) + "\n"

    def kind(self, before: str, number: str, after: str) -> str:
        """Return the kind of the number that has the same letters before it or after it."""
        for words, offset in self._probes(before, number, after):
            place = self._text.find(words)
            while place != -1:
                index = bisect_left(self._starts, place + offset)
                if index < len(self._starts) and self._starts[index] == place + offset:
                    shown, kind = self._found[index]
                    if shown == number:
                        return kind
                place = self._text.find(words, place + 1)
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
    return squash("".join(parts)).strip(CELL_END if end is None else "")
