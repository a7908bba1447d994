"""The feed of all published reports (Atom, RFC 4287). Drafts are not in it, and it has no time but those of reports."""

from collections.abc import Iterator, Sequence
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from gcm_analysis.edition import LANGUAGES
from gcm_analysis.narrative.language import Language
from gcm_analysis.publishing.metadata.cards import Card, Page

FEED = "feed.xml"
ATOM = "http://www.w3.org/2005/Atom"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
PROGRAM = "gcm-analysis"


def feed(cards: Sequence[Card], site: str) -> str:
    """Return the feed of at least one report, the newest first; links are relative where there is no site."""
    root = ET.Element("feed", {"xmlns": ATOM})
    titles = (Language(code).text("Published reports") for code in LANGUAGES)
    _child(root, "title", " · ".join(titles))
    _child(root, "id", _id(site, ""))
    _child(root, "updated", _time(max(card.date for card in cards)))
    _child(root, "link", rel="self", type="application/atom+xml", href=f"{site}{FEED}")
    _child(root, "link", rel="alternate", type="text/html", href=site or "index.html")
    _child(root, "generator", PROGRAM)
    root.extend(_entry(card, page, site) for card in cards for page in card.pages)
    ET.indent(root, " ")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _entry(card: Card, page: Page, site: str) -> ET.Element:
    entry = ET.Element("entry", {LANG: page.language})
    _child(entry, "title", page.title)
    _child(entry, "id", _id(site, page.path))
    _child(entry, "updated", _time(card.date))
    _child(entry, "summary", " ".join(filter(None, (page.about, page.version))))
    for name in page.authors:
        _child(_child(entry, "author"), "name", name)
    for relation, attributes in _links(card, page):
        attributes["href"] = site + attributes["href"]
        _child(entry, "link", rel=relation, **attributes)
    return entry


def _links(card: Card, page: Page) -> Iterator[tuple[str, dict[str, str]]]:
    for one in (page, *(other for other in card.pages if other != page)):
        yield "alternate", {"type": "text/html", "hreflang": one.language, "href": one.path}


def _id(site: str, path: str) -> str:
    """Return the address, which is the name of a thing on the web, else a name made of the path."""
    return f"{site}{path}" if site else f"urn:uuid:{uuid5(NAMESPACE_URL, f'{PROGRAM}/{path}')}"


def _time(day: str) -> str:
    return f"{day}T00:00:00Z"


def _child(parent: ET.Element, name: str, text: str = "", /, **attributes: str) -> ET.Element:
    child = ET.SubElement(parent, name, attributes)
    child.text = text or None
    return child
