"""The evidence explorer: what it counts, the rows that it takes, and its page as a reader without JavaScript gets it."""

import dataclasses
from collections import Counter

import pytest
from tests.narrative import outcome_event

from gcm_analysis import paths
from gcm_analysis.evidence import Evidence
from gcm_analysis.narrative.language import Language
from gcm_analysis.publishing.explorer.page import explore
from gcm_analysis.publishing.explorer.statements import COLUMNS, LocalText, local_text
from gcm_analysis.publishing.formats.page.style import explorer_script

from .explorer_kit import Made, concluded, few, made

ENGLISH = Language("en")
SPOKEN = {"session_id": "S1", "speaker_id": "A", "theme": "PEER", "valence": "challenge", "phase": "design"}


@pytest.fixture(scope="module")
def evidence(evidence: Evidence) -> Evidence:
    return few(evidence)


@pytest.fixture(scope="module")
def pages(evidence: Evidence) -> dict[str, Made]:
    return {code: made(evidence, code) for code in ("en", "fr")}


@pytest.fixture(scope="module")
def whole(pages: dict[str, Made]) -> Made:
    return pages["en"]


@pytest.fixture(scope="module")
def african(evidence: Evidence) -> Made:
    return made(evidence, region="Africa")


def test_a_finding_is_shown_under_the_heading_of_its_card_with_what_the_edition_leaves_of_it(
    african: Made, whole: Made
) -> None:
    every = whole.explorer.questions
    assert [(one.title, one.anchor) for one in every] == [
        ("On design", "sec-design"),
        ("On implementation", "sec-implementation"),
    ]
    assert [one.id for one in every[0].findings] == ["F01", "F02", "F03", "F04"]
    left = {finding.id: finding for question in african.explorer.questions for finding in question.findings}
    for finding in (finding for question in every for finding in question.findings if finding.id in left):
        assert left[finding.id].rows < finding.rows
    assert 0 < len(left) < 9


def test_no_finding_is_shown_where_the_report_shows_no_card(evidence: Evidence, whole: Made) -> None:
    one = whole
    bare = dataclasses.replace(one.chapter, blocks=one.chapter.exhibits)
    synthesis = concluded(paths.data())
    without = explore([bare], one.coded, evidence, ENGLISH, {"languages": []}, one.explorer.description, synthesis)  # fmt: skip
    assert not without.questions


def test_a_text_that_replaces_its_missing_translation_has_its_language_and_says_so() -> None:
    assert local_text(Language("fr"), "Good [en]") == LocalText("Good", "en", stands_in=True)
    assert local_text(Language("fr"), "Bon : oui") == LocalText("Bon\u00a0: oui")
    assert local_text(Language("fr"), "A title: one", "en") == LocalText("A title: one", "en")
    assert local_text(Language("en"), "A title", "en") == LocalText("A title")


def test_the_rows_are_those_that_the_edition_counts_with_the_columns_that_the_report_publishes(
    african: Made,
) -> None:
    found = african.explorer.statements
    assert [row.id for row in found.rows] == sorted(african.coded["statement_id"])
    assert {row.codes["region"] for row in found.rows} == {"Africa"}
    assert list(found.options["region"]) == ["Africa"]
    assert len(found.headings) == len(COLUMNS) == len(found.table.columns)


def test_a_report_that_lists_some_rows_alone_shows_no_others(evidence: Evidence, whole: Made) -> None:
    one = whole
    first = dataclasses.replace(one.chapter, blocks=one.chapter.exhibits[:1])
    explorer = explore([first], one.coded, evidence, ENGLISH, {"languages": []}, one.explorer.description)
    themes = Counter(row.codes["theme"] for row in explorer.statements.rows)
    assert len(themes) == 1
    assert not explorer.tables


def test_a_speaker_under_the_chatham_house_rule_is_shown_as_in_the_report(tmp_path) -> None:
    one = made(outcome_event.event(tmp_path))
    rows = {row.id: row for row in one.explorer.statements.rows}
    assert rows["N001"].cells["role"].text == "Person A, Head"  # spoken under the rule “named”
    assert rows["N004"].cells["speaker"].text == "a participant"
    assert "Person D" not in one.text.replace(explorer_script(), "")


