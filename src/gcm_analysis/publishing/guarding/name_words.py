"""A name cut into its words, and which of them tell who it is."""

from collections.abc import Iterator
from typing import NamedTuple

from gcm_analysis.publishing.guarding.folding import folded, folded_joined
from gcm_analysis.publishing.guarding.separators import split_name

# Words of many names, by which nobody is known.
PARTICLES = frozenset((
    "a", "abd", "abdel", "abdul", "abu", "af", "ait", "al", "ap", "ar", "as", "at", "av", "az", "ben", "bin", "bint", "bou",
    "d", "da", "dal", "das", "de", "del", "della", "den", "der", "des", "di", "do", "dos", "du", "e", "el", "es", "ez",
    "fitz", "ibn", "l", "la", "las", "le", "les", "lo", "los", "m", "mac", "mc", "n", "o", "of", "ould", "ou", "san", "santa",
    "st", "sul", "t", "ten", "ter", "the", "und", "ul", "van", "vom", "von", "y", "zu", "zum", "zur",
))  # fmt: skip
ADDRESSES = frozenset((
    "dr", "frau", "he", "herr", "lady", "lord", "m", "madam", "madame", "me", "miss", "mlle", "mme", "monsieur", "mr",
    "mrs", "ms", "mx", "prof", "professor", "senor", "senora", "sir",
))  # fmt: skip


class NameWord(NamedTuple):
    """A word of a name. Half: a hyphen or the like ties it to another one that tells as much. Given: not of the family."""

    text: str
    part: int  # in which part between spaces it stands
    telling: bool  # tells who it is: no particle, form of address or initial
    half: bool
    given: bool


def name_words(name: str) -> list[NameWord]:
    """Return the words of a name; if none of them tells who it is, all do."""
    parts = [(part, split_name(part)) for part in name.split() if folded(part)]
    found = [
        word for number, (part, words) in enumerate(parts) for word in _words(number, part, words, len(parts))
    ]
    return found if any(word.telling for word in found) else [word._replace(telling=True) for word in found]


def _words(number: int, part: str, words: list[str], parts: int) -> Iterator[NameWord]:
    given = number == 0 and parts > 1 and not part.endswith(",") and not part.isupper()
    halves = sum(map(_tells, words)) > 1
    for word in words:
        if folded(word):
            yield NameWord(word, number, _tells(word), halves and _tells(word), given)


def _tells(word: str) -> bool:
    return len(folded(word)) > 1 and folded(word) not in PARTICLES | ADDRESSES


def closed_up(words: list[NameWord]) -> frozenset[str]:
    """Return what is written as one: words between hyphens or apostrophes, and a word with the particles before it."""
    found = {_closed(word for word in words if word.part == part) for part in {word.part for word in words}}
    before: list[NameWord] = []
    for word in words:
        before.append(word)
        if word.telling:
            found |= {_closed(before[start:]) for start in range(len(before) - 1)}
            before = []
    return frozenset(found) - {folded_joined(word.text) for word in words}


def _closed(words: "Iterator[NameWord] | list[NameWord]") -> str:
    return "".join(folded_joined(word.text).replace(" ", "") for word in words)
