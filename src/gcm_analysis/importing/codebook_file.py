"""The event's codebook as a REFI-QDA file that NVivo, ATLAS.ti, MAXQDA and QualCoder read, and back.

A theme's cells stand in the description of its code as YAML, so that nothing is lost on the way back. The other
folders hold the codes of phase, valence, level and criterion, so that people can code with them in their tool.
"""

import uuid
from pathlib import Path
from xml.etree import ElementTree as ET

import yaml

from gcm_analysis.evidence.note_rules import CODES
from gcm_analysis.evidence.notes import COLUMNS, Notes, notes_of, rows_of
from gcm_analysis.evidence.problems import EvidenceError
from gcm_analysis.evidence.yaml_tree import compose, content
from gcm_analysis.importing.markup import child, children, local, parsed, text_of
from gcm_analysis.importing.refusal import refused

ORIGIN = "gcm-analysis"
NAMESPACE = "urn:QDA-XML:codebook:1.0"
IDENTIFIERS = uuid.UUID(
    "6f0f5f7a-9a0f-5d0b-8f50-0d4f5a0b1c11"
)  # ours: the same code has the same identifier each time
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


def is_ours(path: Path) -> bool:
    """Tell whether we wrote this codebook."""
    return parsed(path.read_bytes(), path).get("origin") == ORIGIN


def read_codebook(path: Path) -> Notes:
    """Return the themes of a codebook that we wrote."""
    codes = child(parsed(path.read_bytes(), path), "Codes")
    folders = children(codes, "Code") if codes is not None else ()
    themes = next((folder for folder in folders if folder.get("name") == THEMES), None)
    rows = [
        _theme(path, element)
        for element in (themes if themes is not None else ())
        if local(element) == "Code"
    ]
    return notes_of({"themes": rows})


def _theme(path: Path, element: ET.Element) -> dict[str, str]:
    try:
        node = compose(text_of(element, "Description"), path.name)
        row = content(node) if node else None
    except EvidenceError:
        row = None
    if (
        not isinstance(row, dict)
        or set(row) != set(COLUMNS["themes"])
        or not all(isinstance(cell, str) for cell in row.values())
    ):
        found = f"code {element.get('name')} with another description"
        raise refused(
            path, found, "the cells of a theme, as “gcm export” writes them", "export the codebook again"
        )
    return row