def test_a_quotation_has_the_language_in_which_it_was_said(tmp_path) -> None:
    notes = [
        SPOKEN | {"quote": "On apprend vite.", "quote_language": "fr"},
        SPOKEN | {"quote": "On apprend tard.", "quote_language": "fr", "text_en": "", "text_fr": ""},
    ]
    page = made(outcome_event.event(tmp_path, notes=notes)).html
    beside = page.select_one("#row-N001 q")
    assert (beside["lang"], beside.text) == ("fr", "On apprend vite.")
    alone = page.select_one('#row-N002 [data-column="1"] [lang=fr]')
    assert alone.text == "On apprend tard."
    assert not page.select("#row-N002 q")


def test_every_table_has_a_name_and_headers_with_scope(pages) -> None:
    tables = pages["fr"].html.find_all("table")
    assert len(tables) == 5  # numbers, statements, Actions, published figures, sources
    for table in tables:
        named = table.caption or pages["fr"].html.find(id=table.get("aria-labelledby"))
        assert named is not None
        assert named.get_text(strip=True)
        assert all(head.get("scope") in ("col", "row", "colgroup") for head in table.find_all("th"))
        assert all(row.find("th", scope="row") for row in table.select("tbody tr"))


def test_titles_in_other_languages_are_marked(pages) -> None:
    row = pages["en"].html.find(id="row-MIEUX-N-10STEPS")
    assert row.find(lang="fr").get_text().startswith("10 ans de MIEUX")
    assert pages["fr"].html.find(id="row-MIEUX-N-10STEPS").find(lang=True) is None


def test_only_what_the_report_cites_is_a_source(pages, evidence: Evidence) -> None:
    listed = {source.id for source in pages["en"].explorer.sources}
    rows = {row.codes["source"] for row in pages["en"].explorer.statements.rows}
    assert listed == rows | set(evidence.actions["source_id"]) | set(evidence.figures["source_id"])
    assert listed < set(evidence.sources["source_id"])


def test_what_needs_script_is_hidden_until_script_shows_it(pages) -> None:
    for part in pages["fr"].html.select("form, button, .hint"):
        assert part.has_attr("hidden") or part.find_parent(hidden=True)


def test_each_facet_lists_what_occurs_and_nothing_else_and_says_what_is_no_common_word(pages) -> None:
    page, found = pages["fr"].html, pages["fr"].explorer.statements
    for facet in ("theme", "phase", "level", "valence", "source_type", "region", "confidence"):
        values = [box["value"] for box in page.select(f'input[name="{facet}"]')]
        assert values == list(found.options[facet])
        assert set(values) == {row.codes[facet] for row in found.rows}
    for facet in ("evidence_kind", "read_extent", "confidence"):
        boxes = page.select(f'input[name="{facet}"]')
        assert all(box.find_parent("label").small.get_text() for box in boxes)


def test_the_two_languages_differ_in_words_alone(pages) -> None:
    codes = {code: [one.codes for one in pages[code].explorer.statements.rows] for code in pages}
    for english, french in zip(codes["en"], codes["fr"], strict=True):
        assert {key: english[key] for key in english if key != "publisher"} == {
            key: french[key] for key in french if key != "publisher"
        }


def test_a_draft_says_so_and_is_not_to_be_indexed(tmp_path) -> None:
    page = made(outcome_event.event(tmp_path, status="draft")).html
    assert page.title.get_text().startswith("DRAFT – ")
    assert page.select_one("aside.draft strong").get_text() == "DRAFT"
    assert page.select_one('meta[name="robots"]')["content"] == "noindex"
    assert page.select_one('a[hreflang="fr"]')["href"] == "../fr/evidence-draft.html"


def test_a_report_without_statements_says_so_and_lists_the_rest(evidence: Evidence) -> None:
    one = made(evidence, level="international", region="Mediterranean")
    assert one.coded.empty
    assert "This report lists no statement." in one.html.get_text()
    assert not one.html.select("#list, #grid, form")
    assert one.html.select("section.other")
    assert [script.get_text() for script in one.html.select("body script:not([type])")] == [explorer_script()]


def test_a_report_that_rests_on_nothing_says_so_and_runs_nothing(evidence: Evidence) -> None:
    page = made(evidence, tables=False).html
    assert "rests on no rows" in page.get_text()
    assert not page.select("table, body script:not([type])")
