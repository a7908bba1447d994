"""Pairs of claims that do not fit together, and years in which one indicator has several scopes."""

from random import Random

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from tests.builders import claims
from tests.strategies import claim_frames

from gcm_analysis.analysis import CONFLICTS, conflicts, contradictions, distinct_claims, scopes
from gcm_analysis.evidence import Evidence


def said(value: int, as_of: str, qualifier: str = "exact", **cells: str) -> dict[str, str]:
    return {"value": str(value), "as_of": as_of, "qualifier": qualifier} | cells


def kinds(*rows: dict[str, str]) -> list[tuple[str, str, str]]:
    return [tuple(pair) for pair in conflicts(claims(*rows))[["kind", "earlier", "later"]].to_numpy()]


def kind(*rows: dict[str, str]) -> list[str]:
    return [kind for kind, _, _ in kinds(*rows)]


def test_one_claim_on_two_pages_is_one_claim() -> None:
    found = distinct_claims(
        claims(said(400, "2018"), said(400, "2018"), said(400, "2018", "at_least"), said(400, ""))
    )
    assert found["rows"].to_list() == [("F001", "F002"), ("F003",), ("F004",)]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        pytest.param(said(188, "2024-03-21"), said(190, "2024", "at_least"), id="188, and more than 190"),
        pytest.param(said(100, "2018"), said(120, "2018"), id="two exact numbers"),
        pytest.param(said(100, "2018", "about"), said(111, "2018"), id="more than a tenth above about"),
        pytest.param(
            said(100, "2018", "at_most"), said(100, "2018-12", "at_least"), id="up to, and more than"
        ),
        pytest.param(
            said(100, "2018", scope_en="phase I"), said(120, "2018", scope_en="phase I"), id="of a phase"
        ),
    ],
)
def test_numbers_that_exclude_each_other_clash_where_the_dates_may_be_the_same_day(
    one: dict[str, str], two: dict[str, str]
) -> None:
    expected = "qualifier" if one["value"] == two["value"] else "clash"
    assert kind(one, two) == [expected]
    assert kind(two, one) == [expected]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        pytest.param(said(120, "2018", "at_least"), said(130, "2018", "almost"), id="more than 120, and almost 130"),
        pytest.param(said(100, "2018"), said(100, "2018-12"), id="the same number"),
        pytest.param(said(100, "2018", "about"), said(110, "2018"), id="a tenth above about"),
        pytest.param(said(100, "2018-01"), said(120, "2018-02"), id="it grew from month to month"),
        pytest.param(said(100, "2018"), said(120, "2018", indicator="experts"), id="other indicator"),
        pytest.param(said(100, "2018"), said(120, "2018", scope_en="phase I"), id="other scope"),
        pytest.param(said(100, "2018"), said(120, ""), id="the other is undated"),
        pytest.param(said(120, "2018", scope_en="phase I"), said(100, "2020", scope_en="phase I"), id="no total"),
    ],
)  # fmt: skip
def test_claims_that_both_can_be_true_are_no_pair(one: dict[str, str], two: dict[str, str]) -> None:
    assert kind(one, two) == []


def test_a_total_that_is_lower_later_falls() -> None:
    assert kinds(said(120, "2018", "at_least"), said(100, "2019", "at_least")) == [("fall", "F001", "F002")]


def test_a_pair_counts_once_under_the_first_kind_that_fits() -> None:
    """The year ends after the day, so that the total also falls; but it may be the same day."""
    assert kinds(said(120, "2018-12-07"), said(100, "2018")) == [("clash", "F001", "F002")]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        pytest.param(said(400, "2018-12-07", "at_least"), said(400, "2018", "almost"), id="in one year"),
        pytest.param(said(400, "2018", "about"), said(400, "2018"), id="even where both can be true"),
        pytest.param(said(400, "2018", "at_least"), said(400, "2020", "almost"), id="more than, then almost"),
        pytest.param(said(400, "2018", "at_least"), said(400, "2020"), id="more than, then exactly"),
        pytest.param(said(400, "2018"), said(400, "2020", "almost"), id="exactly, then almost"),
    ],
)
def test_one_number_under_two_qualifiers_is_a_pair(earlier: dict[str, str], later: dict[str, str]) -> None:
    assert kinds(earlier, later) == [("qualifier", "F001", "F002")]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        pytest.param(said(400, "2018", "almost"), said(400, "2020", "at_least"), id="it grew past the number"),
        pytest.param(said(400, "2018", "about"), said(400, "2020", "at_least"), id="about allows more and less"),
        pytest.param(
            said(40, "2018", "at_least", indicator="experts_female_percent"),
            said(40, "2020", "almost", indicator="experts_female_percent"), id="a share may fall",
        ),
    ],
)  # fmt: skip
def test_qualifiers_of_different_years_that_fit_a_growing_total_are_no_pair(
    earlier: dict[str, str], later: dict[str, str]
) -> None:
    assert kind(earlier, later) == []


