"""Sentences at the edges: ties, single rows, groups too small to compare, nothing at all."""

import pytest
from tests.builders import DEFAULT_EVENT, claims, frame

from gcm_analysis.edition import Edition
from gcm_analysis.evidence import Evidence
from gcm_analysis.narrative import event_details, selection
from gcm_analysis.narrative.language import Language
from gcm_analysis.narrative.records import Claims

ENGLISH = Language("en")


def test_claims_are_said_with_their_qualifier_their_date_and_their_page() -> None:
    figures = claims({"as_of": "2018", "qualifier": "at_least"}, {"as_of": "", "value": "90"})
    said = Claims(frame=figures.merge(frame("indicators", {}), left_on="indicator", right_on="code"))
    assert said.in_language(ENGLISH, "any").plain == (r"more than 100 (2018) [@S001]; 90 (undated) [@S001]")


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({}, "This edition counts every statement on record."),
        ({"self_reports": False}, "This edition counts only statements outside self-reports."),
        (
            {"level": "local", "region": "Africa", "minimum_confidence": "high"},
            "This edition counts only statements at these levels (Local), about these regions (Africa) and coded with high confidence.",
        ),
        (
            {"region": "Africa,Europe", "theme": "PEER", "years": "2015-2018"},
            "This edition counts only statements about these regions (Africa; Europe), on these themes (PEER) and of these years (2015–2018).",
        ),
    ],
)
def test_an_edition_says_what_it_leaves_out(parameters: dict[str, str | bool], said: str) -> None:
    assert selection.selection(ENGLISH, Edition(event=DEFAULT_EVENT, **parameters), None).plain == said


def test_a_title_as_published_cannot_become_markup(evidence: Evidence) -> None:
    title = evidence.event.title.model_copy(update={"fr": "Un [titre] *fort* <script>"})
    event = evidence.event.model_copy(update={"title": title, "title_language": "fr"})
    told = event_details.facts(ENGLISH, event).set_index("Subject")["What is known"]
    assert told["Title as published"] == r"[Un \[titre\] \*fort\* \<script\>]{lang=fr}"
