"""Every kind of published page in a real browser: axe-core finds nothing, the keyboard reaches all, nothing is lost at 400 %."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.axe import ALIKE, OF_COLOUR, OF_ELSE, faults
from tests.sharing import made_once
from tests.verifying import small

from gcm_analysis.edition import LANGUAGES
from gcm_analysis.verifying.diff import difference
from gcm_analysis.verifying.diff_page import page as diff_page

WIDE, MIDDLE, NARROW = ({"width": width, "height": 900} for width in (1280, 768, 320))
ZOOMED = {"width": 320, "height": 256}  # a window of 1280 by 1024 pixels at 400 %
# All else is the same by day and by night, and what the widest and the narrowest window show is all there is to show. What
# a narrow window alone shows has few colours: the dark ones, which are nearer to each other, stand for both.
WAYS: tuple[tuple[dict[str, int], str, dict[str, Any]], ...] = (
    (NARROW, "light", OF_ELSE),
    (WIDE, "light", OF_ELSE),
    (WIDE, "light", OF_COLOUR),
    (NARROW, "dark", OF_COLOUR),
    (WIDE, "dark", OF_COLOUR),
)
# The hundreds of entries of the annex of facts are alike, and so are rows of tables, findings, sources and drawings; axe
# takes minutes for their links: some of each represent all.
THIN = """() => {
  const thin = (lists, left) => document.querySelectorAll(lists).forEach(
    list => [...list.children].slice(left).forEach(one => one.remove()));
  thin(".facts > dl", 8), thin(".facts dd", 9), thin("tbody", 2), thin(".references", 5);
  [...document.querySelectorAll("svg")].slice(4).forEach(drawing => drawing.replaceChildren());
  document.querySelectorAll(".finding").forEach((card, number) => number > 3 && card.remove());
}"""
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# How many characters a page shows with all its parts opened, without those to choose from in a field.
WORDS = """() => {
  const characters = (one) => one.innerText.replace(/\\s+/g, " ").length;
  const shut = [...document.querySelectorAll("details:not([open])")];
  shut.forEach(one => one.open = true);
  const choices = [...document.querySelectorAll("main select")].reduce((sum, one) => sum + characters(one), 0);
  const shown = characters(document.querySelector("main")) - choices;
  shut.forEach(one => one.open = false);
  return shown;
}"""
FOCUS = """() => {
  const e = document.activeElement, s = getComputedStyle(e), r = e.getBoundingClientRect();
  const reached = (window.reached ??= new Map()), ring = s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2;
  if (!reached.has(e)) reached.set(e, reached.size);
  return {
    key: reached.get(e) + " " + e.cloneNode().outerHTML.slice(0, 80),
    seen: ring && r.width > 0 && r.height > 0 && r.bottom > 0 && r.top < innerHeight,
  };
}"""
# What the keyboard has to reach: links, buttons, fields, summaries and areas that scroll, where they are shown.
REACHABLE = """() => {
  const shown = e => e.checkVisibility({visibilityProperty: true}) && !e.closest("[inert]");
  const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")];
  return all.filter(e => shown(e) && !e.disabled && e.tabIndex >= 0).length;
}"""


@dataclass(frozen=True)
class Kind:
    """A kind of page: its name, its file below the folder of an event's report, and what its address ends in."""

    name: str
    file: str
    part: str = ""

    def files(self, folder: Path) -> Iterator[Path]:
        codes = LANGUAGES if "{code}" in self.file else ("",)
        yield from ((folder / self.file.format(code=code)).resolve() for code in codes)


KINDS = (
    Kind("report", "{code}/index.html"),
    Kind("brief", "{code}/brief.html"),
    Kind("evidence explorer", "{code}/evidence.html", "#phase=design&level=local"),
    Kind("accessibility statement", "{code}/accessibility.html"),
    Kind("notebook", "{code}/notebooks/05-what-lasts.html"),
    Kind("event", "index.html"),
    Kind("all reports", "../index.html"),
    Kind("comparison", "diff-{code}.html"),
)


@pytest.fixture(scope="module")
def pages(published, evidence, tmp_path_factory):
    """Return the files of each kind of page; the comparison is one of a small report with a changed copy."""
    made = made_once(tmp_path_factory, "small", lambda folder: small.publish(folder / "report", evidence))
    beside = tmp_path_factory.mktemp("comparison")
    changed = shutil.copytree(made / "report", beside / "changed")
    for code in LANGUAGES:
        small.replaced(changed / code / "facts.json", "250", "251", count=2)
        html = diff_page(difference(made / "report", changed, code))
        (beside / f"diff-{code}.html").write_text(html, encoding="utf-8")
    folders = {kind.name: beside if kind.name == "comparison" else published.folder for kind in KINDS}
    return {kind.name: list(kind.files(folders[kind.name])) for kind in KINDS}


@pytest.fixture
def tab(browser):
    page = browser.new_page(viewport=WIDE)
    page.fetched = []
    page.on("request", lambda request: page.fetched.append(request.url))
    yield page
    page.close()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_axe_finds_no_fault_and_no_page_scrolls_sideways_or_loses_words(pages, tab, kind):
    """A second language has the same elements and colours: for its words the narrowest width stands for all."""
    for number, path in enumerate(pages[kind.name]):
        tab.set_viewport_size(WIDE)
        tab.goto(path.as_uri() + kind.part)
        words = tab.evaluate(WORDS)
        for window in (WIDE, MIDDLE, NARROW, ZOOMED):
            tab.set_viewport_size(window)
            assert (path, window, max(tab.evaluate(OVERFLOW), 0)) == (path, window, 0)
        assert tab.evaluate(WORDS) >= 0.98 * words
        tab.evaluate(THIN)
        for window, light, options in WAYS[:1] if number else WAYS:
            tab.emulate_media(color_scheme=light)
            tab.set_viewport_size(window)
            if options is OF_COLOUR:
                tab.evaluate(ALIKE)
            assert (path, window, light, faults(tab, options)) == (path, window, light, [])
        assert all(url.startswith(("file:", "data:", "blob:")) for url in tab.fetched)


@pytest.mark.parametrize("kind", [KINDS[1], KINDS[2], KINDS[3], KINDS[5]], ids=lambda kind: kind.name)
def test_the_keyboard_reaches_everything_and_shows_where_it_is(pages, tab, kind):
    tab.goto(pages[kind.name][0].as_uri())
    tab.evaluate(THIN)
    wanted, reached = min(tab.evaluate(REACHABLE), 60), {}
    for _ in range(wanted):
        tab.keyboard.press("Tab")
        stop = tab.evaluate(FOCUS)
        reached[stop["key"]] = stop["seen"]
    assert len(reached) == wanted
    assert [key for key, is_seen in reached.items() if not is_seen] == []
