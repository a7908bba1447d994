"""Measures how long a saved sentence and a saved cell take to appear in an open browser.

`python -m benchmarks.preview [--times 20]` copies data and notebooks, starts `gcm preview`, opens the page in Chromium,
and changes a sentence of prose and a cell of code in turn. Prints medians and the longest, in seconds.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat
from playwright.sync_api import Page, sync_playwright

from gcm_analysis import paths

NOTEBOOK = "05-what-lasts.ipynb"
MARK = "Saved {number}."
REST = 1000  # milliseconds between two changes


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=20)
    times = parser.parse_args().times
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        for part in ("data", "notebooks"):
            shutil.copytree(paths.home() / part, home / part)
        command = [sys.executable, "-m", "gcm_analysis", "preview", "--language", "en", "--port", "0"]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, text=True, env=os.environ | {"GCM_HOME": folder}
        ) as server:
            try:
                measure(_address(server), home / "notebooks" / NOTEBOOK, times)
            finally:
                server.terminate()


def _address(server: "subprocess.Popen[str]") -> str:
    for line in server.stdout or ():
        if line.startswith("Preview: "):
            return line.split()[1]
    raise SystemExit("gcm preview ended before it showed a page")


def measure(address: str, notebook: Path, times: int) -> None:
    before = notebook.read_text(encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(address)
        page.wait_for_function("document.body.innerText.length > 9999")
        for what, change in (("a sentence", _prose), ("a cell", _code)):
            seconds = []
            for number in range(times):
                mark = MARK.format(number=f"{what} {number}")
                seconds.append(_seconds(page, notebook, change(before, mark), mark))
            sys.stdout.write(
                f"{what}: median {statistics.median(seconds):.2f} s, longest {max(seconds):.2f} s\n"
            )
        browser.close()


def _seconds(page: Page, notebook: Path, text: str, mark: str) -> float:
    begun = time.monotonic()
    notebook.write_text(text, encoding="utf-8")
    page.wait_for_function("mark => document.body.innerText.includes(mark)", arg=mark, timeout=120_000)
    taken = time.monotonic() - begun
    page.wait_for_timeout(REST)
    return taken


def _prose(text: str, mark: str) -> str:
    book = nbformat.reads(text, as_version=4)
    cell = next(one for one in book.cells if one.cell_type == "markdown" and not one.source.startswith("#"))
    cell.source += f" {mark}"
    return str(nbformat.writes(book))


def _code(text: str, mark: str) -> str:
    book = nbformat.reads(text, as_version=4)
    cell = next(
        one for one in book.cells if one.cell_type == "code" and one.source.startswith("page.answer(")
    )
    cell.source += f"\npage.say(say({mark!r}))"
    return str(nbformat.writes(book))


if __name__ == "__main__":
    main()
