"""What is common or public already, in all events and in one; and so what to look for of each person.

Common are words and phrases that this project itself writes in small letters. Public are cells of the shared data, the
event's description, its published record. A term is excused where it is in a public cell: the whole cell is around it, or
enough of it. Names are excused only by the data that all events share.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from gcm_analysis import paths
from gcm_analysis.evidence.attribution import NAMED, Person, Rules, roster, without_people
from gcm_analysis.evidence.countries import is_country
from gcm_analysis.evidence.csv_file import read_csv
from gcm_analysis.evidence.event import LANGUAGES, Event
from gcm_analysis.evidence.missing import words_of
from gcm_analysis.evidence.tables import TABLES
from gcm_analysis.near import shared_start
from gcm_analysis.privacy import names
from gcm_analysis.privacy.countries import country_names, longer_names
from gcm_analysis.privacy.folding import NO_LETTER, SPACES, Readings, cased, folded, readings
from gcm_analysis.privacy.letters import HAN, split_name
from gcm_analysis.privacy.matching import Place
from gcm_analysis.privacy.terms import (
    Identifiers,
    Term,
    body_terms,
    country_terms,
    only_role_terms,
    role_terms,
)

ADDRESS = re.compile(r"https?://\S+|\S+@\S+")  # a web address may contain any name in small letters
KINDS = (".py", ".po", ".html", ".css", ".scss", ".typ", ".lua", ".ipynb")
OF_NOTEBOOKS = ("*.ipynb", "*.po")
SMALL = re.compile(r"(?<!\S)[a-z][a-z0-9]*(?!\S)")
SHORTEST_SIGNS = 3  # of a part of a name that is looked for alone
CODES = re.compile(r"[A-Z]{3}(\|[A-Z]{3})*")
SIDE_BY_SIDE = tuple(
    (f"{one}_{code}", f"{two}_{code}")
    for code in LANGUAGES
    for one, two in (("role", "body"), ("body", "role"))
)
# Of the description, what was said behind closed doors. The rest was announced.
WRITTEN_AFTER = (
    "follow_up", "gaps", "accounts", "conclusions", "message", "attendance", "pictures", "acronyms", "acknowledgements",
)  # fmt: skip
FEWEST_AROUND = 30  # letters of a public cell around a term, where the cell is cut or interrupted
MOST_AROUND = 120


@dataclass(frozen=True)
class PublicCells:
    """Cells in both readings, one a line, words with one space between them."""

    split: str
    joined: str

    @cached_property
    def _whole(self) -> dict[str, frozenset[str]]:
        return {cells: frozenset(cells.split("\n")) for cells in (self.split, self.joined)}

    def excuse(self, text: Readings, place: Place, *, within: bool = False) -> bool:
        """Return whether a place is in a public cell; `within`: in one that says more."""
        cells = self.joined if text.is_joined(place.reading) else self.split
        letters = place.reading.plain
        term = _spaced(letters[place.start : place.end])
        if not within and term in self._whole[cells]:
            return True
        before = letters[max(0, place.start - MOST_AROUND) : place.start].replace(" ", "")
        after = letters[place.end : place.end + MOST_AROUND].replace(" ", "")
        found = _occurrences(cells, term)
        return any(_is_around(before, after, *around) for around in found if any(around))


def _spaced(text: str) -> str:
    return SPACES.sub(" ", text).strip()


def _occurrences(cells: str, term: str) -> Iterator[tuple[str, str]]:
    """Yield the letters before and after each occurrence of a term within its cell, however they are broken into words."""
    place = cells.find(term)
    while place >= 0:
        head, tail = cells.rfind("\n", 0, place) + 1, cells.find("\n", place)
        end = place + len(term)
        if cells[place - 1] in " \n" and cells[end] in " \n":
            yield cells[head:place].replace(" ", ""), cells[end:tail].replace(" ", "")
        place = cells.find(term, place + 1)


def _is_around(before: str, after: str, cell_before: str, cell_after: str) -> bool:
    left = shared_start(before[::-1], cell_before[::-1])
    right = shared_start(after, cell_after)
    return (left, right) == (len(cell_before), len(cell_after)) or left + right >= FEWEST_AROUND


def public_cells(texts: Iterable[str]) -> PublicCells:
    """Return texts as cells; a cell that is a list is one cell for each of its parts, too."""
    parts = dict.fromkeys(part for text in texts for part in (text, *text.split("|")) if part.strip())
    both = [readings(part) for part in parts]
    split, joined = (
        "\n".join({_spaced(getattr(each, name).plain) for each in both}) for name in ("split", "joined")
    )
    return PublicCells(f"\n{split}\n", f"\n{joined}\n")


def _described_texts(event: Event) -> list[str]:
    """Return the event's description without agreements and gaps; with people if it names them."""
    shown = without_people(event)
    words = (words for path, words in words_of(shown) if not is_written_after(path))
    return [
        *(text for each in words for text in (each.en, each.fr) if text),
        *(person.name for person in shown.people),
        *((*country_names(event.country), event.country) if event.country else ()),
    ]


