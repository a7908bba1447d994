"""Every kind of published page in a real browser: axe-core finds nothing, the keyboard reaches all, nothing is lost at 400 %."""

import shutil

import pytest
from tests.published.axe_kit import KINDS, OVERFLOW, look, overflows
from tests.sharing import made_once
from tests.verifying import small

from gcm_analysis.edition import LANGUAGES
from gcm_analysis.verifying.diff import difference
from gcm_analysis.verifying.diff_page import page as diff_page

FOCUS = """() => {
  const e = document.activeElement, s = getComputedStyle(e), r = e.getBoundingClientRect();
  const ring = s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2;
  return {
    key: [...document.querySelectorAll("*")].indexOf(e) + " " + e.outerHTML.slice(0, 80),
    body: e === document.body, seen: ring && r.width > 0 && r.height > 0 && r.bottom > 0 && r.top < innerHeight,
  };
}"""
# What the keyboard has to reach: links, buttons, fields, summaries and areas that scroll, where they are shown.
REACHABLE = """() => {
  const shown = e => e.checkVisibility({visibilityProperty: true}) && !e.closest("[inert]");
  const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")];
  return all.filter(e => shown(e) && !e.disabled && e.tabIndex >= 0).length;
}"""

# The words of a page with all its parts opened; those to choose from in a field stand in the field.
WORDS = """() => {
  document.querySelectorAll("details").forEach(d => d.open = true);
  document.querySelectorAll("select").forEach(s => s.remove());
  return document.querySelector("main").innerText.replace(/\\s+/g, " ").length;
}"""


@pytest.fixture(scope="module")
def pages(published, evidence, tmp_path_factory):
    """Return the files of each kind of page; the comparison is one of a small report with a changed copy."""
    made = made_once(tmp_path_factory, "small", lambda folder: small.publish(folder / "report", evidence))
    beside = tmp_path_factory.mktemp("comparison")
    changed = shutil.copytree(made / "report", beside / "changed")
    small.replaced(changed / "facts.json", "250", "251", count=3)
    for code in LANGUAGES:
        html = diff_page(difference(made / "report", changed, code))
        (beside / f"diff-{code}.html").write_text(html, encoding="utf-8")
    folders = {kind.name: beside if kind.name == "comparison" else published.folder for kind in KINDS}
    return {kind.name: list(kind.files(folders[kind.name], LANGUAGES)) for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_axe_finds_no_fault_in_any_light(pages, browser, kind):
    """The other language has the same elements and colours; of its words, publishing has looked."""
    path = pages[kind.name][0]
    for seen in look(browser, path.as_uri() + kind.part):
        where = (path.parent.name, path.name, seen.width, seen.light)
        assert (where, seen.violations) == (where, [])
        assert seen.passes > 0
        assert all(url.startswith(("file:", "data:", "blob:")) for url in seen.fetched)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_no_page_scrolls_sideways_at_any_width_in_either_language(pages, browser, kind):
    for path in pages[kind.name]:
        assert (path, max(*overflows(browser, path.as_uri()), 0)) == (path, 0)


@pytest.mark.parametrize("kind", [KINDS[1], KINDS[2], KINDS[3], KINDS[5]], ids=lambda kind: kind.name)
def test_the_keyboard_reaches_everything_and_shows_where_it_is(pages, browser, kind):
    path = pages[kind.name][0]
    tab = browser.new_page(viewport={"width": 1280, "height": 900})
    tab.goto(path.as_uri())
    wanted, reached, unseen = tab.evaluate(REACHABLE), [], []
    for _ in range(min(wanted, 60)):
        tab.keyboard.press("Tab")
        told = tab.evaluate(FOCUS)
        reached.append(told["key"])
        if not told["seen"]:
            unseen.append(told["key"])
    tab.close()
    assert len(set(reached)) == min(wanted, 60)
    assert not unseen


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_at_400_per_cent_nothing_scrolls_sideways_and_no_words_are_lost(pages, browser, kind):
    """A window of 1280 pixels at 400 % is one of 320 by 256 to the page."""
    path = pages[kind.name][0]
    wide = browser.new_page(viewport={"width": 1280, "height": 1024})
    wide.goto(path.as_uri())
    zoomed = browser.new_page(viewport={"width": 320, "height": 256})
    zoomed.goto(path.as_uri())
    before, after, sideways = wide.evaluate(WORDS), zoomed.evaluate(WORDS), zoomed.evaluate(OVERFLOW)
    wide.close()
    zoomed.close()
    assert sideways <= 0
    assert after >= 0.98 * before
