"""The names of a country in English and French, and the adjectives that can be formed from them.

Babel has no adjectives. They are formed from the stem of the name and the endings of both languages, which finds the
regular ones (a name in -ia gives -ian, -ien, -ienne) and not those that are words of their own.
"""

import re
from functools import cache

from babel import Locale

from gcm_analysis.evidence.countries import CODES, is_country, name_of, names_of
from gcm_analysis.evidence.event import LANGUAGES
from gcm_analysis.near import shared_start
from gcm_analysis.privacy.folding import folded

ENDINGS = (
    *("n", "an", "ian", "ean", "ese", "i", "ish", "er", "ic", "ite", "ander", "nese", "lese", "e"),
    *("ain", "aine", "ais", "aise", "ois", "oise", "ien", "ienne", "een", "eenne", "anne", "andais", "andaise"),
    *("in", "ine", "ite", "ole", "iote", "que", "ique", "ol", "olais", "olaise", "lais", "laise", "nais", "naise"),
)  # fmt: skip
SHORTEST_STEM = 4  # letters, where the name is cut
PARTS = re.compile(r"[()]")
KIND = re.compile("[(,*]")


def country_names(alpha3: str) -> tuple[str, ...]:
    """Return the names of a country in the languages of reports; a name in brackets is one of its own.

    Where an institution says the kind of state in brackets, the kind is no name: many countries are of it.
    """
    if not is_country(alpha3):
        return ()
    usual = [name_of(alpha3, code) for code in LANGUAGES]
    parts = [part.strip() for name in usual for part in PARTS.split(name)]
    others = [name for name in names_of(alpha3) if not KIND.search(name)]
    return tuple(dict.fromkeys(part for part in (*usual, *parts, *others) if part))


@cache
def all_names() -> frozenset[str]:
    """Return the names of all territories, folded."""
    territories = [str(name) for code in LANGUAGES for name in Locale(code).territories.values()]
    return frozenset(map(folded, (*territories, *(name for code in CODES for name in country_names(code)))))


def longer_names(name: str) -> frozenset[str]:
    """Return the names of other territories that contain a name as a word."""
    return frozenset(other for other in all_names() if f" {name} " in f" {other} " and other != name)


def adjectives(name: str) -> frozenset[str]:
    """Return the possible adjectives of a country and names of its people, folded, if its name is one word."""
    bare = folded(name)
    if " " in bare:
        return frozenset()
    cut = {bare.rstrip("aeiouy"), bare[:-1], bare.removesuffix("ie"), bare.removesuffix("ia")}
    long = {bare, *(stem for stem in cut if len(stem) >= SHORTEST_STEM)}
    forms = {stem + ending for stem in long for ending in ENDINGS}
    doubled = {f"{stem}{stem[-1]}{ending}" for stem in long for ending in ("an", "ian", "aine")}
    every = {word + plural for word in forms | doubled for plural in ("", "s")}
    return frozenset(word for word in every - all_names() if not _nearer_to_another(word, bare))


def _nearer_to_another(word: str, name: str) -> bool:
    """Return whether a word has a longer beginning in common with the name of another country."""
    return any(
        shared_start(word, other) > shared_start(word, name) for other in all_names() if other[:3] == word[:3]
    )
