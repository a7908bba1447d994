"""The map of all published pages for search engines (sitemaps.org), with the languages of each report."""

from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET

from gcm_analysis.publishing.metadata.cards import Card

SITEMAP = "sitemap.xml"
NAMESPACES = {
    "xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "xmlns:xhtml": "http://www.w3.org/1999/xhtml",
}


def sitemap(cards: Sequence[Card], site: str) -> str:
    """Return the map of a site's reports: the page of all, and of each report its index and its languages."""
    root = ET.Element("urlset", NAMESPACES)
    root.append(_page(site, max(card.date for card in cards)))
    for card in cards:
        root.extend(_of_report(card, site))
    ET.indent(root, " ")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _of_report(card: Card, site: str) -> Iterator[ET.Element]:
    yield _page(f"{site}{card.name}/", card.date)
    for page in card.pages:
        element = _page(f"{site}{page.path}", card.date)
        for other in card.pages:
            attributes = {"rel": "alternate", "hreflang": other.language, "href": f"{site}{other.path}"}
            ET.SubElement(element, "xhtml:link", attributes)
        yield element


def _page(address: str, day: str) -> ET.Element:
    element = ET.Element("url")
    ET.SubElement(element, "loc").text = address
    ET.SubElement(element, "lastmod").text = day
    return element
