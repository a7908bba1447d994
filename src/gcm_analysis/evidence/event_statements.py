"""Turns an event's own notes into statements of the record: attributed by rule, coded, each with a source to cite.

A note counts when it has words that may be published and every code: the settled one, else its own, else the event's
default. The others are listed as missing and not counted. A speaker is one independent voice; the notes of a session or
document without a speaker are one voice together.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from gcm_analysis.evidence.attribution import ROLE_AND_BODY, Rules
from gcm_analysis.evidence.event import LANGUAGES, untranslated
from gcm_analysis.evidence.missing import SETTLED, Missing
from gcm_analysis.evidence.notes import CODED, Notes, in_language, rows_of, source_of
from gcm_analysis.evidence.vocabulary import EVENT_NOTES, EVIDENCE_OF_NOTE

NEEDED = ("phase", "valence", "theme", "level", "region", "criterion", "confidence")
EVENT_COLUMNS = ("session", "voice", "voice_level", "voice_region", "quote", "quote_language", "coder")

Row = dict[str, str]


@dataclass(frozen=True)
class EventStatements:
    """Turns notes into rows of `statements`, `sources`, `codebook` and `second_coding`.

    `shared` is whether the notes are counted together with the published record, and so with the shared themes.
    """

    rules: Rules
    shared: bool

    @property
    def notes(self) -> Notes:
        return self.rules.notes

    def statements(self) -> tuple[list[Row], list[Missing]]:
        """Return the notes that count, as rows, and the gaps of the others."""
        speakers = {row["speaker_id"]: row for row in rows_of(self.notes.speakers)}
        rows, missing = [], []
        for note in rows_of(self.notes.notes):
            row = self._statement(note, speakers.get(note["speaker_id"], {}))
            gaps = list(_gaps(note, row))
            missing += gaps or self._untranslated_quote(note, row)
            rows += [] if gaps else [row]
        return rows, missing

    def sources(self, cited: set[str]) -> list[Row]:
        """Return a source for each session and document that a note cites."""
        sessions = {source_of(row["session_id"]): row for row in rows_of(self.notes.sessions)}
        sessions[source_of("")] = {}
        found = [self._session_source(key, row) for key, row in sessions.items() if key in cited]
        documents = [row for row in rows_of(self.notes.documents) if row["source_id"] in cited]
        return found + [self._document_source(row) for row in documents]

    def codebook(self) -> list[Row]:
        """Return the event's own themes, without those that are counted under a shared one."""
        empty = dict.fromkeys(("include_en", "include_fr", "exclude_en", "exclude_fr"), "")
        return [
            {"code": row["code"], **_in_languages(row, "label"), **_in_languages(row, "definition"), **empty}
            for row in rows_of(self.notes.themes)
            if not (self.shared and row["shared_code"])
        ]

    def second_coding(self, kept: set[str]) -> list[Row]:
        """Return the further codings of notes that count, as they were given, without settled ones."""
        return [
            {"statement_id": row["note_id"], "coder": row["coder"]} | self._given(row)
            for row in rows_of(self.notes.recoding)
            if row["note_id"] in kept and row["coder"] != SETTLED
        ]

    def first_coding(self, kept: set[str]) -> list[Row]:
        """Return the first coder's codes of notes that count: without defaults, before anything was settled."""
        rows = [row for row in rows_of(self.notes.notes) if row["note_id"] in kept]
        return [{"statement_id": row["note_id"]} | self._given(row) for row in rows]

    def _given(self, row: Row) -> Row:
        codes = {name: row[name] for name in ("phase", "valence", "criterion")}
        return codes | {"theme": self._theme(row["theme"])}

    def _untranslated_quote(self, note: Row, row: Row) -> list[Missing]:
        """Return each language of the reports that a quote, where it replaces the text, is not in."""
        languages = () if note["text_en"] or note["text_fr"] else self.rules.event.languages
        return [
            Missing("untranslated", "notes.csv", note["note_id"], f"text_{code}")
            for code in languages
            if row["quote_language"] != code
        ]

    def _statement(self, note: Row, speaker: Row) -> Row:
        event, rule = self.rules.event, self.rules.of_session(note["session_id"])
        shown = self.rules.attributable(speaker, note["session_id"])
        coded = note | self._settled.get(note["note_id"], {})
        quote = note["quote"] if speaker.get("quote_consent") == "yes" else ""
        source = note["source_id"] or source_of(note["session_id"])
        texts = _in_languages(note, "text")
        return {
            "statement_id": note["note_id"],
            "source_id": source,
            **_in_languages(note, "locator"),
            "year": note["year"] or str(event.date.year),
            **{key: shown[key] for key in ROLE_AND_BODY},
            "phase": coded["phase"] or event.defaults.phase or "",
            "valence": coded["valence"],
            "theme": self._theme(coded["theme"]),
            "criterion": coded["criterion"] or event.defaults.criterion or "",
            "level": coded["level"] or shown["level"] or event.defaults.level or "",
            "region": note["region"] or shown["region"] or event.defaults.region or "",
            "iso3": "",  # a note has a region, and names its countries in its words
            **{f"text_{code}": texts[f"text_{code}"] or _quoted(note, quote, code) for code in LANGUAGES},
            "evidence_kind": EVIDENCE_OF_NOTE.get(coded["valence"], ""),
            "confidence": note["confidence"] or event.defaults.confidence or "",
            "session": note["session_id"],
            "voice": self.rules.voices.get((note["speaker_id"], rule), source),
            "voice_level": shown["level"],
            "voice_region": shown["region"],
            "quote": quote,
            "quote_language": note["quote_language"] if quote else "",
            "coder": note["coder"],
        }

    def _theme(self, code: str) -> str:
        """Return the shared theme of a code where that is counted."""
        return (self._shared_codes.get(code) or code) if self.shared else code

    @cached_property
    def _shared_codes(self) -> Row:
        return {row["code"]: row["shared_code"] for row in rows_of(self.notes.themes)}

    @cached_property
    def _settled(self) -> dict[str, Row]:
        """The settled codes by note; an empty cell leaves a code as it was."""
        return {
            row["note_id"]: {name: row[name] for name in CODED if row[name]}
            for row in rows_of(self.notes.recoding)
            if row["coder"] == SETTLED
        }

    def _document_source(self, row: Row) -> Row:
        """Return a document as a source, with the author and publisher of the table alone."""
        language = row["language"] or self.rules.event.title_language
        more = {key: row[key] for key in ("url", "author", "note_en", "note_fr")}
        return _source(row["source_id"], row["title"], row["publisher"], row["published"], language) | more

    def _session_source(self, key: str, session: Row) -> Row:
        event = self.rules.event
        code = event.title_language
        title = in_language(session, "title", code) or event.title.in_language(code)
        publisher = "; ".join(organiser.name.in_language(code) for organiser in event.organisers)
        return _source(key, title, publisher, session.get("date") or event.date.isoformat(), code)


