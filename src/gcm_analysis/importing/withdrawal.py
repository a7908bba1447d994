"""What was withdrawn does not come back: not under its id, and not with the same words under another."""

from pathlib import Path

from gcm_analysis.evidence.notes import WORDS, Notes, rows_of, table
from gcm_analysis.importing.matching import letters_of
from gcm_analysis.importing.model import Loss
from gcm_analysis.importing.records import all_records
from gcm_analysis.importing.sheets import read_csv

FILE = "withdrawn.csv"
STAYS = (
    "it was withdrawn ({note}) and stays so; if this is another statement, give it another id and other words"
)


def withdrawn_ids(event: Path) -> frozenset[str]:
    path = event / FILE
    if not path.exists():
        return frozenset()
    return frozenset(row.get("note_id", "").strip() for _, row in read_csv(path).records()) - {""}


def without_withdrawn(event: Path, before: Notes, brought: Notes) -> tuple[Notes, list[Loss]]:
    """Return what a file brought without what was withdrawn, and a loss for each."""
    ids = withdrawn_ids(event)
    if not ids:
        return brought, []
    words = {letters_of(text): note_id for note_id, text in _words_of(event, before, ids) if letters_of(text)}
    gone = {
        row["note_id"]: note_id for row in rows_of(brought.notes) if (note_id := _withdrawn(row, ids, words))
    }
    gone |= {note_id: note_id for note_id in brought.recoding["note_id"] if note_id in ids}
    losses = [
        Loss(
            "notes.csv",
            row["note_id"],
            next(filter(None, (row[each] for each in WORDS)), ""),
            STAYS.format(note=gone[row["note_id"]]),
        )
        for row in rows_of(brought.notes)
        if row["note_id"] in gone
    ]
    left = {
        name: table(name, (row for row in rows_of(getattr(brought, name)) if row["note_id"] not in gone))
        for name in ("notes", "recoding")
    }
    return brought.with_tables(**left), losses


def _words_of(event: Path, before: Notes, ids: frozenset[str]) -> list[tuple[str, str]]:
    """Return the words of withdrawn notes: those in the event's tables still, and those that an import brought."""
    here = [(row["note_id"], row[each]) for row in rows_of(before.notes) for each in WORDS]
    once = [
        (each.row, each.words)
        for _, records in all_records(event)
        for each in records
        if each.table == "notes"
    ]
    return [(note_id, text) for note_id, text in here + once if note_id in ids]


def _withdrawn(row: dict[str, str], ids: frozenset[str], words: dict[str, str]) -> str:
    """Return which withdrawn note a row is, if any."""
    if row["note_id"] in ids:
        return row["note_id"]
    return next((words[letters] for each in WORDS if (letters := letters_of(row[each])) in words), "")
