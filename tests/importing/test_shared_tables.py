"""The shared tables in a spreadsheet: what was edited is shown before it is written, and every other byte stays."""

import csv
import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from gcm_analysis import paths
from gcm_analysis.commands import tables as commands
from gcm_analysis.errors import UserError
from gcm_analysis.evidence.problems import EvidenceError
from gcm_analysis.importing.shared_tables import SHARED, updates


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the project's data, which a test may change."""
    return Path(shutil.copytree(paths.data(), tmp_path / "data"))


@pytest.fixture
def edited(data: Path, tmp_path: Path) -> "Edited":
    """Return what writes a workbook of one of the tables, edited."""

    def write(name: str, edit: Callable[[Any], object]) -> Path:
        book, path = Workbook(), tmp_path / "edited.xlsx"
        sheet = book.active
        sheet.title = name
        with (data / SHARED[name].file).open(encoding="utf-8", newline="") as lines:
            for row in csv.reader(lines):
                sheet.append(row)
        edit(sheet)
        book.save(path)
        return path

    return write


def cell(sheet: str, name: str, value: object) -> Callable[[Any], object]:
    """Return the edit of a cell of the first row, by its column's name."""
    letter = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[list(SHARED[sheet].columns).index(name)]
    return lambda opened: opened.__setitem__(f"{letter}2", value)


Edited = Callable[[str, Callable[[Any], object]], Path]


def test_an_edited_cell_is_the_only_change_and_the_file_keeps_every_other_byte(
    edited: Edited, data: Path
) -> None:
    edit = updates(data, [edited("codebook", cell("codebook", "definition_en", "Words; “new”, 4,5"))])
    (update,) = edit.tables
    old = (data / "codebook.csv").read_text(encoding="utf-8").splitlines()
    assert [(change.row, change.column, change.after) for change in update.changes] == [
        ("DEMAND", "definition_en", "Words; “new”, 4,5")
    ]
    edit.write()
    new = (data / "codebook.csv").read_text(encoding="utf-8").splitlines()
    assert [place for place, (one, other) in enumerate(zip(old, new, strict=True)) if one != other] == [1]


def test_a_day_that_the_spreadsheet_turned_into_a_date_is_read_back_in_the_form_of_the_data(
    edited: Edited, data: Path
) -> None:
    path = edited("actions", cell("actions", "start", dt.date(2009, 6, 1)))
    (update,) = updates(data, [path]).tables
    assert [change.after for change in update.changes] == ["2009-06-01"]


def test_a_row_that_was_deleted_or_added_is_shown_cell_by_cell(edited: Edited, data: Path) -> None:
    last: list[Any] = []

    def edit(sheet: Any) -> None:
        last.extend(each.value for each in sheet[sheet.max_row])
        sheet.delete_rows(sheet.max_row)
        sheet.append([last[0], "Z", *last[2:]])

    (update,) = updates(data, [edited("second_coding", edit)]).tables
    gone = {change.row for change in update.changes if change.after is None}
    new = {change.row for change in update.changes if change.before is None}
    assert (gone, new) == ({f"{last[0]} · {last[1]}"}, {f"{last[0]} · Z"})


