"""Finds terms in a text: first whether their words occur at all, then whether they are in a row."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from gcm_analysis.privacy.folding import NO_LETTER, Reading, Readings
from gcm_analysis.privacy.letters import consonants, sound
from gcm_analysis.privacy.names import BARE, DOTTED, LABELLED, without_stops
from gcm_analysis.privacy.terms import Identifiers, Term

NEAR = 60  # letters between a role and its body or country
FEMININE = (
    ("trice", "teur"), ("euse", "eur"), ("iere", "ier"), ("ienne", "ien"), ("enne", "en"), ("onne", "on"),
    ("ive", "if"), ("elle", "el"), ("woman", "man"), ("women", "man"), ("men", "man"), ("person", "man"), ("ee", ""),
)  # fmt: skip
SHORTEST_STEM = 4
FAR = 200  # letters of an address before and after a word in it
TOKEN_ENDS = re.compile(r"[\s<>\"'()\[\]{},;=]")
# The address of a file or a page, in which names are in small letters.
IN_ADDRESS = re.compile(r"[@_]|\.[a-z]\w{1,4}(?:$|[/?#])")
SPACED = re.compile(r"(?<![^\W_])[^\W\d_](?:[\W_]{1,3}[^\W\d_]){3,}(?![^\W_])")
ENDS = re.compile(r"[A-Z]{2,5}")


@dataclass(frozen=True)
class Place:
    """Where a term is: in which reading, from where to where."""

    reading: Reading
    start: int
    end: int

    @property
    def cased(self) -> str:
        return self.reading.cased[self.start : self.end]

    @property
    def token(self) -> str:
        """The text around it, up to the next space, quotation mark, bracket or the like."""
        text = self.reading.cased
        before, after = text[max(0, self.start - FAR) : self.start], text[self.end : self.end + FAR]
        return TOKEN_ENDS.split(before)[-1] + self.cased + TOKEN_ENDS.split(after)[0]


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
                if not term.near or next(self.near(place, term), None):
                    yield place

    def _in_reading(self, reading: Reading, term: Term) -> list[Place]:
        key = (id(reading), term)
        if key not in self._found:
            self._found[key] = [place for place in self._rows(reading, term) if _has_capitals(place, term)]
        return self._found[key]

    def _rows(self, reading: Reading, term: Term) -> Iterator[Place]:
        words = []
        for alternatives in term.words:
            spelt = self._spelt(reading, term, alternatives)
            if not spelt:
                return  # most terms end here, at their first word
            words.append(spelt)
        between = r" +(?:[a-z] +)?" if term.middle else " +"
        for found in re.finditer(_pattern(words, between), reading.plain):
            yield Place(reading, found.start() + 1, found.end())

    def signs(self, person: Identifiers) -> Iterator[Place]:
        """Yield every place of a person's initials, of a name in single letters, and of one in signs that are no words."""
        dotted, bare, labelled, spaced = self._letters
        for letters, place in dotted:
            if any(each in letters and len(letters) <= len(each) + 1 for each in person.initials):
                yield place
        yield from (place for letters, place in bare if letters in person.bare_initials)
        yield from (place for letters, place in labelled if letters in person.initials)
        for letters, place in spaced:
            if any(word in letters for word in person.spelt_out):
                yield place
        if person.signs:
            yield from (place for _, place in self._matches(re.compile(person.signs)))

    @cached_property
    def _letters(self) -> list[list[tuple[str, Place]]]:
        """Letters that may be initials or a name: with full stops, without, marked as a speaker's, spaced out."""
        return [
            [(letters_of(found), place) for found, place in self._matches(pattern)]
            for pattern, letters_of in (
                (DOTTED, without_stops),
                (BARE, without_stops),
                (LABELLED, lambda found: str(ENDS.findall(found)[-1])),
                (SPACED, lambda found: NO_LETTER.sub("", found).lower()),
            )
        ]

    def _matches(self, pattern: re.Pattern[str]) -> Iterator[tuple[str, Place]]:
        reading = self.text.split
        for found in pattern.finditer(reading.cased):
            yield found[0], Place(reading, found.start(), found.end())

    def _spelt(self, reading: Reading, term: Term, alternatives: frozenset[str]) -> set[str]:
        """Return the spellings of a word of a term in the text."""
        if term.key == "spelling":
            phrases = (phrase for phrase in alternatives if " " in phrase)
            return {
                *reading.words & alternatives,
                *(each for each in phrases if reading.words.issuperset(each.split())),
            }
        index = self._index(reading, term)
        return set().union(*(index.get(KEYS[term.key](word), ()) for word in alternatives))

    def _index(self, reading: Reading, term: Term) -> dict[str, set[str]]:
        """Return the words of the text by their sound, consonants or stem."""
        key = (id(reading), term.key, term.foreign)
        if key not in self._indexes:
            index = self._indexes[key] = {}
            every_word = term.key == "stem" or term.foreign
            in_another_alphabet = self.text.foreign if term.key == "sound" else self.text.vowelless
            for word in reading.words if every_word else in_another_alphabet:
                index.setdefault(KEYS[term.key](word), set()).add(word)
        return self._indexes[key]

    def near(self, place: Place, term: Term) -> Iterator[Place]:
        """Yield the places, near a place of a term, of those terms that make it identify a person."""
        for other in term.near:
            for found in self._in_reading(place.reading, other):
                if found.start - place.end < NEAR and place.start - found.end < NEAR:
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
