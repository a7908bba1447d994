"""One import: every file is looked at and read before anything is written; then all are merged, and each has its report."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from gcm_analysis.errors import UserError
from gcm_analysis.evidence.notes import Notes, rows_of
from gcm_analysis.importing.coding import Recoder, coded_by, person
from gcm_analysis.importing.drafting import Context, drafted
from gcm_analysis.importing.loss import FOLDER, Counts, FileReport, Report, counted, written
from gcm_analysis.importing.mapping import FILE, parse_mapping
from gcm_analysis.importing.merge import merge
from gcm_analysis.importing.model import Loss, Project
from gcm_analysis.importing.ownership import Newcomers, read_conflicts, write_conflicts
from gcm_analysis.importing.reading import Found, read_files
from gcm_analysis.importing.records import (
    Record,
    is_mapped_as_before,
    records_of,
    vanished,
    without_withdrawn,
    write_records,
)
from gcm_analysis.importing.references import dangling
from gcm_analysis.importing.refusal import ImportRefused
from gcm_analysis.importing.safety import decoded
from gcm_analysis.importing.store import Shared, read_shared, read_tables, write_tables, write_text

LOCK = ".lock"
LONGEST_WAIT = 600  # seconds
WAITING = "Another import into {event} is at work: waiting until it is done."


@contextmanager
def alone(event_folder: Path, say: Callable[[str], None]) -> Iterator[None]:
    """Wait until no other import is at work on the event, saying so, and keep others out."""
    lock = FileLock(event_folder / FOLDER / LOCK)
    try:
        (event_folder / FOLDER).mkdir(exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout:
        say(WAITING.format(event=event_folder.name))
        try:
            lock.acquire(timeout=LONGEST_WAIT)
        except Timeout:
            message = (
                f"Another import into {event_folder.name} has been at work for {LONGEST_WAIT // 60} minutes."
            )
            raise UserError(f"{message}\nNothing was imported. End it, or try again later.") from None
    except OSError as error:
        raise UserError(f"Nothing can be written to {event_folder}: {error.strerror}.") from None
    try:
        yield
    finally:
        lock.release()


def run(
    event_folder: Path, files: Sequence[Path], *, coder: str = "", say: Callable[[str], None] = print
) -> Report:
    """Bring files into an event's tables. If one file is refused, nothing is imported, and all problems are listed.

    `coder` names who coded, for files that do not say so. What takes time is said with `say`.
    """
    if not event_folder.is_dir():
        raise UserError(f"There is no folder {event_folder}: make the event first, with “gcm new”.")
    found = read_files(files)
    with alone(event_folder, say):
        return _brought(event_folder, found, person(coder))


@dataclass
class _Done:
    """What one file brought, until its report is written."""

    path: Path
    kind: str
    counts: dict[str, Counts]
    losses: list[Loss]
    records: list[Record]
    is_codebook: bool
    lost_all: bool
    mapped: str  # the text of mapping.yml by which it was read, if it is a project


def _brought(event_folder: Path, files: Sequence[tuple[Path, str, Found]], coder: str) -> Report:
    shared, notes = read_shared(event_folder), read_tables(event_folder)
    conflicts, mapping = read_conflicts(event_folder), event_folder / FILE
    text = old_text = decoded(mapping.read_bytes(), mapping) if mapping.exists() else ""
    done: list[_Done] = []
    for path, kind, content in files:
        if isinstance(content, Project):
            text = drafted(text, content, _context(shared, notes), FILE)
        brought, losses = _notes(content, text, shared, notes, coder)
        newcomers = Newcomers(coder, *without_withdrawn(event_folder, notes, brought), conflicts)
        own = newcomers.among(notes)
        is_project = isinstance(content, Project)
        merged = merge(notes, own, keep_first=not is_project or is_mapped_as_before(event_folder, text))
        records = records_of(own, merged.ids, coder)
        losses = [*losses, *newcomers.losses, *merged.losses]
        losses += vanished(event_folder, path, records, coder, merged.notes)
        is_codebook = isinstance(content, Project) and not content.passages
        counts = counted(notes, merged.notes, own)
        lost_all = bool(losses) and not counts and not is_codebook
        mapped = text if is_project else ""
        done.append(_Done(path, kind, counts, losses, records, is_codebook, lost_all, mapped))
        notes = merged.notes
    if done:
        done[-1].losses.extend(dangling(notes, shared.themes.keys(), shared.sources))
    if text != old_text:
        write_text(mapping, text)
    write_conflicts(event_folder, conflicts)
    write_tables(event_folder, notes)
    reports = tuple(_reported(event_folder, each) for each in done)
    return Report(reports, mapping if text != old_text else None, drafted=not old_text)


def _reported(event: Path, done: _Done) -> FileReport:
    losses = tuple(done.losses)
    report = FileReport(
        done.path.name, done.kind, done.counts, losses, is_codebook=done.is_codebook, lost_all=done.lost_all
    )
    report = written(event, done.path, report)
    write_records(report.folder, done.records)
    if done.mapped:
        write_text(report.folder / FILE, done.mapped)
    return report


def _context(shared: Shared, notes: Notes) -> Context:
    documents = rows_of(notes.documents)
    own = {row["source_id"] for row in documents} | shared.sources
    return Context(
        _themes(shared, notes), frozenset(own), {row["title"]: row["source_id"] for row in documents}
    )


def _themes(shared: Shared, notes: Notes) -> dict[str, tuple[str, ...]]:
    own = {row["code"]: (row["label_en"], row["label_fr"]) for row in rows_of(notes.themes)}
    return {**own, **{code: labels for code, labels in shared.themes.items() if code not in own}}


def _notes(content: Found, text: str, shared: Shared, notes: Notes, coder: str) -> tuple[Notes, list[Loss]]:
    if not isinstance(content, Project):
        tables, losses = content
        return coded_by(tables, coder), losses
    themes = _themes(shared, notes)
    crosswalk, problems = parse_mapping(text, FILE, themes)
    if problems:
        raise ImportRefused(problems)
    people = rows_of(notes.speakers)
    speakers = {
        row[column].casefold(): row["speaker_id"] for row in people for column in ("name", "speaker_id")
    }
    recoder = Recoder(content, crosswalk, themes, speakers, coder)
    brought = recoder.notes()
    known = set(notes.documents["source_id"])
    fresh = brought.documents[~brought.documents["source_id"].isin(known)]
    return brought.with_tables(documents=fresh), recoder.losses
