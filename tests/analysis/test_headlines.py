"""The headline findings, without each source in turn, and over sources drawn again."""

import math

import pandas as pd
from hypothesis import given
from tests.builders import coded
from tests.strategies import coded_frames

from gcm_analysis.analysis.headlines import (
    FINDINGS,
    headlines,
    headlines_redrawn,
    headlines_without_each,
    largest_origin,
)

GOOD, BAD = {"valence": "success_factor"}, {"valence": "challenge"}
KINDS = {
    "OWN": {"source_type": "programme_self_report"},
    "AUDIT": {"source_type": "independent_evaluation_or_audit"},
    "PAPER": {"source_type": "academic_or_think_tank"},
}


def record(**origins: str) -> pd.DataFrame:
    """Return one statement per word: `OWN="PEER MEL-"` is PEER and MEL by OWN, the latter as a challenge; `/` is design."""
    rows = [
        {"source_id": origin, "theme": word.strip("-/"), "phase": "design" if "/" in word else "monitoring"}
        | (BAD if "-" in word else GOOD)
        for origin, words in origins.items()
        for word in words.split()
    ]
    return coded(*rows, **KINDS)


def test_findings_name_what_leads() -> None:
    found = headlines(record(OWN="PEER PEER PEER", AUDIT="MEL- DATA/", PAPER="MEL"), few=1)
    assert dict(found) == {
        "valence": "success_factor",
        "contrast": "outside",
        "named": "PEER",
        "widest": "MEL",
        "obstacles": "",
        "phase": "monitoring",
    }


def test_findings_name_all_that_tie_in_alphabetical_order() -> None:
    found = headlines(record(OWN="PEER- MEL", AUDIT="DATA-"), few=1)
    assert found["named"] == found["widest"] == "DATA|MEL|PEER"
    assert found["obstacles"] == "DATA|PEER"


def test_groups_of_fewer_than_few_statements_are_not_compared() -> None:
    statements = record(OWN="PEER PEER", AUDIT="MEL- MEL-/ DATA-/")
    assert headlines(statements, few=2)["contrast"] == "outside"
    assert headlines(statements, few=3)["contrast"] == ""
    assert headlines(statements, few=2)["phase"] == "design"
    assert headlines(statements, few=3)["phase"] == ""


def test_groups_with_the_same_share_are_not_told_apart() -> None:
    assert headlines(record(OWN="PEER PEER-", AUDIT="MEL- MEL"), few=1)["contrast"] == ""


def test_a_finding_changes_without_the_source_that_it_rests_on() -> None:
    statements = record(OWN="PEER PEER PEER", AUDIT="MEL- MEL", PAPER="DATA-")
    without = headlines_without_each(statements, few=1)
    assert list(without.index) == ["AUDIT", "OWN", "PAPER"]
    assert list(without["named"]) == ["PEER", "MEL", "PEER"]
    assert list(without["obstacles"]) == ["DATA", "DATA", ""]


def test_without_its_only_source_nothing_is_found() -> None:
    assert list(headlines_without_each(record(OWN="PEER PEER-"), few=1).loc["OWN"]) == [""] * len(FINDINGS)


def test_a_single_source_repeats_every_finding_in_every_draw() -> None:
    shares = headlines_redrawn(record(OWN="PEER PEER-/ PEER"), few=1, draws=20)
    assert shares["named"] == shares["obstacles"] == shares["phase"] == 1
    assert math.isnan(shares["contrast"])


def test_two_sources_that_disagree_are_repeated_by_half_of_the_draws() -> None:
    # Of the four equal draws OO, OA, AO, AA two hold both sources: then both themes tie, as they do in all.
    shares = headlines_redrawn(record(OWN="PEER", AUDIT="MEL"), few=1, draws=4000)
    assert abs(shares["named"] - 0.5) < 0.05


def test_draws_that_do_not_allow_a_comparison_are_left_out() -> None:
    # Only the draws with both sources compare them, and in these the outside always names more challenges.
    assert headlines_redrawn(record(OWN="PEER", AUDIT="MEL-"), few=1, draws=200)["contrast"] == 1


def test_without_statements_there_is_no_finding() -> None:
    empty = record(OWN="PEER").head(0)
    assert list(headlines(empty, few=1)) == [""] * len(FINDINGS)
    assert headlines_without_each(empty, few=1).empty
    assert headlines_redrawn(empty, few=1).isna().all()
    assert largest_origin(empty) == ""


def test_the_largest_origin_is_the_one_with_most_statements_or_the_first_of_them() -> None:
    assert largest_origin(record(OWN="PEER", AUDIT="MEL MEL", PAPER="PEER PEER")) == "AUDIT"


@given(coded_frames)
def test_leaving_a_source_out_is_dropping_its_rows(statements: pd.DataFrame) -> None:
    without = headlines_without_each(statements, few=2)
    for origin, found in without.iterrows():
        assert list(found) == list(headlines(statements[statements["origin"] != origin], few=2))


@given(coded_frames)
def test_the_order_of_rows_changes_no_finding(statements: pd.DataFrame) -> None:
    turned = statements.iloc[::-1].reset_index(drop=True)
    assert headlines(turned, few=2).equals(headlines(statements, few=2))
    assert headlines_redrawn(turned, few=2, draws=20).equals(headlines_redrawn(statements, few=2, draws=20))
