"""Whether more sources would still bring new codes."""

import math
from itertools import permutations
from random import Random
from statistics import mean

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from tests.builders import coded
from tests.strategies import coded_frames

from gcm_analysis.analysis import arrays, last_new, saturation, singles

ORDERS = 100
COLUMNS = st.sampled_from([("theme",), ("theme", "phase"), ("theme", "phase", "valence")])


@pytest.fixture
def three() -> pd.DataFrame:
    """A holds PEER and MEL, B holds PEER (twice), C holds DATA; MEL is in another phase than the others."""
    return coded(
        {"source_id": "A", "theme": "PEER"},
        {"source_id": "A", "theme": "MEL", "phase": "monitoring"},
        {"source_id": "B", "theme": "PEER"},
        {"source_id": "B", "theme": "PEER", "phase": "monitoring"},
        {"source_id": "C", "theme": "DATA"},
    )


def test_the_expected_curve_of_three_origins(three: pd.DataFrame) -> None:
    curve = saturation(three)
    assert list(curve.index) == [1, 2, 3]
    assert curve.index.name == "origins"
    # One origin: 2, 1 or 1 codes. Two: A and B bring 2, A and C 3, B and C 2. Three: all 3.
    assert curve["expected"].to_list() == pytest.approx([4 / 3, 7 / 3, 3])


def test_the_band_of_three_origins(three: pd.DataFrame) -> None:
    # The first origin brings 1 code in two orders of three, 2 in the third; so does every pair, with 2 and 3.
    curve = saturation(three)
    assert curve["low"].to_list() == [1, 2, 3]
    assert curve["median"].to_list() == [1, 2, 3]
    assert curve["high"].to_list() == [2, 3, 3]


def test_pairs_of_codes_are_met_as_pairs(three: pd.DataFrame) -> None:
    # PEER-design twice; MEL-monitoring, PEER-monitoring and DATA-design once each.
    assert saturation(three, ("theme", "phase"))["expected"].to_list() == pytest.approx([5 / 3, 3, 4])
    assert singles(three, ("theme", "phase")) == 3
    assert singles(three) == 2


def test_the_last_origin_brings_a_new_code_if_only_it_holds_one(three: pd.DataFrame) -> None:
    assert last_new(saturation(three)) == pytest.approx(2 / 3)


def test_a_record_is_saturated_when_every_origin_repeats_the_others() -> None:
    record = coded({"source_id": "A"}, {"source_id": "B"}, {"source_id": "C"})
    assert saturation(record).to_numpy().tolist() == [[1, 1, 1, 1]] * 3
    assert last_new(saturation(record)) == 0
    assert singles(record) == 0


def test_one_origin_brings_all_that_it_holds(three: pd.DataFrame) -> None:
    alone = saturation(three[three["origin"] == "A"])
    assert alone.to_numpy().tolist() == [[2, 2, 2, 2]]
    assert last_new(alone) == 2


def test_of_nothing_there_is_no_curve(three: pd.DataFrame) -> None:
    curve = saturation(three.head(0))
    assert curve.empty
    assert list(curve.columns) == list(saturation(three).columns)
    assert math.isnan(last_new(curve))
    assert singles(three.head(0)) == 0


def test_the_size_of_the_chunks_changes_nothing(three: pd.DataFrame, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = saturation(three, permutations=ORDERS)
    monkeypatch.setattr(arrays, "CELLS", 21)
    assert_frame_equal(saturation(three, permutations=ORDERS), whole)


@given(coded_frames, COLUMNS)
def test_the_expected_curve_is_the_mean_over_all_orders(
    record: pd.DataFrame, columns: tuple[str, ...]
) -> None:
    held = {
        origin: set(rows[list(columns)].itertuples(index=False, name=None))
        for origin, rows in record.groupby("origin")
    }
    orders = list(permutations(held.values()))
    means = [mean(len(set.union(*order[:read])) for order in orders) for read in range(1, len(held) + 1)]
    assert saturation(record, columns, permutations=1)["expected"].to_list() == pytest.approx(means)


@given(coded_frames, COLUMNS)
def test_a_curve_never_falls_and_ends_at_the_number_of_codes(
    record: pd.DataFrame, columns: tuple[str, ...]
) -> None:
    curve = saturation(record, columns, permutations=ORDERS)
    assert (curve.diff().iloc[1:] >= -1e-9).all(axis=None)
    codes = len(record[list(columns)].drop_duplicates())
    assert curve.iloc[-1].to_list() == pytest.approx([codes] * 4)
    assert len(curve) == record["origin"].nunique()


@given(coded_frames, COLUMNS)
def test_the_band_holds_the_median_and_what_no_order_can_pass_holds_the_band(
    record: pd.DataFrame, columns: tuple[str, ...]
) -> None:
    curve = saturation(record, columns, permutations=ORDERS)
    sizes = record.drop_duplicates(["origin", *columns]).groupby("origin").size()
    assert (curve["low"] <= curve["median"]).all()
    assert (curve["median"] <= curve["high"]).all()
    assert curve.loc[1, "low"] >= sizes.min()
    assert curve.loc[1, "high"] <= sizes.max()


@given(coded_frames, COLUMNS)
def test_what_the_last_origin_brings_is_what_only_one_origin_holds(
    record: pd.DataFrame, columns: tuple[str, ...]
) -> None:
    curve = saturation(record, columns, permutations=1)
    assert last_new(curve) == pytest.approx(singles(record, columns) / len(curve))


@given(coded_frames, COLUMNS, st.randoms(use_true_random=False))
def test_neither_the_order_of_rows_nor_saying_a_thing_twice_changes_the_curve(
    record: pd.DataFrame, columns: tuple[str, ...], random: Random
) -> None:
    curve = saturation(record, columns, permutations=ORDERS)
    shuffled = record.loc[random.sample(list(record.index), len(record))]
    assert_frame_equal(saturation(shuffled, columns, permutations=ORDERS), curve)
    assert_frame_equal(saturation(pd.concat([record, record]), columns, permutations=ORDERS), curve)


@given(coded_frames)
def test_measuring_saturation_leaves_the_record_as_it_was(record: pd.DataFrame) -> None:
    before = record.copy(deep=True)
    saturation(record, ("theme", "phase"), permutations=ORDERS)
    singles(record)
    assert_frame_equal(record, before)
