"""What the Actions say of the programme, one row at a time."""

from random import Random

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from tests.builders import COUNTRIES, actions, frame
from tests.strategies import action_frames

from gcm_analysis.analysis import (
    ORIGINS,
    coverage,
    expert_origins,
    expert_presence,
    repeated_partners,
    starts,
    themes_by_phase,
    with_phase,
)
from gcm_analysis.evidence import Evidence

PHASES = frame(
    "phases",
    {"phase": "plus", "start": "2020-04", "end": "2024-03"},
    {"phase": "I", "start": "2009-01", "end": "2011-12"},
    {"phase": "II", "start": "2012-01", "end": "2020-03"},
)
DEVELOPMENT, LEGAL = "Migration and Development", "Legal Migration and Mobility"


@pytest.mark.parametrize(
    ("start", "phase"),
    [
        ("2008-12", ""), ("2008", ""), ("2009", "I"), ("2009-01", "I"), ("2011-12-31", "I"), ("2012", "II"),
        ("2020", "II"), ("2020-03-31", "II"), ("2020-04", "plus"), ("2020-04-01", "plus"), ("2030", "plus"), ("", ""),
    ],
)  # fmt: skip
def test_an_action_belongs_to_the_phase_in_which_it_began(start: str, phase: str) -> None:
    assert with_phase(actions({"start": start}), PHASES)["phase"].to_list() == [phase]


def test_years_in_which_nothing_began_are_rows_of_zeros() -> None:
    table = starts(
        actions(
            {"start": "2009-05", "region": "Africa"},
            {"start": "2012", "region": "Africa"},
            {"start": "2012-01-15", "region": "Asia"},
            {"start": "", "region": "Asia"},
        )
    )
    assert table["Africa"].to_dict() == {2009: 1, 2010: 0, 2011: 0, 2012: 1}
    assert table["Asia"].to_dict() == {2009: 0, 2010: 0, 2011: 0, 2012: 1}


def test_without_a_known_start_there_are_no_years() -> None:
    assert starts(actions({"start": ""})).empty
    assert starts(actions().head(0)).empty


def test_an_action_with_two_themes_counts_under_each() -> None:
    table = themes_by_phase(
        with_phase(
            actions(
                {"start": "2010", "theme": f"{DEVELOPMENT}|{LEGAL}"},
                {"start": "2013", "theme": LEGAL},
                {"start": "2013", "theme": ""},
                {"start": "", "theme": LEGAL},
            ),
            PHASES,
        )
    )
    assert table.loc[LEGAL].to_dict() == {"I": 1, "II": 1}
    assert table.loc[DEVELOPMENT].to_dict() == {"I": 1, "II": 0}


def test_repeated_partners_come_with_their_first_and_last_known_start() -> None:
    table = repeated_partners(
        actions(
            {"iso3": "MEX", "start": "2018"},
            {"iso3": "MEX", "start": "2010-05"},
            {"iso3": "MDA", "start": "2011"},
            {"iso3": "MDA", "start": ""},
            {"iso3": "AGO", "start": "2009"},
            {"iso3": "MEX", "start": ""},
        ),
        least=2,
    )
    assert table["iso3"].to_list() == ["MEX", "MDA"]
    assert table["actions"].to_list() == [3, 2]
    assert list(zip(table["first"], table["last"], strict=True)) == [("2010", "2018"), ("2011", "2011")]
    assert table["rows"].to_list() == [("A1", "A2", "A6"), ("A3", "A4")]


def test_a_request_that_countries_made_together_belongs_to_none_of_them() -> None:
    table = repeated_partners(actions({"iso3": "MEX|CRI"}, {"iso3": "MEX"}, {"iso3": ""}), least=1)
    assert table[["iso3", "actions"]].to_numpy().tolist() == [["MEX", 1]]


