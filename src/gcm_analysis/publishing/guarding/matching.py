"""Finding terms in a text: first whether its words occur at all, then whether they stand in a row."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from gcm_analysis.publishing.guarding.folding import Reading, Readings
from gcm_analysis.publishing.guarding.names import DOTTED, initials
from gcm_analysis.publishing.guarding.scripts import consonants, sound
from gcm_analysis.publishing.guarding.terms import Term
from gcm_analysis.publishing.guarding.wanted import Wanted

BESIDE = 60  # letters between a role and the body or country that it is told with
FEMININE = (
    ("trice", "teur"), ("euse", "eur"), ("iere", "ier"), ("ienne", "ien"), ("enne", "en"), ("onne", "on"),
    ("ive", "if"), ("elle", "el"), ("woman", "man"), ("women", "man"), ("men", "man"), ("person", "man"), ("ee", ""),
)  # fmt: skip
SHORTEST_STEM = 4


@dataclass(frozen=True)
class Place:
    """Where a term stands: in which reading, from where to where."""

    reading: Reading
    start: int
    end: int

    @property
    def cased(self) -> str:
        return self.reading.cased[self.start : self.end]


@dataclass(frozen=True)
class Searched:
    """A text in which terms are looked for."""

    text: Readings
    _found: dict[tuple[int, Term], list[Place]] = field(default_factory=dict)
    _indexes: dict[tuple[int, str, bool], dict[str, set[str]]] = field(default_factory=dict)

    def places(self, term: Term) -> Iterator[Place]:
        """Yield every place of a term, in both readings."""
        both = (self.text.split, self.text.joined)
        for reading in both[: 2 if both[0] is not both[1] else 1]:
            for place in self._in_reading(reading, term):
                if not term.near or next(self.beside(place, term), None):
                    yield place

    def _in_reading(self, reading: Reading, term: Term) -> list[Place]:
        known = (id(reading), term)
        if known not in self._found:
            self._found[known] = [place for place in self._rows(reading, term) if _has_capitals(place, term)]
        return self._found[known]

    def _rows(self, reading: Reading, term: Term) -> Iterator[Place]:
        words = []
        for alternatives in term.words:
            spelt = self._spelt(reading, term, alternatives)
            if not spelt:
                break  # most terms end here, at their first word
            words.append(spelt)
        else:
            between = r" +(?:[a-z] +)?" if term.middle else " +"
            for found in re.finditer(_pattern(words, between), reading.plain):
                yield Place(reading, found.start() + 1, found.end())

    def signs(self, wanted: Wanted) -> Iterator[Place]:
        """Yield every place of a person's initials, and of a name in signs that are no words."""
        reading = self.text.split
        for letters, place in self._dotted:
            if any(each in letters and len(letters) <= len(each) + 1 for each in wanted.initials):
                yield place
        if wanted.signs:
            for found in re.finditer(wanted.signs, reading.cased):
                yield Place(reading, found.start(), found.end())

    @cached_property
    def _dotted(self) -> list[tuple[str, Place]]:
        """All initials with full stops, without these."""
        reading = self.text.split
        found = DOTTED.finditer(reading.cased)
        return [(initials(each[0]), Place(reading, each.start(), each.end())) for each in found]

    def _spelt(self, reading: Reading, term: Term, alternatives: frozenset[str]) -> set[str]:
        """Return how the text spells a word of a term, if it has it at all."""
        if term.key == "spelling":
            phrases = (phrase for phrase in alternatives if " " in phrase)
            return {
                *reading.words & alternatives,
                *(each for each in phrases if reading.words.issuperset(each.split())),
            }
        index = self._index(reading, term)
        return set().union(*(index.get(KEYS[term.key](word), ()) for word in alternatives))

    def _index(self, reading: Reading, term: Term) -> dict[str, set[str]]:
        """Return the words of the text by what they are compared by."""
        known = (id(reading), term.key, term.foreign)
        if known not in self._indexes:
            index: dict[str, set[str]] = {}
            for word in self._compared(reading, term):
                index.setdefault(KEYS[term.key](word), set()).add(word)
            self._indexes[known] = index
        return self._indexes[known]

    def _compared(self, reading: Reading, term: Term) -> frozenset[str]:
        if term.key == "stem" or term.foreign:
            return reading.words
        return self.text.foreign if term.key == "sound" else self.text.vowelless

    def beside(self, place: Place, term: Term) -> Iterator[Place]:
        """Yield the places near a place where that stands with which a term tells who it is."""
        for other in term.near:
            for found in self._in_reading(place.reading, other):
                if found.start - place.end < BESIDE and place.start - found.end < BESIDE:
                    yield found


def _pattern(words: list[set[str]], between: str) -> str:
    spelt = ("|".join(phrase.replace(" ", " +") for phrase in sorted(places)) for places in words)
    return " " + between.join(f"(?:{each})" for each in spelt) + "(?= )"


def _has_capitals(place: Place, term: Term) -> bool:
    words = re.findall(r"[^\W_]+", place.cased)
    if term.capitals == "all":
        return place.cased.isupper()
    return term.capitals == "any" or all(word[0].isupper() for word in words)


@lru_cache(maxsize=262144)
def stem(word: str) -> str:
    """Return a word of a role without plural and gender, in English and French."""
    bare = word.removesuffix("s") if len(word) > SHORTEST_STEM else word
    for feminine, masculine in FEMININE:
        if bare.endswith(feminine) and len(bare) > len(feminine) + 1:
            return bare.removesuffix(feminine) + masculine
    return bare.removesuffix("e") if len(bare) > SHORTEST_STEM else bare


KEYS: dict[str, Callable[[str], str]] = {"sound": sound, "consonants": consonants, "stem": stem}
