"""Waiting for a page in a browser."""

from time import monotonic

from playwright.sync_api import Page

LONGEST = 30  # seconds


def wait_until(page: Page, condition: str, arg: object = None) -> None:
    """Ask a page again and again; `wait_for_function` evaluates in the page, which its policy forbids."""
    end = monotonic() + LONGEST
    while not page.evaluate(condition, arg):
        assert monotonic() < end, condition
        page.wait_for_timeout(50)


def reload_until(page: Page, condition: str) -> None:
    """Load a page again until it shows what the browser keeps, which it writes after the page has said so."""
    end = monotonic() + LONGEST
    page.reload()
    while not page.evaluate(condition):
        assert monotonic() < end, condition
        page.reload()
