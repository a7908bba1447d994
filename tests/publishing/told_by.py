"""What a published page tells, whoever published it: read alike from the embedded publisher's page and from Quarto's."""

import re
from collections import Counter
from dataclasses import dataclass, fields

from bs4 import BeautifulSoup, Tag

NUMBER = re.compile(r"^(?:(?:Figure|Table|Tableau|Chapter|Chapitre|Section)\s)?\d+(?:\.\d+)*[\s:.\u00a0–—]*")
ANNEX = "sec-facts"
LABEL = re.compile(r"^(?:fig|tbl)-(?!.*-(?:title|data|caption))[a-z0-9-]+$")
PLACE = re.compile(r"(?:sec|fig|tbl)-")
KINDS = ("note", "tip", "important", "warning")


@dataclass(frozen=True)
class Told:
    """Everything that both publishers must tell alike, outside the annex of facts."""

    headings: list[str]
    exhibits: list[str]  # their labels
    numbers: dict[str, str]  # of exhibits, by label
    titles: dict[str, str]  # the words of a caption, by label
    alternatives: dict[str, str]  # by label
    citations: Counter[str]
    references: Counter[str]  # where cross-references lead
    callouts: list[str]
    facts: Counter[tuple[str, str]]  # id and what is shown


def told_by(pages: list[str]) -> Told:
    """Read the chapters of a report, one page after the other."""
    bodies = [_body(page) for page in pages]
    exhibits = [tag for body in bodies for tag in body.find_all(["div", "figure"], id=LABEL)]
    links = [link for body in bodies for link in body.find_all("a", href=True)]
    led = [str(link["href"]).partition("#")[2] for link in links]
    return Told(
        headings=[_words(tag) for body in bodies for tag in _headings(body) if _words(tag)],
        exhibits=[str(tag["id"]) for tag in exhibits],
        numbers={str(tag["id"]): _number(tag) for tag in exhibits},
        titles={str(tag["id"]): _title(tag) for tag in exhibits},
        alternatives={str(tag["id"]): _alternative(tag) for tag in exhibits if str(tag["id"]).startswith("fig-")},
        citations=Counter(place for place in led if place.startswith("ref-")),
        references=Counter(place for place in led if PLACE.match(place)),
        callouts=[kind for body in bodies for tag in body.select(".callout") for kind in KINDS if f"callout-{kind}" in tag["class"]],
        facts=Counter((str(tag["data-fact"]), _text(tag)) for body in bodies for tag in body.select("[data-fact]")),
    )  # fmt: skip


def differences(one: Told, other: Told) -> dict[str, tuple[object, object]]:
    """Return what is told otherwise, by field."""
    pairs = {field.name: (getattr(one, field.name), getattr(other, field.name)) for field in fields(Told)}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _body(page: str) -> Tag:
    """Return the content of a page without its contents lists, its annex, and what stands around."""
    soup = BeautifulSoup(page, "html.parser")
    body = soup.find("main") or soup.body
    assert isinstance(body, Tag)
    for tag in body.select(
        f"nav, #{ANNEX}, section[id^=sec-facts], .exhibit-tools, .as-table, script, style"
    ):
        tag.decompose()
    return body


def _headings(body: Tag) -> list[Tag]:
    """Return the headings of a chapter; the page on which a book begins has the book's title besides."""
    chapters = [tag for tag in body.find_all("h1") if "title" not in tag.get("class", ())]
    found = body.find_all(["h1", "h2", "h3", "h4"])
    return [tag for tag in found if not chapters or tag.name != "h1" or tag in chapters]


def _text(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split()).replace(" .", ".").replace(" ,", ",")


def _words(tag: Tag) -> str:
    return NUMBER.sub("", _text(tag))


def _caption(tag: Tag) -> Tag | None:
    found = tag.find(["figcaption", "caption"])
    return found if isinstance(found, Tag) else None


def _number(tag: Tag) -> str:
    caption = _caption(tag)
    found = re.search(r"\d+(?:\.\d+)*", _text(caption)) if caption else None
    return found[0] if found else ""


def _title(tag: Tag) -> str:
    """Return the first words of a caption after its number: both begin with the title, which one ends with a full stop."""
    caption = _caption(tag)
    return " ".join(word.rstrip(".") for word in _words(caption).split()[:6]) if caption else ""


def _alternative(tag: Tag) -> str:
    drawn = tag.find(["svg", "img"])
    return str(drawn.get("aria-label") or drawn.get("alt") or "") if isinstance(drawn, Tag) else ""
