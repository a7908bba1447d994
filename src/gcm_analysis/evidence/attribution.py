"""Applies the rule of attribution of each session to its notes: who may be named for what was said.

What this module returns may be published, except for the roster. Under `named` a speaker appears with name, role and body;
under `affiliation` with the body alone; under `chatham-house` with nothing (Chatham House: neither the identity nor the
affiliation of the speaker, nor that of any other participant, may be revealed). The roster has everybody of whom something
is hidden: the guard searches everything for them before it is published.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from gcm_analysis.evidence.event import LANGUAGES, Attendance, Event
from gcm_analysis.evidence.notes import Notes, in_language, rows_of

NAMED, AFFILIATION, CHATHAM_HOUSE = "named", "affiliation", "chatham-house"
OPENNESS = (CHATHAM_HOUSE, AFFILIATION, NAMED)
HIDDEN: dict[str, frozenset[str]] = {  # by rule
    NAMED: frozenset(),
    AFFILIATION: frozenset({"name", "role"}),
    CHATHAM_HOUSE: frozenset({"name", "role", "body", "country"}),
}
ROLE_AND_BODY = ("role_en", "role_fr", "body_en", "body_fr")
BIOGRAPHY = ("biography_en", "biography_fr")
PARTICIPANT = ("name", *ROLE_AND_BODY, "country", "level", "region", *BIOGRAPHY, "attribution")

Group = tuple[str, str]  # level and region
WITHHELD: Group = ("", "")
Row = Mapping[str, str]


@dataclass(frozen=True)
class Person:
    """A person of the roster: what is known, which of it (`name`, `role`, `body`, `country`) is hidden, and its place."""

    name: str
    roles: tuple[str, ...]
    bodies: tuple[str, ...]
    country: str  # ISO 3166-1 alpha-3, or empty
    hidden: frozenset[str]
    where: str = ""  # file and row or key, which identify the person without a name

    @property
    def rule(self) -> str:
        """The most open rule that hides all of it."""
        return next(rule for rule, hidden in HIDDEN.items() if self.hidden <= hidden)


@dataclass(frozen=True)
class Rules:
    """The rule of every session of an event, and of every speaker: the most open rule under which they spoke."""

    event: Event
    notes: Notes

    def of_session(self, session_id: str) -> str:
        """Return the rule of a session; an unknown one hides everything."""
        rule = self._of_sessions.get(session_id) or self.event.attribution
        return rule if rule in HIDDEN else CHATHAM_HOUSE

    @cached_property
    def _of_sessions(self) -> dict[str, str]:
        return {row["session_id"]: row["attribution"] for row in rows_of(self.notes.sessions)}

    def of_speakers(self) -> dict[str, str]:
        """Return the rule by speaker; of one without a note the strictest, since their session is not known."""
        sessions = self._sessions_by_speaker
        return {
            speaker: max(map(self.of_session, sessions[speaker]), key=OPENNESS.index)
            if speaker in sessions
            else self.strictest
            for speaker in self.notes.speakers["speaker_id"]
        }

    @property
    def strictest(self) -> str:
        return min(map(self.of_session, ("", *self._of_sessions)), key=OPENNESS.index)

    @cached_property
    def _sessions_by_speaker(self) -> dict[str, set[str]]:
        """The sessions of each speaker in `speakers.csv`."""
        sessions: dict[str, set[str]] = {}
        listed = set(self.notes.speakers["speaker_id"])
        for row in rows_of(self.notes.notes):
            if row["speaker_id"] in listed:
                sessions.setdefault(row["speaker_id"], set()).add(row["session_id"])
        return sessions

    @cached_property
    def shown_by_speaker(self) -> dict[str, Group]:
        """The level and region that may be shown of those who spoke under the rule that hides both, by speaker."""
        sessions: dict[str, set[str]] = {}
        for speaker, attended in self._sessions_by_speaker.items():
            for session in attended:
                if self.of_session(session) == CHATHAM_HOUSE:
                    sessions.setdefault(session, set()).add(speaker)
        hidden = set().union(*sessions.values())
        rows = (row for row in rows_of(self.notes.speakers) if row["speaker_id"] in hidden)
        groups = {row["speaker_id"]: (row["level"], row["region"]) for row in rows}
        return shown_groups(groups, sessions.values(), self.event.smallest_group)

    def attributable(self, speaker: Row, session_id: str) -> dict[str, str]:
        """Return what may be shown of a session's speaker by its rule: `role_en` …, `body_en` …, `level`, `region`."""
        if not speaker or self.of_session(session_id) == CHATHAM_HOUSE:
            level, region = self.shown_by_speaker.get(speaker.get("speaker_id", ""), WITHHELD)
            return dict.fromkeys(ROLE_AND_BODY, "") | {"level": level, "region": region}
        named = self.of_session(session_id) == NAMED
        shown = {"level": speaker["level"], "region": speaker["region"]}
        for code in LANGUAGES:
            role = ", ".join(_filled(speaker["name"], in_language(speaker, "role", code)))
            shown[f"role_{code}"] = role if named else ""
            shown[f"body_{code}"] = in_language(speaker, "body", code)
        return shown

    @cached_property
    def voices(self) -> dict[tuple[str, str], str]:
        """The voice of each speaker under each rule, numbered in the order of notes: for counting, without a meaning.

        A speaker under two rules has two voices: with one, open statements would reveal who made the others.
        """
        rows = (row for row in rows_of(self.notes.notes) if row["speaker_id"])
        voices = dict.fromkeys((row["speaker_id"], self.of_session(row["session_id"])) for row in rows)
        return {voice: f"voice-{number}" for number, voice in enumerate(voices, start=1)}


