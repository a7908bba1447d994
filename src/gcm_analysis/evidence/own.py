"""An event's own notes as statements of the record: attributed by rule, coded, each with a source to cite.

A note counts when it has words that may be published and every code, its own or the event's default. The others are
listed as missing and counted nowhere. A speaker is one independent voice; notes without a speaker are one voice together.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from gcm_analysis.evidence.attribution import Rules
from gcm_analysis.evidence.event import LANGUAGES, untranslated
from gcm_analysis.evidence.missing import SETTLED, Kind, Missing
from gcm_analysis.evidence.notes import Notes, rows_of
from gcm_analysis.evidence.vocabulary import EVENT_NOTES

NEEDED = ("phase", "valence", "theme", "level", "region", "criterion", "confidence")
OWN_COLUMNS = ("session", "voice", "voice_level", "voice_region", "quote", "quote_language", "coder")
WITHOUT_SESSION = "notes"  # the source of notes that belong to no session

Row = dict[str, str]


@dataclass(frozen=True)
class OwnNotes:
    """Turns notes into rows of `statements`, `sources`, `codebook` and `second_coding`.

    `shared` is whether the notes are counted together with the published record, and so with the shared themes.
    """

    rules: Rules
    shared: bool

    @property
    def notes(self) -> Notes:
        return self.rules.notes

    def statements(self) -> tuple[list[Row], list[Missing]]:
        """Return the notes that count, as rows, and what the others lack."""
        speakers = {row["speaker_id"]: row for row in rows_of(self.notes.speakers)}
        voices = {speaker: f"voice-{number}" for number, speaker in enumerate(speakers, start=1)}
        rows, missing = [], []
        for note in rows_of(self.notes.notes):
            row = self._statement(note, speakers.get(note["speaker_id"], {}), voices)
            lacking = list(_lacking(note, row))
            missing += lacking
            if not lacking:
                rows.append(row)
        return rows, missing

    def sources(self, cited: set[str]) -> list[Row]:
        """Return a source for each session and document that a note cites."""
        sessions = {_session(row["session_id"]): row for row in rows_of(self.notes.sessions)}
        sessions.setdefault(WITHOUT_SESSION, {})
        found = [self._session_source(key, row) for key, row in sessions.items() if key in cited]
        documents = [row for row in rows_of(self.notes.documents) if row["source_id"] in cited]
        return found + [self._document_source(row) for row in documents]

    def codebook(self) -> list[Row]:
        """Return the event's own themes; none that is counted under a shared one."""
        rows = []
        for row in rows_of(self.notes.themes):
            if not (self.shared and row["shared_code"]):
                words = {
                    f"{name}_{code}": _in(row, name, code)
                    for name in ("label", "definition")
                    for code in LANGUAGES
                }
                empty = dict.fromkeys(("include_en", "include_fr", "exclude_en", "exclude_fr"), "")
                rows.append({"code": row["code"], **words, **empty})
        return rows

    def second_coding(self, kept: set[str]) -> list[Row]:
        """Return the further codings of notes that count, as they were given; what people settled on is none."""
        return [
            {"statement_id": row["note_id"], "coder": row["coder"]} | self._given(row)
            for row in rows_of(self.notes.recoding)
            if row["note_id"] in kept and row["coder"] != SETTLED
        ]

    def first_coding(self, kept: set[str]) -> list[Row]:
        """Return the codes that the first coder gave to notes that count: without defaults, before anything was settled."""
        return [
            {"statement_id": row["note_id"]} | self._given(row)
            for row in rows_of(self.notes.notes)
            if row["note_id"] in kept
        ]

    def _given(self, row: Row) -> Row:
        return {name: row[name] for name in ("phase", "valence", "criterion")} | {
            "theme": self._theme(row["theme"])
        }

    def _statement(self, note: Row, speaker: Row, voices: dict[str, str]) -> Row:
        told = self.rules.told_of(speaker, note["session_id"])
        defaults = self.rules.event.defaults
        codes = self._codes(note) | self._settled(note["note_id"])
        quote = note["quote"] if speaker.get("quote_consent") == "yes" else ""
        source = note["source_id"] or _session(note["session_id"])
        return {
            "statement_id": note["note_id"],
            "source_id": source,
            **{f"locator_{code}": _in(note, "locator", code) for code in LANGUAGES},
            "year": note["year"] or str(self.rules.event.date.year),
            **{key: told[key] for key in ("body_en", "body_fr", "role_en", "role_fr")},
            **codes,
            "level": codes.get("level") or note["level"] or told["level"] or defaults.level or "",
            "region": note["region"] or told["region"] or defaults.region or "",
            **{f"text_{code}": _in(note, "text", code) or quote for code in LANGUAGES},
            "confidence": note["confidence"] or defaults.confidence or "",
            "session": note["session_id"],
            "voice": voices.get(note["speaker_id"], source),
            "voice_level": told["level"],
            "voice_region": told["region"],
            "quote": quote,
            "quote_language": note["quote_language"] if quote else "",
            "coder": note["coder"],
        }

    def _codes(self, row: Row) -> Row:
        """Return the codes of a coding, with the event's defaults, and the shared theme where that is what counts."""
        defaults = self.rules.event.defaults
        return {
            "phase": row["phase"] or defaults.phase or "",
            "valence": row["valence"],
            "theme": self._theme(row["theme"]),
            "criterion": row["criterion"] or defaults.criterion or "",
        }

    def _theme(self, code: str) -> str:
        mapped = {row["code"]: row["shared_code"] for row in rows_of(self.notes.themes)}
        return (mapped.get(code) or code) if self.shared else code

    def _settled(self, note_id: str) -> Row:
        """Return the codes that people settled on for a note, if they wrote them down."""
        agreed = next(
            (
                row
                for row in rows_of(self.notes.recoding)
                if row["note_id"] == note_id and row["coder"] == SETTLED
            ),
            None,
        )
        return {key: code for key, code in (self._codes(agreed) if agreed else {}).items() if code}

    def _document_source(self, row: Row) -> Row:
        event = self.rules.event
        publisher = event.organisers[0].name.in_language(event.title_language)
        language = row["language"] or event.title_language
        more = {key: row[key] for key in ("url", "note_en", "note_fr")}
        return _source(row["source_id"], row["title"], publisher, row["published"], language) | more

    def _session_source(self, key: str, session: Row) -> Row:
        event = self.rules.event
        code = event.title_language
        title = _in(session, "title", code) or event.title.in_language(code)
        publisher = event.organisers[0].name.in_language(code)
        return _source(key, title, publisher, session.get("date") or event.date.isoformat(), code)


