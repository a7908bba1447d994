"""The event's own words that a report would publish: looked through before any notebook runs, and named by file and row."""

from collections.abc import Iterator

from gcm_analysis.evidence.attribution import HIDDEN, NAMED, Person, Rules, speaker_of, without_people
from gcm_analysis.evidence.missing import words_of
from gcm_analysis.evidence.notes import rows_of
from gcm_analysis.evidence.own import OwnNotes
from gcm_analysis.publishing.guarding.pieces import Piece

SAID = ("note_id", "locator_en", "locator_fr", "text_en", "text_fr", "quote", "coder")
TABLES = {
    "sessions": ("session_id", "title_en", "title_fr"),
    "themes": ("code", "label_en", "label_fr", "definition_en", "definition_fr"),
    "documents": ("source_id", "title", "url", "note_en", "note_fr", "author", "publisher"),
}
# Of the description, what was agreed and what is left open: it was said behind closed doors. The rest was announced.
AGREED = ("follow_up", "gaps")


def tables(rules: Rules) -> dict[str, list[Piece]]:
    """Return what the event's tables publish, by file."""
    found = {
        f"{table}.csv": [
            Piece(_where(number, column), row[column])
            for number, row in enumerate(rows_of(getattr(rules.notes, table)), start=2)
            for column in columns
        ]
        for table, columns in TABLES.items()
    }
    return found | {"notes.csv": [piece for pieces, _ in _notes(rules) for piece in pieces]}


def description(rules: Rules) -> dict[bool, list[Piece]]:
    """Return the texts of the description: those of `AGREED`, and the others."""
    texts: dict[bool, list[Piece]] = {True: [], False: []}
    for path, words in words_of(without_people(rules.event)):
        agreed = path.partition(".")[0] in AGREED
        texts[agreed] += [Piece(path, text) for text in (words.en, words.fr) if text]
    return texts


def of_themselves(rules: Rules) -> Iterator[tuple[Person, list[Piece]]]:
    """Yield each speaker, under a rule that hides something, with what they said under it."""
    people = {
        row["speaker_id"]: (row, number) for number, row in enumerate(rows_of(rules.notes.speakers), start=2)
    }
    said: dict[tuple[str, str], list[Piece]] = {}
    for pieces, note in _notes(rules):
        rule = rules.of_session(note["session_id"])
        if note["speaker_id"] and HIDDEN[rule]:
            said.setdefault((note["speaker_id"], rule), []).extend(pieces)
    for (speaker, rule), pieces in said.items():
        yield speaker_of(*people[speaker], rule), pieces


def hides(rules: Rules) -> bool:
    """Tell whether the rule of any session, or of the event, hides anything."""
    sessions = ("", *rules.notes.sessions["session_id"])
    return any(rules.of_session(session) != NAMED for session in sessions)


def _notes(rules: Rules) -> Iterator[tuple[list[Piece], dict[str, str]]]:
    """Yield what each note that counts publishes: its quote only with consent."""
    if rules.event.statements == "published":
        return
    counted = {row["statement_id"]: row for row in OwnNotes(rules, shared=False).statements()[0]}
    for number, note in enumerate(rows_of(rules.notes.notes), start=2):
        if note["note_id"] in counted:
            shown = note | {"quote": counted[note["note_id"]]["quote"]}
            yield [Piece(_where(number, column), shown[column]) for column in SAID], note


def _where(number: int, column: str) -> str:
    return f"row {number}, column {column}"
