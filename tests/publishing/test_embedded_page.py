"""The page that the embedded publisher writes."""

from bs4 import BeautifulSoup
from playwright.sync_api import Browser
from tests.axe import ALIKE, OF_COLOUR, OF_ELSE, faults

from .embedded_kit import Published, words
from .sample_stage import FRENCH, FRENCH_WORDS, ROWS


def test_the_page_has_its_language_and_leads_past_the_navigation_to_the_other_one_and_to_the_formats(
    html: BeautifulSoup,
) -> None:
    assert html.html["lang"] == "fr"
    assert html.select_one("a.skip")["href"] == "#content"
    other, current = html.select(".languages a")
    assert (current.get("aria-current"), other.get("aria-current")) == ("page", None)
    assert (other["hreflang"], other["lang"], other["href"]) == ("en", "en", "../en/index.html")
    assert [a["href"] for a in html.select(".formats a")] == ["report.pdf", "report.docx"]


def test_an_svg_brings_nothing_that_acts_or_fetches(html: BeautifulSoup) -> None:
    drawn = html.select_one("#fig-themes svg")
    assert not drawn.select("script, image, a, [onclick], [onload]")
    assert drawn.select_one("rect")["fill"] == "url(#fig-themes-g)"
    assert drawn.select_one("use")["href"] == "#fig-themes-r"
    assert "onload" not in drawn.attrs


def test_the_page_takes_head_and_citation_from_its_stage(html: BeautifulSoup) -> None:
    assert html.head.select_one('meta[name="robots"]')["content"] == "noindex"
    assert html.footer.select_one("section.cite").string == "x"


def test_a_wide_table_scrolls_in_a_named_region_that_takes_the_focus(html: BeautifulSoup) -> None:
    region = html.select_one("#tbl-evidence .table-scroll")
    assert (region["role"], region["tabindex"]) == ("region", "0")
    assert region["aria-label"] == f"Tableau\u00a03.1\u00a0: {FRENCH_WORDS['scrollable']}"
    assert len(region.select("tbody tr")) == ROWS


def test_a_callout_is_a_note_named_by_its_heading_or_its_kind(html: BeautifulSoup) -> None:
    first, second = html.select("aside[role=note]")
    assert words(first.select_one(".callout-title")) == FRENCH.chapter
    assert words(second.select_one(".callout-title")) == FRENCH_WORDS["warning"]


def test_notes_lead_there_and_back_with_words_of_the_language(html: BeautifulSoup) -> None:
    assert html.select_one('a[role="doc-noteref"]')["href"] == "#fn1"
    back = html.select_one('[role="doc-endnotes"] a[role="doc-backlink"]')
    assert (back["href"], back["aria-label"]) == ("#fnref1", f"{FRENCH_WORDS['back_to_text']} 1")


def test_axe_finds_no_fault_in_a_draft_by_day_and_by_night_and_it_never_scrolls_sideways(
    draft: Published, browser: Browser
) -> None:
    tab = browser.new_page(viewport={"width": 320, "height": 900})
    tab.goto(draft.html.as_uri())
    assert tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    assert faults(tab, OF_ELSE) == []
    tab.evaluate(ALIKE)
    for light in ("light", "dark"):
        tab.emulate_media(color_scheme=light)
        assert (light, faults(tab, OF_COLOUR)) == (light, [])
    tab.close()
