"""A published page as a browser or a screen reader gets it: language, headings, tables, pictures, links, colours."""

import re
from collections.abc import Callable, Iterator

from lxml.html import HtmlElement, HTMLParser, document_fromstring

from gcm_analysis.publishing.accessibility.criteria import Name
from gcm_analysis.publishing.accessibility.figures import TEXT
from gcm_analysis.publishing.accessibility.passages import foreign
from gcm_analysis.publishing.accessibility.prose import SHOWN, vague
from gcm_analysis.publishing.formats.page.colours import contrast

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
SCOPES = ("col", "row", "colgroup", "rowgroup")
BLOCKS = ("p", "li", "td", "th", "dd", "dt", "figcaption", "caption")
UNTOLD = ("code", "script", "style", "svg", "select")  # in lists to choose from stand names
DECORATION = ("presentation", "none")
TOKEN = re.compile(r"--(?P<name>[a-z]+):\s*(?P<value>light-dark\([^)]*\)|#[0-9a-f]{3,6})\s*;")
COLOUR = re.compile(r"#(?:[0-9a-f]{6}|[0-9a-f]{3})\b")
# The colours of the style sheet by what they do: each text may stand on each ground.
TEXTS, GROUNDS = ("ink", "blue", "deep", "orange", "grey"), ("page", "tint")
PAIRS = (*((text, ground) for text in TEXTS for ground in GROUNDS), ("ink", "mark"), ("blue", "mark"))
Found = Iterator[tuple[HtmlElement | None, str]]


def parsed(page: str) -> HtmlElement:
    """Return the root of a page; comments are no part of what a reader gets."""
    return document_fromstring(page, parser=HTMLParser(huge_tree=True, remove_comments=True))


def headings(page: HtmlElement) -> list[HtmlElement]:
    return list(page.iter(*HEADINGS))


def words_of(tag: HtmlElement) -> str:
    """Return the words by which a tag is read out."""
    label = str(tag.get("aria-label", ""))
    pictures = " ".join(str(image.get("alt", "")) for image in tag.iter("img"))
    return label or " ".join(f"{' '.join(tag.itertext())} {pictures}".split())


def _within(tag: HtmlElement, *names: str) -> HtmlElement | None:
    """Return the nearest tag of these names around a tag."""
    return next(tag.iterancestors(*names), None)


def _headings(page: HtmlElement, _: str) -> Found:
    found, before = headings(page), 0
    if (titles := sum(one.tag == "h1" for one in found)) != 1:
        yield None, f"the page has {titles} headings of level 1"
    for one in found:
        level, words = int(one.tag[1]), words_of(one)
        if level > before + 1:
            yield one, f"“{words[:SHOWN]}” is of level {level} after level {before}"
        if not words:
            yield one, f"a heading of level {level} has no words"
        before = level


def _tables(page: HtmlElement, _: str) -> Found:
    for table in page.iter("table"):
        cells = list(table.iter("th"))
        if not _named(table):
            yield table, "a table has no name"
        if not cells:
            yield table, "a table has no header cell"
        if any(cell.get("scope") not in SCOPES for cell in cells):
            yield table, "a header cell has no scope"
        if any(not words_of(cell) for cell in cells):
            yield table, "a header cell has no words"


def _named(table: HtmlElement) -> bool:
    if table.get("aria-label") or table.get("aria-labelledby"):
        return True
    figure = _within(table, "figure")
    return table.find(".//caption") is not None or (
        figure is not None and figure.find(".//figcaption") is not None
    )


def _pictures(page: HtmlElement, _: str) -> Found:
    for picture in page.iter("img", "svg"):
        hidden = picture.get("role") in DECORATION or picture.get("aria-hidden") == "true"
        if not hidden and not str(picture.get("alt") or picture.get("aria-label") or "").strip():
            yield picture, "a picture has no alternative text"


def _repeated(page: HtmlElement, _: str) -> Found:
    """Two drawings have the same text only where they are the same figure, as drawn for a screen and for a phone."""
    before: dict[str, HtmlElement | None] = {}
    for picture in page.iter("svg"):
        alt = str(picture.get("aria-label", "")).strip()
        if alt and picture.get("role") == "img":
            figure = _within(picture, "figure")
            if alt in before and (figure is None or figure is not before[alt]):
                yield picture, "another figure has the same alternative text"
            before[alt] = figure


def _links(page: HtmlElement, _: str) -> Found:
    for link in page.iterfind(".//a[@href]"):
        hidden = any(one.get("hidden") is not None for one in link.iterancestors())
        if not hidden and (fault := vague(words_of(link))):
            yield link, f"{fault}, to {link.get('href')}"
    yield from _ambiguous(page)


def _ambiguous(page: HtmlElement) -> Found:
    """Links that stand alone, without a sentence or a heading cell to explain them, say each where it leads."""
    leading: dict[str, str] = {}
    for link in page.iterfind(".//a[@href]"):
        block = _within(link, *BLOCKS)
        if block is None or block.tag not in ("p", "li") or _within(link, "table", "dl") is not None:
            continue
        words, target = words_of(link), str(link.get("href"))
        if words_of(block) == words and leading.setdefault(words, target) != target:
            yield link, f"two links say “{words[:SHOWN]}” and lead to different places"


def _languages(page: HtmlElement, code: str) -> Found:
    if (said := str(page.get("lang", ""))) != code:
        yield None, f"the page says that its language is “{said}”"
    if not str(page.findtext("head/title", "")).strip():
        yield None, "the page has no title"
    for block in page.iter(*BLOCKS):
        if foreign(" ".join(block.itertext()), code) and next(block.iterdescendants(*BLOCKS), None) is None:
            own = _own_words(block)
            if found := foreign(own, code):
                yield block, f"“{own[:SHOWN]}…” is in {found}"


def _own_words(block: HtmlElement) -> str:
    """Return what stands in a block in the page's own language, or in none that is said."""
    said = any(one.get("lang") for one in (block, *block.iterancestors()) if one.tag != "html")
    if said or _within(block, "code", "pre") is not None:
        return ""
    return " ".join(" ".join(_unmarked(block)).split())


def _unmarked(tag: HtmlElement) -> Iterator[str]:
    """Yield the texts in a tag, without those that say their language and those that are no prose."""
    yield tag.text or ""
    for part in tag:
        if not part.get("lang") and part.tag not in UNTOLD:
            yield from _unmarked(part)
        yield part.tail or ""


def _colours(page: HtmlElement, _: str) -> Found:
    style = " ".join(one.text or "" for one in page.iter("style"))
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


PARTS: tuple[tuple[Name, Callable[[HtmlElement, str], Found]], ...] = (
    ("alt", _pictures),
    ("repeated", _repeated),
    ("contrast", _colours),
    ("headings", _headings),
    ("headers", _tables),
    ("passages", _languages),
    ("links", _links),
)


def found_in(page: HtmlElement, code: str) -> Iterator[tuple[Name, HtmlElement | None, str]]:
    """Yield each finding on a page as the check's name, the tag (or none for the page) and words."""
    for name, part in PARTS:
        yield from ((name, tag, what) for tag, what in part(page, code))
