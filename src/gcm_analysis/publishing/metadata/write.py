"""Metadata as files: of one language, of a report, of all reports."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from gcm_analysis.atomic import write_whole
from gcm_analysis.publishing.chapters import Chapter
from gcm_analysis.publishing.facts import write_json
from gcm_analysis.publishing.metadata import cite, figures
from gcm_analysis.publishing.metadata.cards import complete_card, read_cards
from gcm_analysis.publishing.metadata.datacite import datacite
from gcm_analysis.publishing.metadata.describe import Description
from gcm_analysis.publishing.metadata.feed import FEED, feed
from gcm_analysis.publishing.metadata.rocrate import CRATE, crate
from gcm_analysis.publishing.metadata.sitemap import SITEMAP, sitemap
from gcm_analysis.publishing.metadata.workflow import RERUN, rerun

DATACITE = "datacite.json"


def write_language(folder: Path, chapters: Sequence[Chapter], description: Description) -> None:
    """Write into a language's folder its citations, its record for DataCite and the bundles of its figures."""
    (folder / cite.FOLDER).mkdir()
    (folder / cite.BIBTEX).write_text(cite.bibtex(description), encoding="utf-8")
    (folder / cite.RIS).write_text(cite.ris(description), encoding="utf-8", newline="")
    write_json(folder / DATACITE, datacite(description))
    figures.write_bundles(folder / figures.FOLDER, chapters, description)


def write_report(report: Path, description: Description, manifest: Callable[[], Mapping[str, Any]]) -> None:
    """Write what belongs to all languages of a report: the commands that publish it again, its card, its RO-Crate.

    `manifest` tells what lies in the folder at the time; the crate lists all of it but itself.
    """
    (report / RERUN).write_text(rerun(manifest()), encoding="utf-8")
    complete_card(report, description)
    write_json(report / CRATE, crate(report, manifest(), description))


def write_for_all(reports: Path, site: str) -> None:
    """Write the feed of all published reports and the map of their pages; where there is nothing to say, neither.

    A map has only absolute addresses, so that there is none without a site.
    """
    cards = read_cards(reports)
    for name, content in (
        (FEED, feed(cards, site) if cards else ""),
        (SITEMAP, sitemap(cards, site) if cards and site else ""),
    ):
        if content:
            write_whole(reports / name, content)
        else:
            (reports / name).unlink(missing_ok=True)
