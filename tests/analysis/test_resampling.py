"""How much a finding hangs on single sources: origins drawn again and origins left out."""

import math
from random import Random

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from tests.builders import coded
from tests.strategies import coded_frames

from gcm_analysis.analysis import (
    arrays,
    balance,
    bootstrap,
    coded_statements,
    lead,
    leaders,
    share_contrast,
)
from gcm_analysis.analysis.resampling import Contrast
from gcm_analysis.evidence import Evidence

GOOD, BAD = {"valence": "success_factor"}, {"valence": "challenge"}
SELF = {"source_type": "programme_self_report"}
DRAWS = 200


def frame_of(**origins: str) -> pd.DataFrame:
    """Return one statement per word: `A="PEER MEL-"` is PEER and MEL by origin A, the latter as a challenge."""
    rows = [
        {"source_id": origin, "theme": word.rstrip("-")} | (BAD if word.endswith("-") else GOOD)
        for origin, words in origins.items()
        for word in words.split()
    ]
    return coded(*rows)


@pytest.fixture
def three() -> pd.DataFrame:
    """PEER four times from A and B, MEL twice from B and C, DATA once from C."""
    return frame_of(A="PEER PEER PEER-", B="PEER MEL", C="MEL- DATA-")


def test_a_bootstrap_gives_each_code_its_count_share_and_rank(three: pd.DataFrame) -> None:
    table = bootstrap(three)
    assert list(table.index) == ["PEER", "MEL", "DATA"]
    assert table.index.name == "theme"
    assert table["statements"].to_list() == [4, 2, 1]
    assert table["challenge_share"].to_list() == [0.25, 0.5, 1.0]
    assert table["rank"].to_list() == [1, 2, 3]


def test_two_origins_that_differ_completely_leave_everything_open() -> None:
    # The four equally likely draws are AA, AB, BA and BB: PEER 2, 1, 1 or 0 times, and first in three of four.
    table = bootstrap(frame_of(A="PEER", B="MEL-"))
    assert table.loc["PEER", ["low", "high", "rank_low", "rank_high"]].to_list() == [0, 2, 1, 2]
    assert table["first"].to_dict() == pytest.approx({"PEER": 0.75, "MEL": 0.75}, abs=0.04)
    # MEL hinders in its one origin: any chance above 2.5 % would show that in one of one.
    assert table.loc["MEL", ["share_low", "share_high"]].to_list() == [pytest.approx(0.025), 1.0]


def test_one_origin_alone_leaves_no_room_for_chance() -> None:
    table = bootstrap(frame_of(A="PEER PEER- MEL"))
    assert (table["low"] == table["statements"]).all()
    assert (table["high"] == table["statements"]).all()
    assert table.loc["PEER", ["share_low", "share_high"]].to_list() == [0.5, 0.5]
    assert table["first"].to_list() == [1.0, 0.0]


def test_origins_that_say_the_same_leave_no_room_for_chance() -> None:
    table = bootstrap(frame_of(A="PEER MEL-", B="PEER MEL-", C="PEER MEL-"))
    assert table[["low", "statements", "high"]].to_numpy().tolist() == [[3, 3, 3], [3, 3, 3]]


def test_statements_without_a_code_are_left_out(three: pd.DataFrame) -> None:
    dated = three.assign(year=pd.array([2018, None, 2019, 2019, 2019, None, None], dtype="Int64"))
    assert bootstrap(dated, "year")["statements"].to_dict() == {2019: 3, 2018: 1}


def test_a_bootstrap_of_nothing_has_no_rows_and_the_same_columns(three: pd.DataFrame) -> None:
    assert list(bootstrap(three.head(0)).columns) == list(bootstrap(three).columns)
    assert bootstrap(three.head(0)).empty


