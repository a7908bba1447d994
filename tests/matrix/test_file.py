"""A matrix file: what its cells ask for, and that everything wrong is said at once, with its row and what to do."""

from pathlib import Path

import pytest
from tests.builders import DEFAULT_EVENT
from tests.matrix.kit import plan_of, write_matrix

from gcm_analysis.evidence import EvidenceError
from gcm_analysis.matrix.file import read_plan

HERE = Path(__file__).parents[2]


def names(home: Path, *rows: dict[str, str]) -> list[str]:
    return [variant.name.removeprefix(DEFAULT_EVENT) for variant in plan_of(home, *rows).variants]


def problems(home: Path, *rows: dict[str, str]) -> list[tuple[int | None, str | None, str, str]]:
    with pytest.raises(EvidenceError) as refused:
        plan_of(home, *rows)
    return [(each.row, each.column, each.found, each.remedy) for each in refused.value.problems]


def test_a_row_that_asks_for_nothing_special_asks_for_the_default_report_in_all_languages(data_copy) -> None:
    plan = plan_of(data_copy, {})
    assert [(variant.name, variant.languages) for variant in plan.variants] == [(DEFAULT_EVENT, ("en", "fr"))]
    assert (plan.formats, plan.publisher, plan.draft) == (("html", "pdf", "docx"), "embedded", False)
    assert plan.title == {"en": "Levels", "fr": "Niveaux"}


def test_the_values_of_a_row_are_crossed_and_rows_are_added(data_copy) -> None:
    assert names(
        data_copy,
        {"level": "all|local", "self_reports": "false"},
        {"region": "Africa"},
        {"level": "local", "self_reports": "false"},
    ) == ["--self-reports-false", "--self-reports-false--level-local", "--region-africa"]


def test_a_language_may_be_asked_for_in_some_reports_alone(data_copy) -> None:
    plan = plan_of(data_copy, {"level": "all", "language": "en|fr"}, {"level": "local", "language": "en"})
    assert [variant.languages for variant in plan.variants] == [("en", "fr"), ("en",)]


def test_what_a_file_says_of_itself_it_says_once(data_copy) -> None:
    plan = plan_of(data_copy, {"format": "html|pdf", "draft": "true"}, {"level": "local"})
    assert (plan.formats, plan.draft) == (("html", "pdf"), True)
    found = problems(data_copy, {"format": "html"}, {"format": "pdf"})
    assert [(row, column) for row, column, *_ in found] == [(3, "format")]


def test_a_column_of_a_table_gives_its_values_each_once_beside_others(data_copy) -> None:
    (data_copy / "data" / "small.csv").write_text(
        "place,level\nA,local\nB,national\nC,local\nD,\n", encoding="utf-8"
    )
    assert names(data_copy, {"level": "all|data/small.csv:level|national"}) == [
        "", "--level-local", "--level-national",
    ]  # fmt: skip


def test_everything_wrong_is_said_at_once_with_its_row_and_what_to_do(data_copy) -> None:
    found = problems(
        data_copy,
        {"level": "lokal", "event": "gfmd-2018-mieu", "language": "en|de", "publisher": "quatro"},
        {"region": "data/nothing.csv:a|data/codebook.csv:cod|../outside.csv:a", "profile": "fulll"},
    )
    assert {(row, column, what) for row, column, what, _ in found} == {
        (2, "level", "lokal"),
        (2, "event", "gfmd-2018-mieu"),
        (2, "language", "de"),
        (2, "publisher", "quatro"),
        (3, "region", "data/nothing.csv"),
        (3, "region", "cod"),
        (3, "region", "../outside.csv"),
        (3, "profile", "fulll"),
    }
    remedies = {what: remedy for _, _, what, remedy in found}
    assert remedies["lokal"] == "did you mean local?"
    assert remedies["gfmd-2018-mieu"] == f"did you mean {DEFAULT_EVENT}?"
    assert remedies["cod"] == "did you mean code?"
    assert remedies["quatro"] == "did you mean quarto?"


def test_a_column_that_is_no_parameter_is_named_with_the_nearest(data_copy) -> None:
    ((row, column, _, remedy),) = problems(data_copy, {"levle": "local"})
    assert (row, column) == (1, "levle")
    assert "did you mean level?" in remedy


def test_a_parameter_that_no_notebook_takes_is_named(data_copy) -> None:
    ((_, _, _, remedy),) = problems(data_copy, {"partner": "KEN"})
    assert "partner=KEN" in remedy


@pytest.mark.parametrize("name", [DEFAULT_EVENT, "Levels", "a--b"])
def test_a_matrix_may_not_have_the_name_of_an_event_or_of_one_report(data_copy, name) -> None:
    with pytest.raises(EvidenceError, match="rename the file"):
        read_plan(write_matrix(data_copy, {}, name=name), data_copy)


def test_a_file_that_is_not_there_is_named(data_copy) -> None:
    with pytest.raises(EvidenceError, match="no such file"):
        read_plan(data_copy / "none.csv", data_copy)


def test_the_briefs_of_the_repository_are_one_for_every_partner_and_region(data_copy) -> None:
    plan = read_plan(HERE / "matrices" / "partners.csv", data_copy)
    assert len(plan.variants) == len({variant.parameters["partner"] for variant in plan.variants})
    assert {variant.parameters["profile"] for variant in plan.variants} == {"partner"}
    partners = {variant.parameters["partner"] for variant in plan.variants}
    assert {"KEN", "Africa"} <= partners
