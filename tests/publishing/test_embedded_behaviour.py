"""What the page does in a browser: notes that open where they stand, colours, contents, lists that are shut."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from tests.waiting import reload_until, wait_until

from .embedded_kit import Published
from .sample_stage import FRENCH, FRENCH_WORDS

OPEN = ".bubble:popover-open"
LINKS = f"{OPEN} .bubble-links a"
WIDE = {"width": 1280, "height": 800}
FACT = '#sec-results a.fact[data-fact="themes-total"]'
BACKGROUND = "getComputedStyle(document.body).backgroundColor"
LIGHT, DARK = "rgb(255, 255, 255)", "rgb(19, 24, 29)"


@pytest.fixture
def open_page(draft: Published, browser: Browser) -> Iterator[Callable[..., Page]]:
    """Return how to open the page in a browser of its own, with settings."""
    pages: list[Page] = []

    def opened(part: str = "", **settings: Any) -> Page:
        pages.append(browser.new_page(**{"viewport": WIDE} | settings))
        pages[-1].goto(draft.html.as_uri() + part)
        return pages[-1]

    yield opened
    for page in pages:
        page.close()


def focused(tab: Page) -> str:
    return str(tab.evaluate("document.activeElement.getAttribute('href')"))


def test_a_number_opens_its_entry_next_to_itself_and_escape_or_its_button_leads_back(
    open_page: Callable[..., Page],
) -> None:
    tab = open_page()
    tab.locator(FACT).first.press("Enter")
    assert FRENCH.counted in tab.locator(OPEN).inner_text()
    assert tab.locator(LINKS).last.get_attribute("href").endswith("#fact-themes-total")
    ids = tab.evaluate("[...document.querySelectorAll('[id]')].map((one) => one.id)")
    assert len(ids) == len(set(ids))
    tab.keyboard.press("Escape")
    assert (tab.locator(OPEN).count(), focused(tab)) == (0, "#fact-themes-total")
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.ariaLabel") == FRENCH_WORDS["close"]
    tab.keyboard.press("Enter")
    assert (tab.locator(OPEN).count(), focused(tab)) == (0, "#fact-themes-total")


def test_a_citation_opens_its_source_and_a_note_its_words_but_a_link_for_a_new_tab_is_left_alone(
    open_page: Callable[..., Page],
) -> None:
    tab = open_page()
    tab.locator('#sec-results a[role="doc-biblioref"]').first.click()
    assert "House 08" in tab.locator(OPEN).inner_text()
    assert "Rapport n° 8" in tab.locator(OPEN).inner_text()
    tab.keyboard.press("Escape")
    tab.locator('a[role="doc-noteref"]').click()
    assert tab.locator(OPEN).inner_text().startswith("Note 1")
    assert "See the page" in tab.locator(OPEN).inner_text()
    tab.keyboard.press("Escape")
    with tab.context.expect_page() as opened:
        tab.locator(FACT).first.click(modifiers=["ControlOrMeta"])
    assert opened.value.url.endswith("#fact-themes-total")
    assert tab.locator(OPEN).count() == 0


def test_a_number_leads_to_its_rows_in_the_explorer(open_page: Callable[..., Page]) -> None:
    """They stand in its own entry, or in the one that its entry names."""
    tab = open_page()
    for number in (FACT, '#sec-results a.fact[data-fact="n"]'):
        tab.locator(number).first.press("Enter")
        assert tab.locator(LINKS).first.get_attribute("href") == "evidence.html#rows=ST001-ST003"
        tab.keyboard.press("Escape")


@pytest.mark.parametrize(("scheme", "before", "after"), [("light", LIGHT, DARK), ("dark", DARK, LIGHT)])
def test_the_colours_of_page_and_drawings_are_the_system_s_until_the_reader_changes_them_for_good(
    open_page: Callable[..., Page], scheme: str, before: str, after: str
) -> None:
    tab = open_page(color_scheme=scheme)
    drawn = "getComputedStyle(document.querySelector('#fig-regions svg path')).fill"
    assert tab.evaluate(BACKGROUND) == tab.evaluate(drawn) == before
    tab.locator("button.theme").press("Enter")
    assert tab.evaluate(BACKGROUND) == after
    reload_until(tab, f"{BACKGROUND} === '{after}'")
    tab.emulate_media(media="print")
    assert tab.evaluate(BACKGROUND) == LIGHT


def test_the_contents_follow_the_reading_and_the_other_language_opens_at_the_same_section(
    open_page: Callable[..., Page],
) -> None:
    tab = open_page()
    for section in ("sec-detail", "sec-evidence"):
        tab.evaluate(f"document.getElementById('{section}').scrollIntoView()")
        tab.wait_for_selector(f'.contents a[aria-current][href="#{section}"]')
    assert tab.locator(".contents a[aria-current]").count() == 1
    other = tab.locator('.languages a[hreflang="en"]')
    other.focus()
    assert other.get_attribute("href").endswith("/en/index.html#sec-evidence")


def test_long_lists_are_shut_but_on_paper_and_a_link_into_one_opens_it(
    open_page: Callable[..., Page],
) -> None:
    tab = open_page(part="#fact-n")
    assert tab.locator("#fact-n").is_visible()
    assert tab.evaluate("document.getElementById('fact-n').getBoundingClientRect().top < innerHeight")
    table = tab.locator("#tbl-evidence .fold")
    tab.emulate_media(media="print")
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert tab.locator("#row-ST050").is_visible()
    assert not tab.locator("button.theme").is_visible()
    tab.evaluate("dispatchEvent(new Event('afterprint'))")
    tab.emulate_media(media="screen")
    assert table.get_attribute("open") is None
    tab.evaluate("location.hash = '#row-ST050'")
    tab.wait_for_selector("#tbl-evidence .fold[open]")
    assert tab.locator("#row-ST050").is_visible()


def test_without_a_script_all_is_there_and_no_button_that_does_nothing(
    open_page: Callable[..., Page],
) -> None:
    tab = open_page(java_script_enabled=False)
    assert tab.locator("#row-ST050").is_visible()
    assert tab.locator("#fact-n").is_visible()
    assert tab.locator(".contents li li a").first.is_visible()
    assert tab.locator("button").count() == 0


def test_on_a_phone_the_contents_are_shut_and_stay_in_reach(open_page: Callable[..., Page]) -> None:
    tab = open_page(viewport={"width": 320, "height": 640})
    assert tab.locator(".contents details").get_attribute("open") is None
    tab.evaluate("document.getElementById('sec-evidence').scrollIntoView()")
    wait_until(tab, "document.querySelector('.here').textContent.includes('Les données')")
    assert tab.locator(".contents summary").bounding_box()["y"] < 60
