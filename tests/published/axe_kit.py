"""Every kind of page that is published, and axe-core on it in all the ways in which readers may have it before them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

WIDTHS = (320, 768, 1280)
# What in axe depends on colours; all else is the same by day and by night.
OF_COLOUR = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
# The hundreds of entries of the annex of facts are alike, and so are rows of tables; axe takes minutes for their
# links: some of each stand for all.
THIN = """() => {
  document.querySelectorAll(".facts > dl").forEach(l => [...l.children].slice(8).forEach(e => e.remove()));
  document.querySelectorAll("table tbody").forEach(b => [...b.rows].slice(4).forEach(r => r.remove()));
  document.querySelectorAll(".references").forEach(l => [...l.children].slice(5).forEach(e => e.remove()));
}"""
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass(frozen=True)
class Kind:
    """A kind of page: its name, and its file below the folder of an event's report."""

    name: str
    file: str

    def files(self, folder: Path, languages: tuple[str, ...]) -> Iterator[Path]:
        codes = languages if "{code}" in self.file else ("",)
        yield from ((folder / self.file.format(code=code)).resolve() for code in codes)


KINDS = (
    Kind("report", "{code}/index.html"),
    Kind("brief", "{code}/brief.html"),
    Kind("evidence explorer", "{code}/evidence.html"),
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
    overflow: int  # pixels that the page is wider than its window
    violations: list[tuple[str, list[str]]]
    passes: int
    fetched: list[str]


def look(browser: Browser, path: Path) -> Iterator[Seen]:
    """Open a page once and yield what it shows at each width, by day with all rules and by night with those of colour."""
    fetched: list[str] = []
    tab = browser.new_page(viewport={"width": WIDTHS[-1], "height": 900})
    tab.on("request", lambda request: fetched.append(request.url))
    tab.goto(path.as_uri())
    overflows = {width: overflow(tab, width) for width in WIDTHS}
    tab.evaluate(THIN)
    for light in ("light", "dark"):
        tab.emulate_media(color_scheme=light)
        for width in WIDTHS:
            tab.set_viewport_size({"width": width, "height": 900})
            found = Axe().run(tab, options=None if light == "light" else OF_COLOUR).response
            faults = [
                (fault["id"], [node["html"][:160] for node in fault["nodes"]][:3])
                for fault in found["violations"]
            ]
            yield Seen(width, light, overflows[width], faults, len(found["passes"]), fetched)
    tab.close()


def overflow(tab: Page, width: int) -> int:
    tab.set_viewport_size({"width": width, "height": 900})
    return int(tab.evaluate(OVERFLOW))
