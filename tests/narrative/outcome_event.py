"""A small event of its own, with sessions under each rule, speakers, notes and codings; each test changes what it is about."""

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.builders import write_yaml

from gcm_analysis.evidence import Evidence, load_evidence
from gcm_analysis.evidence.notes import table

DATA = Path(__file__).parents[2] / "data"
Rows = Sequence[Mapping[str, str]]

DESCRIPTION: dict[str, Any] = {
    "title": {"en": "What can towns learn from towns?", "fr": "Que peuvent apprendre les villes ?"},
    "title_language": "en",
    "kind": {"en": "dialogue", "fr": "dialogue"},
    "date": "2026-03-05",
    "city": {"en": "Nowhere", "fr": "Nulle-Part"},
    "country": "MAR",
    "organisers": [{"name": {"en": "The Office", "fr": "Le bureau"}}],
    "attribution": "chatham-house",
    "statements": "own",
    "profile": "outcome",
    "defaults": {"region": "Africa", "criterion": "effectiveness", "confidence": "high"},
    "questions": [
        {"text": {"en": "What comes first?", "fr": "Que faire d’abord ?"}, "phase": "design"},
        {"text": {"en": "Who pays?", "fr": "Qui paie ?"}, "themes": ["FUNDING"], "sessions": ["S1", "S2"]},
    ],
    "follow_up": [
        {
            "what": {"en": "Share a list", "fr": "Diffuser une liste"},
            "who": {"en": "the Office", "fr": "le bureau"},
            "when": {"en": "in June", "fr": "en juin"},
        }
    ],
}
SESSIONS = (
    {"session_id": "S1", "title_en": "Opening", "title_fr": "Ouverture", "attribution": "named"},
    {"session_id": "S2", "title_en": "Practice", "title_fr": "Pratique", "attribution": "affiliation"},
    {"session_id": "S3", "title_en": "Open floor", "title_fr": "Tribune"},
)
LEVELS = {"A": "national", "B": "national", "C": "local", "D": "local", "E": "local", "F": "regional"}
SPEAKERS = tuple(
    {
        "speaker_id": name, "name": f"Person {name}", "role_en": "Head", "role_fr": "cheffe", "body_en": f"Body {name}",
        "body_fr": f"Organisme {name}", "country": "KEN", "level": level, "region": "Africa", "quote_consent": "yes",
    }
    for name, level in LEVELS.items()
)  # fmt: skip
NOTES = (
    {"session_id": "S1", "speaker_id": "A", "theme": "PEER", "valence": "success_factor", "phase": "design"},
    {"session_id": "S2", "speaker_id": "B", "theme": "PEER", "valence": "challenge", "phase": "design"},
    {"session_id": "S2", "speaker_id": "C", "theme": "FUNDING", "valence": "challenge", "phase": "implementation"},
    {"session_id": "S3", "speaker_id": "D", "theme": "FUNDING", "valence": "challenge", "phase": "implementation"},
    {"session_id": "S3", "speaker_id": "E", "theme": "DATA", "valence": "success_factor", "phase": "monitoring"},
)  # fmt: skip
RECODING = (
    {"note_id": "N001", "coder": "ben", "phase": "design", "valence": "success_factor", "theme": "PEER"},
    {"note_id": "N002", "coder": "ben", "phase": "implementation", "valence": "challenge", "theme": "PEER"},
    {"note_id": "N002", "coder": "cyd", "valence": "success_factor"},
)  # fmt: skip


def event(  # noqa: PLR0913 - the files of an event
    folder: Path,
    notes: Rows = NOTES,
    sessions: Rows = SESSIONS,
    speakers: Rows = SPEAKERS,
    recoding: Rows = (),
    findings: Mapping[str, Any] | None = None,
    **description: Any,
) -> Evidence:
    """Return the evidence of the event as it is read from files; what is named here stands in place of the above.

    Notes are numbered from N001. A value of None takes a key out of the description.
    """
    data = folder / "data"
    shutil.copytree(DATA, data, ignore=shutil.ignore_patterns("events"), dirs_exist_ok=True)
    home = data / "events" / "towns"
    home.mkdir(parents=True)
    told = {key: value for key, value in (DESCRIPTION | description).items() if value is not None}
    write_yaml(home / "event.yml", told)
    if findings:
        write_yaml(home / "findings.yml", findings)
    tables = {
        "sessions": sessions,
        "speakers": speakers,
        "notes": [_note(number, note) for number, note in enumerate(notes, 1)],
        "recoding": recoding,
    }
    for name, rows in tables.items():
        table(name, rows).to_csv(home / f"{name}.csv", index=False)
    return load_evidence(data, "towns")


def _note(number: int, note: Mapping[str, str]) -> dict[str, str]:
    name = f"N{number:03}"
    words = {"text_en": f"Point {number} helps.", "text_fr": f"Le point {number} aide."}
    return {"note_id": name, "level": "national", "coder": "ana", "locator_en": "p. 1", "locator_fr": "p. 1"} | words | dict(note)  # fmt: skip