def test_too_few_actions_make_no_repeated_partner() -> None:
    assert repeated_partners(actions({}, {})).empty
    assert repeated_partners(actions({}, {}, {}))["actions"].to_list() == [3]


def test_presence_names_each_country_of_an_action_once() -> None:
    presence = expert_presence(
        actions({"experts_from": "ESP|MEX|ESP"}, {"experts_from": "ESP"}, {"experts_from": ""}),
        COUNTRIES,
    )
    assert presence[["action_id", "country"]].to_numpy().tolist() == [
        ["A1", "ESP"],
        ["A1", "MEX"],
        ["A2", "ESP"],
    ]


@pytest.mark.parametrize(
    ("country", "origin"),
    [("ESP", "eu"), ("HRV", "eu"), ("GBR", "eu"), ("CAN", "other"), ("CHE", "other"), ("MEX", "south"), ("UKR", "south")],
)  # fmt: skip
def test_a_country_belongs_to_one_group_of_origin(country: str, origin: str) -> None:
    assert expert_presence(actions({"experts_from": country}), COUNTRIES)["origin"].to_list() == [origin]


def test_origins_are_counted_in_actions_with_the_most_first() -> None:
    table = expert_origins(
        expert_presence(
            actions({"experts_from": "MEX|ESP"}, {"experts_from": "ESP|GBR"}, {"experts_from": "ESP"}),
            COUNTRIES,
        )
    )
    assert table.to_numpy().tolist() == [["ESP", "eu", 3], ["GBR", "eu", 1], ["MEX", "south", 1]]


def test_no_named_expert_means_no_presence_and_no_origin() -> None:
    presence = expert_presence(actions({"experts_from": ""}), COUNTRIES)
    assert presence.empty
    assert expert_origins(presence).empty


def test_coverage_counts_rows_by_what_they_rest_on() -> None:
    assert coverage(
        actions({"evidence": "own_page"}, {"evidence": "mention"}, {"evidence": "own_page"})
    ).to_dict() == {"own_page": 2, "mention": 1}


def test_every_dated_action_of_the_real_data_has_a_phase(evidence: Evidence) -> None:
    phased = with_phase(evidence.actions, evidence.phases)
    assert set(phased.loc[phased["start"] != "", "phase"]) == {"I", "II", "III", "plus"}
    assert (phased["phase"] == "").sum() == 18


@given(action_frames, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(found: pd.DataFrame, random: Random) -> None:
    order = list(found.index)
    random.shuffle(order)
    shuffled = found.loc[order]
    assert_frame_equal(starts(shuffled), starts(found))
    assert_frame_equal(
        themes_by_phase(with_phase(shuffled, PHASES)), themes_by_phase(with_phase(found, PHASES))
    )
    assert_frame_equal(
        repeated_partners(shuffled, 1).drop(columns="rows"), repeated_partners(found, 1).drop(columns="rows")
    )
    assert_frame_equal(
        expert_origins(expert_presence(shuffled, COUNTRIES)),
        expert_origins(expert_presence(found, COUNTRIES)),
    )


@given(action_frames)
def test_every_dated_action_begins_in_one_year_and_region(found: pd.DataFrame) -> None:
    assert starts(found).to_numpy().sum() == (found["start"] != "").sum()


@given(action_frames)
def test_no_country_has_experts_in_more_actions_than_name_any(found: pd.DataFrame) -> None:
    table = expert_origins(expert_presence(found, COUNTRIES))
    assert (table["actions"] <= (found["experts_from"] != "").sum()).all()
    assert set(table["origin"]) <= set(ORIGINS)
    assert table["country"].is_unique


@given(action_frames)
def test_counting_leaves_the_actions_as_they_were(found: pd.DataFrame) -> None:
    before = found.copy(deep=True)
    themes_by_phase(with_phase(found, PHASES))
    starts(found)
    repeated_partners(found)
    expert_presence(found, COUNTRIES)
    assert_frame_equal(found, before)
