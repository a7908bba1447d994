"""How much of the record a few voices hold."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from tests.builders import coded

from gcm_analysis.analysis import effective_number, largest_origin, without_origin

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


@pytest.mark.parametrize(
    ("shares", "number"),
    [([1.0], 1.0), ([0.5, 0.5], 2.0), ([0.6, 0.2, 0.2], 1 / 0.44), ([0.25] * 4, 4.0)],
)
def test_the_number_of_equal_voices_is_the_inverse_of_the_sum_of_squares(
    shares: list[float], number: float
) -> None:
    assert effective_number(pd.Series(shares)) == pytest.approx(number)


@given(SHARES)
def test_effective_voices_are_no_more_than_voices_and_no_fewer_than_the_largest_share_leaves(
    shares: pd.Series,
) -> None:
    assert 1 / shares.max() - 1e-9 <= effective_number(shares) <= len(shares) + 1e-9


def test_leaving_out_an_origin_keeps_the_statements_of_the_others(record: pd.DataFrame) -> None:
    rest = without_origin(record, "MIEUX")
    assert rest["source_id"].to_list() == ["S4", "S3"]
    assert list(rest.index) == [0, 1]
    assert_frame_equal(without_origin(record, "NOBODY"), record)


def test_the_largest_origin_is_the_one_with_most_statements_or_the_first_of_them(
    record: pd.DataFrame,
) -> None:
    assert largest_origin(record) == "MIEUX"
    assert largest_origin(without_origin(record, "MIEUX")) == "S3"
    assert largest_origin(record.head(0)) == ""


def test_an_empty_record_has_no_voices() -> None:
    assert math.isnan(effective_number(pd.Series(dtype=float)))
