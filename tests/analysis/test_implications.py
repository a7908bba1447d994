"""The rule for what to keep, fix and avoid, and what stricter rules make of it."""

import pandas as pd
import pytest
from hypothesis import given
from tests.builders import coded, frame
from tests.strategies import coded_frames

from gcm_analysis.analysis.implications import (
    ENOUGH,
    GROUPS,
    RULES,
    coded_twice,
    grouped,
    implications,
    matrix,
    sensitivity,
    survived,
)

GOOD, BAD = {"valence": "success_factor"}, {"valence": "challenge"}
NO_SECOND = frame("second_coding").head(0)


def on(theme: str, good: int, bad: int, **cells: str) -> list[dict[str, str]]:
    """Return statements on a theme, each of a source of its own unless they all name one."""
    return [{"theme": theme} | cells | side for side in [GOOD] * good + [BAD] * bad]


def again(*rows: dict[str, str]) -> pd.DataFrame:
    return frame("second_coding", *rows)


@pytest.mark.parametrize(
    ("good", "bad", "sources", "group"),
    [
        (4, 2, 5, "keep"),
        (3, 2, 5, "fix"),
        (2, 3, 5, "fix"),
        (2, 4, 5, "avoid"),
        (5, 0, 5, "keep"),
        (0, 5, 5, "avoid"),
        (4, 2, 4, "open"),
        (0, 5, 4, "open"),
    ],
)
def test_a_side_that_is_twice_the_other_decides_if_there_are_five_sources(
    good: int, bad: int, sources: int, group: str
) -> None:
    table = pd.DataFrame({"success_factor": [good], "challenge": [bad], "sources": [sources]}, index=["PEER"])
    assert grouped(table).to_dict() == {"PEER": group}


def test_the_matrix_counts_what_a_theme_rests_on() -> None:
    record = coded(
        {"theme": "PEER", "level": "local", "region": "Africa"} | GOOD,
        {"theme": "PEER", "level": "local", "region": "Europe"} | BAD,
        {"theme": "PEER", "level": "national", "region": "Africa"} | GOOD,
        S003={"source_type": "news_media", "origin": "S001"},
    )
    second = again({"statement_id": "ST001"}, {"statement_id": "ST002", "theme": "MEL"})
    assert matrix(record, second).loc["PEER"].to_dict() == {
        "success_factor": 2, "challenge": 1, "statements": 3, "sources": 2, "challenge_share": 1 / 3, "levels": 2,
        "regions": 2, "kinds": 2, "twice": 2, "alike": 1, "group": "open",
    }  # fmt: skip


def test_a_statement_is_coded_alike_if_every_other_coding_says_the_same() -> None:
    record = coded(GOOD, GOOD, GOOD, GOOD)
    second = again(
        {"statement_id": "ST001", "coder": "B"},
        {"statement_id": "ST001", "coder": "C", "theme": "MEL"},
        {"statement_id": "ST002"},
        {"statement_id": "ST003", "valence": "challenge"},
    )
    table = coded_twice(record, second).set_index("statement_id")
    assert table["theme_alike"].to_dict() == {"ST001": False, "ST002": True, "ST003": True}
    assert table["alike"].to_dict() == {"ST001": False, "ST002": True, "ST003": False}


def test_the_firmest_evidence_comes_first_then_the_most_statements() -> None:
    record = coded(
        *on("MANY", 6, 0, source_id="S900"),
        *on("FEW", 1, 0),
        *on("WIDE", 2, 0),
    )
    assert list(implications(record, NO_SECOND).index) == ["WIDE", "MANY", "FEW"]


def rule(record: pd.DataFrame, name: str, second: pd.DataFrame = NO_SECOND) -> str:
    """Return what a stricter rule makes of the one theme of a record that the rule itself says to keep."""
    table = sensitivity(record, second)
    assert table["base"].to_dict() == {"PEER": "keep"}
    return str(table.loc["PEER", name])


def test_without_self_reports_a_theme_that_programmes_praise_can_turn() -> None:
    own = {"source_type": "programme_self_report"}
    record = coded(*on("PEER", 6, 3), S001=own, S002=own, S003=own)
    assert rule(record, "outside") == "fix"


