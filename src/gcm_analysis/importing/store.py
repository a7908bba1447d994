"""An event's own tables on disk: read whole, written whole, so that a stopped import leaves no half table."""

from pathlib import Path

from gcm_analysis.atomic import write_whole
from gcm_analysis.evidence.notes import Notes, read_notes
from gcm_analysis.importing.refusal import ImportRefused


def read_tables(folder: Path) -> Notes:
    """Return the event's tables; one that is not there yet is empty."""
    notes, problems = read_notes(folder, "")
    if problems:
        raise ImportRefused(problems)
    return notes


def write_tables(folder: Path, notes: Notes) -> None:
    """Write the tables whose content has changed."""
    for name, frame in notes.tables().items():
        path = folder / f"{name}.csv"
        text = frame.to_csv(index=False, lineterminator="\n")
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            write_text(path, text)


def write_text(path: Path, text: str) -> None:
    """Write a file at once: it is the old one or the new one, never a part."""
    write_whole(path, text)
