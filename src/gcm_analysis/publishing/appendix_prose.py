"""Markdown of a notebook as HTML: all of its pieces in one run of pandoc, each as if it stood alone."""

import re
from collections.abc import Sequence

import pypandoc

READER = "markdown-raw_html-raw_tex-raw_attribute-smart-auto_identifiers-citations"
CUT, CUT_HTML = "\n\n::: {#cut}\n:::\n\n", '<div id="cut">\n\n</div>'
# What a piece may say about others that stand in the same document: notes, definitions of links, numbered examples.
REACHING = re.compile(r"\[\^|^ {0,3}\[[^\]\n]+\]:|\(@", re.MULTILINE)


def converted(pieces: Sequence[str]) -> dict[str, str]:
    """Return each piece of markdown with its HTML."""
    together = [piece for piece in dict.fromkeys(pieces) if not REACHING.search(piece)]
    parts = _pandoc(CUT.join(together)).split(CUT_HTML)
    if len(parts) != len(together):  # a piece left something open, and the next was taken for a part of it
        together, parts = [], []
    known = {piece: f"{part.strip()}\n" for piece, part in zip(together, parts, strict=True)}
    return known | {piece: _pandoc(piece) for piece in pieces if piece not in known}


def _pandoc(markdown: str) -> str:
    return str(pypandoc.convert_text(markdown, "html", format=READER, extra_args=["--wrap=none"]))
