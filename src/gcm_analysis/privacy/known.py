"""What everybody may know: what is common and what is public, for all events and for one."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from gcm_analysis import paths
from gcm_analysis.evidence.attribution import NAMED, Person, Rules, roster
from gcm_analysis.evidence.missing import words_of
from gcm_analysis.privacy.affiliations import only_role_terms
from gcm_analysis.privacy.common import Common, common_words, project_texts
from gcm_analysis.privacy.countries import country_names, longer_names
from gcm_analysis.privacy.folding import folded
from gcm_analysis.privacy.initials import ACRONYM, DOTTED, without_stops
from gcm_analysis.privacy.public import (
    PublicCells,
    described_texts,
    further_names,
    public_cells,
    recorded_texts,
    shared_texts,
    table_rows,
)
from gcm_analysis.privacy.short import is_short_for
from gcm_analysis.privacy.terms import Term
from gcm_analysis.privacy.wanted import Wanted, wanted


@dataclass(frozen=True)
class Background:
    """What this project writes itself, and the data that all events share, in the folder `data`."""

    data: Path

    @cached_property
    def shared(self) -> list[str]:
        return shared_texts(self.data)

    @cached_property
    def cells(self) -> PublicCells:
        return public_cells(self.shared)

    @cached_property
    def common(self) -> Common:
        return common_words(self._texts)

    @cached_property
    def abbreviations(self) -> frozenset[str]:
        return frozenset(map(without_stops, DOTTED.findall(self._texts)))

    @cached_property
    def acronyms(self) -> frozenset[str]:
        return frozenset(ACRONYM.findall(self._texts))

    @property
    def sources(self) -> list[dict[str, str]]:
        return table_rows(self.data / "sources.csv")

    @cached_property
    def _texts(self) -> str:
        return "\n".join([*self.shared, *project_texts(self.data.parent / "notebooks")])

    @cached_property
    def names_of_countries(self) -> dict[str, tuple[str, ...]]:
        return further_names(self.data)


@dataclass(frozen=True)
class Known:
    """What is known of an event, given by its name, besides its people."""

    rules: Rules
    event: str
    background: Background

    @property
    def folder(self) -> Path:
        return paths.event(self.background.data, self.event)

    @cached_property
    def people(self) -> tuple[Wanted, ...]:
        """Everybody of whom something is hidden, and what to look for of them."""
        return tuple(self.wanted(person) for person in roster(self.rules))

    def wanted(self, person: Person) -> Wanted:
        known = self.background
        names = known.names_of_countries.get(person.country, ())
        return wanted(person, known.common, names, known.abbreviations, known.acronyms | self._of_bodies)

    def by_role(self, person: Person) -> Wanted:
        """Return what, in the person's own notes, tells of them by a role that nobody else of the event has."""
        alone = [role for role in dict.fromkeys(person.roles) if self._roles[folded(role)] == 1]
        terms = tuple(term for role in alone for term in only_role_terms(role))
        return Wanted(
            person, terms if "role" in person.hidden else (), frozenset(), frozenset(), frozenset(), ""
        )

    @cached_property
    def _roles(self) -> Counter[str]:
        """How many people of the roster have a role; a name that stands twice is one of them."""
        roles = {
            (folded(person.name) or person.where, folded(role))
            for person in roster(self.rules)
            for role in person.roles
        }
        return Counter(role for _, role in roles)

    def is_short_for(self, code: str, column: str, person: Person) -> bool:
        """Tell whether an id or code in a column is short for the name of a person."""
        known = self.background
        return "name" in person.hidden and is_short_for(
            code, column, person.name, known.common, known.acronyms | self._of_bodies
        )

    @cached_property
    def _of_bodies(self) -> frozenset[str]:
        """What is in capitals in the names of bodies is no initials."""
        organisers = (
            text for _, words in words_of(self.rules.event.organisers) for text in (words.en, words.fr)
        )
        bodies = [body for person in roster(self.rules) for body in person.bodies]
        return frozenset(ACRONYM.findall("\n".join([*filter(None, organisers), *bodies])))

    def public(self, term: Term) -> tuple[PublicCells, ...]:
        """Return the public cells that excuse a term.

        A name is excused only by what all events share, by the place of the event, or by an event that names its people.
        """
        names_people = self.rules.event.attribution == NAMED
        own = self._told if term.kind != "name" or names_people else self._place
        return self.background.cells, own

    @cached_property
    def _place(self) -> PublicCells:
        """City and country: as half a name they would stand in every report."""
        event = self.rules.event
        return public_cells([*filter(None, (event.city.en, event.city.fr)), *country_names(event.country)])

    @cached_property
    def _told(self) -> PublicCells:
        """The event's description and record. A country whose name is part of another's is not told by the other."""
        codes = {person.country for person in roster(self.rules) if person.country}
        others = [
            other for code in codes for name in country_names(code) for other in longer_names(folded(name))
        ]
        return public_cells([*described_texts(self.rules.event), *recorded_texts(self.folder), *others])
