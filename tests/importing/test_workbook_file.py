"""The workbook that people fill in: it offers, explains and protects, when it is new and when it is given back."""

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from tests.importing.samples import contents, event, row

from gcm_analysis import importing
from gcm_analysis.evidence.note_rules import CODES
from gcm_analysis.evidence.notes import COLUMNS, Notes, notes_of, nothing
from gcm_analysis.importing import workbook_file
from gcm_analysis.importing.store import write_tables
from gcm_analysis.importing.workbook_file import SHEETS, column_words

THEMES = {"PEER": ("Peer-to-peer expertise", "Expertise entre pairs"), "FUNDING": ("Funding", "Financement")}
FILLED = notes_of(
    {
        "sessions": [row("sessions", session_id="S1", title_en="Opening")],
        "notes": [row("notes", note_id="N001", session_id="S1", theme="PEER", text_en="It helps.")],
    }
)


@pytest.fixture(scope="module", params=["new", "exported"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    """Return a workbook, once as it begins and once as an event's tables are exported. Nothing may change it."""
    tmp_path = tmp_path_factory.mktemp("workbook")
    if request.param == "new":
        workbook_file.write(nothing(), tmp_path / "n.xlsx", THEMES)
        return load_workbook(tmp_path / "n.xlsx")
    home = event(tmp_path)
    write_tables(home, FILLED)
    return load_workbook(importing.export(home, "xlsx", tmp_path / "n.xlsx"))


def rules(sheet: Worksheet) -> dict[str, object]:
    """Return the rule of each column by its name."""
    names = {cell.column_letter: cell.value for cell in sheet[1]}
    return {names[str(rule.sqref)[0]]: rule for rule in sheet.data_validations.dataValidation}


def test_its_sheets_are_one_that_explains_the_tables_and_a_hidden_one_of_lists(made: Workbook) -> None:
    assert made.sheetnames == ["Read me", *SHEETS, "lists"]
    assert made["lists"].sheet_state == "hidden"
    assert {"English", "français"} <= {cell.value for cell in made["Read me"][1]}


def test_every_column_says_what_belongs_into_it_in_both_languages(made: Workbook) -> None:
    for title, table in SHEETS.items():
        found = rules(made[title])
        assert list(found) == list(COLUMNS[table])
        for column, rule in found.items():
            english, french = rule.prompt.split("\n")
            assert english
            assert french
            assert english != french
            assert len(rule.prompt) <= 255  # a spreadsheet shows no more
            assert rule.promptTitle == column
            assert str(rule.sqref) == f"{str(rule.sqref)[0]}2:{str(rule.sqref)[0]}1048576"


def test_every_coded_column_offers_its_codes_and_takes_no_other(made: Workbook) -> None:
    lists = {
        column[0].value: [cell.value for cell in column[1:] if cell.value] for column in made["lists"].columns
    }
    for title, table in SHEETS.items():
        found = rules(made[title])
        for column in set(COLUMNS[table]) & set(CODES):
            sheet, _, cells = found[column].formula1.partition("!")
            offered = [cell.value for (cell,) in made[sheet][cells.replace("$", "")]]
            assert tuple(offered) == CODES[column] == tuple(lists[column])
            assert (found[column].type, found[column].errorStyle, found[column].showErrorMessage) == (
                "list",
                "stop",
                True,
            )


def test_themes_are_the_shared_ones_and_those_of_the_codebook_sheet(made: Workbook) -> None:
    themes = next(column for column in made["lists"].columns if column[0].value == "theme")
    assert [cell.value for cell in themes[1:4]] == ["PEER", "FUNDING", '=IF(codebook!A2="","",codebook!A2)']
    letter = themes[0].column_letter
    expected = f"OFFSET(lists!${letter}$2,0,0,MAX(1,2+COUNTA(codebook!$A$2:$A$2000)),1)"
    assert (
        rules(made["statements"])["theme"].formula1 == rules(made["recoding"])["theme"].formula1 == expected
    )


@pytest.mark.parametrize(
    ("title", "column", "home"),
    [
        ("statements", "session_id", "sessions"),
        ("statements", "speaker_id", "speakers"),
        ("statements", "source_id", "sources"),
        ("recoding", "note_id", "statements"),
    ],
)
def test_ids_are_offered_from_the_sheet_where_they_stand_and_others_are_only_warned_of(
    made: Workbook, title: str, column: str, home: str
) -> None:
    rule = rules(made[title])[column]
    assert rule.formula1 == f"OFFSET({home}!$A$2,0,0,MAX(1,COUNTA({home}!$A$2:$A$2000)),1)"
    assert rule.errorStyle == "warning"
    assert made[home]["A1"].value.endswith("_id")


def test_headers_are_locked_and_stay_in_sight_and_all_else_is_open(made: Workbook) -> None:
    for title, table in SHEETS.items():
        sheet, width = made[title], len(COLUMNS[table])
        assert sheet.protection.sheet
        assert sheet.protection.password is None
        assert sheet.freeze_panes == "B2"
        assert all(cell.protection.locked and cell.font.bold for cell in sheet[1])
        assert not any(cell.protection.locked for cells in sheet.iter_rows(min_row=2) for cell in cells)
        dimensions = [sheet.column_dimensions[cell.column_letter] for cell in sheet[1]]
        assert not any(each.protection.locked for each in dimensions)
        assert all(each.width >= 14 for each in dimensions)
        beyond = max(sheet.column_dimensions.values(), key=lambda each: each.max)
        assert (beyond.min, beyond.max, beyond.protection.locked) == (width + 1, 16_384, False)
        forbidden = [name for name in ("insertRows", "deleteRows", "sort") if getattr(sheet.protection, name)]
        assert forbidden == []


def test_cells_are_text_so_that_no_spreadsheet_makes_a_formula_or_a_date_of_them(made: Workbook) -> None:
    for title in SHEETS:
        assert made[title].column_dimensions["A"].number_format == "@"


def test_each_column_of_each_table_has_words() -> None:
    assert all(column_words(table, column) for table, columns in COLUMNS.items() for column in columns)
    assert column_words("notes", "session_id") != column_words("sessions", "session_id")


def test_what_people_fill_in_comes_in(tmp_path: Path) -> None:
    path = tmp_path / "notes.xlsx"
    workbook_file.write(nothing(), path, THEMES)
    book = load_workbook(path)
    for title, cells in {
        "sessions": {"A": "S1", "C": "Ouverture"},
        "statements": {"A": "N001", "B": "S1", "G": 2018, "L": "PEER", "O": "=it helps"},
    }.items():
        for letter, value in cells.items():
            book[title][f"{letter}2"] = value
            book[title][f"{letter}2"].data_type = "n" if isinstance(value, int) else "s"
    book.save(path)
    notes, losses = contents(path)
    assert losses == []
    assert list(notes.sessions.iloc[0]) == ["S1", "", "Ouverture", "", ""]
    assert list(notes.notes.loc[0, ["note_id", "session_id", "year", "theme", "text_en"]]) == [
        "N001",
        "S1",
        "2018",
        "PEER",
        "=it helps",
    ]


def test_no_table_grows_rows_of_its_own(tmp_path: Path) -> None:
    workbook_file.write(FILLED, tmp_path / "n.xlsx", THEMES)
    notes, losses = contents(tmp_path / "n.xlsx")
    assert (lengths(notes), losses) == (lengths(FILLED), [])


def lengths(notes: Notes) -> dict[str, int]:
    return {name: len(frame) for name, frame in notes.tables().items()}
