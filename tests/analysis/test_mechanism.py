"""What the Compact's mechanism is computed from: kinds of milestones, size against target, themes that bear on an element."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import coded, frame, sources_for, statements

from gcm_analysis.analysis import mechanism
from gcm_analysis.evidence import Evidence

SIZE, TARGET, FUNDED = "fund_size", "funding_target", "joint_programmes_funded"
AMOUNT = st.fixed_dictionaries(
    {
        "indicator": st.sampled_from((SIZE, TARGET, FUNDED, "review_forum", "champion_countries")),
        "year": st.sampled_from(("", "2019", "2021", "2022")),
        "value": st.integers(0, 9).map(str),
        "unit": st.sampled_from(("USD", "EUR", "forum", "countries")),
        "chart": st.sampled_from(("yes", "no")),
    }
)


def milestones(*rows: dict[str, str]) -> pd.DataFrame:
    """Return milestones numbered from M001, in US dollars unless they name another unit."""
    numbered = [{"milestone_id": f"M{n:03}", "unit": "USD"} | row for n, row in enumerate(rows, 1)]
    return frame("milestones", *numbered)


milestone_frames = st.lists(AMOUNT, min_size=1, max_size=8).map(lambda rows: milestones(*rows))


def pillars(**elements: str) -> pd.DataFrame:
    """Return elements of the mechanism, each with the statements coded from its words."""
    return frame("pillars", *({"pillar": name, "statements": own} for name, own in elements.items()))


@pytest.mark.parametrize(
    ("note", "qualifier"),
    [
        ("over 74; year inferred", "at_least"),
        ("more than 200 at the end", "at_least"),
        ("‘more than 400 million’ in the remarks", "at_least"),
        ("approximately", "about"),
        ("as of 24 June 2021", "exact"),
        ("not over the limit", "exact"),
        ("overall", "exact"),
        ("", "exact"),
    ],
)
def test_the_word_before_a_number_opens_its_remark(note: str, qualifier: str) -> None:
    assert mechanism.with_words(milestones({"note_en": note}))["qualifier"].to_list() == [qualifier]


def test_an_act_is_known_by_its_unit() -> None:
    known = mechanism.with_words(milestones({"unit": "forum"}, {"unit": "States"}))
    assert known["act"].to_list() == [True, False]


def test_what_is_stated_of_the_fund_stands_by_year_and_kind_and_the_rest_by_year() -> None:
    rows = milestones(
        {"indicator": FUNDED, "year": "2022"},
        {"indicator": SIZE, "year": ""},
        {"indicator": TARGET, "year": "2022"},
        {"indicator": "review_forum", "year": "2022"},
        {"indicator": SIZE, "year": "2021"},
        {"indicator": "gcm_objectives", "year": "2018"},
    )
    assert mechanism.of_fund(rows)["milestone_id"].to_list() == ["M005", "M003", "M001", "M002"]
    assert mechanism.steps(rows)["milestone_id"].to_list() == ["M006", "M004"]


def test_only_dated_dollars_that_may_be_charted_are_drawn() -> None:
    rows = milestones(
        {"indicator": SIZE},
        {"indicator": SIZE, "chart": "no"},
        {"indicator": SIZE, "year": ""},
        {"indicator": SIZE, "unit": "NOK"},
        {"indicator": "pledges_total"},
    )
    assert mechanism.drawn_amounts(rows)["milestone_id"].to_list() == ["M001"]


def test_a_size_is_compared_with_the_target_of_its_own_year() -> None:
    rows = milestones(
        {"indicator": SIZE, "year": "2022", "value": "47"},
        {"indicator": TARGET, "year": "2021", "value": "70"},
        {"indicator": TARGET, "year": "2022", "value": "94"},
        {"indicator": TARGET, "year": "2022", "value": "94"},
    )
    assert mechanism.sizes_and_targets(rows).to_dict("records") == [
        {"year": 2022, "size": "M001", "target": "M003", "share": 0.5}
    ]


@pytest.mark.parametrize(
    "others",
    [
        [{"indicator": TARGET, "year": "2021", "value": "70"}],
        [{"indicator": TARGET, "value": "70"}, {"indicator": TARGET, "value": "80"}],
        [{"indicator": TARGET, "value": "70", "chart": "no"}],
        [{"indicator": TARGET, "value": "70", "unit": "EUR"}],
        [{"indicator": TARGET, "value": "0"}],
    ],
)
def test_a_size_without_one_target_of_its_year_is_not_compared(others: list[dict[str, str]]) -> None:
    rows = milestones({"indicator": SIZE, "value": "47"}, *others)
    assert mechanism.sizes_and_targets(rows).empty


def test_values_that_differ_for_one_thing_stand_side_by_side_whatever_their_unit() -> None:
    rows = milestones(
        {"indicator": FUNDED, "year": "2024", "value": "24"},
        {"indicator": FUNDED, "year": "2020", "value": "21"},
        {"indicator": TARGET, "value": "70"},
        {"indicator": TARGET, "value": "70", "year": "2021"},
        {"indicator": "review_forum", "unit": "forum", "value": "1"},
        {"indicator": "review_forum", "unit": "forum", "value": "2"},
        {"indicator": "mayors_declaration_signatories", "unit": "mayors", "value": "76"},
        {"indicator": "mayors_declaration_signatories", "unit": "local governments", "value": "64"},
    )
    assert mechanism.stated_differently(rows)["milestone_id"].to_list() == ["M002", "M001", "M007", "M008"]


def test_a_theme_bears_on_an_element_if_a_statement_of_its_own_words_has_it() -> None:
    rows = statements({"theme": "PEER"}, {"theme": "MEL"}, {"theme": "PEER"}, {"theme": "DATA"})
    found = mechanism.pillar_themes(pillars(hub="ST001|ST003", platform="ST002|ST001"), rows)
    assert found.to_numpy().tolist() == [["hub", "PEER"], ["platform", "MEL"], ["platform", "PEER"]]


def test_an_element_whose_statements_are_gone_has_no_theme() -> None:
    assert mechanism.pillar_themes(pillars(hub="ST009"), statements({})).empty


def test_the_text_of_the_compact_does_not_confirm_itself() -> None:
    record = coded(
        {"theme": "PEER", "source_id": "S001"},
        {"theme": "PEER", "source_id": "S002"},
        {"theme": "PEER", "source_id": "S003"},
        S002={"origin": "S001"},  # another part of the same text
    )
    sources = sources_for(record, S002={"origin": "S001"})
    kept = mechanism.beyond_the_text(record, pillars(hub="ST001"), sources)
    assert kept["statement_id"].to_list() == ["ST003"]


def test_other_passages_of_the_text_are_those_of_no_element() -> None:
    rows = statements(
        {"source_id": "S001"},
        {"source_id": "S001", "text_en": "Objective 23 asks States to use it."},
        {"source_id": "S001", "text_en": "Objective 230 does not exist."},
        {"source_id": "S002", "text_en": "Objective 23 is quoted."},
    )
    found = mechanism.elsewhere_in_the_text(rows, pillars(hub="ST001"), sources_for(rows))
    assert dict(zip(found["statement_id"], found["of_objective"], strict=True)) == {
        "ST002": True,
        "ST003": False,
    }


def test_a_statement_bears_on_every_element_that_shares_its_theme() -> None:
    themes = pd.DataFrame({"pillar": ["hub", "platform"], "theme": ["PEER", "PEER"]})
    found = mechanism.bearing(coded({"theme": "PEER"}, {"theme": "MEL"}), themes)
    assert found[["statement_id", "pillar"]].to_numpy().tolist() == [["ST001", "hub"], ["ST001", "platform"]]


def test_the_fund_reached_two_thirds_of_its_target_as_the_real_data_state_it(evidence: Evidence) -> None:
    (pair,) = mechanism.sizes_and_targets(evidence.milestones).to_dict("records")
    assert (pair["year"], pair["size"], pair["target"]) == (2022, "M039", "M034")
    assert math.isclose(pair["share"], 47 / 70)


def test_no_step_of_the_real_data_is_in_a_currency(evidence: Evidence) -> None:
    steps = mechanism.steps(evidence.milestones)
    assert not steps["unit"].str.fullmatch(mechanism.CURRENCY).any()
    assert len(steps) + len(mechanism.of_fund(evidence.milestones)) == len(evidence.milestones)


@given(milestone_frames)
def test_every_milestone_is_a_step_or_of_the_fund_and_never_both(rows: pd.DataFrame) -> None:
    parts = [
        *mechanism.steps(rows)["milestone_id"],
        *mechanism.of_fund(rows)["milestone_id"],
    ]
    assert sorted(parts) == rows["milestone_id"].to_list()


@given(milestone_frames, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(rows: pd.DataFrame, random: object) -> None:
    order = list(rows.index)
    random.shuffle(order)  # type: ignore[attr-defined]
    shuffled = rows.loc[order]
    for compute in (
        mechanism.of_fund,
        mechanism.steps,
        mechanism.sizes_and_targets,
        mechanism.stated_differently,
    ):
        pd.testing.assert_frame_equal(compute(shuffled), compute(rows))


@given(milestone_frames)
def test_a_size_is_compared_only_with_one_value_for_a_year(rows: pd.DataFrame) -> None:
    for pair in mechanism.sizes_and_targets(rows).to_dict("records"):
        year = mechanism.drawn_amounts(rows).query(f"year == {pair['year']}")
        size, target = (year[year["indicator"] == name]["value"].unique() for name in (SIZE, TARGET))
        assert pair["share"] == size.item() / target.item()


@given(milestone_frames)
def test_computing_leaves_the_milestones_as_they_were(rows: pd.DataFrame) -> None:
    before = rows.copy()
    mechanism.of_fund(rows)
    mechanism.sizes_and_targets(rows)
    mechanism.stated_differently(rows)
    pd.testing.assert_frame_equal(rows, before)
