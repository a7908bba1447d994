"""Sentences at the edges: ties, single rows, groups too small to compare, nothing at all."""

import pytest
from tests.builders import DEFAULT_EVENT, coded
from tests.builders import claims as figures

from gcm_analysis.edition import Edition
from gcm_analysis.evidence import Evidence
from gcm_analysis.narrative import occasion, selection
from gcm_analysis.narrative.claims import Claims
from gcm_analysis.narrative.exhibits import Points, Prose
from gcm_analysis.narrative.language import Language
from gcm_analysis.narrative.parts import challenge_share

ENGLISH = Language("en")
GOOD, BAD = {"valence": "success_factor"}, {"valence": "challenge"}


def plain(said: Prose | Points) -> str:
    return " ".join(part.plain for part in (said.paragraphs if isinstance(said, Prose) else said.items))


def several(number: int, **cells: str) -> list[dict[str, str]]:
    return [cells] * number


def test_a_share_of_all_or_none_is_told_with_its_exact_bound() -> None:
    all_hinder, none_hinders = (coded(*several(number, **code)) for number, code in ((11, BAD), (22, GOOD)))
    shown = [challenge_share(ENGLISH, "x", group).words for group in (all_hinder, none_hinders)]
    assert shown == ["100% (at least 71%)", "0% (at most 16%)"]  # 0.025 ** (1 / 11), 1 - 0.025 ** (1 / 22)


def test_claims_are_said_with_their_qualifier_their_date_and_their_page() -> None:
    said = Claims(frame=figures({"as_of": "2018", "qualifier": "at_least"}, {"as_of": "", "value": "90"}))
    assert said.in_language(ENGLISH, "any").plain == (r"more than 100 (2018) [@S001]; 90 (undated) [@S001]")


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({}, "This edition counts every statement on record."),
        ({"self_reports": False}, "This edition counts only statements outside self-reports."),
        (
            {"level": "local", "region": "Africa", "minimum_confidence": "high"},
            "This edition counts only statements at local level, about the region Africa and coded with high confidence.",
        ),
    ],
)
def test_an_edition_says_what_it_leaves_out(parameters: dict[str, str | bool], said: str) -> None:
    assert selection.selection(ENGLISH, Edition(event=DEFAULT_EVENT, **parameters)).plain == said


def test_a_title_as_published_cannot_become_markup(evidence: Evidence) -> None:
    title = evidence.event.title.model_copy(update={"fr": "Un [titre] *fort* <script>"})
    event = evidence.event.model_copy(update={"title": title, "title_language": "fr"})
    table = occasion.facts_table(ENGLISH, event)
    assert r"[Un \[titre\] \*fort\* \<script\>]{lang=fr}" in table.markdown


def test_an_event_whose_panel_is_complete_has_no_gap_in_it(evidence: Evidence) -> None:
    complete = evidence.event.model_copy(update={"announced_panellists": 5})
    assert "Panellists announced" not in plain(occasion.gaps(ENGLISH, complete))
    assert plain(occasion.gaps(ENGLISH, evidence.event)).startswith(
        "Panellists announced: 6; panellists named besides the chair: 5"
    )
