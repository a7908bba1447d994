# ruff: noqa: INP001 - a script next to the pictures that it takes
"""Takes the pictures of README and docs from a published report: `make pictures`.

Needs Debian's chromium and pdftoppm (poppler-utils), which no Python package brings.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).parent
LANGUAGES = ("en", "fr")
WIDE, NARROW = {"width": 1280, "height": 860}, {"width": 390, "height": 860}
COLOURS = 192  # of a picture: enough for flat colours and smooth letters
GAP = 24  # pixels between two pages
SPREAD = 2  # pages side by side


def main(report: Path) -> None:
    """Take every picture of one report, in all its languages."""
    absent = [tool for tool in ("chromium", "pdftoppm") if not shutil.which(tool)]
    if absent or not report.is_dir():
        sys.exit(f"Needed first: {', '.join(absent) or f'the report {report} (make report)'}.")
    with browser() as chromium:
        for language in LANGUAGES:
            page, explorer = (
                (report / language / file).resolve().as_uri() for file in ("index.html", "evidence.html")
            )
            take(chromium, page, f"page-{language}")
            take(chromium, page, f"page-dark-{language}", color_scheme="dark")
            take(chromium, page, f"page-narrow-{language}", viewport=NARROW)
            take(chromium, f"{explorer}#content", f"explorer-{language}")
    pages = {language: shown(report / language / "report.pdf", first=1) for language in LANGUAGES}
    save(side_by_side([page for both in pages.values() for page in both]), "pdf-covers")
    for language in LANGUAGES:
        first = chapter(report / language / "report.pdf")
        save(
            side_by_side(shown(report / language / "report.pdf", first, first + SPREAD - 1)),
            f"pdf-spread-{language}",
        )


@contextmanager
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield started
        started.close()


def take(chromium: Browser, address: str, name: str, **look: Any) -> None:  # noqa: ANN401 - as the browser has it
    """Take what a reader sees first at an address."""
    page = chromium.new_page(**({"viewport": WIDE, "color_scheme": "light"} | look))
    page.goto(address)
    page.wait_for_timeout(800)  # the explorer draws its figure
    save(Image.open(BytesIO(page.screenshot())).convert("RGB"), name)
    page.close()


def chapter(pdf: Path) -> int:
    """Return the page on which the second chapter begins, which is full of figures."""
    from pypdf import PdfReader  # noqa: PLC0415 - for this alone

    reader = PdfReader(pdf)
    chapters = [entry for entry in reader.outline if not isinstance(entry, list)]
    number = reader.get_destination_page_number(chapters[2])
    return (number or 0) + 1


def shown(pdf: Path, first: int, last: int | None = None) -> list[Image.Image]:
    """Return pages of a PDF as pictures."""
    with tempfile.TemporaryDirectory() as folder:
        pages = ["-f", str(first), "-l", str(last or first)]
        subprocess.run(["pdftoppm", "-r", "70", "-png", *pages, str(pdf), f"{folder}/page"], check=True)
        return [Image.open(path).convert("RGB") for path in sorted(Path(folder).glob("*.png"))]


def side_by_side(pages: list[Image.Image]) -> Image.Image:
    """Return pages next to each other on grey."""
    width, height = pages[0].size
    sheet = Image.new("RGB", (len(pages) * (width + GAP) + GAP, height + 2 * GAP), "#e3e8ed")
    for place, page in enumerate(pages):
        sheet.paste(page, (GAP + place * (width + GAP), GAP))
    return sheet


def save(picture: Image.Image, name: str) -> None:
    picture.quantize(COLOURS).save(HERE / f"{name}.png", optimize=True)
    print(HERE / f"{name}.png")  # noqa: T201 - says what it does


if __name__ == "__main__":
    main(Path(sys.argv[1]))
