"""Sentences at the edges: ties, single rows, groups too small to compare, nothing at all."""

import pytest
from tests.builders import DEFAULT_EVENT, coded
from tests.builders import claims as figures

from gcm_analysis.edition import Edition
from gcm_analysis.evidence import Evidence
from gcm_analysis.narrative import occasion, points, selection, titles
from gcm_analysis.narrative.claims import Claims
from gcm_analysis.narrative.language import Language

ENGLISH = Language("en")
NAMES = {"PEER": "Peers", "MEL": "Measuring"}
GOOD, BAD = {"valence": "success_factor"}, {"valence": "challenge"}
SELF, AUDIT = {"source_type": "programme_self_report"}, {"source_type": "independent_evaluation_or_audit"}


def several(number: int, **cells: str) -> list[dict[str, str]]:
    return [cells] * number


def test_a_title_names_the_theme_with_the_most_statements() -> None:
    record = coded(*several(6, theme="PEER"), *several(5, theme="MEL"))
    assert (
        titles.most_named(ENGLISH, record, NAMES).plain
        == "“Peers” is named most often, with 6 statements from 6 independent sources"
    )


def test_ten_statements_give_no_ranking_of_themes() -> None:
    record = coded(*several(9, theme="PEER"), *several(1, theme="MEL"))
    assert titles.most_named(ENGLISH, record, NAMES).plain == (
        "Themes named, too few statements to rank: 10 statements from 10 independent sources"
    )


def test_a_title_names_all_themes_that_tie() -> None:
    record = coded(*several(6, theme="PEER"), *several(6, theme="MEL"))
    assert titles.most_named(ENGLISH, record, NAMES).plain == (
        "“Measuring” and “Peers” are named most often, with 6 statements each"
    )


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


def test_an_example_stands_with_its_source_and_the_place_in_it() -> None:
    said = points.example(ENGLISH, coded({"text_en": "It *helps*.", "locator_en": "p. 3; p. 4"}))
    assert said.plain == "For example: It *helps*. [@S001, p\\. 3, p\\. 4]"
    assert said.markdown == r'For example: [It \*helps\*\.]{.row row="ST001"} [@S001, p\. 3, p\. 4]'


def test_a_title_as_published_cannot_become_markup(evidence: Evidence) -> None:
    title = evidence.event.title.model_copy(update={"fr": "Un [titre] *fort* <script>"})
    event = evidence.event.model_copy(update={"title": title, "title_language": "fr"})
    told = occasion.facts(ENGLISH, event).set_index("fact")["told"]
    assert told["Title as published"] == r"[Un \[titre\] \*fort\* \<script\>]{lang=fr}"
