"""The page that the embedded publisher writes."""

from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from playwright.sync_api import Browser

from .embedded_kit import Published, soup, words
from .sample_stage import ENGLISH, FRENCH, FRENCH_WORDS, ROWS


def test_the_page_has_its_language_and_leads_past_the_navigation_to_the_other_one_and_to_the_formats(
    pages: dict[str, BeautifulSoup],
) -> None:
    assert {code: page.html["lang"] for code, page in pages.items()} == {"en": "en", "fr": "fr"}
    assert pages["fr"].select_one("a.skip")["href"] == "#content"
    current, other = pages["fr"].select(".languages a")
    assert (current.get("aria-current"), other.get("aria-current")) == ("page", None)
    assert (other["hreflang"], other["lang"], other["href"]) == ("en", "en", "../en/index.html")
    assert [a["href"] for a in pages["fr"].select(".formats a")] == ["report.pdf", "report.docx"]


def test_the_contents_lead_to_every_chapter_and_section(pages: dict[str, BeautifulSoup]) -> None:
    targets = [a["href"][1:] for a in pages["en"].select(".contents a")]
    assert targets[:3] == ["sec-summary", "sec-results", "sec-detail"]
    assert all(pages["en"].find(id=target) for target in targets)


def test_a_figure_is_drawn_in_the_page_and_described(pages: dict[str, BeautifulSoup]) -> None:
    drawn = pages["en"].select_one("figure#fig-themes svg")
    assert drawn["role"] == "img"
    assert drawn["aria-label"] == f"{ENGLISH.finding}: bars & “quotes”"
    assert "n ≥ 3 <statements>" in drawn.get_text()
    assert not drawn.select("style, script, metadata")


def test_an_svg_brings_nothing_that_acts_or_fetches(draft: Published) -> None:
    drawn = soup(draft.html).select_one("#fig-themes svg")
    assert not drawn.select("script, image, a, [onclick], [onload]")
    assert drawn.select_one("rect")["fill"] == "url(#fig-themes-g)"
    assert drawn.select_one("use")["href"] == "#fig-themes-r"
    assert "onload" not in drawn.attrs


def test_under_a_figure_stand_its_downloads_with_their_size_and_its_data_as_a_table(draft: Published) -> None:
    figure = soup(draft.html).select_one("#fig-regions")
    data = FRENCH_WORDS["figure_data"].format(number="1.2", size="4 KB")
    assert {a.get_text(): a["href"] for a in figure.select(".exhibit-tools a")} == {
        data: "data/fig-regions.csv",
        "SVG": "figures/fig-regions.svg",
        FRENCH_WORDS["figure_link"].format(number="1.2"): "#fig-regions",
    }
    assert figure.select_one("details.as-table summary")
    assert [cell.get_text() for cell in figure.select("details tbody tr > *")] == ["A", "3"]


def test_the_page_takes_head_and_citation_from_its_stage(draft: Published) -> None:
    page = soup(draft.html)
    assert page.head.select_one('meta[name="robots"]')["content"] == "noindex"
    assert page.footer.select_one("section.cite").string == "x"


def test_a_table_has_a_caption_and_headers_with_scope(pages: dict[str, BeautifulSoup]) -> None:
    table = pages["en"].select_one("#tbl-themes table")
    assert words(table.caption).startswith(f"Table 1.1 {ENGLISH.finding}")
    assert {th["scope"] for th in table.select("thead th")} == {"col"}
    assert [th["scope"] for th in table.select("tbody th")] == ["row", "row"]
    assert {"right-2", "right-3"} <= set(pages["en"].select_one("#tbl-themes")["class"])


def test_a_wide_table_scrolls_in_a_named_region_that_takes_the_focus(pages: dict[str, BeautifulSoup]) -> None:
    region = pages["fr"].select_one("#tbl-evidence .table-scroll")
    assert (region["role"], region["tabindex"]) == ("region", "0")
    assert region["aria-label"] == f"Tableau\u00a03.1\u00a0: {FRENCH_WORDS['scrollable']}"
    assert len(region.select("tbody tr")) == ROWS


def test_a_callout_is_a_note_named_by_its_heading_or_its_kind(pages: dict[str, BeautifulSoup]) -> None:
    first, second = pages["fr"].select("aside[role=note]")
    assert words(first.select_one(".callout-title")) == FRENCH.chapter
    assert words(second.select_one(".callout-title")) == FRENCH_WORDS["warning"]


def test_a_fact_and_a_passage_in_another_language_are_marked(pages: dict[str, BeautifulSoup]) -> None:
    assert words(pages["en"].select_one('a.fact[data-fact="themes-total"]')) == "12"
    assert words(pages["en"].select_one('article span[lang="fr"]')).startswith("Des textes")


def test_notes_lead_there_and_back_with_words_of_the_language(pages: dict[str, BeautifulSoup]) -> None:
    assert pages["fr"].select_one('a[role="doc-noteref"]')["href"] == "#fn1"
    back = pages["fr"].select_one('[role="doc-endnotes"] a[role="doc-backlink"]')
    assert (back["href"], back["aria-label"]) == ("#fnref1", f"{FRENCH_WORDS['back_to_text']} 1")


def test_axe_finds_no_fault_and_the_page_never_scrolls_sideways(
    reports: dict[str, Published], browser: Browser
) -> None:
    requests: list[str] = []
    tab = browser.new_page(viewport={"width": 320, "height": 900})
    tab.on("request", lambda request: requests.append(request.url))
    tab.goto(reports["fr"].html.as_uri())
    found = [
        fault["id"]
        for fault in Axe().run(tab, options={"resultTypes": ["violations"]}).response["violations"]
    ]
    overflow = tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    font = tab.evaluate("document.fonts.check('600 16px \"Noto Sans\"', 'ç → ≥')")
    tab.close()
    assert found == []
    assert overflow == 0
    assert font
    assert [url for url in requests if not url.startswith(("file:", "data:"))] == []
