"""Reading one table: every cell that is not allowed is named with file, row, column and what to do."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.builders import GOOD, write_table

from gcm_analysis.evidence import Problem
from gcm_analysis.evidence.notes import COLUMNS, read_notes
from gcm_analysis.evidence.tables import TABLES, read_table

NAME = "data/table.csv"
DATE, NUMBER, CODE = "YYYY, YYYY-MM or YYYY-MM-DD", "a whole number from", "use one of the codes"
FILL, DIGITS, FORM, PARTS = "fill the cell in", "digits only", "one of these forms", "separate the parts by |"
# table, column, the cell, what the message says is expected, and what to do
BROKEN = [
    ("sources", "url", "www.example.org", "begins with http:// or https://", "copy the page's address"),
    ("sources", "url", "https://example.org/a page", "a web address", "copy the page's address"),
    ("sources", "published", "01/06/2019", DATE, FORM),
    ("sources", "published", "2018-02-30", DATE, FORM),
    ("sources", "language", "English", "one of: en, fr, es, ru, zh, ar", CODE),
    ("sources", "source_type", "", "one of: programme_self_report", CODE),
    ("sources", "origin", "MIEUX pages", "an id of letters, digits, hyphens", "remove other characters"),
    ("codebook", "code", "peer", "3 to 12 capital letters", "write the code so"),
    ("codebook", "definition_fr", "", "some text", FILL),
    ("statements", "level", "communal", "one of: local, national, regional, international", CODE),
    ("statements", "valence", "Challenge", "one of: success_factor, challenge", CODE),
    ("statements", "text_fr", "  ", "some text", FILL),
    ("statements", "year", "18", f"{NUMBER} 1990 to 2100, or empty", DIGITS),
    ("second_coding", "coder", "B.", "an id", "remove other characters"),
    ("actions", "iso3", "MX", "ISO 3166-1 alpha-3", PARTS),
    ("actions", "iso3", "XXX", "ISO 3166-1 alpha-3", PARTS),
    ("actions", "experts_from", "ESP; MEX", "ISO 3166-1 alpha-3", PARTS),
    ("actions", "theme", "Legal Migration", "among: Irregular Migration", PARTS),
    ("figures", "value", "4 500 000", f"{NUMBER} 0 to 1000000000000", DIGITS),
    ("figures", "value", "12.5", NUMBER, DIGITS),
    ("figures", "value", "٤٥", NUMBER, DIGITS),
    ("figures", "indicator", "Partner countries", "a name in small letters", "rename it"),
    ("figures", "qualifier", "over", "one of: exact, about, almost, at_least, at_most", CODE),
    ("phases", "start", "", DATE, FORM),
    ("objectives", "number", "24", f"{NUMBER} 1 to 23", DIGITS),
    ("objectives", "imrf_round_table", "RT5", "RT1 to RT4", "name the review forum's round table"),
    ("milestones", "donor", "Norway", "an ISO 3166-1 alpha-3 code, or empty", "write the country's code"),
    ("countries", "iso3", "ESP|FRA", "an ISO 3166-1 alpha-3 code", "write the country's code"),
    ("countries", "group", "uk", "one of: eu, other, or empty", CODE),
    ("record", "status", "after", "published_after_event", CODE),
]  # fmt: skip


def other(table: str) -> dict[str, str]:
    """Return the cells that a second good row must change to be another one."""
    keys = {
        "source_id": "S002", "short_en": "A body 2019", "short_fr": "Un organisme 2019", "url": "https://example.org/S002", "code": "MEL" if table == "codebook" else "other", "statement_id": "ST002", "action_id": "A2",
        "figure_id": "F002", "phase": "II", "number": "2", "fact_id": "EF002",
        "milestone_id": "M002", "pillar": "fund", "function_id": "fund-i", "statement_region": "Africa", "iso3": "FRA",
    }  # fmt: skip
    unique = [name for columns in TABLES[table].unique for name in columns]
    return {name: keys[name] for name in unique if name in keys}


def problems(path: Path, table: str) -> list[Problem]:
    return read_table(path, NAME, table)[1]


@pytest.mark.parametrize("table", TABLES)
def test_a_good_table_has_no_problem_and_keeps_its_text(table: str, tmp_path: Path) -> None:
    path = write_table(tmp_path / "t.csv", table, {}, other(table))
    read, found = read_table(path, NAME, table)
    assert found == []
    assert list(read.index) == [2, 3]
    assert read.loc[2].to_dict() == GOOD[table]


def test_changes_to_a_frame_that_was_read_are_gone_when_the_table_is_read_again(tmp_path: Path) -> None:
    path = write_table(tmp_path / "t.csv", "sources", {})
    read, found = read_table(path, NAME, "sources")
    read.loc[2, "title"] = "other"
    found.append(Problem(NAME, 2, "title", "other", "a title", "correct it"))
    again, none = read_table(path, NAME, "sources")
    assert (again.loc[2].to_dict(), none) == (GOOD["sources"], [])


def test_a_table_that_was_corrected_is_read_again(tmp_path: Path) -> None:
    path = write_table(tmp_path / "t.csv", "sources", {})
    read_table(path, NAME, "sources")
    write_table(path, "sources", {"title": "Another"})
    assert read_table(path, NAME, "sources")[0].loc[2, "title"] == "Another"


@pytest.mark.parametrize(("table", "column", "cell", "expected", "remedy"), BROKEN)
def test_a_cell_that_is_not_allowed_is_named(  # noqa: PLR0913 - the columns of the table above
    table: str, column: str, cell: str, expected: str, remedy: str, tmp_path: Path
) -> None:
    path = write_table(tmp_path / "t.csv", table, {}, other(table) | {column: cell})
    found = problems(path, table)
    assert [(one.file, one.row, one.column, one.found) for one in found] == [(NAME, 3, column, cell)]
    assert expected in found[0].expected
    assert remedy in found[0].remedy


def test_an_id_that_occurs_twice_is_named_with_the_row_that_has_it(tmp_path: Path) -> None:
    (found,) = problems(write_table(tmp_path / "t.csv", "phases", {}, {"phase": "II"}, {}), "phases")
    assert (found.row, found.column, found.found) == (4, "phase", "I")
    assert found.expected == "a value that no other row has (row 2 has it)"


def test_a_statement_coded_twice_is_named_if_by_one_coder_and_not_if_by_two(tmp_path: Path) -> None:
    path = write_table(tmp_path / "t.csv", "second_coding", {}, {"coder": "C"}, {})
    (found,) = problems(path, "second_coding")
    assert (found.row, found.column) == (4, "statement_id")


def test_a_missing_and_an_unknown_column_are_named_together(tmp_path: Path) -> None:
    path = write_table(tmp_path / "t.csv", "objectives", {})
    path.write_text(path.read_text(encoding="utf-8").replace("cluster_en", "clustre_en"), encoding="utf-8")
    missing, unknown = sorted(problems(path, "objectives"), key=lambda one: str(one.column))
    assert (missing.row, missing.column, missing.found) == (1, "cluster_en", "no such column")
    assert (unknown.row, unknown.column, unknown.found) == (1, "clustre_en", "a column clustre_en")
    assert "cluster_en, cluster_fr" in unknown.expected
    assert "did you mean cluster_en?" in unknown.remedy
    assert missing.remedy == "add the column, or correct its name"


@pytest.mark.parametrize(("line", "cells"), [("II,x", 2), ("II" + ",x" * 10, 11)])
def test_a_row_with_too_few_or_too_many_cells_is_named(line: str, cells: int, tmp_path: Path) -> None:
    path = write_table(tmp_path / "t.csv", "phases", {})
    path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    (found,) = problems(path, "phases")
    assert (found.file, found.row, found.column, found.found) == (NAME, 3, None, f"{cells} cells")
    assert found.expected == "10 cells, as in row 1"
    assert "between double quotes" in found.remedy


def test_a_blank_line_shifts_the_numbers_of_the_rows_below_it_and_a_line_within_a_cell_does_not(
    tmp_path: Path,
) -> None:
    path = write_table(tmp_path / "t.csv", "objectives", {"cluster_en": "One\nTwo"}, {"number": "24"})
    path.write_text(path.read_text(encoding="utf-8").replace("\n24,", "\n\n24,"), encoding="utf-8")
    assert [one.row for one in problems(path, "objectives")] == [4]


def test_an_empty_file_and_a_missing_file_are_named(tmp_path: Path) -> None:
    empty = tmp_path / "t.csv"
    empty.touch()
    (found,) = problems(empty, "phases")
    assert (found.row, found.found, found.expected) == (1, "an empty file", "a row of column names")
    (found,) = problems(write_table(tmp_path / "names.csv", "phases"), "phases")
    assert (found.row, found.found) == (1, "column names alone")
    (found,) = problems(tmp_path / "none.csv", "phases")
    assert (found.row, found.found, found.remedy) == (
        None,
        "no such file",
        "add the file, or name it as here",
    )


def test_a_quotation_mark_that_is_never_closed_is_a_problem_of_the_table(tmp_path: Path) -> None:
    rows = [{"number": str(n % 23 + 1), "cluster_fr": "x" * 10_000} for n in range(20)]
    path = write_table(tmp_path / "t.csv", "objectives", {}, *rows)
    path.write_text(path.read_text(encoding="utf-8").replace(",Data,", ',"Data,', 1), encoding="utf-8")
    assert problems(path, "objectives")


# --- as spreadsheets save them: whatever would be silently misread is refused, in one sentence ---------


@pytest.mark.parametrize(("sign", "name"), [(";", "semicolons"), ("\t", "tabs")])
def test_cells_with_another_separator_are_one_problem_that_names_the_separator(
    sign: str, name: str, tmp_path: Path
) -> None:
    cells = GOOD["sources"]
    path = tmp_path / "t.csv"
    path.write_text(f"{sign.join(cells)}\n{sign.join(cells.values())}\n", encoding="utf-8")
    (problem,) = problems(path, "sources")
    assert problem.found == f"cells separated by {name}"


@pytest.mark.parametrize("line", ["sep=;", "sep=,", "SEP=;"])
def test_a_first_line_that_declares_the_separator_is_named(line: str, tmp_path: Path) -> None:
    path = write_table(tmp_path / "t.csv", "phases", {})
    path.write_text(f"{line}\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    (problem,) = problems(path, "phases")
    assert (problem.row, problem.found) == (1, f"the line {line}")


def test_a_column_that_occurs_twice_is_refused_whatever_its_cells(tmp_path: Path) -> None:
    path = write_table(tmp_path / "t.csv", "phases", {})
    for column in GOOD["phases"]:
        header, row = path.read_text(encoding="utf-8").splitlines()
        again = tmp_path / "again.csv"
        again.write_text(f"{header},{column}\n{row},{GOOD['phases'][column]}\n", encoding="utf-8")
        assert [(one.row, one.column, one.found) for one in problems(again, "phases")] == [
            (1, column, "the same name twice")
        ]


@pytest.mark.parametrize(
    ("table", "cells", "hint"),
    [
        ("actions", {"iso3": "MX"}, "did you mean MEX (Mexico)?"),
        ("actions", {"experts_from": "ESP|XKK"}, "did you mean XKX (Kosovo)?"),
        ("actions", {"theme": "Legal Migration and Mobilty"}, "did you mean Legal Migration and Mobility?"),
        ("milestones", {"donor": "Norway"}, "did you mean NOR (Norway)?"),
        ("statements", {"valence": "Challenge"}, "did you mean challenge?"),
        ("statements", {"phase": "implementaton"}, "did you mean implementation?"),
    ],
)
def test_for_a_wrong_code_the_nearest_valid_ones_are_named(
    table: str, cells: Mapping[str, str], hint: str, tmp_path: Path
) -> None:
    (problem,) = problems(write_table(tmp_path / "t.csv", table, cells), table)
    assert problem.remedy.endswith(hint)


@pytest.mark.parametrize(
    ("table", "column", "cell"),
    [
        ("statements", "year", "02018"),
        ("figures", "value", "007"),
        ("sources", "published", "9999"),
        ("sources", "published", "1018-05"),
        ("figures", "as_of", "2218-01-01"),
        ("sources", "title", "RÃ©union"),
        ("statements", "text_fr", "Cela l\ufffdaide."),
        ("codebook", "label_en", "a\x07b"),
    ],
)
def test_a_slip_that_would_appear_in_the_report_is_refused(
    table: str, column: str, cell: str, tmp_path: Path
) -> None:
    (problem,) = problems(write_table(tmp_path / "t.csv", table, {column: cell}), table)
    assert (problem.row, problem.column) == (2, column)


def notes_file(folder: Path, table: str, text: str) -> list[Problem]:
    (folder / f"{table}.csv").write_text(text, encoding="utf-8")
    return read_notes(folder, "data/events/talk/")[1]


def test_an_event_s_own_tables_are_read_with_the_same_checks(tmp_path: Path) -> None:
    table, columns = "notes", COLUMNS["notes"]
    (semicolons,) = notes_file(tmp_path, table, ";".join(columns) + "\nx" + ";" * (len(columns) - 1) + "\n")
    assert semicolons.found == "cells separated by semicolons"
    (twice,) = notes_file(tmp_path, table, ",".join([*columns, columns[0]]) + "\n")
    assert (twice.column, twice.found) == (columns[0], "the same name twice")
    (tmp_path / f"{table}.csv").unlink()
    (tmp_path / f"{table}.csv").mkdir()
    assert [one.found for one in read_notes(tmp_path, "")[1]] == ["a folder"]


def test_a_column_that_an_earlier_version_did_not_have_may_be_missing(tmp_path: Path) -> None:
    for table, later in (
        ("documents", ("author", "publisher")),
        ("speakers", ("biography_en", "biography_fr")),
    ):
        columns = [name for name in COLUMNS[table] if name not in later]
        assert notes_file(tmp_path, table, ",".join(columns) + "\nA" + "," * (len(columns) - 1) + "\n") == []
        (row,) = getattr(read_notes(tmp_path, "")[0], table).to_dict("records")
        assert [row[name] for name in later] == ["", ""]


def test_the_columns_of_an_event_s_own_table_may_be_in_any_order(tmp_path: Path) -> None:
    assert (
        notes_file(
            tmp_path, "themes", "shared_code," + ",".join(COLUMNS["themes"][:-1]) + "\nPEER,OWN,Own,,,\n"
        )
        == []
    )
    notes, _ = read_notes(tmp_path, "")
    assert notes.themes.to_dict("records")[0]["code"] == "OWN"
    assert tuple(notes.themes.columns) == COLUMNS["themes"]
