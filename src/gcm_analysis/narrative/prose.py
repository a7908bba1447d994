"""Translates a notebook's markdown: splits it into messages, translates them, puts them together again.

A message is what a translator sees: the words of a heading without its marks and id, a paragraph, one item of a list.
Fences, ids and blank lines are not for translation. Ids and blocks may be in a comment, where Jupyter does not show
them: `## Words <!-- {#sec-words} -->`.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

HEADING = re.compile(
    r"(?P<before>#{1,6} )(?P<message>.*?)(?P<after>\s*(?:<!--\s*)?(?:\{[^{}]*\})?(?:\s*-->)?\s*)"
)
ITEM = re.compile(r"(?P<before>\s*(?:[-*]|\d+\.) )(?P<message>.*)")
FENCE = re.compile(r":{3,}.*|```.*|<!--|-->")
HIDDEN = re.compile(r"<!--\s*(?P<dialect>(?:\{|:::).*?)\s*-->", re.DOTALL)


class Piece(NamedTuple):
    """A stretch of markdown: a message, which may be empty, and what is before and after it."""

    before: str
    message: str
    after: str


def pieces(markdown: str) -> Iterator[Piece]:
    """Yield the pieces of the markdown in order; joined with line breaks they are the same text, one paragraph per line."""
    paragraph: list[str] = []
    for line in [*markdown.split("\n"), ""]:
        special = _special(line)
        if special is None:
            paragraph.append(line.strip())
            continue
        if paragraph:
            yield Piece("", " ".join(paragraph), "")
            paragraph = []
        yield special


def messages(markdown: str) -> list[str]:
    """Return the messages to translate."""
    return [piece.message for piece in pieces(markdown) if piece.message]


def translated(markdown: str, translate: Callable[[str], str]) -> str:
    """Return the markdown with every message translated."""
    lines = (
        f"{piece.before}{translate(piece.message) if piece.message else ''}{piece.after}"
        for piece in pieces(markdown)
    )
    return "\n".join(lines).rstrip("\n")


def revealed(markdown: str) -> str:
    """Return the markdown as the report reads it: with the ids and blocks that are in comments."""
    return HIDDEN.sub(r"\g<dialect>", markdown)


def _special(line: str) -> Piece | None:
    """Return a line as its own piece; None if it belongs to a paragraph."""
    if not line.strip() or FENCE.fullmatch(line):
        return Piece(line, "", "")
    for kind in (HEADING, ITEM):
        match = kind.fullmatch(line)
        if match:
            return Piece(match["before"], match["message"], match.groupdict().get("after") or "")
    return None
