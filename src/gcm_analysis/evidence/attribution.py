"""Who may be told to have said what: the rule of each session, applied where the notes are read.

Whatever leaves this layer is fit to be published. Under `named` a speaker appears with name, role and body; under
`affiliation` with the body alone; under `chatham-house` with nothing (Chatham House: neither the identity nor the
affiliation of the speaker, nor that of any other participant, may be revealed). The private rest is a `Roster`, against
which everything is scanned before it is published.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from gcm_analysis.evidence.event import Event
from gcm_analysis.evidence.notes import Notes, rows_of

NAMED, AFFILIATION, CHATHAM_HOUSE = "named", "affiliation", "chatham-house"
OPENNESS = (CHATHAM_HOUSE, AFFILIATION, NAMED)
HIDDEN: dict[str, frozenset[str]] = {  # what each rule keeps back
    NAMED: frozenset(),
    AFFILIATION: frozenset({"name", "role"}),
    CHATHAM_HOUSE: frozenset({"name", "role", "body", "country"}),
}
PARTICIPANT = (
    "name",
    "role_en",
    "role_fr",
    "body_en",
    "body_fr",
    "country",
    "level",
    "region",
    "attribution",
)

Row = Mapping[str, str]


@dataclass(frozen=True)
class Person:
    """A person of the roster: what is known, and which of it (`name`, `role`, `body`, `country`) is hidden."""

    name: str
    roles: tuple[str, ...]
    bodies: tuple[str, ...]
    country: str  # ISO 3166-1 alpha-3, or empty
    hidden: frozenset[str]


@dataclass(frozen=True)
class Rules:
    """The rule of every session of an event, and of every speaker: the most open rule under which one spoke."""

    event: Event
    notes: Notes

    def of_session(self, session_id: str) -> str:
        own = {row["session_id"]: row["attribution"] for row in rows_of(self.notes.sessions)}
        return own.get(session_id) or self.event.attribution

    def of_speakers(self) -> dict[str, str]:
        """Return the rule by speaker; one who has no note is under the event's own rule."""
        spoken: dict[str, set[str]] = {}
        for row in rows_of(self.notes.notes):
            spoken.setdefault(row["speaker_id"], set()).add(self.of_session(row["session_id"]))
        return {
            row["speaker_id"]: max(
                spoken.get(row["speaker_id"], {self.event.attribution}), key=OPENNESS.index
            )
            for row in rows_of(self.notes.speakers)
        }

    def known_groups(self, column: str) -> frozenset[str]:
        """Return the values of `level` or `region` that enough speakers share to be told of one of them."""
        sizes = self.notes.speakers[column].value_counts()
        return frozenset(str(value) for value in sizes.index[sizes >= self.event.smallest_group] if value)

    def told_of(self, speaker: Row, session_id: str) -> dict[str, str]:
        """Return what a session's rule lets be told of its speaker: `role_en` …, `body_en` …, `level`, `region`."""
        rule = self.of_session(session_id)
        name = speaker.get("name", "")
        told = {
            f"role_{code}": ", ".join(filter(None, (name, speaker.get(f"role_{code}", ""))))
            if rule == NAMED
            else ""
            for code in ("en", "fr")
        }
        told |= {key: speaker.get(key, "") if rule != CHATHAM_HOUSE else "" for key in ("body_en", "body_fr")}
        return told | {
            key: speaker.get(key, "")
            if rule != CHATHAM_HOUSE or speaker.get(key, "") in self.known_groups(key)
            else ""
            for key in ("level", "region")
        }


def participants(rules: Rules) -> pd.DataFrame:
    """Return the speakers who may be listed, one row each with the columns of `PARTICIPANT`; hidden cells are empty."""
    rows = []
    by_rule = rules.of_speakers()
    for row in rows_of(rules.notes.speakers):
        rule = by_rule[row["speaker_id"]]
        if rule == CHATHAM_HOUSE:
            continue
        hidden = HIDDEN[rule]
        shown = {
            column: "" if column.split("_", maxsplit=1)[0] in hidden else row.get(column, "")
            for column in PARTICIPANT
        }
        rows.append(shown | {"attribution": rule})
    return pd.DataFrame(rows, columns=list(PARTICIPANT), dtype=str)


def roster(rules: Rules) -> tuple[Person, ...]:
    """Return everybody of whom something is hidden: speakers, and the people of the event's own description."""
    by_rule = rules.of_speakers()
    people = [
        Person(
            row["name"],
            _filled(row["role_en"], row["role_fr"]),
            _filled(row["body_en"], row["body_fr"]),
            row["country"],
            HIDDEN[by_rule[row["speaker_id"]]],
        )
        for row in rows_of(rules.notes.speakers)
    ]
    people += [
        Person(
            person.name,
            _filled(person.role.en, person.role.fr),
            _filled(person.body.en, person.body.fr),
            "",
            HIDDEN[rules.event.attribution],
        )
        for person in rules.event.people
    ]
    return tuple(person for person in people if person.hidden)


def without_people(event: Event) -> Event:
    """Return the event as it may be told: its chair and panellists only where the rule names people."""
    if event.attribution == NAMED:
        return event
    return event.model_copy(update={"chair": None, "panellists": (), "announced_panellists": None})


def _filled(*texts: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))
