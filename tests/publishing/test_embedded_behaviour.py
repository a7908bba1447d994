"""What the page does in a browser: notes that open where they stand, colours, contents, lists that are shut."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.waiting import wait_until

from gcm_analysis.publishing.formats import embedded

from .embedded_kit import Published
from .sample_stage import ENGLISH, write_stage

OPEN = ".bubble:popover-open"
FACT = '#sec-results a.fact[data-fact="themes-total"]'
BACKGROUND = "getComputedStyle(document.body).backgroundColor"
LIGHT, DARK = "rgb(255, 255, 255)", "rgb(19, 24, 29)"


@pytest.fixture
def tab(reports: dict[str, Published], browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(reports["en"].html.as_uri())
    yield page
    page.close()


@pytest.fixture
def exploring(tmp_path: Path, browser: Browser) -> Iterator[Page]:
    """Return the page of a report that has an evidence explorer."""
    embedded.write_html(
        write_stage(tmp_path / "stage", settings={"explorer": "evidence.html"}), tmp_path / "index.html"
    )
    page = browser.new_page()
    page.goto((tmp_path / "index.html").as_uri())
    yield page
    page.close()


def focused(tab: Page) -> str:
    return str(tab.evaluate("document.activeElement.getAttribute('href')"))


def test_a_number_opens_its_entry_where_it_stands_and_escape_leads_back(tab: Page) -> None:
    tab.locator(FACT).first.focus()
    tab.keyboard.press("Enter")
    assert ENGLISH.counted in tab.locator(OPEN).inner_text()
    assert tab.locator(f"{OPEN} .bubble-links a").get_attribute("href").endswith("#fact-themes-total")
    tab.keyboard.press("Escape")
    assert tab.locator(OPEN).count() == 0
    assert focused(tab) == "#fact-themes-total"


def test_what_is_open_can_be_walked_through_and_closed_by_its_button(tab: Page) -> None:
    tab.locator(FACT).first.press("Enter")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.ariaLabel") == "Close"
    tab.keyboard.press("Enter")
    assert tab.locator(OPEN).count() == 0
    assert focused(tab) == "#fact-themes-total"


def test_a_citation_opens_its_source_and_a_note_its_words(tab: Page) -> None:
    tab.locator('#sec-results a[role="doc-biblioref"]').first.click()
    assert "Source House 08" in tab.locator(OPEN).inner_text()
    assert "Report number 8" in tab.locator(OPEN).inner_text()
    tab.keyboard.press("Escape")
    tab.locator('a[role="doc-noteref"]').click()
    assert tab.locator(OPEN).inner_text().startswith("Note 1")
    assert "See the page" in tab.locator(OPEN).inner_text()


def test_nothing_that_opens_brings_an_id_twice(tab: Page) -> None:
    tab.locator(FACT).first.press("Enter")
    ids = tab.evaluate("[...document.querySelectorAll('[id]')].map((one) => one.id)")
    assert len(ids) == len(set(ids))


def test_a_link_that_is_opened_in_a_tab_of_its_own_is_left_alone(tab: Page) -> None:
    with tab.context.expect_page() as opened:
        tab.locator(FACT).first.click(modifiers=["ControlOrMeta"])
    assert opened.value.url.endswith("#fact-themes-total")
    assert tab.locator(OPEN).count() == 0


def test_a_number_leads_to_its_rows_in_the_explorer_if_there_is_one(exploring: Page, tab: Page) -> None:
    for page, links in (
        (exploring, ["evidence.html#rows=ST001-ST003", "#fact-themes-total"]),
        (tab, ["#fact-themes-total"]),
    ):
        page.locator(FACT).first.press("Enter")
        found = page.locator(f"{OPEN} .bubble-links a")
        assert [
            found.nth(n).evaluate("one => one.getAttribute('href')").split("/")[-1] for n in range(len(links))
        ] == links


def test_rows_are_followed_to_the_entry_that_lists_them(tmp_path: Path, browser: Browser) -> None:
    stage = write_stage(tmp_path / "stage", settings={"explorer": "evidence.html"})
    text = (stage / "report.md").read_text(encoding="utf-8")
    same = ":   [`themes-total`](#fact-themes-total)"
    marked = ":   [Rows]{.what .rows}: the same as for [`themes-total`](#fact-themes-total)"
    assert same in text
    (stage / "report.md").write_text(text.replace(same, marked), encoding="utf-8")
    embedded.write_html(stage, tmp_path / "index.html")
    tab = browser.new_page()
    tab.goto((tmp_path / "index.html").as_uri())
    tab.locator('#sec-results a.fact[data-fact="n"]').press("Enter")
    assert (
        tab.locator(f"{OPEN} .bubble-links a").first.get_attribute("href") == "evidence.html#rows=ST001-ST003"
    )
    tab.close()


@pytest.mark.parametrize(("scheme", "before", "after"), [("light", LIGHT, DARK), ("dark", DARK, LIGHT)])
def test_the_colours_are_the_system_s_until_the_reader_changes_them_for_good(
    reports: dict[str, Published], browser: Browser, scheme: str, before: str, after: str
) -> None:
    context = browser.new_context(color_scheme=scheme)
    tab = context.new_page()
    tab.goto(reports["en"].html.as_uri())
    assert tab.evaluate(BACKGROUND) == before
    tab.locator("button.theme").press("Enter")
    assert tab.evaluate(BACKGROUND) == after
    tab.wait_for_timeout(500)  # the browser keeps the choice behind the page’s back
    tab.reload()
    assert tab.evaluate(BACKGROUND) == after
    tab.emulate_media(media="print")
    assert tab.evaluate(BACKGROUND) == LIGHT
    context.close()


def test_the_word_draft_reads_by_night_as_by_day(tmp_path: Path, browser: Browser) -> None:
    words = {"word": "DRAFT", "line": "Not cleared", "missing": "What is missing"}
    missing = "## What is missing {#sec-missing}"
    embedded.write_html(
        write_stage(tmp_path / "stage", extra=missing, settings={"draft": words}), tmp_path / "index.html"
    )
    tab = browser.new_page(color_scheme="dark")
    tab.goto((tmp_path / "index.html").as_uri())
    look = tab.evaluate(
        "(({ backgroundColor, color }) => [backgroundColor, color])(getComputedStyle(document.querySelector('.draft')))"
    )
    assert look == ["rgb(184, 74, 0)", "rgb(255, 255, 255)"]
    tab.close()


def test_a_drawing_turns_dark_with_the_page(reports: dict[str, Published], browser: Browser) -> None:
    shown = []
    for scheme in ("light", "dark"):
        tab = browser.new_page(color_scheme=scheme)
        tab.goto(reports["en"].html.as_uri())
        shown.append(tab.evaluate("getComputedStyle(document.querySelector('#fig-themes svg path')).fill"))
        tab.close()
    assert shown == [LIGHT, DARK]


def test_the_contents_follow_the_reading(tab: Page) -> None:
    tab.evaluate("document.getElementById('sec-evidence').scrollIntoView()")
    tab.wait_for_selector('.contents a[aria-current][href="#sec-evidence"]')
    tab.evaluate("document.getElementById('sec-detail').scrollIntoView()")
    tab.wait_for_selector('.contents a[aria-current][href="#sec-detail"]')
    assert tab.locator(".contents a[aria-current]").count() == 1


def test_the_other_language_opens_at_the_section_that_is_being_read(tab: Page) -> None:
    tab.evaluate("document.getElementById('sec-evidence').scrollIntoView()")
    tab.wait_for_selector('.contents a[aria-current][href="#sec-evidence"]')
    other = tab.locator('.languages a[hreflang="fr"]')
    other.focus()
    assert other.get_attribute("href").endswith("/fr/index.html#sec-evidence")


def test_long_lists_are_shut_and_a_link_into_one_opens_it(tab: Page) -> None:
    table = tab.locator("#tbl-evidence .fold")
    assert table.get_attribute("open") is None
    tab.evaluate("location.hash = '#row-ST050'")
    tab.wait_for_selector("#tbl-evidence .fold[open]")
    assert tab.locator("#row-ST050").is_visible()


def test_a_page_that_is_opened_at_an_entry_shows_it(reports: dict[str, Published], browser: Browser) -> None:
    tab = browser.new_page()
    tab.goto(f"{reports['en'].html.as_uri()}#fact-n")
    assert tab.locator("#fact-n").is_visible()
    assert tab.evaluate("document.getElementById('fact-n').getBoundingClientRect().top < innerHeight")
    tab.close()


def test_without_a_script_all_is_there_and_no_button_that_does_nothing(
    reports: dict[str, Published], browser: Browser
) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(reports["en"].html.as_uri())
    assert tab.locator("#row-ST050").is_visible()
    assert tab.locator("#fact-n").is_visible()
    assert tab.locator(".contents li li a").first.is_visible()
    assert tab.locator("button").count() == 0
    context.close()


def test_what_is_printed_has_the_lists_that_are_shut_and_nothing_to_click(tab: Page) -> None:
    tab.emulate_media(media="print")
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert tab.locator("#row-ST050").is_visible()
    assert not tab.locator("button.theme").is_visible()
    tab.evaluate("dispatchEvent(new Event('afterprint'))")
    assert tab.locator("#tbl-evidence .fold").get_attribute("open") is None


def test_on_a_phone_the_contents_are_shut_and_stay_in_reach(
    reports: dict[str, Published], browser: Browser
) -> None:
    tab = browser.new_page(viewport={"width": 320, "height": 640})
    tab.goto(reports["en"].html.as_uri())
    assert tab.locator(".contents details").get_attribute("open") is None
    tab.evaluate("document.getElementById('sec-evidence').scrollIntoView()")
    wait_until(tab, "document.querySelector('.here').textContent.includes('The evidence')")
    assert tab.locator(".contents summary").bounding_box()["y"] < 60
    tab.close()