def participants(rules: Rules) -> pd.DataFrame:
    """Return the speakers who may be listed, one row each with the columns of `PARTICIPANT`; hidden cells are empty."""
    rows = []
    by_rule = rules.of_speakers()
    for row in rows_of(rules.notes.speakers):
        rule = by_rule[row["speaker_id"]]
        if rule != CHATHAM_HOUSE:
            filled = row | {key: in_language(row, *key.split("_")) for key in (*ROLE_AND_BODY, *BIOGRAPHY)}
            shown = {column: cell for column, cell in filled.items() if not _is_hidden(column, rule)}
            rows.append(dict.fromkeys(PARTICIPANT, "") | shown | {"attribution": rule})
    return pd.DataFrame(rows, columns=list(PARTICIPANT), dtype=str)


def _is_hidden(column: str, rule: str) -> bool:
    """Return whether a rule hides a column; a biography identifies a person, as the name does."""
    base = "name" if column in BIOGRAPHY else column.removesuffix("_en").removesuffix("_fr")
    return base in HIDDEN[rule]


def roster(rules: Rules) -> tuple[Person, ...]:
    """Return everybody of whom something is hidden: speakers, other participants, the people of the event's description.

    Of a name in several places, only what is hidden in all of them is hidden.
    """
    people = [*_speakers(rules), *_described(rules.event)]
    people += _listeners(rules, {body for one in people if "body" not in one.hidden for body in one.bodies})
    hidden: dict[str, frozenset[str]] = {}
    for person in people:
        hidden[_same(person)] = hidden.get(_same(person), person.hidden) & person.hidden
    merged_people = (replace(person, hidden=hidden[_same(person)]) for person in people)
    return tuple(person for person in merged_people if person.hidden)


def speaker_of(speaker: Row, row: int, rule: str) -> Person:
    """Return a row of `speakers.csv` as a person under a rule."""
    return Person(
        speaker["name"],
        _filled(speaker["role_en"], speaker["role_fr"]),
        _filled(speaker["body_en"], speaker["body_fr"]),
        speaker["country"],
        HIDDEN[rule],
        f"speakers.csv, row {row}",
    )


def _speakers(rules: Rules) -> Iterator[Person]:
    by_rule = rules.of_speakers()
    for number, row in enumerate(rows_of(rules.notes.speakers), start=2):
        yield speaker_of(row, number, by_rule[row["speaker_id"]])


def _listeners(rules: Rules, named: Collection[str]) -> Iterator[Person]:
    """Yield the participants who did not speak, under the strictest rule, since their session is not known.

    Their country is not hidden, nor a body that is `named` with one of its speakers: else a long list would leave hardly a
    word that may be published.
    """
    hidden = HIDDEN[rules.strictest] - {"country"}
    for number, row in enumerate(rows_of(rules.notes.participants), start=2):
        bodies = tuple(body for body in _filled(row["body"]) if body not in named)
        where = f"participants.csv, row {number}"
        yield Person(row["name"], _filled(row["role"]), bodies, row["country"], hidden, where)


def _described(event: Event) -> Iterator[Person]:
    panel = [(f"panellists.{number}", person) for number, person in enumerate(event.panellists, start=1)]
    for key, person in [("chair", event.chair), *panel]:
        if person:
            roles, bodies = (_filled(words.en or "", words.fr or "") for words in (person.role, person.body))
            yield Person(person.name, roles, bodies, "", HIDDEN[event.attribution], f"event.yml, {key}")


def _same(person: Person) -> str:
    return " ".join(person.name.casefold().split()) or person.where


def without_people(event: Event) -> Event:
    """Return the event as it may be shown: its chair and panellists only where the rule names people.

    Where it does not, the number of participants is shown only if it is not small.
    """
    if event.attribution == NAMED:
        return event
    hidden: dict[str, object] = {"chair": None, "panellists": (), "announced_panellists": None}
    if (event.attendance.people or event.smallest_group) < event.smallest_group:
        hidden["attendance"] = Attendance()
    return event.model_copy(update=hidden)


def _filled(*texts: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))


# Of a hidden speaker, level and region are shown only in a group. A statement names its session, and many programmes say who
# was there, so the group is within the session: each pair of level and region that is shown in it, and the absence of both,
# is shared by enough of those who spoke there, or nothing is shown of any of them.


def shown_groups(
    groups: Mapping[str, Group], sessions: Iterable[Collection[str]], smallest: int
) -> dict[str, Group]:
    """Return what may be shown of each speaker: level and region, the level alone, or nothing.

    `groups` has level and region by speaker, `sessions` the speakers of each session.
    """
    shown, rooms = dict(groups), [frozenset(session) for session in sessions]
    while exposed := _exposed(shown, rooms, smallest):
        for speaker in exposed:
            level, region = shown[speaker]
            shown[speaker] = (level, "") if region and level else WITHHELD
    return shown


def _exposed(shown: Mapping[str, Group], rooms: Iterable[frozenset[str]], smallest: int) -> set[str]:
    """Return the speakers of whom less must be shown."""
    exposed: set[str] = set()
    for room in rooms:
        sizes = Counter(shown[speaker] for speaker in room)
        small = {group for group, size in sizes.items() if size < smallest and group != WITHHELD}
        if not small and 0 < sizes[WITHHELD] < smallest:  # those without a group are few: another joins them
            others = sorted((size, group) for group, size in sizes.items() if group != WITHHELD)
            small = {group for _, group in others[:1]}
        exposed |= {speaker for speaker in room if shown[speaker] in small}
    return exposed
