"""What to look for of a person: of what the rule hides."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from gcm_analysis.evidence.attribution import Person
from gcm_analysis.privacy.affiliations import body_terms, country_terms, role_terms
from gcm_analysis.privacy.common import Common
from gcm_analysis.privacy.folding import cased
from gcm_analysis.privacy.initials import bare_initials_of, initials_of
from gcm_analysis.privacy.names import name_terms, spelt_out
from gcm_analysis.privacy.scripts import HAN
from gcm_analysis.privacy.separators import split_name
from gcm_analysis.privacy.terms import Term

SHORTEST_SIGNS = 3  # of a part of a name that is looked for alone


class Wanted(NamedTuple):
    """A person, and what to look for: terms, initials, words letter by letter, a name of signs that are no words."""

    person: Person
    terms: tuple[Term, ...]
    initials: frozenset[str]  # as they are looked for with full stops
    bare_initials: frozenset[str]  # and without
    spelt_out: frozenset[str]
    signs: str  # a pattern


def wanted(
    person: Person,
    common: Common,
    country: Iterable[str],
    abbreviations: frozenset[str],
    acronyms: frozenset[str],
) -> Wanted:
    """Return what to look for of a person.

    `country` are further names of the person's country; `abbreviations` are capitals with full stops that mean something
    else, `acronyms` those without.
    """
    name = person.name if "name" in person.hidden else ""
    return Wanted(
        person,
        _terms(person, common, country),
        initials_of(name) - abbreviations,
        bare_initials_of(name) - acronyms,
        spelt_out(name, common),
        _signs(name),
    )


def _signs(name: str) -> str:
    """Return a pattern of a name in Chinese, Japanese or Korean; between points, each part may stand alone."""
    parts = [part for part in split_name(name) if HAN.search(part)]
    alone = [part for part in parts if len(part) >= SHORTEST_SIGNS] if len(parts) > 1 else []
    between = r"[\s·]?"
    return "|".join(between.join(map(re.escape, cased(text))) for text in ("".join(parts), *alone) if text)


def _terms(person: Person, common: Common, names: Iterable[str]) -> tuple[Term, ...]:
    countries = tuple(country_terms(person.country, common, names)) if person.country else ()
    bodies = tuple(term for body in person.bodies for term in body_terms(body, common))
    roles = (term for role in person.roles for term in role_terms(role, common, (*bodies, *countries)))
    found = {"name": name_terms(person.name, common), "body": bodies, "country": countries, "role": roles}
    return tuple(dict.fromkeys(term for kind in found if kind in person.hidden for term in found[kind]))
