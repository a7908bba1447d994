"""Looks through everything that is about to be published for the people whom the rule of attribution hides."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from gcm_analysis.errors import UserError
from gcm_analysis.evidence.load import load_rules
from gcm_analysis.privacy import event_texts
from gcm_analysis.privacy.background import Background, EventKnowledge
from gcm_analysis.privacy.folding import readings
from gcm_analysis.privacy.matching import Place, Searched
from gcm_analysis.privacy.public import PublicCells
from gcm_analysis.privacy.reading import Piece
from gcm_analysis.privacy.terms import Sought, Term


class Disclosure(NamedTuple):
    """Something that tells of a person: where it stands, what of whom it is, and which rule hides it. Never the words."""

    file: str
    where: str
    kind: str
    whom: str
    rule: str


class DisclosureError(UserError):
    """What was about to be published tells of people whom the rule hides."""

    def __init__(self, disclosures: Iterable[Disclosure]) -> None:
        self.disclosures = tuple(dict.fromkeys(disclosures))
        count = len(self.disclosures)
        super().__init__(
            f"{count} place{'s' if count > 1 else ''} would tell whom the rule of attribution hides; nothing was published "
            f"and the last report is as it was.\n\n{_listed(self.disclosures)}\n\n"
            "To do: take these words out of the event’s tables and description; if they stand in none of them, the fault is "
            "the program’s. docs/events.md says what is looked for."
        )


def _listed(disclosures: Iterable[Disclosure]) -> str:
    places: dict[tuple[str, str], list[str]] = {}
    for disclosure in disclosures:
        said = (
            f"{disclosure.kind} of {disclosure.whom} (rule: {disclosure.rule})"
            if disclosure.whom
            else disclosure.kind
        )
        places.setdefault((disclosure.file, said), []).append(disclosure.where)
    return "\n".join(f"{file}: {said}\n    at: {'; '.join(where)}" for (file, said), where in places.items())


@dataclass(frozen=True)
class Guard:
    """Knows an event's people, and what is public of them already."""

    known: EventKnowledge

    @classmethod
    def of(cls, data: Path, event: str) -> "Guard":
        return cls(EventKnowledge(load_rules(data, event), event, Background(data)))

    def check_words(self, notebooks: Iterable[Path] = ()) -> None:
        """Refuse if `in_words` finds anything."""
        _refuse(self.in_words(notebooks))

    def check_folder(self, folder: Path) -> None:
        """Refuse if any file of a folder, or its name, tells of people whom the rule hides."""
        if self.known.people:
            _refuse(
                disclosure for path in sorted(folder.rglob("*")) for disclosure in self._in_file(path, folder)
            )

    def in_words(self, notebooks: Iterable[Path] = ()) -> Iterator[Disclosure]:
        """Yield what all that a report is made from tells of people whom the rule hides.

        That is the event's tables, description, files and pictures, the project's description, and the notebooks.
        """
        if event_texts.hides(self.known.rules):
            for disclosure in self._in_words():
                yield disclosure._replace(file=f"data/events/{self.known.event}/{disclosure.file}")
            for file, pieces in event_texts.of_project(self.known.background.data, notebooks):
                yield from self._scan(file, pieces, self.known.people)

    def _in_words(self) -> Iterator[Disclosure]:
        rules, folder = self.known.rules, self.known.folder
        agreed = event_texts.description(rules)
        secret = [
            *event_texts.tables(rules).items(),
            *agreed[True].items(),
            *event_texts.given(folder, rules.event),
        ]
        for file, pieces in secret:
            yield from self._scan(file, pieces, self.known.people)
        for file, pieces in (*agreed[False].items(), ("record.csv", event_texts.record(folder))):
            yield from self._names(file, pieces, self.known.people)
        yield from self._short()
        for person, pieces in event_texts.of_themselves(rules):
            yield from self._scan("notes.csv", pieces, (self.known.sought(person),), excuses=False)
            own = [piece for piece in pieces if not piece.where.endswith("quote")]
            yield from self._scan("notes.csv", own, (self.known.by_role(person),), excuses=False)
        for person, pieces in event_texts.cited(rules, self.known.background.sources):
            yield from self._names("notes.csv", pieces, (self.known.sought(person),), excuses=False)

    def _short(self) -> Iterator[Disclosure]:
        """Yield the ids and codes that are short for a name."""
        for file, column, piece in event_texts.codes(self.known.rules):
            for each in self.known.people:
                if self.known.is_short_for(piece.text, column, each.person):
                    yield Disclosure(file, piece.where, "name", each.person.where, each.person.rule)

    def _names(
        self, file: str, pieces: list[Piece], sought: Iterable[Sought], *, excuses: bool = True
    ) -> Iterator[Disclosure]:
        """Yield the names alone, in what was announced of the event."""
        yield from (
            disclosure
            for disclosure in self._scan(file, pieces, sought, excuses=excuses)
            if disclosure.kind == "name"
        )

    def _in_file(self, path: Path, folder: Path) -> Iterator[Disclosure]:
        file = path.relative_to(folder).as_posix()
        yield from self._scan(file, event_texts.pieces(path, file), self.known.people)

    def _scan(
        self, file: str, pieces: list[Piece], sought: Iterable[Sought], *, excuses: bool = True
    ) -> Iterator[Disclosure]:
        yield from (
            Disclosure(file, piece.where, "something that cannot be looked into", "", "")
            for piece in pieces
            if piece.closed
        )
        text = readings("\n".join(piece.text for piece in pieces))
        searched, where = Searched(text), _Lines(pieces)
        for each in sought:
            found = [
                (place, term.kind)
                for term in each.terms
                for place in self._revealing(searched, term, excuses)
            ]
            for place, kind in [*found, *((place, "name") for place in searched.signs(each))]:
                found_at = where.of(text.line(place.reading, place.start))
                yield Disclosure(file, found_at, kind, each.person.where, each.person.rule)

    def _revealing(self, searched: Searched, term: Term, excuses: bool) -> Iterator[Place]:  # noqa: FBT001 - passed on
        for place in searched.places(term):
            if not (excuses and self._excused(searched, place, term)):
                yield place

    def _excused(self, searched: Searched, place: Place, term: Term) -> bool:
        """Tell whether a term is public there: as itself, or with every body and country that it is told with."""
        return any(_in_public(cells, searched, place, term) for cells in self.known.public(term))


def _in_public(cells: PublicCells, searched: Searched, place: Place, term: Term) -> bool:
    text = searched.text
    if not term.near:
        return cells.excuse(text, place)
    return cells.excuse(text, place, within=True) or all(
        cells.excuse(text, other, within=True) for other in searched.beside(place, term)
    )


def _refuse(disclosures: Iterable[Disclosure]) -> None:
    found = list(disclosures)
    if found:
        raise DisclosureError(found)


class _Lines:
    """Says in which piece, and in which of its lines, a line of all pieces together is."""

    def __init__(self, pieces: list[Piece]) -> None:
        self._pieces = pieces
        self._starts = [0, *accumulate(piece.text.count("\n") + 1 for piece in pieces)]

    def of(self, line: int) -> str:
        """Return the place; lines are counted from 1."""
        number = bisect_right(self._starts, line - 1) - 1
        piece = self._pieces[number]
        inner = f"line {line - self._starts[number]}" if piece.lined else ""
        return ", ".join(filter(None, (piece.where, inner)))
