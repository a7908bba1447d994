"""The event's tables as people fill them in: a workbook that offers, explains and protects; read whole, or refused with every wrong cell."""

from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from tests.importing.notes_kit import book, refusal, written
from tests.importing.samples import contents, event, row

from gcm_analysis import importing
from gcm_analysis.errors import UserError
from gcm_analysis.evidence.note_rules import CODES
from gcm_analysis.evidence.notes import COLUMNS, notes_of, nothing
from gcm_analysis.importing import workbook
from gcm_analysis.importing.safety import ImportRefused
from gcm_analysis.importing.sheets import guarded, unguarded
from gcm_analysis.importing.store import write_tables
from gcm_analysis.importing.workbook import SHEETS, column_words


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
    with pytest.raises(ImportRefused) as refused:
        contents(path)
    assert [(each.file, each.row, each.column) for each in refused.value.problems] == [
        ("notes.xlsx, sheet speakers", 1, "speaker_id"),
        ("notes.xlsx, sheet speakers", 2, "speaker_id"),
        ("notes.xlsx, sheet statements", 2, "phase"),
        ("notes.xlsx, sheet statements", 3, "note_id"),
        ("notes.xlsx, sheet statements", 3, "quote_language"),
        ("notes.xlsx, sheet statements", 3, "year"),
    ]
    assert "found:    'dessign'\n    expected: one of: design, implementation" in str(refused.value)


def test_whatever_has_no_place_is_reported_as_a_loss(tmp_path: Path) -> None:
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


def test_a_table_is_recognised_by_its_columns_and_an_unknown_one_is_left_to_the_mapping(
    tmp_path: Path,
) -> None:
    path = written(tmp_path / "export (3).csv", "speaker_id;name;role_en\nP1;Ada;Chair\n")
    assert contents(path)[0].speakers["name"].item() == "Ada"
    (sheet,) = contents(written(tmp_path / "x.csv", "a,b\n1,2\n")).tables
    assert (sheet.header, sheet.rows) == (("a", "b"), ((2, ("1", "2")),))


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("sessions.csv", "session_id,title_en\nS1,Peers, and money\n", "row 2\n    found:    'a cell under no column'"),
        ("sessions.csv", "session_id,title_en\nS1,a,,x\n", "row 2\n    found:    'a cell under no column'"),
        ("sessions.csv", "session_id,title_en,Title_EN\nS1,a,b\n", "the column twice"),
        ("notes.csv", "note_id,Text EN,theme\nN1,Peers help.,PEER\n", "expected: the column text_en"),
        ("notes.csv", "note_id,session_id,theme,quote\n,S1,PEER,\n,S1,PEER,yes\n", "row 2, column text_en"),
    ],
)  # fmt: skip
def test_a_table_that_is_not_clear_is_refused(tmp_path: Path, name: str, text: str, words: str) -> None:
    assert words in refusal(written(tmp_path / name, text))


def test_statements_without_ids_get_provisional_ids(tmp_path: Path) -> None:
    path = written(
        tmp_path / "notes.csv", "text_en,theme,session_id\nIt helped.,PEER,S1\nIt cost much.,FUNDING,S1\n"
    )
    assert list(contents(path)[0].notes["note_id"]) == ["~0-2", "~0-3"]


def test_text_that_begins_like_a_formula_or_names_an_error_stays_text(tmp_path: Path) -> None:
    path = written(tmp_path / "sessions.csv", "session_id,title_en,title_fr\nS1,=1+1,'=1+1\nS2,-5 %,@home\n")
    notes, _ = contents(path)
    assert notes.sessions["title_en"].tolist() == ["=1+1", "-5 %"]
    assert notes.sessions["title_fr"].tolist() == ["=1+1", "@home"]
    errors = notes_of({"sessions": [{"session_id": "S1", "title_en": "#N/A"}]})
    workbook.write(errors, tmp_path / "n.xlsx", {})
    assert contents(tmp_path / "n.xlsx")[0].sessions["title_en"].item() == "#N/A"


