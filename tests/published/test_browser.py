"""The published pages in a real browser: axe-core finds nothing, nothing scrolls sideways, nothing is fetched."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.waiting import wait_until

PAGES = (
    "index.html",
    "../index.html",
    "{language}/index.html",
    "{language}/notebooks/05-what-lasts.html",
)

# The hundreds of entries of the annex of facts are alike, and axe takes minutes for their links: a few stand for all.
THIN_ANNEX = """
document.querySelectorAll(".facts > dl").forEach(
  list => [...list.children].slice(40).forEach(entry => entry.remove())
)
"""


@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("page", PAGES)
def test_axe_finds_no_fault_and_no_page_scrolls_sideways(published, language, browser, page, width):
    address = (published.folder / page.format(language=language)).resolve().as_uri()
    fetched = []
    tab = browser.new_page(viewport={"width": width, "height": 900})
    tab.on("request", lambda request: fetched.append(request.url))
    tab.goto(address)
    overflow = tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    tab.evaluate(THIN_ANNEX)
    violations = Axe().run(tab).response["violations"]
    tab.close()
    assert not [(fault["id"], [node["html"] for node in fault["nodes"]][:3]) for fault in violations]
    assert overflow <= 0
    assert all(url.startswith(("file:", "data:")) for url in fetched)


def test_a_number_leads_to_its_rows_in_the_explorer_which_has_them_all(published, language, browser):
    rows = published.facts(language)["basis.n"]["rows"]
    tab = browser.new_page()
    tab.goto((published.folder / language / "index.html").as_uri())
    tab.locator('main a.fact[data-fact="basis.n"]').first.press("Enter")
    tab.locator('.bubble a[href^="evidence.html#rows="]').click()
    wait_until(tab, f"document.querySelectorAll('#list tbody tr:not([hidden])').length === {len(rows)}")
    shown = tab.evaluate(
        "[...document.querySelectorAll('#list tbody tr:not([hidden])')].map((row) => row.textContent)"
    )
    tab.close()
    assert all(any(row in text for text in shown) for row in rows)


@pytest.mark.parametrize(("width", "drawn"), [(360, "narrow"), (1280, "wide")])
def test_a_figure_is_shown_as_drawn_for_the_screen_and_whole(published, language, browser, width, drawn):
    tab = browser.new_page(viewport={"width": width, "height": 900})
    tab.goto((published.folder / language / "index.html").as_uri())
    shown = tab.locator(".chart svg:visible")
    assert shown.count() == published.figures
    assert tab.locator(f".chart .{drawn} svg:visible").count() == published.figures
    assert tab.evaluate(
        "[...document.querySelectorAll('.chart')].every((one) => one.scrollWidth <= one.clientWidth)"
    )
    tab.close()


def test_every_figure_can_be_read_as_a_table_and_downloaded_with_its_size_told(published, language):
    page, folder = published.html(language), published.folder / language
    for figure in page.select("figure.gcm-figure"):
        assert figure.select("details.as-table tbody tr")
        data = figure.select_one('.exhibit-tools a[href^="data/"]')
        size = (folder / data["href"]).stat().st_size
        told = f"{size / 1000:.{1 if size < 10_000 else 0}f}" if size >= 1000 else str(size)
        assert told.replace(".", "," if language == "fr" else ".") in data.get_text()
        assert {a.get_text() for a in figure.select('.exhibit-tools a[href^="figures/"]')} == {
            "SVG",
            "PNG",
            "JSON",
        }


def test_the_skip_link_is_the_first_stop_of_the_keyboard_and_is_seen(published, language, browser):
    tab = browser.new_page()
    tab.goto((published.folder / language / "index.html").as_uri())
    tab.keyboard.press("Tab")
    focused = tab.evaluate(
        "(() => { const e = document.activeElement, r = e.getBoundingClientRect();"
        " return [e.getAttribute('href'), r.top >= 0 && r.height > 0]; })()"
    )
    tab.close()
    assert focused == ["#content", True]


def test_figures_beside_a_notebook_are_shown_in_it(published, browser, language):
    tab = browser.new_page()
    tab.goto((published.folder / language / "notebooks" / "05-what-lasts.html").as_uri())
    shown = tab.evaluate("[...document.images].map((image) => image.complete && image.naturalWidth > 0)")
    tab.close()
    assert shown
    assert all(shown)
