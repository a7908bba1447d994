"""Finding terms in a text: first whether its words occur at all, then whether they stand in a row."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from gcm_analysis.privacy.folding import NO_LETTER, Reading, Readings
from gcm_analysis.privacy.initials import BARE, DOTTED, LABELLED, without_stops
from gcm_analysis.privacy.letters import consonants, sound
from gcm_analysis.privacy.terms import Sought, Term

BESIDE = 60  # letters between a role and the body or country that it is told with
FEMININE = (
    ("trice", "teur"), ("euse", "eur"), ("iere", "ier"), ("ienne", "ien"), ("enne", "en"), ("onne", "on"),
    ("ive", "if"), ("elle", "el"), ("woman", "man"), ("women", "man"), ("men", "man"), ("person", "man"), ("ee", ""),
)  # fmt: skip
SHORTEST_STEM = 4
FAR = 200  # letters of an address before and after a word in it
TOKEN_ENDS = re.compile(r"[\s<>\"'()\[\]{},;=]")
IN_ADDRESS = re.compile(
    r"[@_]|\.[a-z]\w{1,4}(?:$|[/?#])"
)  # of a file or a page: names stand there in small letters
SPACED = re.compile(r"(?<![^\W_])[^\W\d_](?:[\W_]{1,3}[^\W\d_]){3,}(?![^\W_])")
ENDS = re.compile(r"[A-Z]{2,5}")


@dataclass(frozen=True)
class Place:
    """Where a term stands: in which reading, from where to where."""

    reading: Reading
    start: int
    end: int

    @property
    def cased(self) -> str:
        return self.reading.cased[self.start : self.end]

    @property
    def token(self) -> str:
        """What it stands in between spaces, quotation marks, brackets and the like."""
        text = self.reading.cased
        before = text[max(0, self.start - FAR) : self.start]
        return (
            TOKEN_ENDS.split(before)[-1] + self.cased + TOKEN_ENDS.split(text[self.end : self.end + FAR])[0]
        )


@dataclass(frozen=True)
class Searched:
    """A text in which terms are looked for."""

    text: Readings
    _found: dict[tuple[int, Term], list[Place]] = field(default_factory=dict)
    _indexes: dict[tuple[int, str, bool], dict[str, set[str]]] = field(default_factory=dict)

    def places(self, term: Term) -> Iterator[Place]:
        """Yield every place of a term, in all readings."""
        for reading in self.text.different:
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

    def signs(self, sought: Sought) -> Iterator[Place]:
        """Yield every place of a person's initials, of a name in single letters, and of one in signs that are no words."""
        for letters, place in self._dotted:
            if any(each in letters and len(letters) <= len(each) + 1 for each in sought.initials):
                yield place
        yield from (place for letters, place in self._bare if letters in sought.bare_initials)
        yield from (place for letters, place in self._labelled if letters in sought.initials)
        for letters, place in self._spaced:
            if any(word in letters for word in sought.spelt_out):
                yield place
        if sought.signs:
            yield from (place for _, place in self._matches(re.compile(sought.signs)))

    @cached_property
    def _dotted(self) -> list[tuple[str, Place]]:
        return [(without_stops(found), place) for found, place in self._matches(DOTTED)]

    @cached_property
    def _bare(self) -> list[tuple[str, Place]]:
        return [(without_stops(found), place) for found, place in self._matches(BARE)]

    @cached_property
    def _labelled(self) -> list[tuple[str, Place]]:
        return [(ENDS.findall(found)[-1], place) for found, place in self._matches(LABELLED)]

    @cached_property
    def _spaced(self) -> list[tuple[str, Place]]:
        return [(NO_LETTER.sub("", found).lower(), place) for found, place in self._matches(SPACED)]

    def _matches(self, pattern: re.Pattern[str]) -> Iterator[tuple[str, Place]]:
        reading = self.text.split
        for found in pattern.finditer(reading.cased):
            yield found[0], Place(reading, found.start(), found.end())

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
    heads: list[str] = [word[0] for word in re.findall(r"[^\W_]+", place.cased)]
    if term.capitals == "all":
        return place.cased.isupper()
    if term.capitals == "head":
        return heads[0].isupper()
    if term.capitals == "last":
        return heads[-1].isupper() or bool(IN_ADDRESS.search(place.token))
    return term.capitals == "any" or all(head.isupper() for head in heads)


@lru_cache(maxsize=262144)
def stem(word: str) -> str:
    """Return a word of a role without plural and gender, in English and French."""
    bare = word.removesuffix("s") if len(word) > SHORTEST_STEM else word
    for feminine, masculine in FEMININE:
        if bare.endswith(feminine) and len(bare) > len(feminine) + 1:
            return bare.removesuffix(feminine) + masculine
    return bare.removesuffix("e") if len(bare) > SHORTEST_STEM else bare


KEYS: dict[str, Callable[[str], str]] = {"sound": sound, "consonants": consonants, "stem": stem}