# --- events of every kind, each by what it changes ---------------------------------------------------------------------


def all_notes(**cells: str) -> list[dict[str, str]]:
    """Return the notes with some cells changed in all of them."""
    return [{**note, **cells} for note in NOTES]


def many(number: int, **cells: str) -> list[dict[str, str]]:
    """Return a note of each of so many speakers."""
    return [
        {"session_id": "S3", "speaker_id": f"P{n}", "theme": "PEER", "valence": "success_factor", "phase": "design"} | cells
        for n in range(number)
    ]  # fmt: skip


CROWD = [SPEAKERS[0] | {"speaker_id": f"P{n}", "name": f"Somebody {n}"} for n in range(12)]
NO_SESSION: dict[str, Any] = {"sessions": (), "questions": DESCRIPTION["questions"][:1]}
EMPTY = NO_SESSION | {"notes": (), "speakers": ()}
CONCLUDED: dict[str, Any] = {
    "findings": {
        "findings": [
            {"id": "K01", "title": {"en": "One", "fr": "Un"}, "finding": {"en": "In 3 ways.", "fr": "De 3 façons."},
             "supports": ["N001", "N002"], "qualifies": ["N003"], "illustrates": ["N004"]},
        ],
        "recommendations": [
            {"id": "R01", "who": {"en": "Donors", "fr": "Bailleurs"}, "what": {"en": "Do it.", "fr": "Le faire."}, "supports": ["N004"]},
        ],
    },
    "message": {"text": {"en": "Welcome.", "fr": "Bienvenue."}, "by": {"en": "The chair", "fr": "La présidence"}},
    "accounts": [{"text": {"en": "In all.", "fr": "En tout."}, "notes": ["N005"]}, {"session": "S2", "text": {"en": "Then.", "fr": "Puis."}, "notes": ["N002"]}],
    "agenda": [{"start": "09:00", "end": "10:00", "what": {"en": "Opening", "fr": "Ouverture"}}, {"what": {"en": "Lunch", "fr": "Déjeuner"}}],
    "attendance": {"people": "40", "countries": "12", "bodies": {"en": "towns", "fr": "villes"}},
    "acronyms": [{"short": "AB", "text": {"en": "A body", "fr": "Un organisme"}}],
    "acknowledgements": {"en": "Thanks.", "fr": "Merci."},
}  # fmt: skip
NOWHERE_ELSE: dict[str, Any] = {
    "mode": "online", "city": None, "country": None, "start": "09:00", "end": "10:00", "time_zone": "Etc/UTC",
}  # fmt: skip
KINDS = ("recommendation", "commitment", "good_practice", "question", "trend")
EVENTS: dict[str, dict[str, Any]] = {
    "notes under three rules": {},
    "two coders more": {"recoding": RECODING},
    "a coding that was settled, and biographies": {
        "recoding": [*RECODING, {"note_id": "N002", "coder": "agreed", "theme": "PEER"}],
        "speakers": [one | {"biography_en": "Chaired a forum.", "biography_fr": "A présidé un forum."} for one in SPEAKERS],
    },
    "all that can be written": CONCLUDED,
    "notes of every kind": {"notes": [note | {"valence": kind} for note, kind in zip(NOTES, KINDS, strict=True)]},
    "one note": {"notes": NOTES[:1]},
    "one voice": {"notes": all_notes(speaker_id="A", session_id="S1")},
    "no speaker": {"notes": all_notes(speaker_id="")},
    "no session": NO_SESSION | {"notes": all_notes(session_id="")},
    "an online event, and codings that gave nothing": NOWHERE_ELSE | {"recoding": [{"note_id": "N001", "coder": "ben"}]},
    "questions that name nothing and all success": {
        "questions": [{"text": {"en": "And now?", "fr": "Et maintenant ?"}}], "notes": all_notes(valence="success_factor"),
    },
    "themes that tie": {"notes": [NOTES[0], NOTES[2]]},
    "nothing noted": EMPTY,
    "sessions without a note": {"notes": ()},
    "nothing coded and no follow-up": {"notes": all_notes(theme=""), "follow_up": None},
    "everybody named": NO_SESSION | {"attribution": "named", "notes": all_notes(session_id="")},
    "many voices on one side": {"notes": many(12), "speakers": CROWD, "sessions": SESSIONS},
    "many voices on both sides": {"notes": [*many(6), *many(6, valence="challenge")], "speakers": CROWD},
    "quotes": {"notes": all_notes(text_en="", text_fr="", quote="We were asked", quote_language="en")},
    "one language, and a hybrid event without question": {
        "notes": all_notes(text_fr="", locator_fr=""), "mode": "hybrid", "start": "09:00", "questions": None,
    },
    "notes that all hinder, and record": {"notes": all_notes(valence="challenge"), "statements": "both"},
    "record alone": EMPTY | {"statements": "published", "reported_in": ["S008", "S030"], "attribution": "named"},
    "record that reports nothing": EMPTY | {"statements": "published"},
}  # fmt: skip
