"""The workbook and the tables of the same columns: read whole, or refused with every wrong cell."""

from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook
from tests.importing.samples import contents

from gcm_analysis.errors import UserError
from gcm_analysis.evidence.notes import COLUMNS, notes_of
from gcm_analysis.importing import workbook_file
from gcm_analysis.importing.safety import ImportRefused
from gcm_analysis.importing.sheets import guarded, unguarded


def book(path: Path, **sheets: list[list[object]]) -> Path:
    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name.replace("_", " "))
        for cells in rows:
            sheet.append(cells)
    made.save(path)
    return path


def test_each_sheet_becomes_its_table(tmp_path: Path) -> None:
    path = book(
        tmp_path / "notes.xlsx",
        sessions=[["session_id", "title_en"], ["S1", "Opening"]],
        statements=[["note_id", "session_id", "text_en", "year"], ["N001", "S1", "It helps.", 2018]],
        codebook=[["code", "label_en"], ["WATER", "Water"]],
        sources=[["source_id", "title"], ["D01", "Minutes"]],
    )
    notes, losses = contents(path)
    assert losses == []
    assert list(notes.notes[["note_id", "text_en", "year"]].iloc[0]) == ["N001", "It helps.", "2018"]
    assert [len(frame) for frame in notes.tables().values()] == [1, 0, 0, 1, 0, 1, 1]
    assert [tuple(frame.columns) for frame in notes.tables().values()] == list(COLUMNS.values())


def test_codes_are_read_in_any_case_and_dates_as_they_are_shown(tmp_path: Path) -> None:
    path = book(
        tmp_path / "notes.xlsx",
        sessions=[["Session_ID", " DATE ", "attribution"], ["S1", datetime(2018, 3, 5), "Chatham-House"]],  # noqa: DTZ001
        speakers=[["speaker_id", "quote_consent", "level"], ["P1", True, "National "]],
    )
    notes, _ = contents(path)
    assert list(notes.sessions.iloc[0]) == ["S1", "", "", "2018-03-05", "chatham-house"]
    assert list(notes.speakers[["quote_consent", "level"]].iloc[0]) == ["yes", "national"]


def test_every_wrong_cell_is_named_at_once(tmp_path: Path) -> None:
    path = book(
        tmp_path / "notes.xlsx",
        statements=[
            ["note_id", "phase", "year", "quote_language"],
            ["N001", "dessign", 2018, "fr"],
            ["N001", "design", "18", "french"],
        ],
        speakers=[["name"], ["A"]],
    )
    with pytest.raises(ImportRefused) as refusal:
        contents(path)
    assert [(each.file, each.row, each.column) for each in refusal.value.problems] == [
        ("notes.xlsx, sheet speakers", 1, "speaker_id"),
        ("notes.xlsx, sheet speakers", 2, "speaker_id"),
        ("notes.xlsx, sheet statements", 2, "phase"),
        ("notes.xlsx, sheet statements", 3, "note_id"),
        ("notes.xlsx, sheet statements", 3, "quote_language"),
        ("notes.xlsx, sheet statements", 3, "year"),
    ]
    assert "found:    'dessign'\n    expected: one of: design, implementation" in str(refusal.value)


def test_what_has_no_place_is_a_loss_and_never_silent(tmp_path: Path) -> None:
    path = book(
        tmp_path / "notes.xlsx",
        sessions=[["session_id", "room", None], ["S1", "Hall 2", "ask Ada"], ["S2", None, None]],
        my_thoughts=[["a"], ["b"], ["c"]],
        read_me=[["Fill in the sheets"], ["from left to right"]],
    )
    _, losses = contents(path)
    assert [(loss.where, loss.what) for loss in losses] == [
        ("notes.xlsx, sheet sessions", "column room: 1 cells"),
        ("notes.xlsx, sheet sessions", "column 3: 1 cells"),
        ("notes.xlsx, sheet my thoughts", "2 rows"),
    ]


def test_a_cell_that_its_text_says_is_an_error_stays_text(tmp_path: Path) -> None:
    notes = notes_of({"sessions": [{"session_id": "S1", "title_en": "#N/A"}]})
    workbook_file.write(notes, tmp_path / "n.xlsx", {})
    assert contents(tmp_path / "n.xlsx")[0].sessions["title_en"].item() == "#N/A"


def test_a_table_is_known_by_its_columns_when_its_name_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "export (3).csv"
    path.write_text("speaker_id;name;role_en\nP1;Ada;Chair\n", encoding="utf-8")
    notes, _ = contents(path)
    assert notes.speakers["name"].item() == "Ada"


def test_a_table_that_is_none_of_ours_is_left_to_the_mapping(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("a,b\n1,2\n")
    (sheet,) = contents(path).tables
    assert (sheet.header, sheet.rows) == (("a", "b"), ((2, ("1", "2")),))


def test_a_cell_too_many_in_a_csv_file_is_a_problem_not_a_shifted_row(tmp_path: Path) -> None:
    path = tmp_path / "sessions.csv"
    path.write_text("session_id,title_en\nS1,Peers, and money\n")
    with pytest.raises(ImportRefused, match="a cell under no column"):
        contents(path)


def test_a_text_that_no_cell_can_hold_is_refused_not_cut(tmp_path: Path) -> None:
    notes = notes_of({"sessions": [{"session_id": "S1", "title_en": "x" * 40_000}]})
    with pytest.raises(UserError, match="40000 characters does not fit"):
        workbook_file.write(notes, tmp_path / "n.xlsx", {})


@pytest.mark.parametrize("text", ["=1", "'=1", "''=1", "-", "'", "'a", "a=1", "", "@x", "+1", "\t1"])
def test_guarding_a_cell_against_formulas_can_be_undone(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert guarded(text)[:1] not in ("=", "+", "-", "@", "\t")


def test_a_statement_without_id_and_without_words_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.csv"
    path.write_text("note_id,session_id,theme,quote\n,S1,PEER,\n,S1,PEER,yes\n")
    with pytest.raises(ImportRefused, match=r"row 2, column text_en"):
        contents(path)


def test_statements_without_ids_wait_for_their_numbers(tmp_path: Path) -> None:
    path = tmp_path / "notes.csv"
    path.write_text("text_en,theme,session_id\nIt helped.,PEER,S1\nIt cost much.,FUNDING,S1\n")
    assert list(contents(path)[0].notes["note_id"]) == ["~0-2", "~0-3"]


def test_a_column_that_is_given_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sessions.csv"
    path.write_text("session_id,title_en,Title_EN\nS1,a,b\n")
    with pytest.raises(ImportRefused, match="the column twice"):
        contents(path)
