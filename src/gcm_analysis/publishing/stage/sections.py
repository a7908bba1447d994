"""Removes what an edition leaves empty: words that introduce nothing, and headings with nothing below them.

Which exhibits are empty depends on an edition's parameters; the words and headings around them are in the notebooks.
"""

import re
from collections.abc import Sequence

HEADING = re.compile(r"^(?P<marks>#{1,6}) .*$", re.MULTILINE)
FENCE = re.compile(r"^:{3,}(?!.*#).*$", re.MULTILINE)  # not the placeholder of the list of sources
CHAPTER, CONTENT = 1, 99  # levels: a chapter's title always stays, and content is below any heading


def has_words(markdown: str) -> bool:
    """Return whether markdown has visible words."""
    return bool(FENCE.sub("", markdown).strip())


def without_last_words(markdown: str) -> str:
    """Return a cell's markdown without the words below its last heading; blocks set apart introduce nothing."""
    if ":::" in markdown:
        return markdown
    headings = list(HEADING.finditer(markdown))
    return markdown[: headings[-1].end()] if headings else ""


def headed(parts: Sequence[str | None]) -> list[str | None]:
    """Return a chapter's stretches of markdown without headings that have nothing below; None is an exhibit."""
    kept: list[str | None] = []
    below = 0  # the level of what comes next, 0 at the end
    for part in reversed(parts):
        if part is None:
            below = CONTENT
        else:
            part, below = _headed(part, below)  # noqa: PLW2901 - what is left of it
        kept.insert(0, part)
    return kept


def _headed(markdown: str, below: int) -> tuple[str, int]:
    """Return what is left of one stretch, and the level of its beginning."""
    left = ""
    ends = [*(found.start() for found in HEADING.finditer(markdown)), len(markdown)]
    for start, end in reversed(list(zip([0, *ends[:-1]], ends, strict=True))):
        piece = markdown[start:end]
        heading = HEADING.match(piece)
        words = piece[heading.end() :] if heading else piece
        if has_words(words):
            below = CONTENT
        level = len(heading["marks"]) if heading else 0
        if heading and level > CHAPTER and level >= below:
            continue
        left = piece + left
        below = level or below
    return left, below
