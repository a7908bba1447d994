"""A matrix file: what it may say, and that all errors are reported at once, each with line and remedy."""

import shutil
from pathlib import Path

import pytest
from tests.builders import DEFAULT_EVENT
from tests.conftest import HOME
from tests.matrix.kit import TITLE, plan_of

from gcm_analysis.matrix.file import MatrixError, read_plan


def names(home: Path, text: str) -> list[str]:
    return [variant.name.removeprefix(DEFAULT_EVENT) for variant in plan_of(home, text).variants]


def problems(home: Path, text: str) -> list[tuple[int | None, str | None, str, str]]:
    with pytest.raises(MatrixError) as refused:
        plan_of(home, text)
    return [(each.row, each.column, each.found, each.remedy) for each in refused.value.problems]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project with a small table, in which each test writes a matrix file of its own."""
    home = tmp_path_factory.mktemp("matrix") / "project"
    for part in ("data", "notebooks"):
        shutil.copytree(HOME / part, home / part, ignore=shutil.ignore_patterns(".*"))
    (home / "data" / "small.csv").write_text(
        "place,level,from,tags,seen\nA,local,2009,x|y,yes\nB,national,2015-03,y,no\nC,local,,,\n",
        encoding="utf-8",
    )
    return home


@pytest.fixture(autouse=True)
def named(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GCM_HOME", str(home))


def test_a_file_that_asks_for_nothing_special_asks_for_the_default_report_in_all_languages(home) -> None:
    plan = plan_of(home, "")
    assert [(variant.name, variant.languages) for variant in plan.variants] == [(DEFAULT_EVENT, ("en", "fr"))]
    assert plan.formats == ("html", "pdf", "docx")


def test_lists_are_crossed_and_one_value_is_a_list_of_one(home) -> None:
    assert names(home, "parameters: {level: [all, local], self_reports: false}\nlanguages: en\n") == [
        "--self-reports-false", "--self-reports-false--level-local",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("{}", ["--level-local", "--level-national"]),
        ("{place: B}", ["--level-national"]),
        ("{place: [A, C]}", ["--level-local"]),
        ("{place: {not: A}}", ["--level-national", "--level-local"]),
        ("{from: {at_least: 2010}}", ["--level-national"]),
        ("{from: {at_most: 2010}}", ["--level-local"]),
        ("{from: {empty: false}, place: {not: [B]}}", ["--level-local"]),
        ("{seen: no}", ["--level-national"]),
        ("{place: {found_in: {from: data/small.csv, column: seen}}}", None),
        ("{tags: {found_in: {from: data/small.csv, column: tags, separator: '|'}}}", ["--level-national"]),
    ],
)  # fmt: skip
def test_a_table_gives_the_values_of_the_rows_that_meet_all_conditions(home, where, expected) -> None:
    text = f"tables: [{{from: data/small.csv, column: level, as: level, where: {where}}}]\n"
    if expected is None:
        assert problems(home, text)[0][2] == "no row that meets all conditions"
    else:
        assert names(home, text) == expected


def test_values_of_one_parameter_from_lists_and_tables_are_one_list(home) -> None:
    text = (
        "parameters: {level: [all, national]}\ntables: [{from: data/small.csv, column: level, as: level}]\n"
    )
    assert names(home, text) == ["", "--level-national", "--level-local"]


def test_all_errors_are_reported_at_once_with_their_line_and_what_to_do(home) -> None:
    text = """parameters:
  regoin: [Africa]
  level: [lokal]
  event: x
events: [gfmd-2018-mieu]
tables:
  - {from: data/nothing.csv, column: a, as: region}
  - {from: data/codebook.csv, column: cod, as: region}
  - {from: ../outside.csv, column: a, as: region}
exclude:
  - {levle: local}
"""
    found = problems(home, text)
    assert [(row, column, what) for row, column, what, _ in found] == [
        (3, "parameters.regoin", "regoin"),
        (4, "parameters.level.0", "lokal"),
        (5, "parameters.event", "event"),
        (6, "events.0", "gfmd-2018-mieu"),
        (8, "tables.0", "data/nothing.csv: no such file"),
        (9, "tables.1", "data/codebook.csv: no column cod"),
        (10, "tables.2", "../outside.csv: no table of the project"),
        (12, "exclude.0.levle", "levle"),
    ]
    assert [do for *_, do in found[:4]] == [
        "did you mean region?", "did you mean local?", "write it under events:", "did you mean gfmd-2018-mieux?",
    ]  # fmt: skip
    assert found[-1][3] == "did you mean level?"


def test_of_several_values_in_one_the_wrong_one_is_corrected_and_of_a_country_its_code_given(home) -> None:
    found = problems(home, "parameters: {region: ['Africa,Erope'], country: Moldova}")
    assert {do for *_, do in found} == {"did you mean Europe?", "did you mean MDA (Moldova)?"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("parametres: {level: all}\n", "parametres"),
        ("formats: [html, odt]\n", "odt"),
        ("tables: [{from: data/codebook.csv, column: code}]\n", ""),
        ("parameters: {level: []}\n", "[]"),
        ("parameters: {profile: fulll}\n", "fulll"),
        ("exclude: [{event: [gfmd-2018-mieux, bangkok-2018-mieux, gfmd-2018-rcps]}]\n", "no report"),
        (
            "tables: [{from: data/codebook.csv, column: code, as: level, where: {code: {}}}]\n",
            "a group of keys",
        ),
    ],
)
def test_a_wrong_key_or_value_is_named(home, text, found) -> None:
    assert found in [each[2] for each in problems(home, text)]


def test_a_matrix_may_not_have_the_name_of_an_event_or_of_one_report(home) -> None:
    for name in (DEFAULT_EVENT, "Levels", "a--b"):
        path = home / f"{name}.yml"
        path.write_text(TITLE, encoding="utf-8")
        with pytest.raises(MatrixError, match="rename the file"):
            read_plan(path, home)


def test_a_missing_file_is_named(home) -> None:
    with pytest.raises(MatrixError, match="no such file"):
        read_plan(home / "none.yml", home)


def test_the_briefs_of_the_repository_are_one_for_every_partner_and_region(home) -> None:
    plan = read_plan(HOME / "matrices" / "partners.yml", home)
    assert len(plan.variants) == len({variant.parameters["partner"] for variant in plan.variants})
    assert {variant.parameters["profile"] for variant in plan.variants} == {"partner"}
    assert plan.languages == ("en", "fr")
    assert sum(len(variant.parameters["partner"]) > 3 for variant in plan.variants) == 4


def test_a_theme_that_the_codebook_does_not_have_is_refused_before_anything_runs(data_copy) -> None:
    [(row, key, found, remedy)] = problems(data_copy, "parameters:\n  theme: [DEMAND, DEMANT]\n")
    assert (row, key, found) == (3, "parameters.theme", "DEMANT")
    assert "Did you mean DEMAND?" in remedy
