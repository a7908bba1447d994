"""Where a selection stands. The standard counts Unicode code points from 0, the end excluded; not every tool does.

Some count a line end of two signs as one, some count units of UTF-16, some include the last sign. Where selections
carry their own words, the way of counting that finds most of them again is taken; else the standard's.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

ELLIPSIS = ("…", "...")


@dataclass(frozen=True)
class Counting:
    """A way of counting: the text it counts in, and how a position becomes one of code points."""

    text: str
    in_code_points: Callable[[int], int]
    included: int = 0  # 1 if the last sign is included

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return the place in code points; a negative position stands nowhere."""
        if start < 0 or end < 0:
            return 0, 0
        return self.in_code_points(start), self.in_code_points(end + self.included)

    def words(self, start: int, end: int) -> str:
        first, last = self.place(start, end)
        return self.text[first:last]


def counting_of(text: str, told: Sequence[tuple[int, int, str]]) -> Counting:
    """Return the way of counting that finds the words told of most selections (start, end, words)."""
    ways = list(_ways(text))
    return max(ways, key=lambda way: sum(_agrees(way.words(start, end), words) for start, end, words in told))


def _ways(text: str) -> Iterable[Counting]:
    for body in dict.fromkeys((text, text.replace("\r\n", "\n"))):
        for included in (0, 1):
            yield Counting(body, lambda position: position, included)
            if any(ord(sign) > 0xFFFF for sign in body):  # noqa: PLR2004 - the last that UTF-16 holds in one unit
                yield Counting(body, _from_utf16(body), included)


def _from_utf16(text: str) -> Callable[[int], int]:
    places: list[int] = []
    for number, sign in enumerate(text):
        places += [number] * (2 if ord(sign) > 0xFFFF else 1)  # noqa: PLR2004 - as above
    return lambda unit: places[unit] if unit < len(places) else len(text) + unit - len(places)


def _agrees(found: str, words: str) -> bool:
    """Tell whether a stretch of text has the words that its selection carries, perhaps shortened."""
    one, other = (re.sub(r"\s+", " ", text).strip() for text in (found, words))
    for mark in ELLIPSIS:
        if mark in other and mark not in one:
            first, _, last = other.partition(mark)
            return bool(first or last) and one.startswith(first.strip()) and one.endswith(last.strip())
    return bool(other) and one == other
