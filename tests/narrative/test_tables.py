"""The tables of the report, cell by cell against the rows that they count."""

import pytest

from gcm_analysis.evidence import Evidence
from gcm_analysis.narrative import event_details
from gcm_analysis.narrative.language import Language

from .stories import Story, plain_cells, tell

ENGLISH = Language("en")


@pytest.fixture(scope="module")
def story(evidence: Evidence) -> Story:
    return tell(evidence, "en", "08 09")


def cells(story: Story, name: str) -> list[list[str]]:
    """Return the rows of every table that a function or a cell of this name shows."""
    return [row for shown, table in story.shown if shown == name for row in plain_cells(table)]


def anchored(row_id: str) -> str:
    return f"[{row_id}]{{#row-{row_id}}}"


def test_every_action_every_claim_and_every_statement_stands_in_its_table(
    evidence: Evidence, story: Story
) -> None:
    assert len(cells(story, "records.actions_table")) == 109
    claimed = [row[0] for row in cells(story, "cell.tbl-claims")]
    assert sorted(claimed) == sorted(map(anchored, evidence.figures["figure_id"]))
    listed = [row[0] for row in cells(story, "records.evidence_table")]
    assert sorted(listed) == sorted(map(anchored, evidence.statements["statement_id"]))


def test_the_facts_of_the_event_stand_as_they_were_announced(evidence: Evidence) -> None:
    facts = event_details.facts(ENGLISH, evidence.event).set_index("Subject")["What is known"]
    assert facts["Date"] == "7 December 2018"
    assert facts["Time"] == "08:30–09:45 local time (75 minutes)"
    assert facts["Place"].endswith("Marrakech, Morocco")
    assert facts["Access"] == "only for participants registered with the Summit"


def test_the_agreement_of_codings_stands_as_it_is_computed(story: Story) -> None:
    assert [row[1:] for row in cells(story, "cell.tbl-agreement")] == [
        ["83", "72", "87%", "0.81", "0.65 to 0.89"], ["83", "82", "99%", "0.97", "0.94 to 1.00"],
        ["83", "75", "90%", "0.90", "0.82 to 0.94"], ["83", "73", "88%", "0.85", "0.72 to 0.92"],
    ]  # fmt: skip
