"""HTML as the text that a reader sees, and as the text that Taguette counts its positions in."""

import re
from collections.abc import Iterable
from html.parser import HTMLParser

BLOCKS = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "br",
        "dd",
        "div",
        "dl",
        "dt",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "td",
        "th",
        "tr",
        "ul",
    ]
)
CONTINUING = bytes(range(0x80, 0xC0))  # the bytes of UTF-8 that do not begin a sign
INSIDE = frozenset(bytes([each]) for each in CONTINUING)
UNSEEN = frozenset(("script", "style", "head", "title"))


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.counted: list[str] = []  # every sign between tags
        self.seen: list[str] = []  # the same, with a blank where a block begins or ends
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - as the base class gives it
        self._unseen += tag in UNSEEN
        self._between(tag)

    def handle_endtag(self, tag: str) -> None:
        self._unseen = max(0, self._unseen - (tag in UNSEEN))
        self._between(tag)

    def handle_data(self, data: str) -> None:
        self.counted.append(data)
        if not self._unseen:
            self.seen.append(data)

    def _between(self, tag: str) -> None:
        if tag in BLOCKS:
            self.seen.append(" ")


def as_seen(html: str) -> str:
    """Return the words of a piece of HTML, with single blanks between them."""
    return re.sub(r"\s+", " ", "".join(_read(html).seen)).strip()


def as_counted(html: str) -> str:
    """Return all text of a piece of HTML, without its tags and with nothing added."""
    return "".join(_read(html).counted)


def in_code_points(text: str, byte_places: Iterable[int]) -> dict[int, int]:
    """Return, by positions that count bytes of UTF-8, the places in the text.

    All of a document at once: counting from its beginning for each would take hours for a long one.
    """
    encoded, before, signs = text.encode("utf-8"), 0, 0
    found: dict[int, int] = {}
    for byte in sorted(set(byte_places)):
        at = min(max(byte, 0), len(encoded))
        signs += len(encoded[before:at].translate(None, CONTINUING))
        before = at
        found[byte] = signs - (encoded[at : at + 1] in INSIDE)
    return found


def bare(text: str) -> str:
    """Return text without any blanks, to compare what two tools made of the same words."""
    return re.sub(r"\s+", "", text)


def _read(html: str) -> _Text:
    reader = _Text()
    reader.feed(html)
    reader.close()
    return reader