def test_the_size_of_the_chunks_changes_nothing(three: pd.DataFrame, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = bootstrap(three, draws=DRAWS)
    monkeypatch.setattr(arrays, "CELLS", 21)
    assert_frame_equal(bootstrap(three, draws=DRAWS), whole)


def test_another_seed_draws_other_origins(evidence: Evidence) -> None:
    record = coded_statements(evidence.statements, evidence.sources)
    assert not bootstrap(record, draws=DRAWS).equals(bootstrap(record, draws=DRAWS, seed=1))
    assert bootstrap(record, draws=DRAWS).equals(bootstrap(record, draws=DRAWS))


@given(coded_frames, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(record: pd.DataFrame, random: Random) -> None:
    shuffled = record.loc[random.sample(list(record.index), len(record))]
    assert_frame_equal(bootstrap(shuffled, draws=DRAWS), bootstrap(record, draws=DRAWS))


@given(coded_frames)
def test_duplicating_every_statement_doubles_counts_and_keeps_shares_and_ranks(record: pd.DataFrame) -> None:
    once, twice = (bootstrap(rows, draws=DRAWS) for rows in (record, pd.concat([record, record])))
    counts = ["statements", "low", "high"]
    assert_frame_equal(twice[counts], 2 * once[counts])
    assert_frame_equal(twice.drop(columns=counts), once.drop(columns=counts))


@given(coded_frames)
def test_a_bootstrap_has_the_counts_of_a_balance_and_intervals_within_what_is_possible(
    record: pd.DataFrame,
) -> None:
    before = record.copy(deep=True)
    table, known = bootstrap(record, draws=DRAWS), balance(record, "theme")
    assert_frame_equal(record, before)
    assert list(table.index) == list(known.index)
    assert table["statements"].to_list() == known["statements"].to_list()
    assert table["challenge_share"].to_list() == known["challenge_share"].to_list()
    assert sorted(table.index[table["rank"] == 1]) == leaders(known["statements"])
    assert (table["low"] <= table["high"]).all()
    assert (table["low"] >= 0).all()
    assert (table["share_low"] <= table["share_high"]).all()
    shares, ranks = table[["share_low", "share_high", "first"]], table[["rank_low", "rank_high"]]
    assert (shares.ge(0) & shares.le(1)).all(axis=None)
    assert (table["rank_low"] <= table["rank_high"]).all()
    assert (ranks.ge(1) & ranks.le(len(table))).all(axis=None)
    assert table["first"].sum() >= 1 - 1e-9


def test_a_contrast_is_the_second_share_less_the_first() -> None:
    record = coded(
        {"source_id": "A"} | GOOD, {"source_id": "A"} | BAD, {"source_id": "B"} | BAD, {"source_id": "C"} | GOOD,
        A=SELF, C={"source_type": "news_media"},
    )  # fmt: skip
    found = share_contrast(record, ["programme_self_report"], ["independent_evaluation_or_audit"])
    # Each group is one origin, so its share is the same in every draw that has it; but one of one may be 2.5 % in truth.
    assert found == pytest.approx(Contrast(first=0.5, second=1.0, difference=0.5, low=0.5 - 0.975, high=0.5))


def test_where_none_and_all_are_challenges_a_contrast_has_exact_bounds() -> None:
    kinds = dict.fromkeys("AB", SELF)
    record = coded(
        *({"source_id": name} | GOOD for name in "AB"),
        *({"source_id": name} | BAD for name in "CDEF"),
        **kinds,
    )
    found = share_contrast(record, ["programme_self_report"], ["independent_evaluation_or_audit"])
    # None of two origins leaves room up to 1 - 0.025 ** (1 / 2) = 0.842, all of four down to 0.025 ** (1 / 4) = 0.398.
    assert found == pytest.approx(Contrast(0.0, 1.0, 1.0, 0.025**0.25 - (1 - 0.025**0.5), 1.0))


def test_themes_that_every_source_ranks_alike_differ_for_certain_though_their_intervals_overlap() -> None:
    record = frame_of(A="PEER PEER MEL", B="PEER PEER PEER PEER MEL MEL")
    table = bootstrap(record)
    assert table.loc["MEL", "high"] >= table.loc["PEER", "low"]  # from 2 to 4, and from 4 to 8
    # In each draw PEER has two thirds of the statements and MEL one third.
    assert lead(record).loc["MEL"].to_list() == pytest.approx([1 / 3, 1 / 3, 1 / 3])


def test_a_lead_that_depends_on_one_source_has_an_interval_that_includes_zero() -> None:
    # Of the equal draws AA, AB, BA and BB, PEER leads by 1, 1/3, 1/3 and -1 of the statements.
    found = lead(frame_of(A="PEER PEER", B="MEL"))
    assert found.loc["MEL"].to_list() == pytest.approx([1 / 3, -1.0, 1.0])


def test_a_lead_over_nothing_has_no_rows() -> None:
    assert list(lead(frame_of(A="PEER").head(0)).columns) == ["difference", "low", "high"]
    assert lead(frame_of(A="PEER PEER")).empty


def test_a_contrast_with_an_empty_group_is_not_defined(three: pd.DataFrame) -> None:
    found = share_contrast(three, ["programme_self_report"], ["independent_evaluation_or_audit"])
    assert math.isnan(found.first)
    assert found.second == pytest.approx(3 / 7)
    assert all(map(math.isnan, found[2:]))
    assert all(map(math.isnan, share_contrast(three.head(0), ["news_media"], ["negotiated_text"])))


@given(coded_frames, st.randoms(use_true_random=False))
def test_a_contrast_depends_on_its_two_groups_alone(record: pd.DataFrame, random: Random) -> None:
    shuffled = record.loc[random.sample(list(record.index), len(record))]
    found = share_contrast(record, ["PEER"], ["MEL"], "theme", draws=DRAWS)
    pair = shuffled[shuffled["theme"].isin(["PEER", "MEL"])]
    assert share_contrast(pair, ["PEER"], ["MEL"], "theme", draws=DRAWS) == pytest.approx(found, nan_ok=True)


@given(coded_frames)
def test_swapping_the_groups_of_a_contrast_changes_its_sign_and_nothing_in_the_record(
    record: pd.DataFrame,
) -> None:
    before = record.copy(deep=True)
    found = share_contrast(record, ["PEER"], ["MEL"], "theme", draws=DRAWS)
    turned = share_contrast(record, ["MEL"], ["PEER"], "theme", draws=DRAWS)
    # 0.025 and 0.975 are mirrored, and so are their outer values.
    assert turned == pytest.approx(
        (found.second, found.first, -found.difference, -found.high, -found.low), nan_ok=True
    )
    lead(record, draws=DRAWS)
    assert_frame_equal(record, before)
