"""From a file to what it holds, by what it is: the one place that knows all formats."""

from collections.abc import Callable, Sequence
from pathlib import Path

from gcm_analysis.evidence.notes import Notes
from gcm_analysis.evidence.problems import Problem
from gcm_analysis.importing import (
    exporting,
    prose,
    refi,
    tables,
    taguette_project,
    texts,
    transcripts,
    workbook,
)
from gcm_analysis.importing.excel import TABLES, read_tables
from gcm_analysis.importing.model import Loss, Project, Sheet, distinct
from gcm_analysis.importing.safety import IMPORTABLE, ImportRefused, checked_file, refused

Found = tuple[Notes, list[Loss]] | Project | texts.Texts

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
    if taguette_project.is_project(path):
        return "project of Taguette", taguette_project.project(path)
    if ending in TABLES:
        return _tables(path, read_tables(path))
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
    names = [name.casefold() for name in sheet.header]
    twice = next((name for name, own in zip(names, distinct(names), strict=True) if name != own), "")
    if twice:
        raise refused(path, f"the column {twice} twice", "each column once", "remove one of them")


def _of_a_size(path: Path, content: Found) -> Found:
    """Refuse a project with more codes than a person could go through in mapping.yml."""
    if isinstance(content, Project) and len(content.codes) > MOST_CODES:
        remedy = "export a codebook of the codes that are used"
        raise refused(path, f"{len(content.codes)} codes", f"at most {MOST_CODES} codes", remedy)
    return content
