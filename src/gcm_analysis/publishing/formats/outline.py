"""Reduces chapters of a staged report to what numbers, references and links in other chapters need of them.

To read one changed chapter, pandoc needs only this of the others, which takes a tenth of the time.
"""

import re
from collections.abc import Iterable, Iterator

from gcm_analysis.publishing.stage.sections import HEADING

EXHIBIT = re.compile(
    r"^(?P<opening>:{5} \{#(?P<label>(?:fig|tbl)-[^\s}]*).*)\n(?P<inside>[\s\S]*?)^:{5}$", re.MULTILINE
)
STRUCTURE = re.compile(f"{EXHIBIT.pattern}|{HEADING.pattern}", re.MULTILINE)
# A span with an id, or a number with its fact.
ANCHOR = re.compile(r"\[[^\[\]]*\]\{[^{}]*(?:#|fact=)[^{}]*\}")
# An id that is given or linked to, or a fact that is mentioned.
ID = re.compile(r"#(?P<id>[\w.:-]+)|fact=\"(?P<fact>[^\"]+)\"")
LIST_OF_SOURCES = "{#refs}"
BODY = {"fig": "![](figures/{label}.svg)", "tbl": "| – |\n| --- |\n| – |"}


def ids_in(markdown: Iterable[str]) -> frozenset[str]:
    """Return the ids that texts give or link to, those of the facts that they mention among them."""
    found = (one for text in markdown for one in ID.finditer(text))
    return frozenset(one["id"] or f"fact-{one['fact']}" for one in found)


def structure(markdown: str) -> str:
    """Return a chapter's headings, and the openings of its exhibits, in order."""
    return "\n".join(found["opening"] or found[0] for found in STRUCTURE.finditer(markdown))


def outline(markdown: str, named: frozenset[str]) -> str:
    """Return a chapter with the same headings and labels, the anchors that others name, and no prose."""
    return "\n\n".join(part for part in _outline(markdown, named) if part)


def _outline(markdown: str, named: frozenset[str]) -> Iterator[str]:
    end = 0
    for found in STRUCTURE.finditer(markdown):
        yield _anchors(markdown[end : found.start()], named)
        if found["opening"]:
            body = BODY[found["label"][:3]].format(label=found["label"])
            yield f"{found['opening']}\n\n::: {{.gcm-title}}\n\n–\n\n:::\n\n{body}\n\n:::::"
            yield _anchors(found["inside"], named)
        else:
            yield found[0]
        end = found.end()
    yield _anchors(markdown[end:], named)
    if LIST_OF_SOURCES in markdown:
        yield f"::: {LIST_OF_SOURCES}\n:::"  # else citations would not be links


def _anchors(markdown: str, named: frozenset[str]) -> str:
    return " ".join(anchor for anchor in ANCHOR.findall(markdown) if ids_in([anchor]) & named)
