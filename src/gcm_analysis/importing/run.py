"""One import: every file is looked at and read before anything is written; then all are merged, and each has its report."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from filelock import FileLock, Timeout

from gcm_analysis.atomic import write_whole
from gcm_analysis.errors import UserError
from gcm_analysis.evidence.files import read_bytes
from gcm_analysis.evidence.note_rules import dangling
from gcm_analysis.evidence.notes import KEYS, Notes
from gcm_analysis.importing.coding import Recoder, coded_by, person
from gcm_analysis.importing.drafting import drafted
from gcm_analysis.importing.loss import FOLDER, FileReport, Report, counted, written
from gcm_analysis.importing.mapping import FILE, Crosswalk, parse_mapping
from gcm_analysis.importing.merge import merge
from gcm_analysis.importing.model import Loss, Project
from gcm_analysis.importing.ownership import Incoming, read_conflicts, write_conflicts
from gcm_analysis.importing.reading import Found, read_files
from gcm_analysis.importing.records import (
    Record,
    codes_mean_the_same,
    dropped_sessions,
    ids_by_words,
    no_longer_brought,
    records_of,
    without_withdrawn,
    write_records,
)
from gcm_analysis.importing.refusal import ImportRefused
from gcm_analysis.importing.safety import decoded
from gcm_analysis.importing.store import Existing, read_shared, read_tables, write_tables
from gcm_analysis.importing.tables import by_mapping
from gcm_analysis.importing.texts import Texts, with_texts

LOCK = ".lock"
LONGEST_WAIT = 600  # seconds
WAITING = "Another import into {event} is at work: waiting until it is done."


@contextmanager
def only_import(event_folder: Path, say: Callable[[str], None]) -> Iterator[None]:
    """Wait until no other import is at work on the event, saying so, and keep others out."""
    lock = FileLock(event_folder / FOLDER / LOCK)
    try:
        (event_folder / FOLDER).mkdir(exist_ok=True)
        with suppress(Timeout):
            lock.acquire(timeout=0)
        if not lock.is_locked:
            say(WAITING.format(event=event_folder.name))
            lock.acquire(timeout=LONGEST_WAIT)
    except Timeout:
        wait = f"{LONGEST_WAIT // 60} minutes"
        raise UserError(
            f"Another import into {event_folder.name} has been at work for {wait}.\n"
            "Nothing was imported. End it, or try again later."
        ) from None
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
    with only_import(event_folder, say):
        return _import_all(event_folder, found, person(coder))


def _text_of(mapping: Path) -> str:
    return decoded(read_bytes(mapping, FILE, "a YAML file"), mapping)


def _import_all(event_folder: Path, files: Sequence[tuple[Path, str, Found]], coder: str) -> Report:
    shared, notes = read_shared(event_folder), read_tables(event_folder)
    conflicts, mapping = read_conflicts(event_folder), event_folder / FILE
    text = old_text = _text_of(mapping) if mapping.exists() else ""
    done: list[tuple[FileReport, Path, list[Record], str]] = []
    described: dict[str, str] = {}
    for path, kind, found in files:
        if isinstance(found, Texts):
            edited = with_texts(event_folder, path.name, found, notes, described)
            notes, described = edited.notes, edited.files
            done.append((edited.report, path, [], ""))
            continue
        is_notes = isinstance(found, Project) and found.is_notes
        content, existing = found, shared.with_notes(notes)
        if isinstance(found, Project):
            text, content = _mapped(found, text, existing)
        is_project = isinstance(content, Project)
        brought, losses = _notes(content, text, existing, notes, coder)
        incoming = Incoming(coder, *without_withdrawn(event_folder, notes, brought), conflicts)
        own = incoming.under_event_ids(notes)
        is_as_before = not is_project or codes_mean_the_same(event_folder, text)
        earlier = ids_by_words(event_folder) if is_notes else {}
        gone = dropped_sessions(event_folder, text) if is_notes else ()
        merged = merge(notes, own, keep_first=is_as_before, earlier=earlier, no_sessions=gone)
        records = records_of(own, merged.ids, coder)
        losses = [*losses, *incoming.losses, *merged.losses]
        losses += no_longer_brought(event_folder, path, records, coder, merged.notes)
        is_codebook = isinstance(content, Project) and not content.passages and not is_notes
        counts = counted(notes, merged.notes, own)
        lost_all = bool(losses) and not counts and not is_codebook
        report = FileReport(
            path.name, kind, counts, tuple(losses), is_codebook=is_codebook, lost_all=lost_all
        )
        done.append((report, path, records, text if is_project else ""))
        notes = merged.notes
    if text != old_text:
        write_whole(mapping, text)
    write_conflicts(event_folder, conflicts)
    write_tables(event_folder, notes)
    for name, words in described.items():
        write_whole(event_folder / name, words)
    if done:
        done[-1] = (replace(done[-1][0], losses=done[-1][0].losses + _dangling(notes, shared)), *done[-1][1:])
    reports = [_reported(event_folder, *each) for each in done]
    return Report(tuple(reports), mapping if text != old_text else None, drafted=not old_text)


def _dangling(notes: Notes, shared: Existing) -> tuple[Loss, ...]:
    """Return every id that leads nowhere: kept as it is, and reported."""
    found: list[Loss] = []
    for each in dangling(notes, "", shared.themes.keys(), shared.sources):
        table = each.file.removesuffix(".csv")
        key = getattr(notes, table)[KEYS[table][0]].iloc[(each.row or 2) - 2]
        why = f"there is no {each.found}; expected {each.expected}: {each.remedy}"
        found.append(Loss(each.file, key, f"{each.column}: {each.found}", why))
    return tuple(found)


def _reported(event: Path, report: FileReport, path: Path, records: list[Record], mapped: str) -> FileReport:
    report = written(event, path, report)
    write_records(report.folder, records)
    if mapped:
        write_whole(report.folder / FILE, mapped)
    return report


def _mapped(project: Project, text: str, existing: Existing) -> tuple[str, Project]:
    """Return the mapping with what the project brings, and the project with the rows of its tables as passages."""
    text = drafted(text, project, existing, FILE)
    if not project.tables:
        return text, project
    project = by_mapping(project, _crosswalk(text, existing.themes))
    return drafted(text, project, existing, FILE), project


def _crosswalk(text: str, themes: Mapping[str, object]) -> Crosswalk:
    crosswalk, problems = parse_mapping(text, FILE, themes)
    if problems:
        raise ImportRefused(problems)
    return crosswalk


def _notes(
    content: tuple[Notes, list[Loss]] | Project, text: str, existing: Existing, notes: Notes, coder: str
) -> tuple[Notes, list[Loss]]:
    if not isinstance(content, Project):
        tables, losses = content
        return coded_by(tables, coder), losses
    recoder = Recoder(content, _crosswalk(text, existing.themes), existing, coder)
    brought = recoder.notes()
    is_new = ~brought.documents["source_id"].isin(notes.documents["source_id"])
    return brought.with_tables(documents=brought.documents[is_new]), recoder.losses
