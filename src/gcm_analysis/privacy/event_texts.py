"""The words and files that a report would be made from: looked through before any notebook runs, named by file and row."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from gcm_analysis.evidence.attribution import (
    BIOGRAPHY,
    HIDDEN,
    NAMED,
    Person,
    Rules,
    speaker_of,
    without_people,
)
from gcm_analysis.evidence.event import Event
from gcm_analysis.evidence.event_statements import EventStatements
from gcm_analysis.evidence.logos import logo_files
from gcm_analysis.evidence.missing import file_and_key, texts_of
from gcm_analysis.evidence.notes import rows_of
from gcm_analysis.paths import PROJECT
from gcm_analysis.privacy.initials import COLUMNS
from gcm_analysis.privacy.public import is_written_after, table_rows
from gcm_analysis.privacy.reading import Piece, decoded, read
from gcm_analysis.publishing.folder.manifest import READ

SAID = ("note_id", "locator_en", "locator_fr", "text_en", "text_fr", "quote", "coder")
TABLES = {
    "sessions": ("session_id", "title_en", "title_fr"),
    "themes": ("code", "label_en", "label_fr", "definition_en", "definition_fr"),
    "documents": ("source_id", "title", "url", "note_en", "note_fr", "author", "publisher"),
    "recoding": ("coder",),
}
OF_SOURCES = ("title", "short_en", "short_fr", "author", "publisher", "also_known_as", "note_en", "note_fr")


def tables(rules: Rules) -> dict[str, list[Piece]]:
    """Return what the event's tables publish, by file."""
    found = {
        f"{table}.csv": [
            Piece(_where(number, column), decoded(row[column]))
            for number, row in enumerate(rows_of(getattr(rules.notes, table)), start=2)
            for column in columns
        ]
        for table, columns in TABLES.items()
    }
    found["speakers.csv"] = list(_biographies(rules))
    return found | {"notes.csv": [piece for pieces, _ in _notes(rules) for piece in pieces]}


def _biographies(rules: Rules) -> Iterator[Piece]:
    """Yield the biographies of those who may be named."""
    by_speaker = rules.of_speakers()
    for number, row in enumerate(rows_of(rules.notes.speakers), start=2):
        for column in BIOGRAPHY if by_speaker[row["speaker_id"]] == NAMED else ():
            yield Piece(_where(number, column), decoded(row[column]))


def codes(rules: Rules) -> Iterator[tuple[str, str, Piece]]:
    """Yield the ids and codes that the event's tables publish, each with its file and column."""
    for file, pieces in tables(rules).items():
        for piece in pieces:
            column = piece.where.rpartition(" ")[2]
            if column in COLUMNS:
                yield file, column, piece


def description(rules: Rules) -> dict[bool, dict[str, list[Piece]]]:
    """Return the texts of the description and of the conclusions beside it: by file: those that make nothing public, and the others."""
    texts: dict[bool, dict[str, list[Piece]]] = {True: {}, False: {}}
    for path, words in texts_of(without_people(rules.event)):
        file, key = file_and_key(path)
        of_file = texts[is_written_after(path)].setdefault(file, [])
        said = [words] if isinstance(words, str) else filter(None, (words.en, words.fr))
        of_file.extend(Piece(key, decoded(text)) for text in said)
    return texts


def of_themselves(rules: Rules) -> Iterator[tuple[Person, list[Piece]]]:
    """Yield each speaker, under a rule that hides something, with what they said under it."""
    people = _speakers(rules)
    said: dict[tuple[str, str], list[Piece]] = {}
    for pieces, note in _notes(rules):
        rule = rules.of_session(note["session_id"])
        if note["speaker_id"] in people and HIDDEN[rule]:
            said.setdefault((note["speaker_id"], rule), []).extend(pieces)
    for (speaker, rule), pieces in said.items():
        yield speaker_of(*people[speaker], rule), pieces


def cited(rules: Rules, sources: Collection[Mapping[str, str]]) -> Iterator[tuple[Person, list[Piece]]]:
    """Yield speakers, under a rule that hides something, with the shared sources that their notes cite."""
    known, people = {row["source_id"]: row for row in sources}, _speakers(rules)
    for pieces, note in _notes(rules):
        rule, source = rules.of_session(note["session_id"]), known.get(note["source_id"])
        if source and note["speaker_id"] in people and HIDDEN[rule]:
            where = pieces[0].where.replace("note_id", "source_id")
            texts = [Piece(where, source[column]) for column in OF_SOURCES]
            yield speaker_of(*people[note["speaker_id"]], rule), texts


def _speakers(rules: Rules) -> dict[str, tuple[dict[str, str], int]]:
    """Return the row of each speaker, and its number."""
    rows = enumerate(rows_of(rules.notes.speakers), start=2)
    return {row["speaker_id"]: (row, number) for number, row in rows}


def hides(rules: Rules) -> bool:
    """Tell whether the rule of any session, or of the event, hides anything."""
    sessions = ("", *rules.notes.sessions["session_id"])
    return any(rules.of_session(session) != NAMED for session in sessions)


def _notes(rules: Rules) -> Iterator[tuple[list[Piece], dict[str, str]]]:
    """Yield what each note publishes: its quote only with consent, its id alone if it does not count."""
    if rules.event.statements == "published":
        return
    counted = {row["statement_id"]: row for row in EventStatements(rules, shared=False).statements()[0]}
    for number, note in enumerate(rows_of(rules.notes.notes), start=2):
        known = counted.get(note["note_id"])
        shown = note | {"quote": known["quote"]} if known else {"note_id": note["note_id"]}
        yield (
            [Piece(_where(number, column), decoded(shown[column])) for column in SAID if column in shown],
            note,
        )


def _where(number: int, column: str) -> str:
    return f"row {number}, column {column}"


def pieces(path: Path, shown: str) -> list[Piece]:
    """Return the name of a file or a folder and, of a file, what is in it."""
    return [Piece("its name", shown), *(read(path.name, path.read_bytes()) if path.is_file() else ())]


def given(folder: Path, event: Event) -> Iterator[tuple[str, list[Piece]]]:
    """Yield what a report has of the event's folder: its name, those of its files, as the manifest lists them, and logos."""
    yield ".", [Piece("the folder’s name", folder.name)]
    logos = {name for logo in event.notices.logos for name in logo_files(logo)}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if name in logos:
            yield name, pieces(path, name)
        elif path.suffix in READ:
            yield name, [Piece("its name", name)]


def of_project(data: Path, notebooks: Iterable[Path]) -> Iterator[tuple[str, list[Piece]]]:
    """Yield what else a report takes its words from: the project's description, and the notebooks that tell it."""
    paths = [data / PROJECT, *notebooks]
    for path in paths:
        if path.is_file():
            shown = path.relative_to(data.parent).as_posix()
            yield shown, pieces(path, shown)


def record(folder: Path) -> list[Piece]:
    """Return the cells of the event's published record, if there is one."""
    table = folder / "record.csv"
    rows = enumerate(table_rows(table), start=2) if table.exists() else ()
    return [
        Piece(f"row {number}, column {column}", cell)
        for number, row in rows
        for column, cell in row.items()
        if cell
    ]
