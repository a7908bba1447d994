"""Tables as spreadsheets save them: what would be read wrong and in silence is refused, in one sentence."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.builders import GOOD, write_table

from gcm_analysis.evidence import Problem
from gcm_analysis.evidence.notes import COLUMNS, read_notes
from gcm_analysis.evidence.tables import read_table


def problems(path: Path, table: str) -> list[Problem]:
    return read_table(path, f"data/{table}.csv", table)[1]


def changed(path: Path, old: str, new: str) -> Path:
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return path


@pytest.mark.parametrize(("sign", "name"), [(";", "semicolons"), ("\t", "tabs")])
def test_cells_separated_by_another_sign_are_one_problem_that_names_it(
    sign: str, name: str, tmp_path: Path
) -> None:
    cells = GOOD["sources"]
    path = tmp_path / "t.csv"
    path.write_text(f"{sign.join(cells)}\n{sign.join(cells.values())}\n", encoding="utf-8")
    (problem,) = problems(path, "sources")
    assert problem.found == f"cells separated by {name}"


@pytest.mark.parametrize("line", ["sep=;", "sep=,", "SEP=;"])
def test_the_line_that_names_the_separator_is_named(line: str, tmp_path: Path) -> None:
    path = write_table(tmp_path / "t.csv", "phases", {})
    path.write_text(f"{line}\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    (problem,) = problems(path, "phases")
    assert (problem.row, problem.found) == (1, f"the line {line}")


def test_a_column_that_stands_twice_is_refused_whatever_its_cells(tmp_path: Path) -> None:
    path = write_table(tmp_path / "t.csv", "phases", {})
    for column in GOOD["phases"]:
        header, row = path.read_text(encoding="utf-8").splitlines()
        again = tmp_path / "again.csv"
        again.write_text(f"{header},{column}\n{row},{GOOD['phases'][column]}\n", encoding="utf-8")
        assert [(one.row, one.column, one.found) for one in problems(again, "phases")] == [
            (1, column, "the same name twice")
        ]


def test_a_table_of_column_names_alone_is_refused(tmp_path: Path) -> None:
    (problem,) = problems(write_table(tmp_path / "t.csv", "phases"), "phases")
    assert problem.found == "column names alone"


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
def test_a_wrong_code_is_told_what_is_near(
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
def test_a_slip_that_would_be_printed_is_refused(table: str, column: str, cell: str, tmp_path: Path) -> None:
    (problem,) = problems(write_table(tmp_path / "t.csv", table, {column: cell}), table)
    assert (problem.row, problem.column) == (2, column)


def notes_file(folder: Path, table: str, text: str) -> list[Problem]:
    (folder / f"{table}.csv").write_text(text, encoding="utf-8")
    return read_notes(folder, "data/events/talk/")[1]


def test_an_event_s_own_tables_are_read_through_the_same_door(tmp_path: Path) -> None:
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


def test_the_columns_of_an_event_s_own_table_may_stand_in_any_order(tmp_path: Path) -> None:
    assert (
        notes_file(
            tmp_path, "themes", "shared_code," + ",".join(COLUMNS["themes"][:-1]) + "\nPEER,OWN,Own,,,\n"
        )
        == []
    )
    notes, _ = read_notes(tmp_path, "")
    assert notes.themes.to_dict("records")[0]["code"] == "OWN"
    assert tuple(notes.themes.columns) == COLUMNS["themes"]