def test_a_table_with_semicolons_a_byte_order_mark_and_other_line_ends_is_the_same_table(
    data: Path, tmp_path: Path
) -> None:
    with (data / "codebook.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines))
    with (tmp_path / "codebook.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";", lineterminator="\r\n").writerows(rows)
    assert updates(data, [tmp_path / "codebook.csv"]).tables == ()


@pytest.mark.parametrize(
    ("sheet", "name", "value", "where"),
    [
        ("statements", "valence", "sucess", "edited.xlsx, sheet statements"),  # a word that is no code
        ("codebook", "code", "DEMANDS", "data/statements.csv"),  # what led to it leads nowhere
    ],
)
def test_an_edit_that_would_be_wrong_is_refused_with_its_place(  # noqa: PLR0913 - four of them are the case
    edited: Edited, data: Path, sheet: str, name: str, value: str, where: str
) -> None:
    with pytest.raises(EvidenceError) as error:
        updates(data, [edited(sheet, cell(sheet, name, value))])
    assert where in {problem.file for problem in error.value.problems}
    assert all(problem.row is not None for problem in error.value.problems)


def hide_row(sheet: Any) -> None:
    sheet.row_dimensions[3].hidden = True


def rename(sheet: Any) -> None:
    sheet.title = "second coding"


@pytest.mark.parametrize("edit", [hide_row, rename])
def test_rows_that_a_filter_hides_are_not_taken_for_deleted_and_a_sheet_of_another_name_is_refused(
    edited: Edited, data: Path, edit: Callable[[Any], None]
) -> None:
    with pytest.raises(EvidenceError, match="second_coding"):
        updates(data, [edited("second_coding", edit)])


def add_empty_sheet(sheet: Any) -> None:
    sheet.parent.create_sheet("Sheet2")


def test_an_empty_sheet_too_many_is_skipped_but_a_workbook_without_any_table_is_refused(
    edited: Edited, data: Path, tmp_path: Path
) -> None:
    assert not updates(data, [edited("phases", add_empty_sheet)]).tables
    empty = tmp_path / "empty.xlsx"
    Workbook().save(empty)
    with pytest.raises(EvidenceError, match="no table"):
        updates(data, [empty])


def sort(sheet: Any) -> None:
    """Sort as a spreadsheet does, and correct a cell of what is then the first row."""
    names, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    for number, row in enumerate(reversed(rows), start=2):
        for place, value in enumerate(row, start=1):
            sheet.cell(number, place).value = value
    sheet.cell(2, names.index("note_en") + 1).value = "Corrected."


def test_a_sheet_that_was_sorted_is_written_in_the_order_of_its_file(edited: Edited, data: Path) -> None:
    before = pd.read_csv(data / "mieux" / "phases.csv")
    updates(data, [edited("phases", sort)]).write()
    after = pd.read_csv(data / "mieux" / "phases.csv")
    assert list(after["phase"]) == list(before["phase"])
    assert after["note_en"].iloc[-1] == "Corrected."


def remark(sheet: Any) -> None:
    sheet["A3"].comment = Comment("Is this right?", "a reviewer")


def formula(sheet: Any) -> None:
    sheet["B3"] = "=A1&A2"


def test_a_remark_beside_the_table_is_a_column_without_a_name(edited: Edited, data: Path) -> None:
    with pytest.raises(EvidenceError, match="cells in a column without a name"):
        updates(data, [edited("phases", lambda sheet: sheet.__setitem__("Z2", "to check"))])


@pytest.mark.parametrize(
    ("edit", "place"),
    [
        (hide_row, ("edited.xlsx, sheet phases", 3)),
        (formula, ("edited.xlsx, sheet phases", 3)),
        (remark, ("edited.xlsx", None)),
    ],
)
def test_what_can_not_be_read_is_refused_with_its_row(
    edited: Edited, data: Path, edit: Callable[[Any], None], place: tuple[str, int | None]
) -> None:
    with pytest.raises(EvidenceError) as error:
        updates(data, [edited("phases", edit)])
    (problem,) = error.value.problems
    assert (problem.file, problem.row) == place


def test_a_table_that_two_files_contain_is_refused_together_with_every_other_fault(
    data: Path, tmp_path: Path
) -> None:
    one, other = tmp_path / "one" / "codebook.csv", tmp_path / "other" / "codebook.csv"
    for path in (one, other):
        path.parent.mkdir()
        shutil.copy(data / "codebook.csv", path)
    (tmp_path / "regions.csv").write_text("nothing\n", encoding="utf-8")
    with pytest.raises(EvidenceError) as error:
        updates(data, [one, other, tmp_path / "regions.csv"])
    assert [problem.file for problem in error.value.problems if problem.expected == "each table once"] == [
        "codebook.csv"
    ]
    assert "regions.csv" in {problem.file for problem in error.value.problems}


@pytest.mark.parametrize("name", ["evidence.ods", "evidence.xlsx.gz", "evidence.docx"])
def test_a_file_of_another_kind_is_refused_with_the_kinds_that_are_taken(
    data: Path, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_bytes(b"\x1f\x8b\x08 something")
    with pytest.raises(EvidenceError) as error:
        updates(data, [tmp_path / name])
    (problem,) = error.value.problems
    assert problem.expected == "a workbook (.xlsx) or a table (.csv)"


def test_nothing_is_written_before_somebody_agrees_and_later_edits_are_not_overwritten(
    edited: Edited, data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(paths, "data", lambda: data)
    file = edited("codebook", cell("codebook", "label_en", "Ownership"))
    before = (data / "codebook.csv").read_bytes()
    with pytest.raises(UserError, match="--yes"):
        commands.update([file])
    assert "codebook.csv: cells that change: 1, rows: 1" in capsys.readouterr().out
    edit = updates(data, [file])
    with (data / "sources.csv").open("a", encoding="utf-8") as other:  # a table that the edit leaves alone
        other.write("\n")
    with pytest.raises(UserError, match=r"data/sources\.csv changed"):
        edit.write()
    assert (data / "codebook.csv").read_bytes() == before
    commands.update([file], yes=True)
    assert b"Ownership" in (data / "codebook.csv").read_bytes()


def test_a_workbook_never_overwrites_a_file(tmp_path: Path) -> None:
    (tmp_path / "evidence.xlsx").touch()
    with pytest.raises(UserError, match="exists already"):
        commands.tables(tmp_path / "evidence.xlsx")
