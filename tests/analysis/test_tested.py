"""Claims held beside the Actions found by their date."""

import pandas as pd
import pytest
from hypothesis import given
from tests.builders import COUNTRIES, actions, claims
from tests.strategies import action_frames, claim_frames

from gcm_analysis import analysis
from gcm_analysis.analysis import newest_or_of
from gcm_analysis.evidence import Evidence

FOUND = actions(
    {"start": "2010-05", "end": "2012-04", "region": "Asia", "iso3": "LAO", "experts_from": "ESP|FRA"},
    {"start": "2018", "end": "", "region": "Asia", "iso3": "LAO", "experts_from": "GBR"},
    {"start": "2019-01", "end": "2020-04", "region": "Africa", "iso3": "MLI", "experts_from": "ESP|MLI"},
    {"start": "", "end": "", "region": "Africa", "iso3": "", "experts_from": "DEU"},
)


def shown(**cells: str) -> tuple[int, int]:
    (row,) = analysis.tested(claims(cells), FOUND, COUNTRIES)[["least", "most"]].to_numpy()
    return tuple(row)


@pytest.mark.parametrize(
    ("as_of", "least", "most"),
    [("2010-05", 1, 2), ("2018-12-07", 1, 2), ("2018", 2, 3), ("2019-01-30", 2, 3), ("2019-01-31", 3, 4)],
)
def test_an_action_counts_from_the_day_on_which_it_had_certainly_begun(
    as_of: str, least: int, most: int
) -> None:
    assert shown(as_of=as_of) == (least, most)


def test_an_action_without_an_end_may_or_may_not_be_concluded() -> None:
    assert shown(indicator="actions_completed", as_of="2020-04-30") == (2, 4)
    assert shown(indicator="actions_completed", as_of="2020-04-29") == (1, 3)


def test_countries_are_those_named_by_actions_that_had_begun() -> None:
    assert shown(indicator="partner_countries", as_of="2020") == (2, 2)


@pytest.mark.parametrize(
    ("as_of", "members"), [("2019", 3), ("2020-01-31", 3), ("2020-02-01", 2), ("2021", 2)]
)
def test_a_country_that_left_the_eu_is_a_member_state_until_then(as_of: str, members: int) -> None:
    assert shown(indicator="eu_member_states_supplying_experts", as_of=as_of)[0] == members


@pytest.mark.parametrize(("as_of", "years"), [("2018-05-30", 7), ("2018-05-31", 8), ("2018", 8)])
def test_years_are_whole_years_since_the_first_action_had_certainly_begun(as_of: str, years: int) -> None:
    assert shown(indicator="years_of_operation", as_of=as_of) == (years, years)


def test_a_claim_on_a_region_is_held_beside_the_actions_of_the_region() -> None:
    assert shown(scope_en="programme total, Asia", as_of="2020") == (2, 2)
    assert shown(scope_en="programme total, Africa", as_of="2020") == (1, 2)


@pytest.mark.parametrize(
    "cells",
    [
        {"as_of": ""}, {"as_of": "2009"}, {"scope_en": "phase I"}, {"scope_en": "programme total, West Africa"},
        {"indicator": "experts"}, {"indicator": "requests"},
    ],
)  # fmt: skip
def test_some_claims_cannot_be_held_beside_the_rows(cells: dict[str, str]) -> None:
    assert analysis.tested(claims({"as_of": "2020"} | cells), FOUND, COUNTRIES).empty


@pytest.mark.parametrize(
    ("value", "qualifier", "exceeds"),
    [("2", "exact", True), ("3", "exact", False), ("2", "at_least", False), ("2", "at_most", True), ("3", "about", False)],
)  # fmt: skip
def test_rows_exceed_a_claim_that_allows_less_than_they_show(value: str, qualifier: str, exceeds) -> None:
    table = analysis.tested(
        claims({"value": value, "qualifier": qualifier, "as_of": "2020"}), FOUND, COUNTRIES
    )
    assert table["exceeds"].to_list() == [exceeds]


def test_the_claims_of_one_source_and_the_newest_are_chosen() -> None:
    table = analysis.tested(
        claims({"as_of": "2018", "source_id": "S1"}, {"as_of": "2019", "source_id": "S2"}, {"as_of": "2020", "source_id": "S3"}),
        FOUND,
        COUNTRIES,
    )  # fmt: skip
    assert newest_or_of(table, "S1")["figure_id"].to_list() == ["F001", "F003"]
    assert newest_or_of(table, "S9")["figure_id"].to_list() == ["F003"]


def test_no_real_claim_is_lower_than_what_the_rows_show(evidence: Evidence) -> None:
    table = analysis.tested(evidence.figures, evidence.actions, evidence.countries)
    assert not table["exceeds"].any()
    senders = table[table["indicator"] == "eu_member_states_supplying_experts"].iloc[0]
    assert (senders["value"], senders["least"]) == (22, 22)


@given(claim_frames, action_frames)
def test_counting_the_undated_in_never_lowers_a_number(figures: pd.DataFrame, found: pd.DataFrame) -> None:
    table = analysis.tested(figures, found, COUNTRIES)
    assert (table["most"] >= table["least"]).all()
    assert (table["least"] >= 1).all()
