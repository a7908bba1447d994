"""Published claims as intervals, and the totals that take back an earlier one."""

from random import Random

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from tests.builders import claims
from tests.strategies import claim_frames

from gcm_analysis.analysis import contradictions, with_bounds
from gcm_analysis.evidence import Evidence


def claim(value: int, as_of: str, qualifier: str = "exact", **cells: str) -> dict[str, str]:
    return {"value": str(value), "as_of": as_of, "qualifier": qualifier} | cells


def pairs(*rows: dict[str, str]) -> list[tuple[str, str]]:
    found = contradictions(claims(*rows))
    return list(zip(found["earlier"], found["later"], strict=True))


@pytest.mark.parametrize(
    ("qualifier", "lowest", "highest"),
    [("exact", 100, 100), ("about", 90, 110), ("almost", 90, 100), ("at_least", 100, np.inf), ("at_most", 0, 100)],
)  # fmt: skip
def test_a_claim_allows_the_interval_that_its_qualifier_states(
    qualifier: str, lowest: float, highest: float
) -> None:
    bounded = with_bounds(claims(claim(100, "2018", qualifier))).iloc[0]
    assert bounded["lowest"] == pytest.approx(lowest)
    assert bounded["highest"] == pytest.approx(highest)


def test_a_claim_is_ordered_by_the_last_day_that_its_date_can_mean() -> None:
    bounded = with_bounds(claims(claim(1, "2018"), claim(1, "2018-02"), claim(1, "2018-02-03"), claim(1, "")))
    assert bounded["day"].to_list() == ["2018-12-31", "2018-02-28", "2018-02-03", ""]


def test_a_total_below_what_was_claimed_before_takes_it_back() -> None:
    assert pairs(claim(120, "2018"), claim(100, "2020")) == [("F001", "F002")]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        pytest.param(claim(100, "2018"), claim(120, "2020"), id="it grew"),
        pytest.param(claim(100, "2018"), claim(100, "2020"), id="it stood still"),
        pytest.param(claim(100, "2018", "about"), claim(90, "2020"), id="about allows a tenth less"),
        pytest.param(claim(100, "2018", "almost"), claim(90, "2020"), id="almost allows a tenth less"),
        pytest.param(claim(100, "2018", "at_most"), claim(1, "2020"), id="up to allows anything less"),
        pytest.param(claim(120, ""), claim(100, "2020"), id="the first is undated"),
        pytest.param(claim(120, "2018"), claim(100, ""), id="the second is undated"),
        pytest.param(claim(120, "2018"), claim(100, "2020", scope_en="programme total, Asia"), id="other scope"),
        pytest.param(claim(120, "2018"), claim(100, "2020", indicator="experts"), id="other indicator"),
        pytest.param(
            claim(120, "2018", scope_en="phase I"), claim(100, "2020", scope_en="phase I"), id="no programme total"
        ),
        pytest.param(
            claim(60, "2018", indicator="experts_female_percent"), claim(40, "2020", indicator="experts_female_percent"),
            id="a share may fall",
        ),
        pytest.param(claim(120, "2018"), claim(100, "2018-12-07"), id="the year may end after the day"),
    ],
)  # fmt: skip
def test_the_later_claim_does_not_take_back_the_earlier(
    earlier: dict[str, str], later: dict[str, str]
) -> None:
    assert pairs(earlier, later) == []


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        pytest.param(claim(120, "2018", "at_least"), claim(100, "2020", "at_least"), id="more than, then more than less"),
        pytest.param(claim(100, "2018", "about"), claim(89, "2020"), id="below a tenth less"),
        pytest.param(claim(120, "2018-12-07"), claim(100, "2018"), id="a year alone counts as its end"),
        pytest.param(
            claim(9, "2018", scope_en="programme total, Asia"), claim(8, "2020", scope_en="programme total, Asia"),
            id="the total of a part of the programme",
        ),
    ],
)  # fmt: skip
def test_the_later_claim_takes_back_the_earlier(earlier: dict[str, str], later: dict[str, str]) -> None:
    assert pairs(earlier, later) == [("F001", "F002")]


def test_claims_with_the_same_date_take_back_nothing_because_neither_is_earlier() -> None:
    assert pairs(claim(120, "2018-12-07"), claim(100, "2018-12-07")) == []
    assert pairs(claim(120, "2018"), claim(100, "2018")) == []


def test_a_claim_is_paired_with_the_highest_before_it_and_of_equals_with_the_most_recent() -> None:
    rows = claim(110, "2015"), claim(130, "2016"), claim(130, "2017"), claim(100, "2018"), claim(105, "2019")
    assert pairs(*rows) == [("F003", "F004"), ("F003", "F005")]


def test_published_totals_of_the_real_data_take_back_earlier_ones(evidence: Evidence) -> None:
    found = contradictions(evidence.figures)
    # “more than 120” Actions in the press of October 2018, “almost 100” in the announcement of December
    actions = found[found["indicator"] == "actions"]
    assert actions[["earlier", "later"]].to_numpy().tolist() == [["F097", "F023"]]
    # “more than 100” partners of 2019 and twice of 2024, 98 and “more than 100” of 2020, after “more than 120”
    partners = found[found["indicator"] == "partner_countries"]
    assert set(partners["later"]) >= {"F030", "F072", "F079"}
    assert set(found["indicator"]) == {"actions", "partner_countries"}


@given(claim_frames, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(figures: pd.DataFrame, random: Random) -> None:
    order = list(figures.index)
    random.shuffle(order)
    assert_frame_equal(contradictions(figures.loc[order]), contradictions(figures))


@given(claim_frames)
def test_what_is_taken_back_is_higher_and_no_later(figures: pd.DataFrame) -> None:
    found = contradictions(figures)
    bounded = with_bounds(figures).set_index("figure_id")
    assert found["later"].is_unique
    for earlier, later in zip(found["earlier"], found["later"], strict=True):
        assert bounded.loc[earlier, "lowest"] > bounded.loc[later, "value"]
        assert bounded.loc[earlier, "day"] <= bounded.loc[later, "day"]


@given(claim_frames)
def test_every_value_is_within_its_own_bounds(figures: pd.DataFrame) -> None:
    bounded = with_bounds(figures)
    value = bounded["value"].astype(float)
    assert value.between(bounded["lowest"], bounded["highest"]).all()
