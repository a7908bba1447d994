"""Markdown of the report's dialect as plain text, for where no markup can stand."""

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

import pypandoc

from gcm_analysis.publishing.embedded import READER

BREAKS = ("Space", "SoftBreak", "LineBreak")
TEXTS = ("Str", "Code", "Math")  # their text is the last part of what they hold


def plain_texts(markdown: Sequence[str]) -> list[str]:
    """Return each text without its markup, in one call of pandoc; a citation stays as `[S008, Lesson 1]`."""
    return list(_plain(tuple(markdown)))


@lru_cache(maxsize=8)
def _plain(markdown: tuple[str, ...]) -> tuple[str, ...]:
    fenced = "\n\n".join(f"::: {{.text}}\n{text}\n:::" for text in markdown)
    tree = json.loads(pypandoc.convert_text(fenced, "json", format=READER))
    return tuple("".join(_said(block["c"][1])).strip() for block in tree["blocks"])


def _said(nodes: Iterable[Any]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, list):
            yield from _said(node)
        elif isinstance(node, dict):
            yield from _of_node(node)


def _of_node(node: dict[str, Any]) -> Iterator[str]:
    kind, content = node.get("t"), node.get("c")
    if kind in BREAKS:
        yield " "
    elif kind in TEXTS and content is not None:
        yield content if isinstance(content, str) else str(content[-1])
    elif kind == "Cite":
        yield "".join(_said(node["c"][1])).replace("@", "")
    elif isinstance(content, list):
        yield from _said(content)
        yield " " if kind in ("Para", "Plain") else ""
