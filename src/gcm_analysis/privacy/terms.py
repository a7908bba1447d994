"""A term: words in a row by which a person would be known, each in all its spellings."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["name", "role", "body", "country"]
Key = Literal["spelling", "sound", "consonants", "stem"]  # how words are compared
Capitals = Literal[
    "any", "first", "head", "last", "all"
]  # of no word, of each, of the first one, the last one, throughout
SHORTEST_WORD = 4  # letters of a word that is looked for alone


@dataclass(frozen=True)
class Term:
    """Words in a row; at each place one of several spellings. `near`: only beside one of these."""

    kind: Kind
    words: tuple[frozenset[str], ...]
    key: Key = "spelling"
    capitals: Capitals = "any"
    middle: bool = False  # an initial may stand between the words
    near: tuple["Term", ...] = ()
    foreign: bool = False  # a name in another alphabet: any word of a text may sound like it


def with_plural(
    kind: Kind, places: Iterable[frozenset[str]], *, capitals: Capitals = "any", middle: bool = False
) -> Term:
    """Return a term of which the last word may be in the plural, or in the possessive written without its apostrophe."""
    *first, last = places
    plural = last | {word + ending for word in last for ending in ("s", "es")}
    return Term(kind, (*first, plural), capitals=capitals, middle=middle)
