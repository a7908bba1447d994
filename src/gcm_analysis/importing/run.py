"""One import: every file is looked at and read before anything is written; then all are merged, and each has its report."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from filelock import FileLock, Timeout

from gcm_analysis.atomic import write_whole
from gcm_analysis.errors import UserError
from gcm_analysis.evidence.files import read_bytes
from gcm_analysis.evidence.note_rules import unknown_ids
from gcm_analysis.evidence.notes import KEYS, Notes
from gcm_analysis.evidence.problems import Problem
from gcm_analysis.importing import (
    exporting,
    prose,
    records,
    refi,
    tables,
    taguette_project,
    texts,
    transcripts,
    workbook,
)
from gcm_analysis.importing.coding import Recoder, coded_by, person
from gcm_analysis.importing.drafting import drafted
from gcm_analysis.importing.loss import FOLDER, FileReport, Report, counted, write_report
from gcm_analysis.importing.mapping import FILE, Crosswalk, parse_mapping
from gcm_analysis.importing.merge import Merged
from gcm_analysis.importing.model import Loss, Project, Sheet
from gcm_analysis.importing.ownership import Incoming, read_conflicts, write_conflicts
from gcm_analysis.importing.safety import (
    IMPORTABLE,
    ImportRefused,
    checked_file,
    decoded,
    is_database,
    refused,
)
from gcm_analysis.importing.sheets import TABLES, is_table
from gcm_analysis.importing.sheets import read_tables as read_sheets
from gcm_analysis.importing.store import Existing, read_shared, read_tables, write_tables
from gcm_analysis.importing.tables import by_mapping

Found = tuple[Notes, list[Loss]] | Project | list[texts.Text]

MOST_CODES = 5_000
READERS: dict[str, tuple[str, Callable[[Path], Project]]] = {
    ".qdpx": ("REFI-QDA project", refi.project),
    ".qdc": ("REFI-QDA codebook", refi.codebook),
    **dict.fromkeys((".vtt", ".srt"), ("transcript", transcripts.subtitles)),
    **dict.fromkeys(prose.ENDINGS, ("notes", prose.project)),
}


def read_files(files: Sequence[Path]) -> list[tuple[Path, str, Found]]:
    """Return each file with what kind it is and what it holds; or raise all that is wrong with any of them."""
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


def read_file(path: Path) -> tuple[str, Found]:
    """Return what kind of file a checked file is, by its ending and by what it holds, and its content."""
    ending = path.suffix.lower()
    if is_database(path):
        return "project of Taguette", taguette_project.project(path)
    if ending in TABLES or (ending in prose.TEXTS and is_table(path)):
        return _tables(path, read_sheets(path))
    if ending == ".qdc" and (codebook := exporting.own_codebook(path)):
        return "codebook of this programme", (codebook, [])
    if ending not in READERS:
        raise refused(
            path, f"a file that ends in {ending or 'nothing'}", IMPORTABLE, "export it in one of these"
        )
    kind, reader = READERS[ending]
    found = reader(path)
    return "transcript" if any(each.time for each in found.passages) else kind, found


def _tables(path: Path, sheets: Sequence[Sheet]) -> tuple[str, Found]:
    """Return the event's own tables, the table of a tool, or tables whose columns mapping.yml explains."""
    for sheet in sheets:
        if sheet.has(*texts.COLUMNS):
            return texts.KIND, texts.read(sheet)
        if layout := tables.layout_of(sheet):
            _must_be_single(path, sheet)
            return layout[0], tables.by_layout(path.name, sheet, layout[1])
        if sheet.has(*tables.CODEBOOK):
            _must_be_single(path, sheet)
            return "table of Taguette", tables.codebook_of(path.name, sheet)
    others = tuple(sheet for sheet in sheets if sheet.rows and not sheet.is_for_people)
    if others and not any(map(workbook.table_of, sheets)):
        return "table", Project(path.name, tables=others)
    return "workbook" if path.suffix.lower() == ".xlsx" else "table", workbook.read_sheets(path, sheets)


def _must_be_single(path: Path, sheet: Sheet) -> None:
    """Refuse a tool's table which has a column twice."""
    for twice in sheet.repeated:
        raise refused(path, f"the column {twice} twice", "each column once", "remove one of them")


def _of_a_size(path: Path, content: Found) -> Found:
    """Refuse a project with more codes than a person could go through in mapping.yml."""
    if isinstance(content, Project) and len(content.codes) > MOST_CODES:
        remedy = "export a codebook of the codes that are used"
        raise refused(path, f"{len(content.codes)} codes", f"at most {MOST_CODES} codes", remedy)
    return content


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
        importing = _Importing(event_folder, person(coder))
        for path, kind, content in found:
            importing.take(path, kind, content)
        return importing.write()


