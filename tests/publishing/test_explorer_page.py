"""The page of the evidence explorer, parsed as a reader without JavaScript gets it."""

import json
import re

import pytest
from tests.narrative import outcome_event

from gcm_analysis.evidence import Evidence
from gcm_analysis.publishing.formats.page.style import explorer_script
from gcm_analysis.safe_csv import to_csv

from .explorer_kit import Made, made

BOTH = pytest.mark.parametrize("code", ["en", "fr"])


@pytest.fixture(scope="module")
def pages(evidence: Evidence) -> dict[str, Made]:
    return {code: made(evidence, code) for code in ("en", "fr")}


def plain(text: str) -> str:
    return " ".join(text.split())


def test_every_statement_stands_in_the_table_with_all_published_cells(pages) -> None:
    explorer, page = pages["fr"].explorer, pages["fr"].html
    rows = page.select("#list tbody tr")
    assert len(rows) == len(explorer.statements.rows) == 256
    for row, (_, published) in zip(rows, explorer.statements.table.iterrows(), strict=True):
        shown = {int(cell["data-column"]): plain(cell.get_text()) for cell in row.select("[data-column]")}
        for place, cell in enumerate(published):
            assert shown.get(place, "") == plain(cell)


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
    row = pages["en"].html.find(id="row-S002")
    assert row.find(lang="fr").get_text().startswith("MIEUX en 2018")
    assert pages["fr"].html.find(id="row-S002").find(lang=True) is None


def test_other_rows_that_facts_rest_on_are_listed_by_their_ids(pages, evidence: Evidence) -> None:
    page = pages["en"].html
    rows = page.select("section.other tr[data-id]")
    ids = {row["data-id"] for row in rows}
    assert set(evidence.actions["action_id"]) | set(evidence.figures["figure_id"]) <= ids
    assert {row.codes["source"] for row in pages["en"].explorer.statements.rows} <= ids


def test_only_what_the_report_cites_is_a_source(pages, evidence: Evidence) -> None:
    listed = {source.id for source in pages["en"].explorer.sources}
    rows = {row.codes["source"] for row in pages["en"].explorer.statements.rows}
    assert listed == rows | set(evidence.actions["source_id"]) | set(evidence.figures["source_id"])
    assert listed < set(evidence.sources["source_id"])


def test_the_table_of_numbers_adds_up_to_the_statements(pages) -> None:
    cells = [int(cell.get_text()) for cell in pages["fr"].html.select("#grid td")]
    assert sum(cells) == 256
    assert len(cells) == 14 * 3


@BOTH
def test_it_opens_on_findings_each_with_its_confidence_and_its_statements(pages, code) -> None:
    page, told = pages[code].html, pages[code].explorer.findings
    offered = page.select(".findings li")
    assert [one.a["data-go"] for one in offered] == [f"finding={one.id}" for one in told]
    for item, one in zip(offered, told, strict=True):
        assert item.a["href"] == f"index.html#sec-{one.id.lower()}"  # where no script runs
        assert item.select_one(".confidence").get_text() == one.confidence
        numbers = [int(number) for number in re.findall(r"\d+", item.select_one(".weight").get_text())]
        assert numbers == [number for number in (len(one.supports), len(one.qualifies)) if number]
        assert {row["data-id"] for row in page.select(f'#list tr[data-finding~="{one.id}"]')} == one.rows


@BOTH
def test_a_filter_says_beside_its_options_what_they_mean(pages, code) -> None:
    page = pages[code].html
    for facet in ("evidence_kind", "read_extent", "confidence"):
        options = [box.find_parent("label") for box in page.select(f'input[name="{facet}"]')]
        assert options
        assert all(option.small.get_text() for option in options)


def test_what_needs_script_is_hidden_until_script_shows_it(pages) -> None:
    for part in pages["fr"].html.select("form, button, .hint"):
        assert part.has_attr("hidden") or part.find_parent(hidden=True)


def test_each_facet_lists_what_occurs_and_nothing_else(pages) -> None:
    page, found = pages["fr"].html, pages["fr"].explorer.statements
    for facet in ("theme", "phase", "level", "valence", "source_type", "region", "confidence"):
        values = [box["value"] for box in page.select(f'input[name="{facet}"]')]
        assert values == list(found.options[facet])
        assert set(values) == {row.codes[facet] for row in found.rows}


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


def test_an_event_of_one_theme_has_one_row_of_numbers(tmp_path) -> None:
    one = [
        {"session_id": "S3", "speaker_id": "D", "theme": "PEER", "valence": "challenge", "phase": "design"}
    ]
    page = made(outcome_event.event(tmp_path, notes=one)).html
    assert [cell.get_text() for cell in page.select("#grid td")] == ["1"]
    assert len(page.select("#list tbody tr")) == 1


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


def test_text_that_means_harm_is_only_text(tmp_path) -> None:
    harm = "</script><script>alert(1)</script>"
    note = {"session_id": "S3", "speaker_id": "D", "theme": "PEER", "valence": "challenge", "phase": "design"}
    one = made(outcome_event.event(tmp_path, notes=[note | {"text_en": harm, "text_fr": harm}]))
    assert one.html.select_one('#row-N001 [data-column="1"]').get_text() == harm
    assert tuple(script.get_text() for script in one.html.select("body script:not([type])")) == (
        explorer_script(),
    )


def test_a_cell_that_could_start_a_formula_is_harmless_in_the_table_for_download(tmp_path) -> None:
    note = {"session_id": "S3", "speaker_id": "D", "theme": "PEER", "valence": "challenge", "phase": "design"}
    one = made(outcome_event.event(tmp_path, notes=[note | {"text_en": "=1+1", "text_fr": "=1+1"}]))
    assert "'=1+1" in to_csv(one.explorer.statements.table)


@BOTH
def test_the_script_is_given_the_words_of_the_language_and_the_names_of_the_columns(pages, code) -> None:
    settings = json.loads(pages[code].html.find(id="settings").get_text())
    assert settings["columns"] == list(pages[code].explorer.statements.table.columns)
    assert settings["words"]["shown"] == {
        "en": "Statements shown: {shown} of {all}", "fr": "Énoncés affichés\u00a0: {shown} sur {all}"
    }[code]  # fmt: skip