def test_a_claim_on_two_pages_is_in_one_pair_with_both_pages() -> None:
    found = conflicts(
        claims(
            said(400, "2018", "almost"), said(400, "2018-12", "at_least"), said(400, "2018-12", "at_least")
        )
    )
    assert found[["earlier_rows", "later_rows"]].to_numpy().tolist() == [[("F001",), ("F002", "F003")]]


def test_scopes_that_differ_in_one_year_are_named_with_their_claims() -> None:
    found = scopes(
        claims(
            said(52, "2018", scope_en="programme total, Africa"), said(17, "2018-03", scope_en="programme total, Asia"),
            said(17, "2018-03", scope_en="programme total, Asia"), said(9, "2019"), said(8, "2019"), said(7, ""),
        )
    )  # fmt: skip
    assert found.to_numpy().tolist() == [["actions", "2018", 2, ("F002", "F001")]]


def test_the_real_claims_have_the_pairs_that_the_dictionary_names(evidence: Evidence) -> None:
    found = conflicts(evidence.figures)
    assert found[["kind", "earlier_rows", "later_rows"]].to_numpy().tolist() == [
        ["clash", ("F098",), ("F019",)],  # 51 Actions in Africa in the press, and 52
        ["clash", ("F049",), ("F100",)],  # more than 120 partners, and 98 in the same year
        ["clash", ("F051",), ("F100",)],
        ["clash", ("F100",), ("F101",)],  # 98 in English, more than 100 in French
        ["clash", ("F070",), ("F076",)],  # 188 requests, and more than 190
        ["fall", ("F097",), ("F023",)],  # more than 120 Actions in the press, then almost 100
        ["fall", ("F025",), ("F030",)],  # more than 120 partners, then three times more than 100
        ["fall", ("F051",), ("F101",)],
        ["fall", ("F051",), ("F072",)],
        ["fall", ("F051",), ("F079",)],
        ["qualifier", ("F024",), ("F015",)],  # more than 400 experts, and almost 400
        ["qualifier", ("F015",), ("F026", "F092")],  # the same on a page in two languages
    ]


@given(claim_frames, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(figures: pd.DataFrame, random: Random) -> None:
    order = list(figures.index)
    random.shuffle(order)
    assert_frame_equal(conflicts(figures.loc[order]), conflicts(figures))
    assert_frame_equal(scopes(figures.loc[order]), scopes(figures))


@given(claim_frames)
def test_a_pair_is_of_two_dated_claims_on_one_thing_and_counts_once(figures: pd.DataFrame) -> None:
    found, by_id = conflicts(figures), figures.set_index("figure_id")
    assert not found.duplicated(["earlier", "later"]).any()
    assert set(found["kind"]) <= set(CONFLICTS)
    for one, two in zip(found["earlier"], found["later"], strict=True):
        assert list(by_id.loc[one, ["indicator", "scope_en"]]) == list(
            by_id.loc[two, ["indicator", "scope_en"]]
        )
        assert by_id.loc[one, "as_of"]
        assert by_id.loc[two, "as_of"]


@given(claim_frames)
def test_saying_everything_twice_adds_no_pair(figures: pd.DataFrame) -> None:
    again = figures.assign(figure_id=figures["figure_id"] + "b")
    assert len(conflicts(pd.concat([figures, again], ignore_index=True))) == len(conflicts(figures))


@given(claim_frames)
def test_every_total_that_is_taken_back_is_in_a_pair(figures: pd.DataFrame) -> None:
    later = {row for rows in conflicts(figures)["later_rows"] for row in rows}
    assert set(contradictions(figures)["later"]) <= later
