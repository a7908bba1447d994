"""What claims count, and the pages that count in several units."""

from tests.builders import claims

from gcm_analysis.analysis import UNITS, side_by_side, units, with_unit
from gcm_analysis.evidence import Evidence


def test_an_indicator_counts_one_unit_or_none() -> None:
    found = with_unit(
        claims(
            {"indicator": "requests"}, {"indicator": "actions_completed"}, {"indicator": "partner_countries"},
            {"indicator": "experts_female_percent"}, {"indicator": "participants_per_year"},
        )
    )  # fmt: skip
    assert found["counted"].to_list() == ["request", "action", "country", "", ""]


def test_units_are_summed_up_in_their_order_with_indicators_scopes_and_dates() -> None:
    table = units(
        claims(
            {"indicator": "experts", "as_of": "2016"},
            {"indicator": "actions_completed", "as_of": "2020"},
            {"indicator": "actions", "as_of": "2018-09", "scope_en": "phase I"},
            {"indicator": "actions", "as_of": ""},
            {"indicator": "budget_eur", "as_of": "2012"},
        )
    ).set_index("counted")
    assert list(table.index) == ["action", "expert"]
    action = table.loc["action"]
    assert (action["claims"], action["scopes"], action["first"], action["last"]) == (3, 2, "2018-09", "2020")
    assert set(action["indicators"]) == {"actions", "actions_completed"}
    assert action["rows"] == ("F004", "F003", "F002")


def test_a_unit_without_a_date_has_no_first_and_no_last() -> None:
    table = units(claims({"as_of": ""}))
    assert table[["first", "last"]].to_numpy().tolist() == [["", ""]]


def test_where_nothing_is_counted_there_is_no_unit() -> None:
    assert units(claims({"indicator": "budget_eur"})).empty
    assert units(claims().head(0)).empty


def test_a_page_that_counts_in_several_units_is_found_with_its_claims() -> None:
    page = {"source_id": "S1", "as_of": "2024"}
    table = side_by_side(
        claims(
            {"indicator": "actions", **page}, {"indicator": "requests", **page}, {"indicator": "experts", **page},
            {"indicator": "activities", "source_id": "S1", "as_of": "2023"}, {"indicator": "activities", "source_id": "S2", "as_of": "2024"},
        )
    )  # fmt: skip
    assert table.to_numpy().tolist() == [["S1", "2024", "programme total", ("F002", "F001")]]


def test_a_part_of_the_programme_is_not_set_side_by_side() -> None:
    part = {"scope_en": "programme total, Asia"}
    assert side_by_side(claims({"indicator": "actions", **part}, {"indicator": "requests", **part})).empty
    assert side_by_side(claims({"indicator": "actions"}, {"indicator": "actions_completed"})).empty


def test_every_real_count_has_a_unit_but_rates_and_things_that_no_one_would_add(evidence: Evidence) -> None:
    counts = with_unit(evidence.figures[evidence.figures["unit"] == "count"])
    assert set(counts.loc[counts["counted"] == "", "indicator"]) == {
        "activities_per_action_planned", "eu_member_states_in_roster", "eu_member_states_supplying_experts",
        "eu_ms_focal_points", "participants_per_year", "years_of_operation",
    }  # fmt: skip
    assert set(counts["counted"]) == {*UNITS, ""}
