"""Counting statements and the independent sources behind them."""

from random import Random

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from tests.builders import coded, sources_for, statements
from tests.strategies import coded_frames

from gcm_analysis.analysis import (
    balance,
    coded_statements,
    effects,
    leaders,
    top,
    without_self_reports,
)
from gcm_analysis.evidence.vocabulary import PHASES

SELF, AUDIT = {"source_type": "programme_self_report"}, {"source_type": "independent_evaluation_or_audit"}
GOOD, BAD = {"valence": "success_factor"}, {"valence": "challenge"}


@pytest.fixture
def record() -> pd.DataFrame:
    """Six statements: PEER from two origins (one with two pages), MEL from one page, FUNDING from one."""
    return coded(
        {"theme": "PEER", "source_id": "S1", "phase": "design"} | GOOD,
        {"theme": "PEER", "source_id": "S2", "phase": "design"} | GOOD,
        {"theme": "PEER", "source_id": "S3", "phase": "implementation"} | BAD,
        {"theme": "MEL", "source_id": "S4", "phase": "monitoring"} | BAD,
        {"theme": "MEL", "source_id": "S4", "phase": "monitoring"} | BAD,
        {"theme": "FUNDING", "source_id": "S1", "phase": "design"} | GOOD,
        S1={"origin": "MIEUX"} | SELF,
        S2={"origin": "MIEUX"} | SELF,
        S3=AUDIT,
    )


def test_a_balance_counts_statements_and_origins_with_the_most_named_first(record: pd.DataFrame) -> None:
    table = balance(record, "theme")
    assert list(table.index) == ["PEER", "MEL", "FUNDING"]
    assert table["success_factor"].to_list() == [2, 0, 1]
    assert table["challenge"].to_list() == [1, 2, 0]
    assert table["statements"].to_list() == [3, 2, 1]
    assert table["sources"].to_list() == [2, 1, 1]
    assert table["challenge_share"].to_list() == [1 / 3, 1.0, 0.0]


def test_a_balance_in_a_given_order_leaves_out_codes_that_do_not_occur(record: pd.DataFrame) -> None:
    assert list(balance(record, "phase", PHASES).index) == ["design", "implementation", "monitoring"]
    assert list(balance(record, "phase", ("monitoring", "design")).index) == ["monitoring", "design"]


def test_themes_named_equally_often_are_in_alphabetical_order() -> None:
    assert list(balance(coded({"theme": "PEER"}, {"theme": "MEL"}), "theme").index) == ["MEL", "PEER"]


def test_a_balance_without_challenges_or_without_success_factors_shows_zeros() -> None:
    assert balance(coded(GOOD), "theme").loc["PEER", ["success_factor", "challenge"]].to_list() == [1, 0]
    assert balance(coded(BAD), "theme").loc["PEER", ["success_factor", "challenge"]].to_list() == [0, 1]


def test_a_balance_of_nothing_has_no_rows_and_the_same_columns(record: pd.DataFrame) -> None:
    assert list(balance(record.head(0), "theme").columns) == list(balance(record, "theme").columns)
    assert balance(record.head(0), "theme").empty


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({"B": 2, "A": 3}, ["A"]),
        ({"B": 3, "A": 3, "C": 1}, ["A", "B"]),
        ({"B": 0, "A": 0}, []),
        ({}, []),
        ({"B": 0.5, "A": 0.5}, ["A", "B"]),
    ],
)
def test_the_leaders_are_all_that_share_the_highest_count(
    counts: dict[str, float], expected: list[str]
) -> None:
    assert leaders(pd.Series(counts, dtype=float)) == expected