def test_without_the_largest_source_its_statements_are_gone_and_of_those_that_tie_the_first_goes() -> None:
    record = coded(
        *on("PEER", 2, 0, source_id="S900"), *on("PEER", 2, 2), *on("PEER", 2, 0, source_id="S901")
    )
    assert rule(record, "largest") == "keep"
    with_one_more = coded(*on("PEER", 3, 0, source_id="S900"), *on("PEER", 3, 3))
    assert rule(with_one_more, "largest") == "fix"


def test_only_the_surest_statements_may_be_too_few_sources() -> None:
    record = coded(*on("PEER", 4, 0), *on("PEER", 1, 0, confidence="medium"))
    assert rule(record, "surest") == "open"


def test_statements_that_a_second_coding_disputes_are_left_out() -> None:
    record = coded(*on("PEER", 6, 3))
    other_theme = again({"statement_id": "ST001", "theme": "MEL"})
    same = again({"statement_id": "ST001", "phase": "monitoring"})
    assert rule(record, "agreed", other_theme) == "fix"
    assert rule(record, "agreed", same) == "keep"


def test_a_code_that_a_second_coding_left_empty_disputes_nothing() -> None:
    record = coded(*on("PEER", 6, 3))
    assert rule(record, "agreed", again({"statement_id": "ST001", "theme": ""})) == "keep"
    assert (
        rule(record, "agreed", again({"statement_id": "ST001", "theme": "", "valence": "challenge"})) == "fix"
    )


def test_a_source_that_repeats_itself_counts_once_on_a_side() -> None:
    record = coded(*on("PEER", 3, 0, source_id="S900"), *on("PEER", 3, 3))
    assert rule(record, "voices") == "fix"


def test_each_source_is_left_out_in_turn_and_every_group_that_comes_of_it_is_named() -> None:
    record = coded(
        *on("PEER", 4, 0, source_id="S900"),
        *on("PEER", 0, 2),
        *on("PEER", 1, 0),
        *on("PEER", 1, 0),
        *on("PEER", 0, 1),
    )
    assert rule(record, "any_source") == "fix"
    assert rule(coded(*on("PEER", 5, 0)), "any_source") == "open"
    assert rule(coded(*on("PEER", 6, 0)), "any_source") == "keep"


def test_leaving_out_one_source_can_move_a_theme_to_either_side() -> None:
    record = coded(*on("MEL", 2, 0, source_id="S900"), *on("MEL", 0, 2, source_id="S901"), *on("MEL", 2, 2))
    assert sensitivity(record, NO_SECOND).loc["MEL", ["base", "any_source"]].to_list() == [
        "fix",
        "keep|avoid",
    ]


def test_twice_the_sources_are_asked_for() -> None:
    assert rule(coded(*on("PEER", 9, 0)), "doubled") == "open"
    assert rule(coded(*on("PEER", 10, 0)), "doubled") == "keep"


def test_what_stays_under_a_rule_is_counted() -> None:
    table = sensitivity(coded(*on("PEER", 9, 0)), NO_SECOND)
    assert survived(table).to_dict() == {"PEER": len(RULES) - 1}


def test_nothing_is_made_of_nothing() -> None:
    empty = coded(GOOD).head(0)
    assert implications(empty, NO_SECOND).empty
    assert sensitivity(empty, NO_SECOND).empty


@given(coded_frames)
def test_every_theme_falls_into_one_group_and_order_of_rows_does_not_matter(record: pd.DataFrame) -> None:
    table = sensitivity(record, NO_SECOND)
    assert set(table.index) == set(record["theme"])
    assert set(table["base"]) <= set(GROUPS)
    shuffled = sensitivity(record.iloc[::-1], NO_SECOND)
    pd.testing.assert_frame_equal(shuffled.sort_index(), table.sort_index())


@given(coded_frames)
def test_a_page_repeated_by_its_own_source_changes_no_count_of_voices(record: pd.DataFrame) -> None:
    twice = pd.concat([record, record.assign(statement_id=record["statement_id"] + "x")])
    one, other = (sensitivity(rows, NO_SECOND)["voices"].sort_index() for rows in (record, twice))
    assert one.to_dict() == other.to_dict()


@given(coded_frames)
def test_a_theme_with_too_few_sources_is_open_under_every_rule(record: pd.DataFrame) -> None:
    table = sensitivity(record, NO_SECOND)
    few = record.groupby("theme")["origin"].nunique() < ENOUGH
    assert (table[few.reindex(table.index)] == "open").all(axis=None)
