"""How a name may be written: in any order, with umlauts or without, by initials, in another alphabet.

A single word of a name is looked for unless it is short, or common: a word that this project itself writes in small
letters, in its code, its messages, its shared data. Such a word is looked for beside another part of the name, an initial
or a form of address.
"""

import re
from collections.abc import Iterator
from itertools import permutations
from unicodedata import normalize

from gcm_analysis.publishing.guarding.common import Common
from gcm_analysis.publishing.guarding.folding import folded, folded_joined
from gcm_analysis.publishing.guarding.scripts import FOREIGN, VOWELLESS, consonants, sound
from gcm_analysis.publishing.guarding.terms import SHORTEST_WORD, Term, with_plural

SHORTEST_SOUND = 5  # letters of a sound, or consonants of a name, that are looked for
UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"}
BARE = {"ae": "a", "oe": "o", "ue": "u", "aa": "a"}
# Words of many names, by which nobody is known.
PARTICLES = frozenset((
    "a", "abu", "af", "al", "bin", "bint", "d", "da", "dal", "das", "de", "del", "della", "den", "der", "des", "di", "do",
    "dos", "du", "e", "el", "ibn", "la", "las", "le", "les", "los", "mac", "mc", "of", "san", "santa", "st", "ten", "ter",
    "the", "und", "van", "vom", "von", "y", "zu", "zum", "zur",
))  # fmt: skip
ADDRESSES = frozenset((
    "dr", "he", "lady", "lord", "m", "madam", "madame", "me", "miss", "mlle", "mme", "monsieur", "mr", "mrs", "ms", "mx",
    "prof", "professor", "sir",
))  # fmt: skip
SMALL = PARTICLES | ADDRESSES
DOTTED = re.compile(r"(?<!\w)[A-Z]\.(?:[\s-]?[A-Z]\.)+")


def name_terms(name: str, common: Common) -> Iterator[Term]:
    """Give the terms of a name."""
    parts = [part for part in name.split() if folded(part)]
    spellings = [_spellings(part) for part in parts]
    told = _told(parts)
    for order in _orders(len(parts)):
        yield with_plural("name", [spellings[n] for n in order])
    for one, other in permutations(told, 2):
        yield with_plural("name", [spellings[one], spellings[other]], middle=True)
        yield Term(
            "name", (frozenset(a + b for a in spellings[one] for b in spellings[other] if " " not in a + b),)
        )
    for n in told:
        yield from _alone(spellings[n], [parts[other] for other in told if other != n], common)
    yield from _by_sound([parts[n] for n in told])


def initials(dotted: str) -> str:
    """Return initials without their full stops."""
    return "".join(letter for letter in dotted if letter.isalpha())


def initials_of(name: str) -> frozenset[str]:
    """Return the initials of a name, those of its middle parts too, and those of its first and last part."""
    parts = [part for part in name.split() if folded(part)]
    told = _told(parts)
    kept = [n for n in range(told[0], len(parts)) if n in told or len(folded(parts[n])) == 1] if told else []
    heads = [word[0].upper() for n in kept for word in folded(parts[n]).split()]
    return frozenset({"".join(heads), heads[0] + heads[-1]} if len(heads) > 1 else ())


def _told(parts: list[str]) -> list[int]:
    """Return which parts of a name tell who it is: no particle, address or initial, unless there are no two others."""
    words = [folded(part).split() for part in parts]
    telling = [n for n, each in enumerate(words) if any(len(word) > 1 and word not in SMALL for word in each)]
    return telling if len(telling) > 1 else list(range(len(parts)))


def _orders(number: int) -> list[tuple[int, ...]]:
    """Return the orders in which a name is written: the family's name, of one part or more, last or first."""
    return [tuple(range(start, number)) + tuple(range(start)) for start in range(number if number > 1 else 0)]


def _spellings(part: str) -> frozenset[str]:
    """Return how a part of a name may be written: with its hyphen or apostrophe and without, and without umlauts."""
    spelt, bare = normalize("NFC", part).lower(), folded(part)
    for letter, letters in UMLAUTS.items():
        spelt = spelt.replace(letter, letters)
    for letters, letter in BARE.items():
        bare = bare.replace(letters, letter)
    return frozenset({folded(part), folded_joined(part), folded(spelt), bare})


def _alone(spellings: frozenset[str], others: list[str], common: Common) -> Iterator[Term]:
    """Give a part of a name by itself; if it is short or common, only with an initial or a form of address."""
    sure = frozenset(word for word in spellings if len(word) >= SHORTEST_WORD and word not in common)
    if sure:
        yield with_plural("name", [sure])
    rest = spellings - sure
    if rest:
        for initial in {folded(other)[0] for other in others}:
            yield with_plural("name", [frozenset((initial,)), rest], capitals="first")
            yield with_plural("name", [rest, frozenset((initial,))], capitals="first")
        yield with_plural("name", [ADDRESSES, rest], capitals="first")


def _by_sound(parts: list[str]) -> Iterator[Term]:
    """Give what a name sounds like, for texts in another alphabet, or for all where the name is written in one."""
    foreign, vowelless = (any(letters.search(part) for part in parts) for letters in (FOREIGN, VOWELLESS))
    words = [folded_joined(part) for part in parts]
    for word in words:
        if len(sound(word)) >= SHORTEST_SOUND:
            yield Term("name", (frozenset((word,)),), key="sound", foreign=foreign)
    for one, other in permutations(words, 2):
        pair = (frozenset((one,)), frozenset((other,)))
        yield Term("name", pair, key="sound", foreign=foreign)
        if len(consonants(one) + consonants(other)) >= SHORTEST_SOUND:
            yield Term("name", pair, key="consonants", foreign=vowelless)
