"""How long Actions lasted, and which end with a phase."""

import pandas as pd
import pytest
from hypothesis import given
from tests.builders import actions, frame
from tests.strategies import action_frames

from gcm_analysis.analysis import durations, durations_by_phase
from gcm_analysis.evidence import Evidence

PHASES = frame(
    "phases",
    {"phase": "I", "start": "2009-01", "end": "2011-12"},
    {"phase": "II", "start": "2012-01", "end": "2020-03"},
    {"phase": "plus", "start": "2020-04", "end": ""},
)


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [("2010-05", "2010-05", 1), ("2010-05", "2010-06", 2), ("2010-12", "2011-01", 2), ("2009-01", "2011-12", 36), ("2010-05-31", "2010-06-01", 2)],
)  # fmt: skip
def test_the_first_and_the_last_month_both_count(start: str, end: str, months: int) -> None:
    assert durations(actions({"start": start, "end": end}), PHASES)["months"].to_list() == [months]


@pytest.mark.parametrize(
    ("start", "end"), [("2010", "2011-05"), ("2010-05", "2011"), ("", "2011-05"), ("2010-05", "")]
)
def test_a_bound_that_is_unknown_or_a_year_alone_leaves_the_action_out(start: str, end: str) -> None:
    assert durations(actions({"start": start, "end": end}), PHASES).empty


@pytest.mark.parametrize(
    ("end", "closed"),
    [("2011-11", ""), ("2011-12", "I"), ("2012-01", "I"), ("2012-02", ""), ("2020-03", "II"), ("2020-04-15", "II"), ("2021-05", "")],
)  # fmt: skip
def test_an_end_in_the_last_month_of_a_phase_or_the_next_is_a_close(end: str, closed: str) -> None:
    assert durations(actions({"start": "2010-01", "end": end}), PHASES)["closed"].to_list() == [closed]


def test_a_phase_that_ends_in_a_year_ends_in_its_december() -> None:
    phases = frame("phases", {"start": "2009", "end": "2011"})
    assert durations(actions({"start": "2010-01", "end": "2011-12"}), phases)["closed"].to_list() == ["I"]


def test_phases_are_summed_up_in_their_order_those_from_before_the_first_last() -> None:
    table = durations(
        actions(
            {"start": "2012-01", "end": "2012-03"}, {"start": "2010-01", "end": "2010-04"}, {"start": "2010-01", "end": "2011-12"},
            {"start": "2008-01", "end": "2008-02"}, {"start": "2010-06", "end": "2010-06"},
        ), PHASES,
    )  # fmt: skip
    assert durations_by_phase(table, PHASES).to_numpy().tolist() == [
        ["I", 3, 4.0, 1, 24, 1], ["II", 1, 3.0, 3, 3, 0], ["", 1, 2.0, 2, 2, 0],
    ]  # fmt: skip


def test_sixteen_real_actions_end_as_one_phase_closed(evidence: Evidence) -> None:
    table = durations(evidence.actions, evidence.phases)
    assert table["closed"].value_counts().to_dict() == {"": 63, "III": 16, "II": 2, "plus": 2, "I": 1}
    assert table["months"].median() == 25
    assert table.loc[table["closed"] == "", "months"].median() == 20


@given(action_frames)
def test_no_action_lasts_less_than_a_month_and_none_is_lost(found: pd.DataFrame) -> None:
    ended = found.assign(end="2022-01")
    table = durations(ended, PHASES)
    assert (table["months"] >= 1).all()
    assert len(table) == (found["start"].str.len() >= 7).sum()
    assert durations_by_phase(table, PHASES)["actions"].sum() == len(table)
