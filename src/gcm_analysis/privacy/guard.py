"""Searches everything that is about to be published for the people whom the rule of attribution hides."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from gcm_analysis.errors import UserError
from gcm_analysis.evidence.attribution import NAMED
from gcm_analysis.evidence.load import load_rules
from gcm_analysis.privacy import event_texts
from gcm_analysis.privacy.background import Background, EventKnowledge
from gcm_analysis.privacy.folding import readings
from gcm_analysis.privacy.matching import Place, Searched
from gcm_analysis.privacy.names import CODE_COLUMNS
from gcm_analysis.privacy.reading import Piece
from gcm_analysis.privacy.terms import Identifiers, Term


class Disclosure(NamedTuple):
    """Something that reveals a person: its place, its kind, the person and the rule that hides it. Never the words."""

    file: str
    where: str
    kind: str
    whom: str
    rule: str


class DisclosureError(UserError):
    """What was about to be published reveals people whom the rule hides."""

    def __init__(self, disclosures: Iterable[Disclosure]) -> None:
        self.disclosures = tuple(dict.fromkeys(disclosures))
        count = len(self.disclosures)
        super().__init__(
            f"{count} place{'s' if count > 1 else ''} would reveal people whom the rule of attribution hides; nothing was "
            f"published and the last report is as it was.\n\n{_listed(self.disclosures)}\n\n"
            "To do: take these words out of the event’s tables and description; if they are in none of them, it is an error "
            "of the program. docs/events.md says what is looked for."
        )


def _listed(disclosures: Iterable[Disclosure]) -> str:
    places: dict[tuple[str, str], list[str]] = {}
    for file, where, kind, whom, rule in disclosures:
        what = f"{kind} of {whom} (rule: {rule})" if whom else kind
        places.setdefault((file, what), []).append(where)
    return "\n".join(f"{file}: {what}\n    at: {'; '.join(where)}" for (file, what), where in places.items())


@dataclass(frozen=True)
class Guard:
    """Searches for an event's people, except for what is public of them already."""

    knowledge: EventKnowledge

    @classmethod
    def of(cls, data: Path, event: str) -> "Guard":
        return cls(EventKnowledge(load_rules(data, event), event, Background(data)))

    def check_words(self, notebooks: Iterable[Path] = ()) -> None:
        """Refuse if `in_words` finds anything."""
        _refuse(self.in_words(notebooks))

    def check_folder(self, folder: Path) -> None:
        """Refuse if any file of a folder, or its name, reveals people whom the rule hides."""
        if self.knowledge.people:
            names = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*"))}
            files = ((name, event_texts.pieces(path, name)) for name, path in names.items())
            _refuse(one for file in files for one in self._scan(*file, self.knowledge.people))

    def in_words(self, notebooks: Iterable[Path] = ()) -> Iterator[Disclosure]:
        """Yield where the sources of a report reveal people whom the rule hides.

        They are the event's tables, description, files and pictures, the project's description, and the notebooks.
        """
        if self.knowledge.rules.strictest != NAMED:
            for disclosure in self._in_words():
                yield disclosure._replace(file=f"data/events/{self.knowledge.event}/{disclosure.file}")
            for file, pieces in event_texts.project_texts(self.knowledge.background.data, notebooks):
                yield from self._scan(file, pieces, self.knowledge.people)

    def _in_words(self) -> Iterator[Disclosure]:
        rules, folder = self.knowledge.rules, self.knowledge.folder
        described = event_texts.description(rules)
        tables, files = event_texts.tables(rules), event_texts.event_files(folder, rules.event)
        for file, pieces in (*tables.items(), *described[True].items(), *files):
            yield from self._scan(file, pieces, self.knowledge.people)
        for file, pieces in (*described[False].items(), ("record.csv", event_texts.record(folder))):
            yield from self._names(file, pieces, self.knowledge.people)
        yield from self._short(tables)
        for person, pieces in event_texts.own_words(rules):
            yield from self._scan("notes.csv", pieces, (self.knowledge.identifiers(person),), excuses=False)
            own = [piece for piece in pieces if not piece.where.endswith("quote")]
            yield from self._scan("notes.csv", own, (self.knowledge.by_role(person),), excuses=False)
        for person, pieces in event_texts.cited(rules, self.knowledge.background.sources):
            yield from self._names("notes.csv", pieces, (self.knowledge.identifiers(person),), excuses=False)

    def _short(self, tables: dict[str, list[Piece]]) -> Iterator[Disclosure]:
        """Yield the ids and codes in the event's tables that are short for a name."""
        for file, piece in ((file, piece) for file, pieces in tables.items() for piece in pieces):
            column = piece.where.rpartition(" ")[2]
            for each in self.knowledge.people if column in CODE_COLUMNS else ():
                if self.knowledge.is_short_for(piece.text, column, each.person):
                    yield Disclosure(file, piece.where, "name", each.person.where, each.person.rule)

    def _names(
        self, file: str, pieces: list[Piece], people: Iterable[Identifiers], *, excuses: bool = True
    ) -> Iterator[Disclosure]:
        """Yield names alone, for texts that were announced or published."""
        found = self._scan(file, pieces, people, excuses=excuses)
        yield from (one for one in found if one.kind == "name")

    def _scan(
        self, file: str, pieces: list[Piece], people: Iterable[Identifiers], *, excuses: bool = True
    ) -> Iterator[Disclosure]:
        for piece in pieces:
            if piece.closed:
                yield Disclosure(file, piece.where, "something that cannot be looked into", "", "")
        text = readings("\n".join(piece.text for piece in pieces))
        searched, places = Searched(text), _places(pieces)
        for each in people:
            found = [
                (place, term.kind)
                for term in each.terms
                for place in searched.places(term)
                if not (excuses and self._excused(searched, place, term))
            ]
            for place, kind in [*found, *((place, "name") for place in searched.signs(each))]:
                where = places[text.line(place.reading, place.start) - 1]
                yield Disclosure(file, where, kind, each.person.where, each.person.rule)

    def _excused(self, searched: Searched, place: Place, term: Term) -> bool:
        """Return whether a term is public there: by itself, or with every body and country next to it."""
        text, near = searched.text, list(searched.near(place, term))
        return any(
            cells.excuse(text, place, within=bool(near))
            or (near and all(cells.excuse(text, one, within=True) for one in near))
            for cells in self.knowledge.public(term)
        )


def _refuse(disclosures: Iterable[Disclosure]) -> None:
    found = list(disclosures)
    if found:
        raise DisclosureError(found)


def _places(pieces: list[Piece]) -> list[str]:
    """Return the place of each line of all pieces together: that of its piece and, of a lined one, its own number."""
    return [
        ", ".join(filter(None, (piece.where, f"line {number}" if piece.lined else "")))
        for piece in pieces
        for number in range(1, piece.text.count("\n") + 2)
    ]
