"""The Actions with one partner, counted by hand."""

import pandas as pd

from gcm_analysis.analysis import partners

ACTIONS = pd.DataFrame(
    {
        "action_id": ["a", "b", "c", "d"],
        "iso3": ["AAA", "AAA|BBB", "", "CCC"],
        "region": ["Africa", "Africa", "Africa", "Asia"],
        "start": ["2012", "2010-05", "", ""],
    }
)


def ids(frame: pd.DataFrame) -> list[str]:
    return list(frame["action_id"])


def test_a_country_has_its_own_and_its_joint_actions() -> None:
    assert ids(partners.actions_with(ACTIONS, "AAA")) == ["a", "b"]
    assert ids(partners.actions_with(ACTIONS, "BBB")) == ["b"]
    assert ids(partners.actions_with(ACTIONS, "DDD")) == []


def test_a_region_has_the_actions_that_name_no_country_too() -> None:
    assert ids(partners.actions_with(ACTIONS, "Africa")) == ["a", "b", "c"]
    assert ids(partners.actions_with(ACTIONS, "all")) == ["a", "b", "c", "d"]


def test_every_partner_is_listed_regions_first() -> None:
    assert partners.partners(ACTIONS) == ["Africa", "Asia", "AAA", "BBB", "CCC"]


def test_a_joint_action_counts_under_each_of_its_countries() -> None:
    table = partners.countries(ACTIONS)
    assert list(table["iso3"]) == ["AAA", "BBB", "CCC"]
    assert list(table["actions"]) == [2, 1, 1]
    assert list(table["first"].fillna("")) == ["2010-05", "2010-05", ""]
    assert table["rows"][0] == ("a", "b")


def test_statements_are_about_a_region_only_where_both_lists_use_the_same_words() -> None:
    coded = pd.DataFrame({"statement_id": ["1", "2"], "region": ["Africa", "Asia and the Pacific"]})
    assert list(partners.statements_about(coded, ACTIONS)["statement_id"]) == ["1"]
