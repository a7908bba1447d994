"""From a file to what it holds, by what it is: the one place that knows all formats."""

from collections.abc import Sequence
from pathlib import Path

from gcm_analysis.evidence.notes import Notes
from gcm_analysis.evidence.problems import Problem
from gcm_analysis.importing import codebook_file, refi, taguette, taguette_project, workbook
from gcm_analysis.importing.excel import read_workbook
from gcm_analysis.importing.model import Loss, Project
from gcm_analysis.importing.refusal import ImportRefused, refused
from gcm_analysis.importing.safety import checked_file
from gcm_analysis.importing.sheets import Sheet, read_csv

Found = tuple[Notes, list[Loss]] | Project

MOST_CODES = 5_000
KNOWN = ".xlsx, .csv, .qdc, .qdpx, .sqlite3"


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


def _of_a_size(path: Path, content: Found) -> Found:
    """Refuse a project with more codes than a person could go through in mapping.yml."""
    if isinstance(content, Project) and len(content.codes) > MOST_CODES:
        remedy = "export a codebook of the codes that are used"
        raise refused(path, f"{len(content.codes)} codes", f"at most {MOST_CODES} codes", remedy)
    return content
