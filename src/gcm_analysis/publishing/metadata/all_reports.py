"""What tells machines of all reports: a feed (Atom, RFC 4287) and a map of their pages (sitemaps.org).

Both know each report by its card, in which it says of itself what no page of all reports shows. Drafts are in neither,
and neither has a time but those of reports.
"""

import json
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from gcm_analysis.atomic import write_whole
from gcm_analysis.edition import LANGUAGES
from gcm_analysis.narrative.language import Language
from gcm_analysis.publishing.folder.indexes import CARD
from gcm_analysis.publishing.formats.page.templates import pages
from gcm_analysis.publishing.metadata.describe import Description
from gcm_analysis.publishing.stage.facts import write_json

FEED, SITEMAP = "feed.xml", "sitemap.xml"
PROGRAM = "gcm-analysis"
ADDED = "metadata"  # the key of a card under which this module keeps what it adds

Card = dict[str, Any]


def complete_card(report: Path, description: Description) -> None:
    """Add to a report's card what no page of all reports shows: its own date, its bare titles."""
    path = report / CARD
    card = json.loads(path.read_text(encoding="utf-8"))
    titles = {edition["language"]: edition["name"] for edition in card["editions"]}
    added = {"date": description.date.isoformat(), "titles": titles, "draft": description.draft}
    write_json(path, card | {ADDED: added})


def read_cards(reports: Path) -> list[Card]:
    """Return the cards of all reports that are no drafts, the newest first; reports without such a card are left out."""
    read = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(reports.glob(f"*/{CARD}"))]
    cards = [card for card in read if ADDED in card and not card[ADDED]["draft"]]
    return sorted(cards, key=lambda card: str(card[ADDED]["date"]), reverse=True)


def write_for_all(reports: Path, site: str) -> None:
    """Write the feed of all published reports and the map of their pages; where there is nothing to say, neither.

    A map has only absolute addresses, so that there is none without a site.
    """
    cards = read_cards(reports)
    for name, needed in ((FEED, bool(cards)), (SITEMAP, bool(cards and site))):
        if needed:
            write_whole(reports / name, rendered(name, cards, site))
        else:
            (reports / name).unlink(missing_ok=True)


def rendered(name: str, cards: Sequence[Card], site: str) -> str:
    """Return the feed or the map of at least one report; the links of a feed are relative where there is no site."""
    titles = (Language(code).text("Published reports") for code in LANGUAGES)
    template = pages().get_template(name)
    return (
        template.render(
            cards=cards,
            site=site,
            title=" · ".join(titles),
            program=PROGRAM,
            name_of=partial(_id, site),
        )
        + "\n"
    )


def _id(site: str, path: str) -> str:
    """Return the address, which is the name of a thing on the web, else a name made of the path."""
    return f"{site}{path}" if site else f"urn:uuid:{uuid5(NAMESPACE_URL, f'{PROGRAM}/{path}')}"