@pytest.mark.parametrize(
    ("parameters", "kept"),
    [
        ({}, ["ST001", "ST002", "ST003", "ST004"]),
        ({"minimum_confidence": "medium"}, ["ST001", "ST002", "ST004"]),
        ({"minimum_confidence": "high"}, ["ST001", "ST004"]),
        ({"self_reports": False}, ["ST002", "ST003", "ST004"]),
        ({"level": "national"}, ["ST001", "ST002"]),
        ({"region": "Europe"}, ["ST002", "ST003"]),
        (
            {"region": "Europe", "level": "local", "minimum_confidence": "low", "self_reports": False},
            ["ST003"],
        ),
        ({"region": "Global"}, []),
        ({"region": "Europe,Global", "level": "local,national"}, ["ST002", "ST003"]),
        ({"theme": "PEER,DATA"}, ["ST001", "ST004"]),
        ({"country": "KEN"}, ["ST001", "ST003"]),  # one of several is enough
        ({"country": "MDA,GEO"}, ["ST001"]),
        ({"source_type": "programme_self_report"}, ["ST001"]),
        ({"years": "2018"}, ["ST002"]),
        ({"years": "2015-2018"}, ["ST001", "ST002"]),  # what has no year is of none
    ],
)
def test_an_edition_counts_the_statements_that_meet_all_its_parameters(
    parameters: dict[str, str | bool], kept: list[str]
) -> None:
    made = statements(
        {"confidence": "high", "level": "national", "region": "Africa", "iso3": "MDA|KEN"},
        {"confidence": "medium", "level": "national", "region": "Europe"},
        {"confidence": "low", "level": "local", "region": "Europe", "iso3": "KEN"},
        {"confidence": "high", "level": "local", "region": "Africa"},
    )
    made["theme"] = ["PEER", "STAFF", "STAFF", "PEER"]
    made["year"] = pd.array([2015, 2018, pd.NA, 2020], dtype="Int64")
    chosen = coded_statements(made, sources_for(made, S001=SELF), **parameters)
    assert chosen["statement_id"].to_list() == kept
    assert list(chosen.index) == list(range(len(kept)))


@given(coded_frames, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(record: pd.DataFrame, random: Random) -> None:
    order = list(record.index)
    random.shuffle(order)
    shuffled = record.loc[order]
    assert_frame_equal(balance(shuffled, "theme"), balance(record, "theme"))


@given(coded_frames)
def test_duplicating_every_statement_doubles_statements_but_not_sources(record: pd.DataFrame) -> None:
    once, twice = balance(record, "theme"), balance(pd.concat([record, record]), "theme")
    assert (twice["statements"] == 2 * once["statements"]).all()
    assert (twice["challenge"] == 2 * once["challenge"]).all()
    assert (twice["sources"] == once["sources"]).all()
    assert (twice["challenge_share"] == once["challenge_share"]).all()


@given(coded_frames)
def test_the_columns_of_a_balance_add_up_and_the_record_stays_as_it_was(record: pd.DataFrame) -> None:
    before = record.copy(deep=True)
    for by in ("theme", "phase"):
        table = balance(record, by)
        assert (table["success_factor"] + table["challenge"] == table["statements"]).all()
        assert table["statements"].sum() == len(record)
        assert table["challenge_share"].between(0, 1).all()
        assert table["sources"].between(1, table["statements"]).all()
        assert table["statements"].is_monotonic_decreasing
    balance(record, "theme", ("PEER",))
    without_self_reports(record)
    assert_frame_equal(record, before)


def test_effects_are_the_statements_that_something_helped_or_hindered() -> None:
    kinds = ("helped_or_hindered", "norm_or_opinion", "context", "output", "design_feature", "review_of_gcm")
    assert effects(coded(*({"evidence_kind": kind} for kind in kinds)))["statement_id"].to_list() == ["ST001"]


@pytest.mark.parametrize(
    ("counts", "number", "kept"),
    [
        ({"a": 1, "b": 3, "c": 2}, 2, ["b", "c"]),
        ({"a": 1, "b": 3, "c": 1}, 2, ["b"]),  # a and c tie for the second place
        ({"a": 2, "b": 2, "c": 2, "d": 1}, 2, ["a", "b", "c"]),  # all that lead, though they are three
        ({"a": 1, "b": 1}, 2, ["a", "b"]),
        ({}, 2, []),
    ],
)
def test_a_list_of_the_highest_counts_never_splits_a_tie(
    counts: dict[str, int], number: int, kept: list[str]
) -> None:
    assert top(pd.Series(counts, dtype=int), number).index.to_list() == kept
