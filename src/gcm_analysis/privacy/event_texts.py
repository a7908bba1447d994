"""The texts and files that a report would be made from, by file and row: the guard reads them before any notebook runs."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from gcm_analysis.evidence import attribution
from gcm_analysis.evidence.attribution import Person, Rules
from gcm_analysis.evidence.event import Event
from gcm_analysis.evidence.event_statements import EventStatements
from gcm_analysis.evidence.logos import logo_files
from gcm_analysis.evidence.missing import file_and_key, texts_of
from gcm_analysis.evidence.notes import rows_of
from gcm_analysis.paths import PROJECT
from gcm_analysis.privacy.background import is_written_after, record_rows
from gcm_analysis.privacy.reading import Piece, decoded, read
from gcm_analysis.publishing.folder.manifest import READ

NOTE = ("note_id", "locator_en", "locator_fr", "text_en", "text_fr", "quote", "coder")
TABLES = {
    "sessions": ("session_id", "title_en", "title_fr"),
    "themes": ("code", "label_en", "label_fr", "definition_en", "definition_fr"),
    "documents": ("source_id", "title", "url", "note_en", "note_fr", "author", "publisher"),
    "recoding": ("coder",),
    "speakers": attribution.BIOGRAPHY,
}
OF_SOURCES = ("title", "short_en", "short_fr", "author", "publisher", "also_known_as", "note_en", "note_fr")


def _cells(number: int, row: Mapping[str, str], columns: Iterable[str]) -> list[Piece]:
    """Return those cells of a row that are in these columns."""
    return [
        Piece(f"row {number}, column {column}", decoded(row[column])) for column in columns if column in row
    ]


def tables(rules: Rules) -> dict[str, list[Piece]]:
    """Return what the event's tables publish, by file."""
    rows = {name: rows_of(getattr(rules.notes, name)) for name in TABLES}
    by_speaker = rules.of_speakers()
    # A biography is published of those who may be named.
    rows["speakers"] = [
        row if by_speaker[row["speaker_id"]] == attribution.NAMED else {} for row in rows["speakers"]
    ]
    found = {
        f"{name}.csv": [
            piece for number, row in enumerate(rows[name], start=2) for piece in _cells(number, row, columns)
        ]
        for name, columns in TABLES.items()
    }
    return found | {"notes.csv": [piece for pieces, _ in _notes(rules) for piece in pieces]}


def description(rules: Rules) -> dict[bool, dict[str, list[Piece]]]:
    """Return the texts of the description and of the conclusions, by file: those written after the event, and the others."""
    texts: dict[bool, dict[str, list[Piece]]] = {True: {}, False: {}}
    for path, words in texts_of(attribution.without_people(rules.event)):
        file, key = file_and_key(path)
        of_file = texts[is_written_after(path)].setdefault(file, [])
        written = [words] if isinstance(words, str) else filter(None, (words.en, words.fr))
        of_file.extend(Piece(key, decoded(text)) for text in written)
    return texts


def own_words(rules: Rules) -> Iterator[tuple[Person, list[Piece]]]:
    """Yield each speaker, under a rule that hides something, with what they said under it."""
    said: dict[Person, list[Piece]] = {}
    for pieces, _, person in _hidden_notes(rules):
        said.setdefault(person, []).extend(pieces)
    yield from said.items()


def cited(rules: Rules, sources: Collection[Mapping[str, str]]) -> Iterator[tuple[Person, list[Piece]]]:
    """Yield speakers, under a rule that hides something, with the shared sources that their notes cite."""
    by_id = {row["source_id"]: row for row in sources}
    for pieces, note, person in _hidden_notes(rules):
        if source := by_id.get(note["source_id"]):
            where = pieces[0].where.replace("note_id", "source_id")
            yield person, [Piece(where, source[column]) for column in OF_SOURCES]


def _hidden_notes(rules: Rules) -> Iterator[tuple[list[Piece], dict[str, str], Person]]:
    """Yield what each note publishes whose speaker the rule of its session hides, with the speaker."""
    rows = enumerate(rows_of(rules.notes.speakers), start=2)
    people = {row["speaker_id"]: (row, number) for number, row in rows}
    for pieces, note in _notes(rules):
        rule = rules.of_session(note["session_id"])
        if note["speaker_id"] in people and attribution.HIDDEN[rule]:
            yield pieces, note, attribution.speaker_of(*people[note["speaker_id"]], rule)


def _notes(rules: Rules) -> Iterator[tuple[list[Piece], dict[str, str]]]:
    """Yield what each note publishes: its quote only with consent, its id alone if it does not count."""
    if rules.event.statements == "published":
        return
    counted = {row["statement_id"]: row for row in EventStatements(rules, shared=False).statements()[0]}
    for number, note in enumerate(rows_of(rules.notes.notes), start=2):
        statement = counted.get(note["note_id"])
        shown = note | {"quote": statement["quote"]} if statement else {"note_id": note["note_id"]}
        yield _cells(number, shown, NOTE), note


def pieces(path: Path, shown: str) -> list[Piece]:
    """Return the name of a file or a folder and, of a file, its content."""
    return [Piece("its name", shown), *(read(path.name, path.read_bytes()) if path.is_file() else ())]


def event_files(folder: Path, event: Event) -> Iterator[tuple[str, list[Piece]]]:
    """Yield what a report has of the event's folder: its name, those of its files, as the manifest lists them, and logos."""
    yield ".", [Piece("the folder’s name", folder.name)]
    logos = {name for logo in event.notices.logos for name in logo_files(logo)}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if name in logos:
            yield name, pieces(path, name)
        elif path.suffix in READ:
            yield name, [Piece("its name", name)]


def project_texts(data: Path, notebooks: Iterable[Path]) -> Iterator[tuple[str, list[Piece]]]:
    """Yield the other texts of a report: the project's description, and its notebooks."""
    for path in filter(Path.is_file, (data / PROJECT, *notebooks)):
        shown = path.relative_to(data.parent).as_posix()
        yield shown, pieces(path, shown)


def record(folder: Path) -> list[Piece]:
    """Return the cells of the event's published record, if there is one."""
    rows = enumerate(record_rows(folder), start=2)
    return [piece for number, row in rows for piece in _cells(number, row, row)]
