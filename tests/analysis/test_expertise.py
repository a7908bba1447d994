"""From where experts came to Actions."""

import pandas as pd
import pytest
from hypothesis import given
from tests.builders import COUNTRIES, actions
from tests.strategies import action_frames

from gcm_analysis.analysis import ORIGINS, expert_presence, experts_by_region
from gcm_analysis.evidence import Evidence


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


def test_an_action_counts_once_under_each_group_and_once_as_outside() -> None:
    table = experts_by_region(
        actions(
            {"region": "Asia", "experts_from": "ESP|FRA|MEX|SEN"}, {"region": "Asia", "experts_from": "GBR"},
            {"region": "Asia", "experts_from": ""}, {"region": "Africa", "experts_from": "ESP"},
        ),
        COUNTRIES,
    )  # fmt: skip
    assert table.loc["Asia"].to_dict() == {
        "eu": 2, "south": 1, "other": 0, "outside": 1, "named": 2, "share": 0.5,
    }  # fmt: skip
    assert table.loc["Africa", ["outside", "named", "share"]].to_list() == [0, 1, 0.0]


# The default Action began in March 2018.
@pytest.mark.parametrize(
    ("country", "start", "end", "group"),
    [
        ("GBR", "2020-01", "2021", "eu"),  # a member until 31 January 2020
        ("GBR", "2020-02", "2021", "other"),
        ("GBR", "2019-03", "2020-04", "eu"),  # left while the Action went on
        ("GBR", "2020", "", "other"),  # a year is read as its last day
        ("GBR", "", "2019", "eu"),  # where the end alone is known
        ("GBR", "", "", "other"),  # where nothing is known, the members of today
        ("HRV", "2013-06", "2014", "other"),  # joined on 1 July 2013
        ("HRV", "2013-07", "2014", "eu"),
        ("HRV", "", "", "eu"),
        ("ESP", "", "", "eu"),
        ("MEX", "2020-02", "", "south"),
    ],
)
def test_the_eu_is_that_of_the_day_on_which_the_action_began(
    country: str, start: str, end: str, group: str
) -> None:
    found = actions({"experts_from": country, "start": start, "end": end})
    assert expert_presence(found, COUNTRIES)["origin"].to_list() == [group]


def test_the_real_actions_with_experts_from_outside_the_eu_of_the_time_are_35_of_81(
    evidence: Evidence,
) -> None:
    table = experts_by_region(evidence.actions, evidence.countries)
    assert (table["outside"].sum(), table["named"].sum()) == (35, 81)
    assert table.loc["Asia", ["outside", "named"]].to_list() == [5, 10]


@given(action_frames)
def test_no_origin_of_a_region_counts_more_actions_than_name_one(found: pd.DataFrame) -> None:
    table = experts_by_region(found, COUNTRIES)
    assert table["named"].sum() == (found["experts_from"] != "").sum()
    for column in [*ORIGINS, "outside"]:
        assert (table[column] <= table["named"]).all()
    assert (table["share"].between(0, 1)).all()