def is_written_after(path: str) -> bool:
    """Return whether a text of the description, by its keys, is no announcement and makes nothing public."""
    return path.partition(".")[0] in WRITTEN_AFTER or path.endswith(".biography")


def record_rows(folder: Path) -> list[dict[str, str]]:
    """Return the rows of the event's published record, if there is one."""
    table = folder / "record.csv"
    return table_rows(table) if table.exists() else []


def table_rows(table: Path) -> list[dict[str, str]]:
    """Return the rows of a table by their columns; raises an `EvidenceError` where it can't be read."""
    (_, header), *rows = read_csv(table, table.name)
    return [dict.fromkeys(header, "") | dict(zip(header, row, strict=False)) for _, row in rows]


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
        """The names of countries that differ from Babel's, by code."""
        rows = table_rows(self.data / "countries.csv")
        return {row["iso3"]: tuple(filter(None, (row["name_en"], row["name_fr"]))) for row in rows}

    @cached_property
    def _shared(self) -> list[str]:
        """Every cell of the tables that all events share, and the names of the countries whose codes are there."""
        tables = sorted(self.data / table.file for table in TABLES.values() if "{event}" not in table.file)
        rows = [row for table in tables for row in table_rows(table)]
        # The countries of a statement are not printed, so that they make no name public.
        cells = {
            cell for row in rows for name, cell in row.items() if name != "iso3" or "statement_id" not in row
        }
        # A role and its body: a table of the report has them side by side.
        pairs = {
            f"{row[one]} {row[two]}" for row in rows for one, two in SIDE_BY_SIDE if one in row and two in row
        }
        codes = {
            code for cell in cells if CODES.fullmatch(cell) for code in cell.split("|") if is_country(code)
        }
        return [*sorted(cells | pairs), *(name for code in sorted(codes) for name in country_names(code))]

    @cached_property
    def _texts(self) -> str:
        """The shared data, code, messages, templates and notebooks."""
        files = [path for path in paths.PACKAGE.rglob("*") if path.suffix in KINDS]
        files += [path for kind in OF_NOTEBOOKS for path in (self.data.parent / "notebooks").glob(kind)]
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
    def people(self) -> tuple[Identifiers, ...]:
        """Everybody of whom something is hidden, and what identifies them."""
        return tuple(map(self.identifiers, self._roster))

    @cached_property
    def _roster(self) -> tuple[Person, ...]:
        return roster(self.rules)

    def identifiers(self, person: Person) -> Identifiers:
        """Return what identifies a person, of what the rule hides."""
        known = self.background
        name = person.name if "name" in person.hidden else ""
        return Identifiers(
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

    def by_role(self, person: Person) -> Identifiers:
        """Return what identifies a person in their own notes by a role that nobody else of the event has."""
        alone = [role for role in dict.fromkeys(person.roles) if self._roles[folded(role)] == 1]
        terms = tuple(term for role in alone for term in only_role_terms(role))
        return Identifiers(person, terms if "role" in person.hidden else ())

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
        recorded = (cell for row in record_rows(self.folder) for cell in row.values())
        return public_cells([*_described_texts(self.rules.event), *recorded, *others])


def _signs(name: str) -> str:
    """Return a pattern of a name in Chinese, Japanese or Korean; between points, each part may be found alone."""
    parts = [part for part in split_name(name) if HAN.search(part)]
    alone = [part for part in parts if len(part) >= SHORTEST_SIGNS] if len(parts) > 1 else []
    between = r"[\s·]?"
    return "|".join(between.join(map(re.escape, cased(text))) for text in ("".join(parts), *alone) if text)
