"""An event of one's own made by hand: a test names only the keys and cells that it is about."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.builders import write_yaml

from gcm_analysis.evidence.attribution import Rules
from gcm_analysis.evidence.event import Event
from gcm_analysis.evidence.event_statements import EventStatements
from gcm_analysis.evidence.notes import Notes, notes_of, rows_of

Row = Mapping[str, str]

EVENT = {
    "title": {"en": "A round table", "fr": "Une table ronde"},
    "title_language": "en",
    "kind": {"en": "round table", "fr": "table ronde"},
    "date": "2026-03-05",
    "city": {"en": "Somewhere", "fr": "Quelque part"},
    "country": "ISL",
    "organisers": [{"name": {"en": "A body", "fr": "Un organisme"}}],
    "attribution": "chatham-house",
    "statements": "own",
}
SPEAKER = {
    "name": "Zora Quimby",
    "role_en": "Director", "role_fr": "directrice", "body_en": "Lantern Office", "body_fr": "Bureau des lanternes",
    "country": "KIR", "level": "national", "region": "Africa", "quote_consent": "yes",
}  # fmt: skip
NOTE = {
    "note_id": "N001", "speaker_id": "A", "level": "national", "region": "Africa", "phase": "design",
    "valence": "challenge", "theme": "PEER", "criterion": "relevance", "confidence": "high",
    "text_en": "It helps.", "text_fr": "Cela aide.", "coder": "ana",
}  # fmt: skip


def event(**keys: object) -> Event:
    return Event.model_validate(EVENT | keys)


def speakers(*rows: Row) -> list[Row]:
    """Return speakers A, B, C …"""
    return [SPEAKER | {"speaker_id": "ABCDEFGHIJ"[n]} | dict(row) for n, row in enumerate(rows)]


def remarks(*rows: Row) -> list[Row]:
    """Return notes N001, N002 …"""
    return [NOTE | {"note_id": f"N{n:03}"} | dict(row) for n, row in enumerate(rows, start=1)]


def rules(tables: Mapping[str, Iterable[Row]], **keys: object) -> Rules:
    """Return an event and its tables; one speaker and one note if there are none."""
    complete = {"speakers": speakers({}), "notes": remarks({})} | dict(tables)
    return Rules(event(**keys), notes_of(complete))


def counted(
    tables: Mapping[str, Iterable[Row]], *, shared: bool = False, **keys: object
) -> list[dict[str, str]]:
    """Return the notes that count, as statements."""
    return EventStatements(rules(tables, **keys), shared).statements()[0]


def gaps(tables: Mapping[str, Iterable[Row]], **keys: object) -> list[tuple[str, str, str]]:
    """Return what the notes lack: kind, row, what."""
    return [
        (gap.kind, gap.row, gap.what)
        for gap in EventStatements(rules(tables, **keys), shared=False).statements()[1]
    ]


def write_event(data: Path, name: str, tables: Mapping[str, Iterable[Row]], **keys: object) -> Path:
    """Write an event with its tables into a folder of data, as a rapporteur would have."""
    folder = data / "events" / name
    folder.mkdir(parents=True)
    write_yaml(folder / "event.yml", EVENT | keys)
    made: Notes = notes_of({"speakers": speakers({}), "notes": remarks({})} | dict(tables))
    for table, frame in made.tables().items():
        if rows_of(frame):
            frame.to_csv(folder / f"{table}.csv", index=False)
    return folder