def own_columns(statements: pd.DataFrame, reported_in: tuple[str, ...]) -> pd.DataFrame:
    """Return published statements with the columns of own ones; those that report what was said there are own."""
    return statements.assign(own=statements["source_id"].isin(reported_in), **dict.fromkeys(OWN_COLUMNS, ""))


def _lacking(note: Row, row: Row) -> Iterator[Missing]:
    if not (row["text_en"] or row["text_fr"]):
        missing: tuple[Kind, str] = (
            ("consent", "quote_consent") if note["quote"] else ("unsaid", "text_en, text_fr")
        )
        yield Missing(missing[0], "notes.csv", note["note_id"], missing[1])
    empty = [name for name in NEEDED if not row[name]]
    if empty:
        yield Missing("uncoded", "notes.csv", note["note_id"], ", ".join(empty))


def _in(row: Row, name: str, code: str) -> str:
    """Return a text in a language; where it is missing, the other language's, marked as such."""
    other = next(each for each in LANGUAGES if each != code)
    own, stand_in = row.get(f"{name}_{code}", ""), row.get(f"{name}_{other}", "")
    return own or (untranslated(stand_in, other) if stand_in else "")


def _session(session_id: str) -> str:
    return f"session-{session_id}" if session_id else WITHOUT_SESSION


def _source(source_id: str, title: str, publisher: str, published: str, language: str) -> Row:
    return {
        "source_id": source_id, "title": title, "publisher": publisher, "published": published,
        "published_basis": "stated" if published else "", "url": "", "language": language, "source_type": EVENT_NOTES,
        "origin": source_id, "also_known_as": "", "note_en": "", "note_fr": "",
    }  # fmt: skip
