"""One import: every file is looked at and read before anything is written; then all are merged, and each has its report."""

from collections.abc import Sequence
from pathlib import Path

from gcm_analysis.errors import UserError
from gcm_analysis.evidence.notes import Notes, rows_of
from gcm_analysis.evidence.problems import Problem
from gcm_analysis.importing import codebook_file, refi, taguette, taguette_project, workbook
from gcm_analysis.importing.coding import Recoder, coded_by, person
from gcm_analysis.importing.drafting import Context, drafted
from gcm_analysis.importing.excel import read_workbook
from gcm_analysis.importing.loss import Counts, FileReport, Report, counted, written
from gcm_analysis.importing.mapping import FILE, parse_mapping
from gcm_analysis.importing.merge import merge
from gcm_analysis.importing.model import Loss
from gcm_analysis.importing.passages import Project
from gcm_analysis.importing.references import dangling
from gcm_analysis.importing.refusal import ImportRefused, refused
from gcm_analysis.importing.safety import checked_file, decoded
from gcm_analysis.importing.shared import Shared, read_shared
from gcm_analysis.importing.sheets import Sheet, read_csv
from gcm_analysis.importing.store import read_tables, write_tables, write_text

Found = tuple[Notes, list[Loss]] | Project

MOST_CODES = 5_000
KNOWN = ".xlsx, .csv, .qdc, .qdpx, .sqlite3"


def read_file(path: Path) -> tuple[str, Found]:
    """Return what kind of file a checked file is, by its ending and by what it holds, and its content."""
    ending = path.suffix.lower()
    if taguette_project.is_project(path):
        return "project of Taguette", taguette_project.project(path)
    if ending == ".qdpx":
        return "REFI-QDA project", refi.project(path)
    if ending == ".qdc":
        if codebook_file.is_ours(path):
            return "codebook of this programme", (codebook_file.read_codebook(path), [])
        return "REFI-QDA codebook", refi.codebook(path)
    if ending in (".csv", ".xlsx"):
        return _tables(path, [read_csv(path)] if ending == ".csv" else read_workbook(path))
    raise refused(
        path, f"a file that ends in {ending or 'nothing'}", f"one of: {KNOWN}", "export it in one of these"
    )


def _tables(path: Path, sheets: Sequence[Sheet]) -> tuple[str, Found]:
    if taguette.sheet_of_taguette(sheets):
        return "table of Taguette", taguette.project_of(path, sheets)
    return "workbook" if path.suffix.lower() == ".xlsx" else "table", workbook.read_sheets(path, sheets)


def run(event_folder: Path, files: Sequence[Path], *, coder: str = "") -> Report:
    """Bring files into an event's tables. If one file is refused, nothing is imported, and all problems are listed.

    `coder` names who coded, for files that do not say so.
    """
    if not event_folder.is_dir():
        raise UserError(f"There is no folder {event_folder}: make the event first, with “gcm new”.")
    found, coder = _read_all(files), person(coder)
    shared, before = read_shared(event_folder), read_tables(event_folder)
    mapping = event_folder / FILE
    text = old_text = decoded(mapping.read_bytes(), mapping) if mapping.exists() else ""
    notes, done = before, []
    for path, kind, content in found:
        if isinstance(content, Project):
            text = drafted(text, content, _context(shared, notes), FILE)
        brought, losses = _notes(content, text, shared, notes, coder)
        after, changes = merge(notes, brought)
        done.append((path, kind, counted(notes, after, brought), [*losses, *changes]))
        notes = after
    if text != old_text:
        write_text(mapping, text)
    write_tables(event_folder, notes)
    reports = _reports(event_folder, done, dangling(notes, shared.themes.keys(), shared.sources))
    return Report(reports, mapping if text != old_text else None, drafted=not old_text)


def _read_all(files: Sequence[Path]) -> list[tuple[Path, str, Found]]:
    found: list[tuple[Path, str, Found]] = []
    problems: list[Problem] = []
    for path in files:
        try:
            kind, content = read_file(checked_file(path))
            found.append((path, kind, _of_a_size(path, content)))
        except ImportRefused as refusal:
            problems += refusal.problems
    if problems:
        raise ImportRefused(problems)
    return found


def _of_a_size(path: Path, content: Found) -> Found:
    """Refuse a project with more codes than a person could go through in mapping.yml."""
    if isinstance(content, Project) and len(content.codes) > MOST_CODES:
        remedy = "export a codebook of the codes that are used"
        raise refused(path, f"{len(content.codes)} codes", f"at most {MOST_CODES} codes", remedy)
    return content


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


def _reports(
    event: Path, done: Sequence[tuple[Path, str, dict[str, Counts], list[Loss]]], open_ends: list[Loss]
) -> tuple[FileReport, ...]:
    last = len(done) - 1
    return tuple(
        written(event, path, kind, counts, [*losses, *(open_ends if place == last else [])])
        for place, (path, kind, counts, losses) in enumerate(done)
    )