class _Importing:
    """What one import has brought so far. All of it is right before anything is written."""

    def __init__(self, event: Path, coder: str) -> None:
        self.event, self.coder = event, coder
        self.shared, self.notes = read_shared(event), read_tables(event)
        self.conflicts = read_conflicts(event)
        path = event / FILE
        self.old_mapping = decoded(read_bytes(path, FILE, "a YAML file"), path) if path.exists() else ""
        self.mapping = self.old_mapping
        self.described: dict[str, str] = {}  # files of the event's description that change
        self.done: list[FileReport] = []

    def take(self, path: Path, kind: str, found: Found) -> None:
        """Merge what a file holds with what is there."""
        if isinstance(found, list):
            changed = texts.with_texts(self.event, path.name, found, self.notes, self.described)
            self.notes, self.described, report = changed
        elif isinstance(found, Project):
            report = self._merged(path, kind, *self._recoded(found), found)
        else:
            notes, losses = found
            report = self._merged(path, kind, coded_by(notes, self.coder), losses)
        self.done.append(report)

    def _merged(
        self, path: Path, kind: str, brought: Notes, losses: list[Loss], project: Project | None = None
    ) -> FileReport:
        is_notes = project is not None and project.is_notes
        is_codebook = project is not None and not (project.passages or is_notes)
        kept, withdrawn = records.without_withdrawn(self.event, self.notes, brought)
        incoming = Incoming(self.coder, kept, withdrawn, self.conflicts)
        own = incoming.under_event_ids(self.notes)
        is_same, gone = records.since_last_mapping(self.event, self.mapping) if project else (True, ())
        earlier = records.ids_by_words(self.event) if is_notes else {}
        merged = Merged(
            self.notes, own, keep_first=is_same, earlier=earlier, no_sessions=gone if is_notes else ()
        )
        rows = records.records_of(own, merged.ids, self.coder)
        vanished = records.no_longer_brought(self.event, path, rows, self.coder, merged.notes)
        losses = [*losses, *incoming.losses, *merged.losses, *vanished]
        counts = counted(self.notes, merged.notes, own)
        self.notes = merged.notes
        return FileReport(
            path.name,
            kind,
            counts,
            tuple(losses),
            is_codebook=is_codebook,
            lost_all=bool(losses) and not (counts or is_codebook),
            rows=tuple(rows),
            mapping=self.mapping if project else "",
        )

    def _recoded(self, project: Project) -> tuple[Notes, list[Loss]]:
        """Return a project as tables, by a mapping that is drafted for what it does not have yet."""
        existing = self.shared.with_notes(self.notes)
        self.mapping = drafted(self.mapping, project, existing)
        if project.tables:
            project = by_mapping(project, self._crosswalk(existing))
            self.mapping = drafted(self.mapping, project, existing)
        recoder = Recoder(project, self._crosswalk(existing), existing, self.coder)
        brought = recoder.notes()
        is_new = ~brought.documents["source_id"].isin(self.notes.documents["source_id"])
        return brought.with_tables(documents=brought.documents[is_new]), recoder.losses

    def _crosswalk(self, existing: Existing) -> Crosswalk:
        crosswalk, problems = parse_mapping(self.mapping, existing.themes)
        if problems:
            raise ImportRefused(problems)
        return crosswalk

    def write(self) -> Report:
        """Write what has changed, and a report for each file; the last one has the ids that lead nowhere."""
        is_new = self.mapping != self.old_mapping
        if is_new:
            write_whole(self.event / FILE, self.mapping)
        write_conflicts(self.event, self.conflicts)
        write_tables(self.event, self.notes)
        for name, words in self.described.items():
            write_whole(self.event / name, words)
        for last in self.done[-1:]:
            self.done[-1] = replace(last, losses=last.losses + self._unknown_ids())
        reports = tuple(write_report(self.event, each) for each in self.done)
        return Report(reports, self.event / FILE if is_new else None, drafted=not self.old_mapping)

    def _unknown_ids(self) -> tuple[Loss, ...]:
        """Return every id that leads nowhere: kept as it is, and reported."""
        found: list[Loss] = []
        for each in unknown_ids(self.notes, "", self.shared.themes.keys(), self.shared.sources):
            table = each.file.removesuffix(".csv")
            key = getattr(self.notes, table)[KEYS[table][0]].iloc[(each.row or 2) - 2]
            why = f"there is no {each.found}; expected {each.expected}: {each.remedy}"
            found.append(Loss(each.file, key, f"{each.column}: {each.found}", why))
        return tuple(found)
