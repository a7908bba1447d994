"""What is common or public already, in all events and in one; and so what to look for of each person.

Common are words and phrases that this project itself writes in small letters.
"""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from gcm_analysis import paths
from gcm_analysis.evidence.attribution import NAMED, Person, Rules, roster
from gcm_analysis.evidence.missing import words_of
from gcm_analysis.privacy import names, public
from gcm_analysis.privacy.countries import country_names, longer_names
from gcm_analysis.privacy.folding import NO_LETTER, cased, folded
from gcm_analysis.privacy.letters import HAN, split_name
from gcm_analysis.privacy.public import PublicCells, public_cells, table_rows
from gcm_analysis.privacy.terms import Sought, Term, body_terms, country_terms, only_role_terms, role_terms

ADDRESS = re.compile(r"https?://\S+|\S+@\S+")  # a web address may contain any name in small letters
KINDS = (".py", ".po", ".html", ".css", ".scss", ".typ", ".lua", ".ipynb")
SMALL = re.compile(r"(?<!\S)[a-z][a-z0-9]*(?!\S)")
SHORTEST_SIGNS = 3  # of a part of a name that is looked for alone


@dataclass(frozen=True)
class Common:
    """Text; a word or phrase that is in it in small letters is common."""

    text: str

    def __contains__(self, phrase: object) -> bool:
        return f" {phrase} " in self.text if " " in str(phrase) else phrase in self._words

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(SMALL.findall(self.text))


@lru_cache(maxsize=1)  # the same for every report of a run, and slow
def _common(text: str) -> Common:
    spaced = NO_LETTER.sub(" ", cased(ADDRESS.sub(" ", text)))
    return Common(f" {' '.join(spaced.split())} ")


@dataclass(frozen=True)
class Background:
    """The texts of this project, and the data that all events share, in the folder `data`."""

    data: Path

    @cached_property
    def cells(self) -> PublicCells:
        return public_cells(self._shared)

    @cached_property
    def common(self) -> Common:
        return _common(self._texts)

    @cached_property
    def abbreviations(self) -> frozenset[str]:
        return frozenset(map(names.without_stops, names.DOTTED.findall(self._texts)))

    @cached_property
    def acronyms(self) -> frozenset[str]:
        return frozenset(names.ACRONYM.findall(self._texts))

    @property
    def sources(self) -> list[dict[str, str]]:
        return table_rows(self.data / "sources.csv")

    @cached_property
    def names_of_countries(self) -> dict[str, tuple[str, ...]]:
        """The names of countries that the data write otherwise than Babel, by code."""
        rows = table_rows(self.data / "countries.csv")
        return {row["iso3"]: tuple(filter(None, (row["name_en"], row["name_fr"]))) for row in rows}

    @cached_property
    def _shared(self) -> list[str]:
        return public.shared_texts(self.data)

    @cached_property
    def _texts(self) -> str:
        """The shared data, code, messages, templates and notebooks."""
        files = [path for path in paths.PACKAGE.rglob("*") if path.suffix in KINDS]
        files += (self.data.parent / "notebooks").glob("*.ipynb")
        return "\n".join([*self._shared, *(path.read_text(encoding="utf-8") for path in sorted(files))])


@dataclass(frozen=True)
class EventKnowledge:
    """An event by its name: its people, and what is public of it."""

    rules: Rules
    event: str
    background: Background

    @property
    def folder(self) -> Path:
        return paths.event(self.background.data, self.event)

    @cached_property
    def people(self) -> tuple[Sought, ...]:
        """Everybody of whom something is hidden, and what to look for of them."""
        return tuple(map(self.sought, self._roster))

    @cached_property
    def _roster(self) -> tuple[Person, ...]:
        return roster(self.rules)

    def sought(self, person: Person) -> Sought:
        """Return what to look for of a person: of what the rule hides."""
        known = self.background
        name = person.name if "name" in person.hidden else ""
        return Sought(
            person,
            self._terms(person),
            names.initials_of(name) - known.abbreviations,
            names.bare_initials_of(name) - self._acronyms,
            names.spelt_out(name, known.common),
            _signs(name),
        )

    def _terms(self, person: Person) -> tuple[Term, ...]:
        common, further = self.background.common, self.background.names_of_countries.get(person.country, ())
        countries = tuple(country_terms(person.country, common, further)) if person.country else ()
        bodies = tuple(term for body in person.bodies for term in body_terms(body, common))
        roles = (term for role in person.roles for term in role_terms(role, common, (*bodies, *countries)))
        name = names.name_terms(person.name, common)
        found = {"name": name, "body": bodies, "country": countries, "role": roles}
        return tuple(dict.fromkeys(term for kind in found if kind in person.hidden for term in found[kind]))

    def by_role(self, person: Person) -> Sought:
        """Return what identifies a person in their own notes by a role that nobody else of the event has."""
        alone = [role for role in dict.fromkeys(person.roles) if self._roles[folded(role)] == 1]
        terms = tuple(term for role in alone for term in only_role_terms(role))
        return Sought(person, terms if "role" in person.hidden else ())

    @cached_property
    def _roles(self) -> Counter[str]:
        """The number of people of the roster with each role; a name that is there twice is one of them."""
        roles = {
            (folded(person.name) or person.where, folded(role))
            for person in self._roster
            for role in person.roles
        }
        return Counter(role for _, role in roles)

    def is_short_for(self, code: str, column: str, person: Person) -> bool:
        """Return whether an id or code in a column is short for the name of a person."""
        common, acronyms = self.background.common, self._acronyms
        return "name" in person.hidden and names.is_short_for(code, column, person.name, common, acronyms)

    @cached_property
    def _acronyms(self) -> frozenset[str]:
        """Capitals that are no initials, also from the names of bodies."""
        named = (text for _, words in words_of(self.rules.event.organisers) for text in (words.en, words.fr))
        bodies = (body for person in self._roster for body in person.bodies)
        return self.background.acronyms.union(
            names.ACRONYM.findall("\n".join((*filter(None, named), *bodies)))
        )

    def public(self, term: Term) -> tuple[PublicCells, ...]:
        """Return the public cells that excuse a term.

        A name is excused only by what all events share, by the place of the event, or by an event that names its people.
        """
        names_people = self.rules.event.attribution == NAMED
        own = self._announced if term.kind != "name" or names_people else self._place
        return self.background.cells, own

    @cached_property
    def _place(self) -> PublicCells:
        """City and country: as half a name they would be found in every report."""
        city, country = self.rules.event.city, self.rules.event.country
        named = filter(None, (city.en, city.fr)) if city else ()
        return public_cells([*named, *(country_names(country) if country else ())])

    @cached_property
    def _announced(self) -> PublicCells:
        """The event's description and record. A country whose name is part of another's is not announced by the other."""
        codes = {person.country for person in self._roster if person.country}
        named = (folded(name) for code in codes for name in country_names(code))
        others = [other for name in named for other in longer_names(name)]
        described, recorded = public.described_texts(self.rules.event), public.recorded_texts(self.folder)
        return public_cells([*described, *recorded, *others])


def _signs(name: str) -> str:
    """Return a pattern of a name in Chinese, Japanese or Korean; between points, each part may be found alone."""
    parts = [part for part in split_name(name) if HAN.search(part)]
    alone = [part for part in parts if len(part) >= SHORTEST_SIGNS] if len(parts) > 1 else []
    between = r"[\s·]?"
    return "|".join(between.join(map(re.escape, cased(text))) for text in ("".join(parts), *alone) if text)