def with_event_columns(statements: pd.DataFrame, reported_in: tuple[str, ...]) -> pd.DataFrame:
    """Return published statements with the columns of own ones; those that report the event are own."""
    own = statements["source_id"].isin(reported_in)
    return statements.assign(own=own, **dict.fromkeys(EVENT_COLUMNS, ""))


def _in_languages(row: Row, name: str) -> Row:
    return {f"{name}_{code}": in_language(row, name, code) for code in LANGUAGES}


def _gaps(note: Row, row: Row) -> Iterator[Missing]:
    if not (row["text_en"] or row["text_fr"]):
        missing = ("consent", "quote_consent") if note["quote"] else ("unsaid", "text_en, text_fr")
        yield Missing(missing[0], "notes.csv", note["note_id"], missing[1])
    empty = [name for name in NEEDED if not row[name]]
    if empty:
        yield Missing("uncoded", "notes.csv", note["note_id"], ", ".join(empty))


def _quoted(note: Row, quote: str, code: str) -> str:
    """Return a quote where it replaces the text in a language, marked with its own if that is another."""
    language = note["quote_language"]
    return untranslated(quote, language) if quote and language not in ("", code) else quote


def _source(source_id: str, title: str, publisher: str, published: str, language: str) -> Row:
    return {
        "source_id": source_id, "title": title, "short_en": title, "short_fr": title, "author": "", "publisher": publisher, "published": published,
        "published_basis": "stated" if published else "", "url": "", "language": language, "source_type": EVENT_NOTES,
        "read_extent": "full", "origin": source_id, "house": source_id, "also_known_as": "", "note_en": "", "note_fr": "",
    }  # fmt: skip
