"""Text made comparable: accents, case, ligatures, invisible signs and other scripts folded away.

A text is read twice. `split` reads hyphens and apostrophes as spaces, `joined` reads over them, so that a word that is
broken at the end of a line, or written with or without its hyphen, is found.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache

from gcm_analysis.publishing.guarding.scripts import FOREIGN, LATIN, VOWELLESS, transliterated

INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u0300-\u036f]")
SPECIAL = re.compile(f"[{''.join(LATIN)}]")
NO_LETTER = re.compile(r"[\W_]")
NO_ASCII_SIGN = re.compile(r"[^\w\x00-\x7f]")
LETTERS = bytes(byte if chr(byte).isalnum() else ord(" ") for byte in range(128)) + b" " * 128
JOINT = re.compile(r"(?<=\w)(?:['‘’ʼ`´]|[-‐‑‒–]\s*)(?=\w)")
SPACES = re.compile(r" +")


@dataclass(frozen=True)
class Reading:
    """A text in letters and spaces. `cased` keeps the capitals and signs, place by place."""

    cased: str

    @cached_property
    def plain(self) -> str:
        bare = NO_ASCII_SIGN.sub(" ", self.cased.lower())
        # By far the most text is ASCII by now, and a table of bytes is many times faster.
        return bare.encode().translate(LETTERS).decode() if bare.isascii() else NO_LETTER.sub(" ", bare)

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(self.plain.split())


@dataclass(frozen=True)
class Readings:
    """Both readings of a text, and its words that were written in another alphabet, and in one without vowels."""

    split: Reading
    joined: Reading
    foreign: frozenset[str] = frozenset()
    vowelless: frozenset[str] = frozenset()

    def line(self, reading: Reading, place: int) -> int:
        """Return the line, counted from 1, of a place in one of the readings."""
        text = self.split.cased
        if reading is self.joined:
            place = self._in_split(place)
        return text.count("\n", 0, place) + 1

    def _in_split(self, place: int) -> int:
        lost = 0
        for joint in JOINT.finditer(self.split.cased):
            if joint.start() - lost >= place:
                break
            lost += joint.end() - joint.start()
        return place + lost


def readings(text: str) -> Readings:
    split = Reading(f" {cased(text)} ")
    joined = JOINT.sub("", split.cased)
    other = set(FOREIGN.findall(_bare(text))) if FOREIGN.search(text) else set()
    return Readings(
        split,
        split if joined == split.cased else Reading(joined),
        frozenset(transliterated(word).lower() for word in other),
        frozenset(transliterated(word).lower() for word in other if VOWELLESS.search(word)),
    )


def cased(text: str) -> str:
    """Return text in Latin letters without accents, as far as the tables go; capitals and signs stay."""
    latin = SPECIAL.sub(lambda letter: LATIN[letter[0]], _bare(text))
    return FOREIGN.sub(lambda word: transliterated(word[0]), latin) if FOREIGN.search(latin) else latin


def _bare(text: str) -> str:
    """Return text without accents, ligatures and signs that cannot be seen."""
    return INVISIBLE.sub("", unicodedata.normalize("NFKD", text))


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """Return a short text as words with one space between them, hyphens and apostrophes read as spaces."""
    return " ".join(Reading(cased(text)).plain.split())


def folded_joined(text: str) -> str:
    """Return a short text as words with one space between them, hyphens and apostrophes read over."""
    return " ".join(Reading(JOINT.sub("", cased(text))).plain.split())
