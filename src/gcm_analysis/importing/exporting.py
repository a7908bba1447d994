"""The event's tables given back: as a REFI-QDA codebook, a workbook, or CSV that a spreadsheet opens without harm."""

import uuid
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree as ET

import yaml

from gcm_analysis.atomic import write_whole
from gcm_analysis.errors import UserError
from gcm_analysis.evidence.note_rules import CODES
from gcm_analysis.evidence.notes import COLUMNS, Notes, notes_of, rows_of
from gcm_analysis.evidence.problems import EvidenceError
from gcm_analysis.evidence.yaml_tree import compose, content
from gcm_analysis.importing import texts, workbook
from gcm_analysis.importing.markup import parsed, text_of
from gcm_analysis.importing.safety import refused
from gcm_analysis.importing.sheets import guarded
from gcm_analysis.importing.store import read_shared, read_tables

ORIGIN = "gcm-analysis"
NAMESPACE = "urn:QDA-XML:codebook:1.0"
# Ours: the same code has the same identifier each time.
IDENTIFIERS = uuid.UUID("6f0f5f7a-9a0f-5d0b-8f50-0d4f5a0b1c11")
THEMES = "theme"
FOLDERS = ("phase", "valence", "level", "criterion")


def codebook_xml(notes: Notes) -> bytes:
    """Return the codebook of an event."""
    # Written as an attribute: a prefix registered for all of the process would be missing from what else it writes.
    root = ET.Element("CodeBook", xmlns=NAMESPACE, origin=ORIGIN)
    codes = ET.SubElement(root, "Codes")
    themes = _code(codes, THEMES, THEMES, is_codable=False)
    for row in rows_of(notes.themes):
        element = _code(themes, f"{THEMES}/{row['code']}", row["label_en"] or row["label_fr"] or row["code"])
        description = ET.SubElement(element, "Description")
        description.text = yaml.safe_dump(row, allow_unicode=True, sort_keys=False, width=10**9)
    for folder in FOLDERS:
        inside = _code(codes, folder, folder, is_codable=False)
        for code in CODES[folder]:
            _code(inside, f"{folder}/{code}", code)
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _code(parent: ET.Element, path: str, name: str, *, is_codable: bool = True) -> ET.Element:
    return ET.SubElement(
        parent,
        "Code",
        guid=str(uuid.uuid5(IDENTIFIERS, path)),
        name=name,
        isCodable=str(is_codable).lower(),
    )


def own_codebook(path: Path) -> Notes | None:
    """Return the themes of a codebook, if we wrote it."""
    root = parsed(path.read_bytes(), path)
    if root.get("origin") != ORIGIN:
        return None
    themes = root.iterfind(f"Codes/Code[@name='{THEMES}']/Code")
    return notes_of({"themes": [_theme(path, each) for each in themes]})


def _theme(path: Path, element: ET.Element) -> dict[str, str]:
    try:
        node = compose(text_of(element, "Description"), path.name)
        row = content(node) if node else None
    except EvidenceError:
        row = None
    if isinstance(row, dict) and set(row) == set(COLUMNS["themes"]) and set(map(type, row.values())) == {str}:
        return row
    found = f"code {element.get('name')} with another description"
    expected = "the cells of a theme, as “gcm export” writes them"
    raise refused(path, found, expected, "export the codebook again")


Kind = Literal["qdc", "xlsx", "csv", "texts"]


def export(event_folder: Path, kind: Kind, target: Path) -> Path:
    """Write the event's tables to a file (qdc, xlsx), its texts (texts) or a folder of files (csv) that does not exist yet."""
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
            workbook.write(notes, target, read_shared(event_folder).themes)
        elif kind == "texts":
            texts.write(event_folder, target)
        else:
            _write_csv(notes, target)
    except OSError as error:
        raise UserError(f"{target} could not be written: {error.strerror}.") from None
    return target


def _write_csv(notes: Notes, folder: Path) -> None:
    """Write one file per table, in UTF-8 with the mark by which Excel knows it."""
    folder.mkdir()
    for name, frame in notes.tables().items():
        text = frame.map(guarded).to_csv(index=False, lineterminator="\r\n")
        write_whole(folder / f"{name}.csv", f"\ufeff{text}")
