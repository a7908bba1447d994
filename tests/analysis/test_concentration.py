"""How much of the record a few voices hold."""

import math
from random import Random

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from tests.builders import coded, frame
from tests.strategies import coded_frames

from gcm_analysis.analysis import by_origin, by_publisher, effective_number, herfindahl, without_origin

SHARES = st.lists(st.integers(1, 50), min_size=1, max_size=10).map(
    lambda counts: pd.Series(counts) / sum(counts)
)


@pytest.fixture
def record() -> pd.DataFrame:
    """Five statements: two pages of the origin MIEUX with two and one, S3 and S4 with one each."""
    return coded(
        {"source_id": "S1"}, {"source_id": "S1"}, {"source_id": "S2"}, {"source_id": "S4"}, {"source_id": "S3"},
        S1={"origin": "MIEUX"}, S2={"origin": "MIEUX"},
    )  # fmt: skip


def test_publishers_are_counted_in_statements_and_independent_sources(record: pd.DataFrame) -> None:
    publishers = {"S1": "ICMPD", "S2": "ICMPD", "S3": "Auditors", "S4": "Auditors", "S9": "Silent"}
    known = frame("sources", *({"source_id": name, "publisher": who} for name, who in publishers.items()))
    table = by_publisher(record, known)
    assert list(table.index) == ["ICMPD", "Auditors"]
    assert table["statements"].to_list() == [3, 2]
    assert table["sources"].to_list() == [1, 2]
    assert table["share"].to_list() == [0.6, 0.4]


def test_origins_are_counted_in_statements_and_pages_with_ties_by_name(record: pd.DataFrame) -> None:
    table = by_origin(record)
    assert list(table.index) == ["MIEUX", "S3", "S4"]
    assert table["statements"].to_list() == [3, 1, 1]
    assert table["sources"].to_list() == [2, 1, 1]
    assert table["share"].to_list() == [0.6, 0.2, 0.2]


def test_nothing_has_no_voices(record: pd.DataFrame) -> None:
    nobody = by_origin(record.head(0))
    assert nobody.empty
    assert list(nobody.columns) == list(by_origin(record).columns)
    assert by_publisher(record.head(0), frame("sources", {"publisher": "ICMPD"})).empty
    assert math.isnan(herfindahl(nobody["share"]))
    assert math.isnan(effective_number(nobody["share"]))


@pytest.mark.parametrize(
    ("shares", "index", "number"),
    [([1.0], 1.0, 1.0), ([0.5, 0.5], 0.5, 2.0), ([0.6, 0.2, 0.2], 0.44, 1 / 0.44), ([0.25] * 4, 0.25, 4.0)],
)
def test_the_index_is_the_sum_of_squares_and_its_inverse_a_number_of_equal_voices(
    shares: list[float], index: float, number: float
) -> None:
    assert herfindahl(pd.Series(shares)) == pytest.approx(index)
    assert effective_number(pd.Series(shares)) == pytest.approx(number)


@given(SHARES)
def test_effective_voices_are_no_more_than_voices_and_no_fewer_than_the_largest_share_leaves(
    shares: pd.Series,
) -> None:
    assert 1 / shares.max() - 1e-9 <= effective_number(shares) <= len(shares) + 1e-9


def test_without_an_origin_only_the_others_speak(record: pd.DataFrame) -> None:
    rest = without_origin(record, "MIEUX")
    assert rest["source_id"].to_list() == ["S4", "S3"]
    assert list(rest.index) == [0, 1]
    assert_frame_equal(without_origin(record, "NOBODY"), record)


@given(coded_frames, st.randoms(use_true_random=False))
def test_statements_and_shares_add_up_in_any_order_of_rows(record: pd.DataFrame, random: Random) -> None:
    table = by_origin(record)
    assert table["statements"].sum() == len(record)
    assert table["share"].sum() == pytest.approx(1)
    assert table["statements"].is_monotonic_decreasing
    shuffled = record.loc[random.sample(list(record.index), len(record))]
    assert_frame_equal(by_origin(shuffled), table)


@given(coded_frames)
def test_saying_everything_twice_keeps_all_shares(record: pd.DataFrame) -> None:
    once, twice = by_origin(record), by_origin(pd.concat([record, record]))
    assert_frame_equal(twice[["sources", "share"]], once[["sources", "share"]])
    assert (twice["statements"] == 2 * once["statements"]).all()
