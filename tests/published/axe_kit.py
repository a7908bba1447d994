"""Every kind of page that is published, and axe-core on it in all the ways in which readers may have it before them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

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
