"""The map of all published pages for search engines (sitemaps.org), with the languages of each report."""

from collections.abc import Sequence

from gcm_analysis.publishing.metadata.cards import Card
from gcm_analysis.publishing.page.templates import pages

SITEMAP = "sitemap.xml"


def sitemap(cards: Sequence[Card], site: str) -> str:
    """Return the map of a site's reports, the newest first: the page of all, and of each its index and its languages."""
    return pages().get_template(SITEMAP).render(cards=cards, site=site) + "\n"
