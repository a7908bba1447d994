"""What the evidence explorer counts and draws, and the rows that it takes."""

import dataclasses
from collections import Counter

import pandas as pd
import pytest
from tests.narrative import outcome_event

from gcm_analysis import paths
from gcm_analysis.evidence import Evidence
from gcm_analysis.narrative.language import Language
from gcm_analysis.publishing.explorer.counts import answered, by_theme_and_side
from gcm_analysis.publishing.explorer.page import explore
from gcm_analysis.publishing.explorer.statements import COLUMNS, LocalText, Row, Statements, local_text
from gcm_analysis.publishing.formats.page.style import explorer_script
from gcm_analysis.publishing.formats.page.templates import embedded_json

from .explorer_kit import Made, concluded, made

ENGLISH = Language("en")
OPTIONS = {
    "theme": {"A": "Apples", "B": "Pears"},
    "source_type": {"academic_or_think_tank": "Academic", "news_media": "News"},
    "evidence_kind": {"helped_or_hindered": "Helped or hindered"},
    "valence": {"success_factor": "Success factor", "challenge": "Challenge"},
}


def row(theme: str, source_type: str, valence: str) -> Row:
    codes = {"source_type": source_type, "evidence_kind": "helped_or_hindered", "valence": valence}
    return Row({"id": LocalText("N1")}, {"theme": theme, **codes}, None)


def three() -> Statements:
    rows = (
        row("A", "academic_or_think_tank", "challenge"),
        row("A", "news_media", "challenge"),
        row("B", "news_media", "success_factor"),
    )
    return Statements(rows, {}, OPTIONS, pd.DataFrame())


def test_every_theme_has_a_number_on_every_side_that_speaks() -> None:
    cells = [
        [(cell["theme"], cell["side"], cell["types"], cell["number"]) for cell in row]
        for row in by_theme_and_side(three())
    ]
    assert cells == [
        [("A", "outside", ["academic_or_think_tank"], 1), ("A", "others", ["news_media"], 1)],
        [("B", "outside", ["academic_or_think_tank"], 0), ("B", "others", ["news_media"], 1)],
    ]


def test_a_question_is_asked_where_a_statement_answers_it() -> None:
    asked = answered(three())
    assert [(one["address"], one["number"]) for one in asked] == [
        ("source_type=academic_or_think_tank&evidence_kind=helped_or_hindered&valence=challenge", 1)
    ]


@pytest.fixture(scope="module")
def whole(evidence: Evidence) -> Made:
    return made(evidence)


def test_a_finding_is_told_under_the_heading_of_its_card_with_what_the_edition_leaves_of_it(
    evidence: Evidence, whole: Made
) -> None:
    every, local = whole.explorer.questions, made(evidence, region="Africa").explorer.questions
    assert [(one.title, one.anchor) for one in every] == [
        ("On design", "sec-design"),
        ("On implementation", "sec-implementation"),
    ]
    assert [one.id for one in every[0].findings] == ["F01", "F02", "F03", "F04"]
    left = {told.id: told for question in local for told in question.findings}
    for told in (told for question in every for told in question.findings if told.id in left):
        assert left[told.id].rows < told.rows
    assert 0 < len(left) < 9


def test_no_finding_is_told_where_the_report_shows_no_card(evidence: Evidence, whole: Made) -> None:
    one = whole
    bare = dataclasses.replace(one.chapter, blocks=one.chapter.exhibits)
    synthesis = concluded(paths.data())
    told = explore([bare], one.coded, evidence, ENGLISH, {"languages": []}, one.explorer.description, synthesis)  # fmt: skip
    assert not told.questions


def test_a_text_that_stands_in_for_its_translation_has_its_language_and_says_so() -> None:
    assert local_text(Language("fr"), "Good [en]") == LocalText("Good", "en", stands_in=True)
    assert local_text(Language("fr"), "Bon : oui") == LocalText("Bon\u00a0: oui")
    assert local_text(Language("fr"), "A title: one", "en") == LocalText("A title: one", "en")
    assert local_text(Language("en"), "A title", "en") == LocalText("A title")


def test_the_rows_are_those_that_the_edition_counts_with_the_columns_that_the_report_publishes(
    evidence: Evidence,
) -> None:
    one = made(evidence, level="local")
    found = one.explorer.statements
    assert [row.id for row in found.rows] == sorted(one.coded["statement_id"])
    assert {row.codes["level"] for row in found.rows} == {"local"}
    assert list(found.options["level"]) == ["local"]
    assert len(found.headings) == len(COLUMNS) == len(found.table.columns)


def test_a_report_that_lists_some_rows_alone_shows_no_others(evidence: Evidence, whole: Made) -> None:
    one = whole
    first = dataclasses.replace(one.chapter, blocks=one.chapter.exhibits[:1])
    explorer = explore([first], one.coded, evidence, ENGLISH, {"languages": []}, one.explorer.description)
    themes = Counter(row.codes["theme"] for row in explorer.statements.rows)
    assert len(themes) == 1
    assert not explorer.tables


def test_an_option_is_sorted_as_it_is_listed(whole: Made) -> None:
    found = whole.explorer.statements
    assert [found.position("phase", code) for code in ("design", "implementation", "monitoring", "cross-cutting")] == [0, 1, 2, 3]  # fmt: skip


def test_a_speaker_under_the_chatham_house_rule_is_told_as_the_report_tells_them(tmp_path) -> None:
    one = made(outcome_event.event(tmp_path))
    rows = {row.id: row for row in one.explorer.statements.rows}
    assert rows["N001"].cells["role"].text == "Person A, Head"  # spoken under the rule “named”
    assert rows["N004"].cells["speaker"].text == "a participant"
    assert "Person D" not in one.text.replace(explorer_script(), "")


def test_a_quotation_has_the_language_in_which_it_was_said(tmp_path) -> None:
    spoken = {
        "session_id": "S1",
        "speaker_id": "A",
        "theme": "PEER",
        "valence": "challenge",
        "phase": "design",
    }
    notes = [
        spoken | {"quote": "On apprend vite.", "quote_language": "fr"},
        spoken | {"quote": "On apprend tard.", "quote_language": "fr", "text_en": "", "text_fr": ""},
    ]
    page = made(outcome_event.event(tmp_path, notes=notes)).html
    beside = page.select_one("#row-N001 q")
    assert (beside["lang"], beside.text) == ("fr", "On apprend vite.")
    alone = page.select_one('#row-N002 [data-column="1"] [lang=fr]')
    assert alone.text == "On apprend tard."
    assert not page.select("#row-N002 q")


def test_data_in_the_page_can_not_end_their_element() -> None:
    assert embedded_json({"a": "</script><b>&"}) == '{"a":"\\u003c/script\\u003e\\u003cb\\u003e\\u0026"}'
