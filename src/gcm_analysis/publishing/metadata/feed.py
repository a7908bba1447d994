"""The feed of all published reports (Atom, RFC 4287). Drafts are not in it, and it has no time but those of reports."""

from collections.abc import Sequence
from functools import partial
from uuid import NAMESPACE_URL, uuid5

from gcm_analysis.edition import LANGUAGES
from gcm_analysis.narrative.language import Language
from gcm_analysis.publishing.metadata.cards import Card
from gcm_analysis.publishing.page.templates import pages

FEED = "feed.xml"
PROGRAM = "gcm-analysis"


def feed(cards: Sequence[Card], site: str) -> str:
    """Return the feed of at least one report, the newest first; links are relative where there is no site."""
    titles = (Language(code).text("Published reports") for code in LANGUAGES)
    return (
        pages()
        .get_template(FEED)
        .render(
            updated=max(card.date for card in cards),
            title=" · ".join(titles),
            cards=cards,
            site=site,
            file=FEED,
            program=PROGRAM,
            name_of=partial(_id, site),
        )
        + "\n"
    )


def _id(site: str, path: str) -> str:
    """Return the address, which is the name of a thing on the web, else a name made of the path."""
    return f"{site}{path}" if site else f"urn:uuid:{uuid5(NAMESPACE_URL, f'{PROGRAM}/{path}')}"
