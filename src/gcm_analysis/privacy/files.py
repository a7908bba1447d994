"""Files as pieces: those of a report, and those of the event's folder that a report is made from."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from gcm_analysis.evidence.event import Event
from gcm_analysis.evidence.logos import logo_files
from gcm_analysis.paths import PROJECT
from gcm_analysis.privacy.pieces import Piece
from gcm_analysis.privacy.public import table_rows
from gcm_analysis.privacy.reading import read
from gcm_analysis.publishing.folder.manifest import READ


def pieces(path: Path, shown: str) -> list[Piece]:
    """Return the name of a file or a folder and, of a file, what is in it."""
    return [Piece("its name", shown), *(read(path.name, path.read_bytes()) if path.is_file() else ())]


def given(folder: Path, event: Event) -> Iterator[tuple[str, list[Piece]]]:
    """Yield what a report has of the event's folder: its name, those of its files, as the manifest lists them, and logos."""
    yield ".", [Piece("the folder’s name", folder.name)]
    logos = {name for logo in event.notices.logos for name in logo_files(logo)}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if name in logos:
            yield name, pieces(path, name)
        elif path.suffix in READ:
            yield name, [Piece("its name", name)]


def of_project(data: Path, notebooks: Iterable[Path]) -> Iterator[tuple[str, list[Piece]]]:
    """Yield what else a report takes its words from: the project's description, and the notebooks that tell it."""
    paths = [data / PROJECT, *notebooks]
    for path in paths:
        if path.is_file():
            shown = path.relative_to(data.parent).as_posix()
            yield shown, pieces(path, shown)


def record(folder: Path) -> list[Piece]:
    """Return the cells of the event's published record, if there is one."""
    table = folder / "record.csv"
    rows = enumerate(table_rows(table), start=2) if table.exists() else ()
    return [
        Piece(f"row {number}, column {column}", cell)
        for number, row in rows
        for column, cell in row.items()
        if cell
    ]
