"""Loading all evidence: every problem of every file at once, and what must hold between tables."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.builders import DEFAULT_EVENT, table_file

from gcm_analysis.errors import UserError
from gcm_analysis.evidence import EvidenceError, Problem, event_names, load_evidence
from gcm_analysis.evidence.tables import TABLES

ADD, EITHER, NEITHER = "correct it, or add the row to data/", "correct one of the two dates", "or neither"
# table, what the real data have, what replaces it, then row, column, found, expected and what to do
BROKEN = [
    ("statements", "ST001,S008", "ST001,S999", 2, "source_id", "S999", "a source_id that data/sources.csv has", ADD),
    ("statements", "design,challenge,POLWILL", "design,challenge,POWER", 2, "theme", "POWER", "a code that data/codebook.csv has", ADD),
    ("figures", "2009,requests,", "2009,asked_for,", 2, "indicator", "asked_for", "a code that data/indicators.csv has", ADD),
    ("second_coding", "ST007,B", "ST999,B", 3, "statement_id", "ST999", "a statement_id that data/statements.csv has", ADD),
    ("second_coding", "COORD,coherence", "NONE,coherence", 2, "theme", "NONE", "a code that data/codebook.csv has", ADD),
    ("actions", "own_page,MIEUX-A020", "own_page,MIEUX-A999", 2, "source_id", "MIEUX-A999", "a source_id", ADD),
    ("actions", "2009-09,2010-07", "2009-09,2009-08", 2, "end", "2009-08", "a date not before the start, 2009-09", EITHER),
    ("phases", "2012-01,2015-12", "2016-01,2015", 3, "end", "2015", "a date not before the start, 2016-01", EITHER),
    ("actions", "Legislation Development,en", "Legislation Development,", 2, "title_language", "", "a value, since title has one", NEITHER),
    ("sources", "2018-11,inferred", ",inferred", 2, "published", "", "a value, since published_basis has one", NEITHER),
    ("countries", "Cabo Verde,Cabo Verde", "Cabo Verde,", 9, "name_fr", "", "a value, since name_en has one", NEITHER),
    ("countries", "CAN,,,other,,", "CAN,,,other,,2020", 6, "member_until", "2020", "an empty cell, since group is not eu", "correct one of the two cells"),
    ("objectives", "RT4,S095", "RT4,S0950", 2, "source_id", "S0950", "a source_id", ADD),
]  # fmt: skip


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def problems(home: Path) -> tuple[Problem, ...]:
    with pytest.raises(EvidenceError) as raised:
        load_evidence(home / "data", DEFAULT_EVENT)
    return raised.value.problems


def file(home: Path, table: str) -> Path:
    return table_file(home / "data", table, DEFAULT_EVENT)


def test_rules_between_tables_and_cells_are_checked(data_copy: Path) -> None:
    for table, old, new, *_ in BROKEN:
        edit(file(data_copy, table), old, new)
    found = {(one.file, one.row, one.column, one.found): one for one in problems(data_copy)}
    assert len(found) == len(BROKEN)
    for table, _, _, row, column, value, expected, remedy in BROKEN:
        problem = found[f"data/{TABLES[table].file}", row, column, value]
        assert expected in problem.expected
        assert remedy in problem.remedy


def test_something_may_begin_and_end_in_the_same_year(data_copy: Path) -> None:
    edit(file(data_copy, "actions"), "2009-09,2010-07", "2009-09,2009")
    assert len(load_evidence(data_copy / "data", DEFAULT_EVENT).actions) == 109


def test_problems_of_several_files_are_reported_together_in_the_order_of_files_and_rows(
    data_copy: Path,
) -> None:
    edit(file(data_copy, "statements"), "ST001,S008", "ST001,S999")
    edit(file(data_copy, "figures"), "4500000", "4 500 000")
    edit(file(data_copy, "codebook"), "PEER,", "peer,")
    edit(data_copy / "data/events/gfmd-2018-mieux/event.yml", "country: MAR", "country: Morocco")
    with pytest.raises(EvidenceError) as raised:
        load_evidence(data_copy / "data", DEFAULT_EVENT)
    files = [problem.file for problem in raised.value.problems]
    assert {
        "data/codebook.csv",
        "data/events/gfmd-2018-mieux/event.yml",
        "data/mieux/figures.csv",
        "data/statements.csv",
    } <= set(files)
    assert files == sorted(files)
    assert str(raised.value).startswith(f"{len(files)} problems in the data; nothing was published.\n\n")


def test_an_empty_cell_is_reported_as_empty_and_a_long_one_is_shortened() -> None:
    assert "nothing (the cell is empty)" in str(Problem("f", 2, "c", "", "text", "fill it in"))
    assert f"'{'x' * 59}…'" in str(Problem("f", 2, "c", "x" * 61, "text", "shorten it"))
    assert f"'{'x' * 60}'" in str(Problem("f", 2, "c", "x" * 60, "text", "shorten it"))


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda path: path.unlink(), id="missing"),
        pytest.param(lambda path: path.write_text("", encoding="utf-8"), id="empty"),
        pytest.param(lambda path: edit(path, "S001,", "S001,S001,"), id="ragged"),
        pytest.param(lambda path: path.write_bytes(b"\xff" + path.read_bytes()), id="encoding"),
        pytest.param(lambda path: edit(path, "source_id,", "source,"), id="column"),
    ],
)
def test_a_table_that_could_not_be_read_causes_no_problems_in_tables_that_refer_to_it(
    spoil: Callable[[Path], None], data_copy: Path
) -> None:
    spoil(file(data_copy, "sources"))
    assert {problem.file for problem in problems(data_copy)} == {"data/sources.csv"}


def test_the_source_of_the_event_must_exist(data_copy: Path) -> None:
    edit(data_copy / "data/events/gfmd-2018-mieux/event.yml", "source_id: S001", "source_id: S0001")
    (problem,) = problems(data_copy)
    assert (problem.file, problem.column, problem.found) == (
        "data/events/gfmd-2018-mieux/event.yml", "source_id", "S0001",
    )  # fmt: skip
    assert problem.expected == "a source_id that data/sources.csv has"


def test_an_unknown_event_is_refused_with_the_nearest_name(data_copy: Path) -> None:
    with pytest.raises(UserError, match=r"no event named 'gfmd-2018-mieu' .*Did you mean gfmd-2018-mieux\?"):
        load_evidence(data_copy / "data", "gfmd-2018-mieu")
    with pytest.raises(
        UserError, match=r"Known events: bangkok-2018-mieux, gfmd-2018-mieux, gfmd-2018-rcps\."
    ):
        load_evidence(data_copy / "data", "zzz")
    with pytest.raises(UserError, match=r"no event named '\.\./events/gfmd-2018-mieux'"):
        load_evidence(data_copy / "data", "../events/gfmd-2018-mieux")


def test_a_folder_without_a_description_is_not_an_event(data_copy: Path) -> None:
    (data_copy / "data/events/later").mkdir()
    assert event_names(data_copy / "data") == ["bangkok-2018-mieux", DEFAULT_EVENT, "gfmd-2018-rcps"]


def test_a_question_about_a_theme_that_the_codebook_does_not_have_is_named(data_copy: Path) -> None:
    event = data_copy / "data/events/gfmd-2018-mieux/event.yml"
    edit(event, "themes: [PARTNER, ", "themes: [PARTNERS, ")
    (problem,) = problems(data_copy)
    assert (problem.column, problem.found) == ("questions.4.themes", "PARTNERS")
    assert "PARTNERS" in event.read_text(encoding="utf-8").splitlines()[problem.row - 1]
    assert problem.expected == "a theme that data/codebook.csv or the event’s themes.csv has"


def test_a_message_lists_the_first_200_of_many_problems_and_counts_the_rest(data_copy: Path) -> None:
    text = file(data_copy, "statements").read_text(encoding="utf-8")
    file(data_copy, "statements").write_text(
        text.replace(",high", ",hihg").replace(",Africa,", ",Afrika,"), encoding="utf-8"
    )
    with pytest.raises(EvidenceError) as raised:
        load_evidence(data_copy / "data", DEFAULT_EVENT)
    count = len(raised.value.problems)
    assert count > 200
    assert str(raised.value).count("to do:") == 200
    assert f"{count - 200} more" in str(raised.value)