@pytest.mark.parametrize("text", ["=1", "'=1", "''=1", "-", "'", "'a", "a=1", "", "@x", "+1", "\t1"])
def test_guarding_a_cell_against_formulas_is_reversible(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert guarded(text)[:1] not in ("=", "+", "-", "@", "\t")


def test_a_text_that_no_cell_can_hold_is_refused_and_not_cut(tmp_path: Path) -> None:
    notes = notes_of({"sessions": [{"session_id": "S1", "title_en": "x" * 40_000}]})
    with pytest.raises(UserError, match="40000 characters does not fit"):
        workbook.write(notes, tmp_path / "n.xlsx", {})


THEMES = {"PEER": ("Peer-to-peer expertise", "Expertise entre pairs"), "FUNDING": ("Funding", "Financement")}
FILLED = notes_of(
    {
        "sessions": [row("sessions", session_id="S1", title_en="Opening")],
        "notes": [row("notes", note_id="N001", session_id="S1", theme="PEER", text_en="It helps.")],
    }
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    """Return the workbook of an event that has a note. Nothing may change it."""
    tmp_path = tmp_path_factory.mktemp("workbook")
    home = event(tmp_path)
    write_tables(home, FILLED)
    path = importing.export(home, "xlsx", tmp_path / "n.xlsx")
    notes, losses = contents(path)
    assert (list(map(len, notes.tables().values())), losses) == ([1, 0, 0, 1, 0, 0, 0], [])
    return load_workbook(path)


def rules(sheet: Worksheet) -> dict[str, object]:
    """Return the rule of each column by its name."""
    names = {cell.column_letter: cell.value for cell in sheet[1]}
    return {names[str(rule.sqref)[0]]: rule for rule in sheet.data_validations.dataValidation}


def test_the_sheets_are_one_that_explains_the_tables_and_a_hidden_one_with_lists(made: Workbook) -> None:
    assert made.sheetnames == ["Read me", *SHEETS, "lists"]
    assert made["lists"].sheet_state == "hidden"
    assert {"English", "français"} <= {cell.value for cell in made["Read me"][1]}


def test_every_column_says_what_belongs_in_it_and_a_coded_one_accepts_only_its_codes(made: Workbook) -> None:
    for title, table in SHEETS.items():
        found = rules(made[title])
        assert list(found) == list(COLUMNS[table])
        for column, rule in found.items():
            english, french = rule.prompt.split("\n")
            assert "" != english != french != ""
            assert len(rule.prompt) <= 255  # a spreadsheet shows no more
            letter = str(rule.sqref)[0]
            assert (rule.promptTitle, str(rule.sqref)) == (column, f"{letter}2:{letter}1048576")
            if column in CODES:
                sheet, _, place = rule.formula1.partition("!")
                assert tuple(cell.value for (cell,) in made[sheet][place.replace("$", "")]) == CODES[column]
                assert (rule.type, rule.errorStyle, rule.showErrorMessage) == ("list", "stop", True)
    assert column_words("notes", "session_id") != column_words("sessions", "session_id")


def test_themes_are_the_shared_ones_and_those_of_the_codebook_sheet(made: Workbook) -> None:
    themes = next(column for column in made["lists"].columns if column[0].value == "theme")
    first = [cell.value for cell in themes[1:4]]
    assert [*first[:2], first[2]] == ["PEER", "FUNDING", '=IF(codebook!A2="","",codebook!A2)']
    place = f"lists!${themes[0].column_letter}$2"
    expected = f"OFFSET({place},0,0,MAX(1,2+COUNTA(codebook!$A$2:$A${workbook.MOST_IDS})),1)"
    assert {rules(made[title])["theme"].formula1 for title in ("statements", "recoding")} == {expected}


@pytest.mark.parametrize(
    ("title", "column", "home"),
    [
        ("statements", "session_id", "sessions"),
        ("statements", "speaker_id", "speakers"),
        ("statements", "source_id", "sources"),
        ("recoding", "note_id", "statements"),
    ],
)
def test_ids_are_offered_from_the_sheet_that_defines_them_and_others_cause_only_a_warning(
    made: Workbook, title: str, column: str, home: str
) -> None:
    rule = rules(made[title])[column]
    assert rule.formula1 == f"OFFSET({home}!$A$2,0,0,MAX(1,COUNTA({home}!$A$2:$A${workbook.MOST_IDS})),1)"
    assert rule.errorStyle == "warning"
    assert made[home]["A1"].value.endswith("_id")


def test_headers_are_locked_and_stay_in_sight_and_everything_else_can_be_edited(made: Workbook) -> None:
    for title, table in SHEETS.items():
        sheet, width = made[title], len(COLUMNS[table])
        assert (sheet.protection.sheet, sheet.protection.password, sheet.freeze_panes) == (True, None, "B2")
        assert all(cell.protection.locked and cell.font.bold for cell in sheet[1])
        assert not any(cell.protection.locked for cells in sheet.iter_rows(min_row=2) for cell in cells)
        dimensions = [sheet.column_dimensions[cell.column_letter] for cell in sheet[1]]
        assert not any(each.protection.locked for each in dimensions)
        assert {each.number_format for each in dimensions} == {"@"}  # no formula and no date is made of it
        beyond = max(sheet.column_dimensions.values(), key=lambda each: each.max)
        assert (beyond.min, beyond.max, beyond.protection.locked) == (width + 1, 16_384, False)
        assert not any(getattr(sheet.protection, name) for name in ("insertRows", "deleteRows", "sort"))


def test_what_people_fill_in_is_imported(tmp_path: Path) -> None:
    path = tmp_path / "notes.xlsx"
    workbook.write(nothing(), path, THEMES)
    filled = load_workbook(path)
    for title, cells in {
        "sessions": {"A": "S1", "C": "Ouverture"},
        "statements": {"A": "N001", "B": "S1", "G": 2018, "L": "PEER", "O": "=it helps"},
    }.items():
        for letter, value in cells.items():
            filled[title][f"{letter}2"] = value
            filled[title][f"{letter}2"].data_type = "n" if isinstance(value, int) else "s"
    filled.save(path)
    notes, losses = contents(path)
    assert losses == []
    assert list(notes.sessions.iloc[0]) == ["S1", "", "Ouverture", "", ""]
    columns = ["note_id", "session_id", "year", "theme", "text_en"]
    assert list(notes.notes.loc[0, columns]) == ["N001", "S1", "2018", "PEER", "=it helps"]
