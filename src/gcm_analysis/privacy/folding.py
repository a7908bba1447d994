"""Makes texts comparable: without accents, case, ligatures, invisible signs, in Latin letters.

A text is read two or three times. `split` reads hyphens and apostrophes as spaces, `joined` reads over them, so that a
word that is broken at the end of a line, or written with or without its hyphen, is found. Both read over signs that cannot
be seen; where a text has any, `parted` reads them as spaces.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache

from gcm_analysis.privacy import letters

SPECIAL = re.compile(f"[{''.join(letters.LATIN)}]")
NO_LETTER = re.compile(r"[\W_]")
NO_ASCII_SIGN = re.compile(r"[^\w\x00-\x7f]")
LETTERS = bytes(byte if chr(byte).isalnum() else ord(" ") for byte in range(128)) + b" " * 128
SPACES = re.compile(r" +")


@dataclass(frozen=True)
class Reading:
    """A text in letters and spaces. `cased` keeps the capitals and signs, place by place."""

    cased: str

    @cached_property
    def plain(self) -> str:
        bare = NO_ASCII_SIGN.sub(" ", self.cased.lower())
        # By far the most text is ASCII here, and a table of bytes is many times faster.
        return bare.encode().translate(LETTERS).decode() if bare.isascii() else NO_LETTER.sub(" ", bare)

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(self.plain.split())


@dataclass(frozen=True)
class Readings:
    """The readings of a text, and its words that were written in another alphabet, and in one without vowels.

    A reading that would be the same as `split` is `split` itself.
    """

    split: Reading
    joined: Reading
    parted: Reading
    foreign: frozenset[str] = frozenset()
    vowelless: frozenset[str] = frozenset()

    @property
    def different(self) -> tuple[Reading, ...]:
        others = (self.joined, self.parted)
        return (self.split, *(reading for reading in others if reading is not self.split))

    def is_joined(self, reading: Reading) -> bool:
        return reading is self.joined and reading is not self.split

    def line(self, reading: Reading, place: int) -> int:
        """Return the line, counted from 1, of a place in one of the readings."""
        if self.is_joined(reading):
            return self.line(self.split, self._in_split(place))
        return reading.cased.count("\n", 0, place) + 1

    def _in_split(self, place: int) -> int:
        lost = 0
        for joint in letters.JOINT.finditer(self.split.cased):
            if joint.start() - lost >= place:
                break
            lost += joint.end() - joint.start()
        return place + lost


def readings(text: str) -> Readings:
    split = Reading(f" {cased(text)} ")
    joined = letters.JOINT.sub("", split.cased)
    parted = letters.ZERO_WIDTH.sub(" ", text)
    other = set(letters.FOREIGN.findall(_bare(text))) if letters.FOREIGN.search(text) else set()
    return Readings(
        split,
        split if joined == split.cased else Reading(joined),
        split if parted == text else Reading(f" {cased(parted)} "),
        frozenset(letters.transliterated(word).lower() for word in other),
        frozenset(letters.transliterated(word).lower() for word in other if letters.VOWELLESS.search(word)),
    )


def cased(text: str) -> str:
    """Return text in Latin letters without accents, as far as the tables go; capitals and signs stay."""
    latin = SPECIAL.sub(lambda letter: letters.LATIN[letter[0]], _bare(text))
    return letters.FOREIGN.sub(lambda word: letters.transliterated(word[0]), latin)


def _bare(text: str) -> str:
    """Return text without accents, ligatures and signs that cannot be seen, and with plain hyphens and apostrophes."""
    if text.isascii():
        return text
    return letters.INVISIBLE.sub("", unicodedata.normalize("NFKD", letters.plain_signs(text)))


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """Return a short text as words with one space between them, hyphens and apostrophes read as spaces."""
    return " ".join(Reading(cased(text)).plain.split())


def folded_joined(text: str) -> str:
    """Return a short text as words with one space between them, hyphens and apostrophes read over."""
    return " ".join(Reading(letters.JOINT.sub("", cased(text))).plain.split())
