"""How a name may be written: in any order, with umlauts or without, by initials, in another alphabet.

A single word of a name is looked for unless it is short, or common: a word that this project itself writes in small
letters, in its code, its messages, its shared data. Such a word is looked for beside another word of the name, an initial
or a form of address.
"""

from collections.abc import Container, Iterator
from itertools import permutations
from unicodedata import normalize

from gcm_analysis.privacy.countries import all_names
from gcm_analysis.privacy.folding import folded, folded_joined
from gcm_analysis.privacy.initials import heads
from gcm_analysis.privacy.letters import FOREIGN, VOWELLESS, consonants, sound
from gcm_analysis.privacy.name_words import (
    ADDRESSES,
    PREFIXES,
    NameWord,
    closed_up,
    name_words,
    tied,
    two_parts,
    with_particles,
)
from gcm_analysis.privacy.terms import SHORTEST_WORD, Term, with_plural

SHORTEST_SOUND = 5  # letters of a sound, or consonants of a name, that are looked for
SHORTEST_REST = 3  # letters of a name behind a particle that is written as one with it
LONG_HALF = 6  # letters of half a family's name that is looked for in small letters too
UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"}
BARE = {"ae": "a", "oe": "o", "ue": "u", "aa": "a"}


def name_terms(name: str, common: Container[str]) -> Iterator[Term]:
    """Give the terms of a name."""
    words = name_words(name)
    spellings = [_spellings(word.text) for word in words]
    for order in _orders(len(words)):
        yield with_plural("name", [spellings[n] for n in order])
    telling = [n for n, word in enumerate(words) if word.telling]
    for one, other in permutations(telling if len(telling) > 1 else range(len(words)), 2):
        yield from _pair(spellings[one], spellings[other])
    for n in telling:
        others = [word for place, word in enumerate(words) if place != n]
        yield from _alone(words[n], spellings[n], common)
        yield from _beside(spellings[n], heads(others))
        yield from _behind_particle(spellings[n], common)
    yield from (with_plural("name", [_spellings(word.text) for word in part]) for part in tied(words))
    runs = map(closed_up, (*tied(words), *with_particles(words), *two_parts(words)))
    closed = [text for text in dict.fromkeys(runs) if len(text) >= SHORTEST_WORD and text not in common]
    yield from (with_plural("name", [frozenset((text,))]) for text in closed)
    yield from _by_sound([*(words[n].text for n in telling), *closed])


def spelt_out(name: str, common: Container[str]) -> frozenset[str]:
    """Return the words of a name that are looked for letter by letter, as in “Q u i m b y”."""
    telling = [word.text for word in name_words(name) if word.telling]
    return frozenset().union(*(_sure(_spellings(text), common) for text in telling))


def _orders(number: int) -> list[tuple[int, ...]]:
    """Return the orders in which a name is written: the family's name, of one word or more, last or first."""
    return [tuple(range(start, number)) + tuple(range(start)) for start in range(number if number > 1 else 0)]


def _spellings(word: str) -> frozenset[str]:
    """Return how a word of a name may be written: with umlauts and without."""
    spelt, bare = normalize("NFC", word).lower(), folded(word)
    for letter, letters in UMLAUTS.items():
        spelt = spelt.replace(letter, letters)
    for letters, letter in BARE.items():
        bare = bare.replace(letters, letter)
    return frozenset({folded(word), folded_joined(word), folded(spelt), bare})


def _pair(one: frozenset[str], other: frozenset[str]) -> Iterator[Term]:
    yield with_plural("name", [one, other], middle=True)
    yield Term("name", (frozenset(a + b for a in one for b in other if " " not in a + b),))


def _sure(spellings: frozenset[str], common: Container[str]) -> frozenset[str]:
    return frozenset(word for word in spellings if len(word) >= SHORTEST_WORD and word not in common)


def _alone(word: NameWord, spellings: frozenset[str], common: Container[str]) -> Iterator[Term]:
    """Give a word of a name by itself, unless it is short or common.

    Half a name is rather an ordinary word, as in Ki-moon or Marie-Claire, and needs its capital unless it is long; a
    country that is half a name is the country.
    """
    sure = _sure(spellings, common)
    if sure and not (word.half and sure & all_names()):
        small = not word.half or (not word.given and len(min(sure, key=len)) >= LONG_HALF)
        yield with_plural("name", [sure], capitals="any" if small else "last")


def _beside(spellings: frozenset[str], initials: frozenset[str]) -> Iterator[Term]:
    """Give a word of a name, however short or common, with a form of address or initials."""
    for first in (ADDRESSES, initials) if initials else (ADDRESSES,):
        yield with_plural("name", [first, spellings], capitals="first", middle=True)
    if initials:
        yield with_plural("name", [spellings, initials], capitals="first")


def _behind_particle(spellings: frozenset[str], common: Container[str]) -> Iterator[Term]:
    """Give a name that is written as one with its particle in two words: Almaktoum as Al Maktoum."""
    cut = [
        (particle, word.removeprefix(particle))
        for word in spellings
        for particle in PREFIXES
        if word.startswith(particle) and len(word) >= len(particle) + SHORTEST_REST
    ]
    rests = {rest: particle for particle, rest in cut if not (rest in common or rest in all_names())}
    if rests:
        yield with_plural("name", [frozenset(rests.values()), frozenset(rests)], capitals="last")


def _by_sound(words: list[str]) -> Iterator[Term]:
    """Give what a name sounds like, for texts in another alphabet, or for all where the name is written in one."""
    foreign, vowelless = (any(letters.search(word) for word in words) for letters in (FOREIGN, VOWELLESS))
    words = [folded_joined(word) for word in words]
    for word in words:
        if len(sound(word)) >= SHORTEST_SOUND:
            yield Term("name", (frozenset((word,)),), key="sound", foreign=foreign)
    for one, other in permutations(words, 2):
        pair = (frozenset((one,)), frozenset((other,)))
        yield Term("name", pair, key="sound", foreign=foreign)
        if len(consonants(one) + consonants(other)) >= SHORTEST_SOUND:
            yield Term("name", pair, key="consonants", foreign=vowelless)
