"""Every kind of published page in a real browser: axe-core finds nothing, the keyboard reaches all, nothing is lost at 400 %."""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from tests.sharing import made_once
from tests.verifying import small

from gcm_analysis.edition import LANGUAGES
from gcm_analysis.verifying.diff import difference
from gcm_analysis.verifying.diff_page import page as diff_page

WIDTHS = (320, 768, 1280)
BRIEFLY = {"resultTypes": ["violations"]}
COLOURS = ["color-contrast", "link-in-text-block"]  # the rules that depend on colours, and that take the time
OF_COLOUR = BRIEFLY | {"runOnly": {"type": "rule", "values": COLOURS}}
OF_ELSE = BRIEFLY | {"rules": {rule: {"enabled": False} for rule in COLOURS}}
# All else is the same by day and by night, and what the widest and the narrowest window show is all there is to show.
Way = tuple[int, str, dict[str, Any]]
WAYS: tuple[Way, ...] = (
    (320, "light", OF_ELSE),
    (1280, "light", OF_ELSE),
    (320, "light", OF_COLOUR),
    (1280, "dark", OF_COLOUR),
)
# The hundreds of entries of the annex of facts are alike, and so are rows of tables, findings and sources; axe takes
# minutes for their links: some of each stand for all.
THIN = """() => {
  const thin = (lists, left) => document.querySelectorAll(lists).forEach(
    list => [...list.children].slice(left).forEach(one => one.remove()));
  thin(".facts > dl", 8), thin(".facts dd", 9), thin("tbody", 4), thin(".references", 5);
  document.querySelectorAll(".finding").forEach((card, number) => number > 3 && card.remove());
}"""
# Elements of one kind, in elements of one kind, have the same colours: of those with the same names, classes and
# attributes from the body down, three are looked at. What holds anything that is not there three times before stays.
ALIKE = """() => {
  const kinds = new Map(), seen = new Map(), again = new Set();
  for (const one of document.querySelectorAll("body *")) {
    const own = [...one.attributes].map(({name, value}) => name === "class" ? value : name).sort();
    const kind = `${kinds.get(one.parentElement) ?? ""} ${one.localName}[${own}]`;
    kinds.set(one, kind), seen.set(kind, (seen.get(kind) ?? 0) + 1);
    if (seen.get(kind) > 3) again.add(one);
  }
  for (const one of again)
    if (one.isConnected && [...one.querySelectorAll("*")].every(inner => again.has(inner))) one.remove();
}"""
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass(frozen=True)
class Kind:
    """A kind of page: its name, its file below the folder of an event's report, and what its address ends in."""

    name: str
    file: str
    part: str = ""

    def files(self, folder: Path, languages: tuple[str, ...]) -> Iterator[Path]:
        codes = languages if "{code}" in self.file else ("",)
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


@dataclass(frozen=True)
class Seen:
    """What one page showed at one width and in one light."""

    width: int
    light: str
    violations: list[tuple[str, list[str]]]
    passes: int
    fetched: list[str]


def overflows(browser: Browser, address: str) -> list[int]:
    """Return how far a page overflows at each width."""
    tab = browser.new_page(viewport={"width": WIDTHS[-1], "height": 900})
    tab.goto(address)
    found = [overflow(tab, width) for width in WIDTHS]
    tab.close()
    return found


def look(browser: Browser, address: str, ways: Sequence[Way] = WAYS) -> Iterator[Seen]:
    """Open a page once and yield what it shows in each of the ways."""
    fetched: list[str] = []
    tab = browser.new_page(viewport={"width": WIDTHS[-1], "height": 900})
    tab.on("request", lambda request: fetched.append(request.url))
    tab.goto(address)
    tab.evaluate(THIN)
    for width, light, options in ways:
        tab.emulate_media(color_scheme=light)
        tab.set_viewport_size({"width": width, "height": 900})
        if options is OF_COLOUR:
            tab.evaluate(ALIKE)
        found = Axe().run(tab, options=options).response
        faults = [
            (fault["id"], [node["html"][:160] for node in fault["nodes"]][:3])
            for fault in found["violations"]
        ]
        yield Seen(width, light, faults, len(found["passes"]), fetched)
    tab.close()


def overflow(tab: Page, width: int) -> int:
    tab.set_viewport_size({"width": width, "height": 900})
    return int(tab.evaluate(OVERFLOW))


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
