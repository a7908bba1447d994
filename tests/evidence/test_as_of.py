"""What an edition of an earlier day may know of Actions and countries."""

from dataclasses import replace

import pandas as pd
import pytest
from tests.builders import claims, frame

from gcm_analysis.evidence import Evidence, known_by

DAY = "2018-12-07"
UNDATED, DATED = "MIEUX-A020", "S001"


def actions(*rows: dict[str, str]) -> pd.DataFrame:
    each = ({"action_id": f"a{n}", "start": "2016-01", "experts_from": "ESP", "source_id": UNDATED} | row for n, row in enumerate(rows))  # fmt: skip
    return frame("actions", *each)


def test_an_undated_page_counts_for_the_experts_only_if_the_action_had_ended_and_a_later_end_is_unknown(
    evidence: Evidence,
) -> None:
    rows = (
        ({"end": "2018-11"}, "2018-11", "ESP"),
        ({"end": "2018-12"}, "", ""),  # may have ended after the day
        ({"end": "2019-06"}, "", ""),
        ({"end": ""}, "", ""),
        ({"end": "2019-06", "source_id": DATED}, "", "ESP"),  # a page of then
    )
    known = known_by(replace(evidence, actions=actions(*(row for row, *_ in rows))), DAY).actions
    assert known[["end", "experts_from"]].to_numpy().tolist() == [[end, experts] for _, end, experts in rows]


@pytest.mark.parametrize(("until", "left"), [("2018-12-06", "2018-12-06"), ("2020-01-31", "")])
def test_a_country_that_left_later_is_still_a_member_state_on_the_day(
    evidence: Evidence, until: str, left: str
) -> None:
    known = known_by(replace(evidence, countries=evidence.countries.assign(member_until=until)), DAY)
    assert set(known.countries["member_until"]) == {left}


def test_a_dated_claim_on_an_undated_page_is_kept_with_its_source(evidence: Evidence) -> None:
    claim = claims({"as_of": "2018-11", "source_id": UNDATED})
    then = known_by(replace(evidence, figures=claim, actions=evidence.actions[:0]), DAY)
    assert then.figures["source_id"].to_list() == [UNDATED]
    assert UNDATED in set(then.sources["source_id"])
    assert UNDATED not in set(then.left_out["source_id"])


@pytest.mark.parametrize(
    ("published", "reasons"),
    [
        ("2018-12-07", set()),
        ("", {"undated"}),
        ("2018-12", {"inexact"}),  # some days of the month are later
        ("2018", {"inexact"}),
        ("2018-12-08", {"later"}),
        ("2019", {"later"}),
    ],
)
def test_a_source_is_left_out_if_its_date_is_too_late_too_inexact_or_missing(
    evidence: Evidence, published: str, reasons: set[str]
) -> None:
    sources = evidence.sources.assign(published=published)
    event = evidence.event.model_copy(update={"source_id": None})
    alone = replace(
        evidence, event=event, sources=sources, actions=evidence.actions[:0], figures=evidence.figures[:0]
    )
    assert set(known_by(alone, DAY).left_out["reason"]) == reasons
