"""The published pages in a real browser: what a reader does in them works, figures show their data."""

import pytest


@pytest.mark.parametrize("language", ["fr"])
def test_a_figure_is_shown_as_drawn_for_the_screen_and_whole(published, language, browser):
    tab = browser.new_page()
    tab.goto((published.folder / language / "index.html").as_uri())
    for width, drawn in ((360, "narrow"), (1280, "wide")):
        tab.set_viewport_size({"width": width, "height": 900})
        assert tab.locator(".chart svg:visible").count() == published.figures
        assert tab.locator(f".chart .{drawn} svg:visible").count() == published.figures
        assert tab.evaluate(
            "[...document.querySelectorAll('.chart')].every((one) => one.scrollWidth <= one.clientWidth)"
        )
    tab.close()


def test_every_figure_can_be_read_as_a_table_and_downloaded_and_says_its_size(published, language):
    page, folder = published.html(language), published.folder / language
    for figure in page.select("figure.gcm-figure"):
        assert figure.select("details.as-table tbody tr")
        data = figure.select_one('.exhibit-tools a[href^="data/"]')
        size = (folder / data["href"]).stat().st_size
        size_shown = f"{size / 1000:.{1 if size < 10_000 else 0}f}" if size >= 1000 else str(size)
        assert size_shown.replace(".", "," if language == "fr" else ".") in data.get_text()
        assert {a.get_text() for a in figure.select('.exhibit-tools a[href^="figures/"]')} == {
            "SVG",
            "PNG",
            "JSON",
        }


@pytest.mark.parametrize("language", ["fr"])
def test_figures_beside_a_notebook_are_shown_in_it(published, browser, language):
    tab = browser.new_page()
    tab.goto((published.folder / language / "notebooks" / "05-what-lasts.html").as_uri())
    shown = tab.evaluate("[...document.images].map((image) => image.complete && image.naturalWidth > 0)")
    tab.close()
    assert shown
    assert all(shown)
