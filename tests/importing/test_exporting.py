"""What is exported comes back the same."""

import csv
import tempfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from openpyxl import load_workbook
from pandas.testing import assert_frame_equal
from tests.importing.samples import ALL_NOTES, event

from gcm_analysis import importing
from gcm_analysis.errors import UserError
from gcm_analysis.evidence.notes import COLUMNS, Notes, notes_of, nothing
from gcm_analysis.evidence.vocabulary import KINDS_OF_NOTE
from gcm_analysis.importing.markup import parsed
from gcm_analysis.importing.store import read_tables, write_tables

THEMES = {
    "themes": [
        {"code": "WATER", "label_en": "Water: “clean”", "label_fr": "", "definition_en": "two\nlines\n\n", "shared_code": "PEER"},
        {"code": "LAND", "label_en": "", "label_fr": "Terre", "definition_fr": "null", "definition_en": "- 1: [x"},
    ]
}  # fmt: skip


def there_and_back(notes: Notes, kind: str) -> Notes:
    """Export an event's tables, import them into another event, and return what that one has."""
    with tempfile.TemporaryDirectory() as folder:
        old, new = event(Path(folder) / "old"), event(Path(folder) / "new")
        write_tables(old, notes)
        target = importing.export(old, kind, Path(folder) / f"out.{kind}")
        files = sorted(target.iterdir()) if target.is_dir() else [target]
        losses = [loss for file in importing.run(new, files).files for loss in file.losses]
        assert [loss for loss in losses if "add it there" not in loss.why] == []  # ids that lead nowhere
        return read_tables(new)


@settings(max_examples=2)
@given(notes=ALL_NOTES)
def test_all_tables_come_back_from_a_workbook_and_from_csv_and_themes_from_a_codebook(notes: Notes) -> None:
    for kind in ("xlsx", "csv"):
        back = there_and_back(notes, kind)
        for name in COLUMNS:
            assert_frame_equal(getattr(back, name), getattr(notes, name))
    assert_frame_equal(there_and_back(notes, "qdc").themes, notes.themes)


def test_a_codebook_has_the_themes_and_the_codes_that_people_can_give(tmp_path: Path) -> None:
    home = event(tmp_path)
    write_tables(home, notes_of(THEMES))
    path = importing.export(home, "qdc", tmp_path / "book.qdc")
    root = parsed(path.read_bytes(), path)
    codes = {each.get("name"): [code.get("name") for code in each.iterfind("Code")] for each in root[0]}
    assert list(codes) == ["theme", "phase", "valence", "level", "criterion"]
    assert codes["theme"] == ["Water: “clean”", "Terre"]
    assert codes["valence"] == list(KINDS_OF_NOTE)
    assert root[0][0].get("isCodable") == "false"
    assert importing.export(home, "qdc", tmp_path / "again.qdc").read_bytes() == path.read_bytes()


def test_no_exported_cell_starts_a_formula(tmp_path: Path) -> None:
    home = event(tmp_path)
    write_tables(home, notes_of({"sessions": [{"session_id": "S1", "title_en": "=1+1", "title_fr": "-5 %"}]}))
    folder = importing.export(home, "csv", tmp_path / "out")
    with (folder / "sessions.csv").open(encoding="utf-8-sig", newline="") as lines:
        assert list(csv.reader(lines))[1][1:3] == ["'=1+1", "'-5 %"]
    book = load_workbook(importing.export(home, "xlsx", tmp_path / "out.xlsx"))
    assert "f" not in {cell.data_type for cells in book["sessions"] for cell in cells}


def test_what_exists_is_not_overwritten(tmp_path: Path) -> None:
    home, target = event(tmp_path), tmp_path / "out.qdc"
    target.write_text("mine")
    with pytest.raises(UserError, match="is not overwritten"):
        importing.export(home, "qdc", target)
    assert target.read_text() == "mine"


def test_an_event_without_notes_can_be_exported() -> None:
    assert there_and_back(nothing(), "xlsx").notes.empty


@pytest.mark.parametrize("text", ["just words", "code: X", "code: {a: b}", "[" * 5000])
def test_an_exported_codebook_that_somebody_damaged_is_refused(tmp_path: Path, text: str) -> None:
    home = event(tmp_path)
    write_tables(home, notes_of(THEMES))
    path = importing.export(home, "qdc", tmp_path / "book.qdc")
    content = path.read_text(encoding="utf-8")
    start, end = content.index("<Description>") + len("<Description>"), content.index("</Description>")
    path.write_text(content[:start] + text + content[end:], encoding="utf-8")
    with pytest.raises(UserError, match="the cells of a theme"):
        importing.run(home, [path])


def test_exporting_a_codebook_does_not_change_how_other_xml_is_written(tmp_path: Path) -> None:
    svg = "http://www.w3.org/2000/svg"
    ET.register_namespace("", svg)
    write_tables(event(tmp_path / "e"), notes_of(THEMES))
    importing.export(tmp_path / "e", "qdc", tmp_path / "out.qdc")
    assert ET.tostring(ET.Element(f"{{{svg}}}svg")) == f'<svg xmlns="{svg}" />'.encode()
