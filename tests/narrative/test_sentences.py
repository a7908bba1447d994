"""Sentences at the edges: ties, single rows, groups too small to compare, nothing at all."""

import pytest
from tests.builders import COUNTRIES, DEFAULT_EVENT, actions, coded
from tests.builders import claims as figures

from gcm_analysis.edition import Edition
from gcm_analysis.evidence import Evidence
from gcm_analysis.narrative import actions as told
from gcm_analysis.narrative import claims, expertise, occasion, points, selection, titles
from gcm_analysis.narrative.exhibits import Points, Prose
from gcm_analysis.narrative.language import Language
from gcm_analysis.narrative.parts import challenge_share

ENGLISH = Language("en")
NAMES = {"PEER": "Peers", "MEL": "Measuring"}
GOOD, BAD = {"valence": "success_factor"}, {"valence": "challenge"}
SELF, AUDIT = {"source_type": "programme_self_report"}, {"source_type": "independent_evaluation_or_audit"}


def plain(said: Prose | Points) -> str:
    return " ".join(part.plain for part in (said.paragraphs if isinstance(said, Prose) else said.items))


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


def test_a_share_of_all_or_none_is_told_with_its_exact_bound() -> None:
    all_hinder, none_hinders = (coded(*several(number, **code)) for number, code in ((11, BAD), (22, GOOD)))
    shown = [challenge_share(ENGLISH, "x", group).words for group in (all_hinder, none_hinders)]
    assert shown == ["100% (at least 71%)", "0% (at most 16%)"]  # 0.025 ** (1 / 11), 1 - 0.025 ** (1 / 22)


def test_regions_that_tie_are_said_to_have_the_same_number_each() -> None:
    found = actions(
        *several(6, region="Africa"), *several(6, region="Asia"), {"region": "EU Neighbourhood", "start": ""}
    )
    title = told.starts_figure(ENGLISH, found).title.plain
    assert title.startswith("Africa and Asia saw the most Actions begin: ")
    assert "6 each" in title


def test_countries_that_tie_as_origin_of_experts_are_said_to_have_the_same_number_each() -> None:
    title = expertise.origins_figure(
        ENGLISH, actions(*several(11, experts_from="ESP|FRA")), COUNTRIES
    ).title.plain
    assert title.startswith("Experts from Spain and France took part in the most Actions: ")
    assert "11 each" in title


def test_countries_of_experts_are_not_ranked_by_ten_actions() -> None:
    found = actions(*several(9, experts_from="ESP"), {"experts_from": "FRA"})
    title = expertise.origins_figure(ENGLISH, found, COUNTRIES).title.plain
    assert title == "Countries from which experts came: 2"


def test_without_a_published_total_only_what_was_found_is_said() -> None:
    undated = figures({"as_of": ""})
    assert told.found_of_published(ENGLISH, actions({}), undated).plain == "1 Action was found."
    newest = figures({"value": "130", "as_of": "2024"}, {"value": "100", "as_of": "2023-12"})
    assert told.found_of_published(ENGLISH, actions({}, {}), newest).plain == (
        "2 Actions were found; the programme itself counts 130."
    )


def test_one_published_figure_has_a_source_and_several_have() -> None:
    assert claims.conflict_count(ENGLISH, figures({})).plain.startswith("1 figure on record has a source")
    assert claims.conflict_count(ENGLISH, figures({}, {})).plain.startswith(
        "All 2 figures on record have a source; no programme total"
    )


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
    table = occasion.facts_table(ENGLISH, event)
    assert r"[Un \[titre\] \*fort\* \<script\>]{lang=fr}" in table.markdown


def test_an_event_whose_panel_is_complete_has_no_gap_in_it(evidence: Evidence) -> None:
    complete = evidence.event.model_copy(update={"announced_panellists": 5})
    assert "Panellists announced" not in plain(occasion.gaps(ENGLISH, complete))
    assert plain(occasion.gaps(ENGLISH, evidence.event)).startswith(
        "Panellists announced: 6; panellists named besides the chair: 5"
    )
