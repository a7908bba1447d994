"""The Actions with one partner, counted by hand."""

import pandas as pd
import pytest

from gcm_analysis.analysis import partners

ACTIONS = pd.DataFrame(
    {
        "action_id": ["a", "b", "c", "d"],
        "iso3": ["ALB", "ALB|BEN", "", "CHL"],
        "region": ["Africa", "Africa", "Africa", "Asia"],
        "start": ["2012", "2010-05", "", ""],
    }
)


def ids(frame: pd.DataFrame) -> list[str]:
    return list(frame["action_id"])


def test_a_country_has_its_own_and_its_joint_actions() -> None:
    assert ids(partners.actions_with(ACTIONS, "ALB")) == ["a", "b"]
    assert ids(partners.actions_with(ACTIONS, "BEN")) == ["b"]
    assert ids(partners.actions_with(ACTIONS, "DZA")) == []


def test_a_region_has_the_actions_that_name_no_country_too() -> None:
    assert ids(partners.actions_with(ACTIONS, "Africa")) == ["a", "b", "c"]
    assert ids(partners.actions_with(ACTIONS, "all")) == ["a", "b", "c", "d"]


def test_a_joint_action_counts_under_each_of_its_countries() -> None:
    table = partners.countries(ACTIONS)
    assert list(table["iso3"]) == ["ALB", "BEN", "CHL"]
    assert list(table["actions"]) == [2, 1, 1]
    assert list(table["first"].fillna("")) == ["2010-05", "2010-05", ""]
    assert table["rows"][0] == ("a", "b")


# Africa is the same in both lists; the Actions' Asia is part of a wider region; Europe overlaps with their East.
REGIONS = pd.DataFrame(
    {
        "action_region": ["Africa", "Asia", "East"],
        "statement_region": ["Africa", "Asia and the Pacific", "Europe"],
        "relation": ["same", "wider", "overlaps"],
    }
)
CODED = pd.DataFrame(
    {
        "statement_id": ["1", "2", "3", "4"],
        "region": ["Africa", "Asia and the Pacific", "Europe", "Global"],
        "iso3": ["", "CHL", "ALB|CHL", "BEN"],
    }
)


@pytest.mark.parametrize(
    ("partner", "expected"),
    [("Africa", ["1"]), ("Asia", ["2"]), ("East", []), ("all", ["1", "2", "3", "4"]), ("CHL", ["2", "3"])],
)
def test_statements_are_about_a_region_if_the_region_of_the_other_list_covers_it(
    partner: str, expected: list[str]
) -> None:
    assert list(partners.statements_about(CODED, ACTIONS, REGIONS, partner)["statement_id"]) == expected


def test_statements_near_a_country_are_about_it_or_about_the_regions_of_its_actions() -> None:
    nearby = partners.statements_nearby(CODED, ACTIONS, REGIONS, "ALB")
    assert list(nearby["statement_id"]) == ["1", "3"]
    assert list(partners.statements_nearby(CODED, ACTIONS, REGIONS, "ZMB")["statement_id"]) == []
