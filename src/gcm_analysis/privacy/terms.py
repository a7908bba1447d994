"""What to look for of a person: terms, which are words in a row that identify them, each in all its spellings.

This has the terms of bodies, countries and roles. Many people have a role of few words: it is looked for only near the
person's body or country.
"""

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from gcm_analysis.evidence.attribution import Person
from gcm_analysis.privacy.countries import adjectives, country_names
from gcm_analysis.privacy.folding import folded

Kind = Literal["name", "role", "body", "country"]
Key = Literal["spelling", "sound", "consonants", "stem"]  # how words are compared
# Where capitals are needed: nowhere, at the head of each word, of the first one, of the last one, throughout.
Capitals = Literal["any", "first", "head", "last", "all"]
SHORTEST_WORD = 4  # letters of a word that is looked for alone


@dataclass(frozen=True)
class Term:
    """Words in a row; at each place one of several spellings. `near`: only near one of these."""

    kind: Kind
    words: tuple[frozenset[str], ...]
    key: Key = "spelling"
    capitals: Capitals = "any"
    middle: bool = False  # an initial may be between the words
    near: tuple["Term", ...] = ()
    foreign: bool = False  # a name in another alphabet: any word of a text may sound like it


class Identifiers(NamedTuple):
    """A person, and what identifies them: terms, initials, words letter by letter, a name of signs that are no words."""

    person: Person
    terms: tuple[Term, ...] = ()
    initials: frozenset[str] = frozenset()  # as they are looked for with full stops
    bare_initials: frozenset[str] = frozenset()  # and without
    spelt_out: frozenset[str] = frozenset()
    signs: str = ""  # a pattern


def with_plural(
    kind: Kind, places: Iterable[frozenset[str]], *, capitals: Capitals = "any", middle: bool = False
) -> Term:
    """Return a term of which the last word may be in the plural, or in the possessive written without its apostrophe."""
    *first, last = places
    plural = last | {word + ending for word in last for ending in ("s", "es")}
    return Term(kind, (*first, plural), capitals=capitals, middle=middle)


SPECIFIC_ROLE = 3  # words with a meaning, by which a role identifies a person
ARTICLES = frozenset(("the", "la", "le", "les", "l"))
OF_ONE = ARTICLES - {"les"}
ANYBODY = frozenset(("participant", "participante", "speaker", "intervenant", "intervenante"))
EMPTY = ARTICLES.union((
    "a", "an", "and", "at", "au", "aux", "d", "de", "des", "du", "en", "et", "for", "from", "in", "of", "on", "or", "ou",
    "par", "pour", "sur", "to", "un", "une", "with",
))  # fmt: skip
CUT = re.compile(r"[,;/()–—]| - ")
ACRONYM = re.compile(r"(?<!\w)[A-Z][A-Za-z]?[A-Z]{1,6}(?!\w)")


def body_terms(body: str, common: Container[str]) -> Iterator[Term]:
    """Yield the terms of a body: its name, the parts between commas and brackets, its acronym."""
    for part in dict.fromkeys((body, *CUT.split(body))):
        words = [word for word in folded(part).split() if word]
        while words and words[0] in ARTICLES:
            words = words[1:]
        phrase = " ".join(words)
        if phrase and phrase not in common and (len(words) > 1 or len(phrase) >= SHORTEST_WORD):
            yield with_plural("body", [frozenset((word,)) for word in words])
    for acronym in ACRONYM.findall(body):
        if acronym.lower() not in common:
            yield Term("body", (frozenset((acronym.lower(),)),), capitals="all")


def role_terms(role: str, common: Container[str], near: tuple[Term, ...]) -> Iterator[Term]:
    """Yield the term of a role; `near` are the terms of its bodies and its country."""
    words = folded(role).split()
    meaning = [word for word in words if word not in EMPTY]
    specific = len(meaning) >= SPECIFIC_ROLE and " ".join(words) not in common
    if words and (specific or near):
        places = tuple(frozenset((word,)) for word in words)
        yield Term("role", places, key="stem", near=() if specific else near)


def only_role_terms(role: str) -> Iterator[Term]:
    """Yield the term of a role that only one person has: at the head of a sentence, with an article in the singular."""
    words = folded(role).split()
    if words and words[0] not in ANYBODY:
        yield Term("role", (OF_ONE, *(frozenset((word,)) for word in words)), capitals="head")


def country_terms(code: str, common: Container[str], further: Iterable[str]) -> Iterator[Term]:
    """Yield the terms of a country: its names, its possible adjectives, its ISO 3166-1 alpha-3 code."""
    for name in dict.fromkeys((*country_names(code), *further)):
        words = folded(name).split()
        capitals: Capitals = "first" if " ".join(words) in common else "any"
        yield with_plural("country", [frozenset((word,)) for word in words], capitals=capitals)
        formed = frozenset(word for word in adjectives(name) if word not in common)
        if formed:
            yield Term("country", (formed,))
    if code.lower() not in common:
        yield Term("country", (frozenset((code.lower(),)),), capitals="all")
