"""Measures how soon the page of a report can be read, compared with nbconvert's page of the same executed notebooks.

`python -m benchmarks.page reports/<event>/<language>`: medians of several loads in Chromium, with an empty cache and no
network, and their ratios. First paint is the browser's first-contentful-paint; blocking is what tasks of the main thread
take beyond 50 ms, as Lighthouse counts it.
"""

import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median

import nbformat
from nbconvert import HTMLExporter
from playwright.sync_api import Browser, sync_playwright
from rich.console import Console

LOADS = 7
SETTLED = 1500  # milliseconds after loading
OBSERVE = """
window.long = 0;
new PerformanceObserver(list => {
  for (const task of list.getEntries()) window.long += Math.max(0, task.duration - 50);
}).observe({ type: 'longtask', buffered: true });
"""
READ = """() => ({
  paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN,
  blocking: window.long,
})"""


def main(folder: Path) -> None:
    """Print a table of both pages."""
    out = Console()
    with tempfile.TemporaryDirectory() as place, sync_playwright() as driver:
        other = Path(place) / "nbconvert.html"
        other.write_text(converted(sorted((folder / "notebooks").glob("*.ipynb"))), encoding="utf-8")
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        measured = {
            name: loads(browser, page)
            for name, page in (("report", folder / "index.html"), ("nbconvert", other))
        }
        sizes = {"report": (folder / "index.html").stat().st_size, "nbconvert": other.stat().st_size}
        browser.close()
    out.print(f"{'page':12}{'bytes':>12}{'first paint, ms':>18}{'blocking, ms':>15}", highlight=False)
    for name, (paint, blocking) in measured.items():
        out.print(f"{name:12}{sizes[name]:>12,}{paint:>18.0f}{blocking:>15.0f}", highlight=False)
    paints = [paint for paint, _ in measured.values()]
    out.print(f"first paint: {paints[0] / paints[1]:.2f} of nbconvert's", highlight=False)


def converted(notebooks: list[Path]) -> str:
    """Return one page of all notebooks, as nbconvert writes it."""
    read = [nbformat.read(path, as_version=4) for path in notebooks]
    whole = read[0]
    whole.cells = [cell for notebook in read for cell in notebook.cells]
    for number, cell in enumerate(whole.cells):
        cell["id"] = f"cell-{number}"
    page: str = HTMLExporter().from_notebook_node(whole)[0]
    return page


def loads(browser: Browser, page: Path) -> tuple[float, float]:
    """Return the medians of first paint and blocking, in milliseconds."""
    found = [_load(browser, page) for _ in range(LOADS)]
    return median(one["paint"] for one in found), median(one["blocking"] for one in found)


def _load(browser: Browser, page: Path) -> dict[str, float]:
    context = browser.new_context()
    context.route("http*://**", lambda route: route.abort())
    tab = context.new_page()
    tab.add_init_script(OBSERVE)
    tab.goto(page.resolve().as_uri())
    tab.wait_for_timeout(SETTLED)
    read: dict[str, float] = tab.evaluate(READ)
    context.close()
    return read


if __name__ == "__main__":
    main(Path(sys.argv[1]))
