"""Compares the index, feed and site map of a folder of reports with new ones, made from the reports' cards."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from jinja2 import TemplateError

from gcm_analysis import paths
from gcm_analysis.evidence import project_publication
from gcm_analysis.publishing.folder.indexes import CARD, FEED, INDEX, SITEMAP, write_reports_pages
from gcm_analysis.verifying.rebuilt import temporary_folder

MATRIX = "matrix*.json"  # the results of a matrix
# Errors from a card that is not as it was written.
DAMAGES = (TemplateError, AttributeError, KeyError, TypeError, ValueError, RecursionError)


def differences(report: Path) -> Iterator[str]:
    """Yield each file that differs from the cards; the page of a matrix is another, and a single report has none."""
    reports = report.resolve().parent
    if not (reports / INDEX).is_file() or any(reports.glob(MATRIX)):
        return
    site = project_publication(paths.data()).site_url
    with temporary_folder() as anew:
        for card in sorted(reports.glob(f"*/{CARD}")):
            (anew / card.parent.name).mkdir()
            shutil.copy(card, anew / card.parent.name)
            try:
                write_reports_pages(anew, site)
            except DAMAGES as error:
                yield f"../{card.parent.name}/{CARD} can’t be read: {error}. Publish the report anew with gcm report."
                return
        for name in (INDEX, FEED, SITEMAP):
            if _content(anew / name) != _content(reports / name):
                yield f"../{name}: other than the cards of the reports say"


def _content(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""
