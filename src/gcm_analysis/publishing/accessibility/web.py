"""A published page as a browser or a screen reader gets it: language, headings, tables, pictures, links, colours."""

import re
from collections.abc import Callable, Iterator

from bs4 import BeautifulSoup, Tag

from gcm_analysis.publishing.accessibility.criteria import Name
from gcm_analysis.publishing.accessibility.figures import TEXT
from gcm_analysis.publishing.accessibility.passages import foreign
from gcm_analysis.publishing.accessibility.prose import SHOWN, vague
from gcm_analysis.publishing.page.colours import contrast

HEADINGS = re.compile("^h[1-6]$")
SCOPES = ("col", "row", "colgroup", "rowgroup")
BLOCKS = ["p", "li", "td", "th", "dd", "dt", "figcaption", "caption"]
UNTOLD = ("code", "script", "style", "svg", "select")  # in lists to choose from stand names
DECORATION = ("presentation", "none")
TOKEN = re.compile(r"--(?P<name>[a-z]+):\s*(?P<value>light-dark\([^)]*\)|#[0-9a-f]{3,6})\s*;")
COLOUR = re.compile(r"#(?:[0-9a-f]{6}|[0-9a-f]{3})\b")
# The colours of the style sheet by what they do: each text may stand on each ground.
TEXTS, GROUNDS = ("ink", "blue", "deep", "orange", "grey"), ("page", "tint")
PAIRS = (*((text, ground) for text in TEXTS for ground in GROUNDS), ("ink", "mark"), ("blue", "mark"))
Found = Iterator[tuple[Tag | None, str]]


def headings(page: Tag) -> list[Tag]:
    return [one for one in page.find_all(HEADINGS) if isinstance(one, Tag)]


def words_of(tag: Tag) -> str:
    """Return the words by which a tag is read out."""
    label = str(tag.get("aria-label", ""))
    pictures = " ".join(str(image.get("alt", "")) for image in tag.find_all("img"))
    return label or " ".join(f"{tag.get_text(' ')} {pictures}".split())


def _headings(page: BeautifulSoup, _: str) -> Found:
    found, before = headings(page), 0
    if (titles := sum(one.name == "h1" for one in found)) != 1:
        yield None, f"the page has {titles} headings of level 1"
    for one in found:
        level, words = int(one.name[1]), words_of(one)
        if level > before + 1:
            yield one, f"“{words[:SHOWN]}” is of level {level} after level {before}"
        if not words:
            yield one, f"a heading of level {level} has no words"
        before = level


def _tables(page: BeautifulSoup, _: str) -> Found:
    for table in page.find_all("table"):
        cells = table.find_all("th")
        figure = table.find_parent("figure")
        if not (
            table.caption
            or table.get("aria-labelledby")
            or table.get("aria-label")
            or (figure and figure.figcaption)
        ):
            yield table, "a table has no name"
        if not cells:
            yield table, "a table has no header cell"
        if any(cell.get("scope") not in SCOPES for cell in cells):
            yield table, "a header cell has no scope"
        if any(not words_of(cell) for cell in cells):
            yield table, "a header cell has no words"


def _pictures(page: BeautifulSoup, _: str) -> Found:
    for picture in page.select("img, svg"):
        hidden = picture.get("role") in DECORATION or picture.get("aria-hidden") == "true"
        if not hidden and not str(picture.get("alt") or picture.get("aria-label") or "").strip():
            yield picture, "a picture has no alternative text"


def _repeated(page: BeautifulSoup, _: str) -> Found:
    before: set[str] = set()
    for picture in page.select("svg[role=img][aria-label]"):
        alt = str(picture["aria-label"]).strip()
        if alt in before:
            yield picture, "another figure has the same alternative text"
        before.add(alt)


def _links(page: BeautifulSoup, _: str) -> Found:
    for link in page.find_all("a", href=True):
        if not link.find_parent(hidden=True) and (fault := vague(words_of(link))):
            yield link, f"{fault}, to {link['href']}"
    yield from _ambiguous(page)


def _ambiguous(page: BeautifulSoup) -> Found:
    """Links that stand alone, without a sentence or a heading cell to explain them, say each where it leads."""
    leading: dict[str, str] = {}
    for link in page.find_all("a", href=True):
        block = link.find_parent(BLOCKS)
        if block is None or block.name not in ("p", "li") or link.find_parent(["table", "dl"]):
            continue
        words = words_of(link)
        if words_of(block) == words and leading.setdefault(words, str(link["href"])) != link["href"]:
            yield link, f"two links say “{words[:SHOWN]}” and lead to different places"


def _languages(page: BeautifulSoup, code: str) -> Found:
    said = str(page.html.get("lang", "")) if page.html else ""
    if said != code:
        yield None, f"the page says that its language is “{said}”"
    if not (page.title and page.title.get_text(strip=True)):
        yield None, "the page has no title"
    for block in page.find_all(BLOCKS):
        if foreign(block.get_text(" "), code) and block.find(BLOCKS) is None:
            own = _own_words(block)
            if found := foreign(own, code):
                yield block, f"“{own[:SHOWN]}…” is in {found}"


def _own_words(block: Tag) -> str:
    """Return what stands in a block in the page's own language, or in none that is said."""
    said = any(one.get("lang") for one in (block, *block.parents) if one.name != "html")
    if said or block.find_parent(["code", "pre"]):
        return ""
    inside = (text for text in block.find_all(string=True) if not _marked(text.parent, block))
    return " ".join(" ".join(inside).split())


def _marked(tag: Tag | None, block: Tag) -> bool:
    while tag is not None and tag is not block:
        if tag.get("lang") or tag.name in UNTOLD:
            return True
        tag = tag.parent
    return False


def _colours(page: BeautifulSoup, _: str) -> Found:
    style = " ".join(one.get_text() for one in page.find_all("style"))
    for light, tokens in _tokens(style).items():
        for text, ground in PAIRS:
            if (
                text in tokens
                and ground in tokens
                and (found := contrast(tokens[text], tokens[ground])) < TEXT
            ):
                yield None, f"--{text} on --{ground}: contrast {found:.1f} {light}, {TEXT} needed"


def _tokens(style: str) -> dict[str, dict[str, str]]:
    """Return the named colours of a style sheet by day and by night; a later naming holds."""
    lights: dict[str, dict[str, str]] = {"by day": {}, "by night": {}}
    for found in TOKEN.finditer(style):
        colours = [_long(one) for one in COLOUR.findall(found["value"])]
        lights["by day"][found["name"]], lights["by night"][found["name"]] = colours[0], colours[-1]
    return lights


def _long(colour: str) -> str:
    return colour if len(colour) > 4 else "#" + "".join(2 * digit for digit in colour[1:])  # noqa: PLR2004 - #rgb


PARTS: tuple[tuple[Name, Callable[[BeautifulSoup, str], Found]], ...] = (
    ("alt", _pictures),
    ("repeated", _repeated),
    ("contrast", _colours),
    ("headings", _headings),
    ("headers", _tables),
    ("passages", _languages),
    ("links", _links),
)


def found_in(page: BeautifulSoup, code: str) -> Iterator[tuple[Name, Tag | None, str]]:
    """Yield each finding on a page as the check's name, the tag (or none for the page) and words."""
    for name, part in PARTS:
        yield from ((name, tag, what) for tag, what in part(page, code))
