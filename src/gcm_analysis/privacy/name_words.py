"""A name cut into its words, and which of them tell who it is."""

from collections.abc import Iterable, Iterator
from itertools import groupby, permutations
from operator import attrgetter
from typing import NamedTuple

from gcm_analysis.privacy.folding import folded, folded_joined
from gcm_analysis.privacy.letters import split_name

# Words of many names, by which nobody is known.
PARTICLES = frozenset((
    "a", "abu", "af", "al", "ar", "as", "bin", "bint", "d", "da", "dal", "das", "de", "del", "della", "den", "der", "des",
    "di", "do", "dos", "du", "e", "el", "ibn", "la", "las", "le", "les", "los", "mac", "mc", "of", "ould", "san", "santa",
    "st", "ten", "ter", "the", "ul", "und", "van", "vom", "von", "y", "zu", "zum", "zur",
))  # fmt: skip
# What else may be written as one with the word behind it.
PREFIXES = PARTICLES | {"abd", "abdel", "abdul", "ait", "ben", "bou", "fitz", "l", "m", "n", "o", "ou", "t"}
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


def tied(words: Iterable[NameWord]) -> list[list[NameWord]]:
    """Return the words that a hyphen or an apostrophe ties together."""
    return [part for part in _parts(words) if len(part) > 1]


def two_parts(words: Iterable[NameWord]) -> Iterator[list[NameWord]]:
    """Yield what stands between spaces with another such part that tells who it is."""
    telling = [part for part in _parts(words) if any(word.telling for word in part)]
    yield from ([*one, *other] for one, other in permutations(telling, 2))


def _parts(words: Iterable[NameWord]) -> list[list[NameWord]]:
    return [list(part) for _, part in groupby(words, key=attrgetter("part"))]


def with_particles(words: Iterable[NameWord]) -> Iterator[list[NameWord]]:
    """Yield each word that tells who it is with one or more of the particles before it."""
    before: list[NameWord] = []
    for word in words:
        before.append(word)
        if word.telling:
            yield from (before[start:] for start in range(len(before) - 1))
            before = []


def closed_up(words: Iterable[NameWord]) -> str:
    return "".join(folded_joined(word.text).replace(" ", "") for word in words)
