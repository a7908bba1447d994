"""What a table names and no table has: kept as it is, and told."""

from collections.abc import Collection

from gcm_analysis.evidence.notes import KEYS, Notes, rows_of
from gcm_analysis.importing.model import Loss

WHY = "{table} has no {value}: add it there, or correct the cell"


def dangling(notes: Notes, shared_themes: Collection[str], shared_sources: Collection[str]) -> list[Loss]:
    """Return every id that leads nowhere."""
    themes = {*notes.themes["code"], *shared_themes}
    known: dict[str, tuple[str, set[str]]] = {
        "session_id": ("sessions.csv", set(notes.sessions["session_id"])),
        "speaker_id": ("speakers.csv", set(notes.speakers["speaker_id"])),
        "source_id": ("documents.csv", {*notes.documents["source_id"], *shared_sources}),
        "theme": ("themes.csv", themes),
        "shared_code": ("data/codebook.csv", set(shared_themes)),
        "note_id": ("notes.csv", set(notes.notes["note_id"])),
    }
    return [
        Loss(
            f"{table}.csv",
            row[KEYS[table][0]],
            f"{column}: {row[column]}",
            WHY.format(table=file, value=row[column]),
        )
        for table in ("notes", "recoding", "themes")
        for row in rows_of(getattr(notes, table))
        for column, (file, ids) in known.items()
        if row.get(column) and row[column] not in ids
    ]
