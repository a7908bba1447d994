"""The event's tables given back: as a REFI-QDA codebook, a workbook, or CSV that a spreadsheet opens without harm."""

import csv
from io import StringIO
from pathlib import Path
from typing import Literal

from gcm_analysis.errors import UserError
from gcm_analysis.evidence.notes import COLUMNS, Notes, rows_of
from gcm_analysis.importing import workbook_file
from gcm_analysis.importing.codebook_file import codebook_xml
from gcm_analysis.importing.shared import read_shared
from gcm_analysis.importing.sheets import guarded
from gcm_analysis.importing.store import read_tables, write_text

Kind = Literal["qdc", "xlsx", "csv"]


def export(event_folder: Path, kind: Kind, target: Path) -> Path:
    """Write the event's tables to a file (qdc, xlsx) or a folder of files (csv) that does not exist yet."""
    if target.exists():
        raise UserError(
            f"{target} exists already and is not overwritten: give another name, or remove it first."
        )
    notes = read_tables(event_folder)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if kind == "qdc":
            target.write_bytes(codebook_xml(notes))
        elif kind == "xlsx":
            workbook_file.write(notes, target, read_shared(event_folder).themes)
        else:
            _write_csv(notes, target)
    except OSError as error:
        raise UserError(f"{target} could not be written: {error.strerror}.") from None
    return target


def _write_csv(notes: Notes, folder: Path) -> None:
    """Write one file per table, in UTF-8 with the mark by which Excel knows it."""
    folder.mkdir()
    for name, frame in notes.tables().items():
        lines = StringIO(newline="")
        writer = csv.writer(lines, lineterminator="\r\n")
        writer.writerow(COLUMNS[name])
        writer.writerows([guarded(cell) for cell in row.values()] for row in rows_of(frame))
        write_text(folder / f"{name}.csv", "\ufeff" + lines.getvalue())
