"""How what is known of an event came to be known: announced, reported, or described by its organisers alone."""

import pytest

from gcm_analysis.evidence import Evidence
from gcm_analysis.narrative import occasion
from gcm_analysis.narrative.language import Language

ENGLISH = Language("en")


@pytest.mark.parametrize(
    ("known", "head", "title", "source"),
    [
        ({}, "As announced", "announced it", "Source: the organisers’ announcement [@S001]."),
        ({"reported_in": ("S001", "S002")}, "As reported", "report it", "Source: the organisers’ account [@S001]."),
        ({"source_id": ""}, "As the organisers describe it", "describe it", "Source: the organisers."),
    ],
)  # fmt: skip
def test_an_announcement_an_account_and_a_description_are_told_apart(
    known: dict[str, object], head: str, title: str, source: str, evidence: Evidence
) -> None:
    table = occasion.facts_table(ENGLISH, evidence.event.model_copy(update=known))
    assert table.header[1] == head
    assert table.title.plain == f"The event as its organisers {title}"
    assert table.note.markdown == source


def test_an_event_without_questions_is_said_to_have_none_on_record(evidence: Evidence) -> None:
    silent = evidence.event.model_copy(update={"questions": ()})
    (said,) = occasion.questions(ENGLISH, silent).paragraphs
    assert said.plain == "No question of the organisers is on record."
    assert len(occasion.questions(ENGLISH, evidence.event).items) == 5
