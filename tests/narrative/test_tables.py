"""The tables of the report, cell by cell against the rows that they count."""

from collections import Counter

import pytest

from gcm_analysis.evidence import Evidence
from gcm_analysis.narrative import action_list, agreement, claim_list, claims, methods, occasion
from gcm_analysis.narrative import actions as told
from gcm_analysis.narrative.exhibits import Table
from gcm_analysis.narrative.language import Language, Sentence

from .telling import told as tell

ENGLISH = Language("en")


@pytest.fixture(scope="module")
def coded(evidence: Evidence):
    return tell(evidence, "en", "").coded


def cells(table: Table | object) -> list[list[str]]:
    assert isinstance(table, Table)
    return [[cell.plain if isinstance(cell, Sentence) else str(cell) for cell in row] for row in table.rows]


def anchored(row_id: str) -> str:
    return f"[{row_id}]{{#row-{row_id}}}"


def test_repeated_partners_are_those_with_three_actions_and_more(evidence: Evidence) -> None:
    found = Counter(code for code in evidence.actions["iso3"] if len(code) == 3)
    shown = {row[0]: int(row[1]) for row in cells(told.partners_table(ENGLISH, evidence.actions))}
    assert shown == {ENGLISH.country(code): number for code, number in found.items() if number >= 3}


def test_every_action_every_claim_and_every_statement_stands_in_its_table(evidence: Evidence, coded) -> None:
    assert len(cells(action_list.actions_table(ENGLISH, evidence.actions))) == 109
    claimed = cells(claim_list.all_claims_table(ENGLISH, evidence.figures))
    assert sorted(row[0] for row in claimed) == sorted(map(anchored, evidence.figures["figure_id"]))
    themes = methods.evidence_themes(coded, evidence.codebook)
    listed = [
        row[0]
        for theme in themes
        for row in cells(methods.evidence_table(ENGLISH, coded, evidence.codebook, theme))
    ]
    assert sorted(listed) == sorted(map(anchored, evidence.statements["statement_id"]))


def test_the_day_of_the_event_stands_between_what_was_claimed_before_and_after(evidence: Evidence) -> None:
    rows = {row[0]: row[1:] for row in cells(claims.day_table(ENGLISH, evidence.figures, evidence.event))}
    before, day, after = rows["Partner countries or governments"]
    assert day.startswith("more than 120 (7 December 2018)")
    assert before.startswith("about 100 (2016)")
    assert "more than 100 (11 June 2019)" in after
    assert after.endswith("almost 100 (undated) [@UNNM-14906]")
    assert rows["Actions"][1].startswith("almost 100 (")
    assert rows["Experts"][1].startswith("more than 400 (")


def test_the_facts_of_the_event_stand_as_they_were_announced(evidence: Evidence) -> None:
    facts = {row[0]: row[1] for row in cells(occasion.facts_table(ENGLISH, evidence.event))}
    assert facts["Date"] == "7 December 2018"
    assert facts["Time"] == "08:30–09:45 local time (75 minutes)"
    assert facts["Place"].endswith("Marrakech, Morocco")
    assert facts["Access"] == "only for participants registered with the Summit"
    panel = cells(occasion.panel_table(ENGLISH, evidence.event))
    assert panel[0][0] == "Daniela Morari (chair)"
    assert len(panel) == 6


def test_the_agreement_of_codings_stands_as_it_is_computed(evidence: Evidence) -> None:
    table = agreement.agreement_table(ENGLISH, evidence.first_coding, evidence.second_coding)
    assert [row[1:] for row in cells(table)] == [
        ["83", "72", "87%", "0.81", "0.65 to 0.89"], ["83", "82", "99%", "0.97", "0.94 to 1.00"],
        ["83", "75", "90%", "0.90", "0.82 to 0.94"], ["83", "73", "88%", "0.85", "0.72 to 0.92"],
    ]  # fmt: skip
