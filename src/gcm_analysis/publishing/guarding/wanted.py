"""What to look for of a person: of what the rule hides."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from gcm_analysis.evidence.attribution import Person
from gcm_analysis.publishing.guarding.affiliations import body_terms, country_terms, role_terms
from gcm_analysis.publishing.guarding.common import Common
from gcm_analysis.publishing.guarding.folding import cased
from gcm_analysis.publishing.guarding.names import initials_of, name_terms
from gcm_analysis.publishing.guarding.scripts import HAN
from gcm_analysis.publishing.guarding.terms import Term


class Wanted(NamedTuple):
    """A person, and what to look for: terms, initials, and a name of signs that are no words, as a pattern."""

    person: Person
    terms: tuple[Term, ...]
    initials: frozenset[str]
    signs: str


def wanted(person: Person, common: Common, country: Iterable[str], abbreviations: frozenset[str]) -> Wanted:
    """Return what to look for of a person.

    `country` are further names of the person's country, `abbreviations` are initials that mean something else.
    """
    name = person.name if "name" in person.hidden else ""
    signs = r"\s?".join(map(re.escape, cased(name).replace(" ", ""))) if HAN.search(name) else ""
    return Wanted(person, _terms(person, common, country), initials_of(name) - abbreviations, signs)


def _terms(person: Person, common: Common, names: Iterable[str]) -> tuple[Term, ...]:
    countries = tuple(country_terms(person.country, common, names)) if person.country else ()
    bodies = tuple(term for body in person.bodies for term in body_terms(body, common))
    roles = (term for role in person.roles for term in role_terms(role, common, (*bodies, *countries)))
    found = {"name": name_terms(person.name, common), "body": bodies, "country": countries, "role": roles}
    return tuple(dict.fromkeys(term for kind in found if kind in person.hidden for term in found[kind]))
