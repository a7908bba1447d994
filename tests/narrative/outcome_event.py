"""A small event of its own, with sessions under each rule, speakers, notes and codings; each test changes what it is about."""

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

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


class Plain(yaml.SafeDumper):
    """Writes each text where it is, as a person would: the project's reader takes no aliases."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - as PyYAML calls it
        return True


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
    (home / "event.yml").write_text(yaml.dump(told, Dumper=Plain, allow_unicode=True), encoding="utf-8")
    if findings:
        written = yaml.dump(findings, Dumper=Plain, allow_unicode=True)
        (home / "findings.yml").write_text(written, encoding="utf-8")
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
