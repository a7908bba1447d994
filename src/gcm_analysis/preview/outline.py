"""Reduces a chapter to what others refer to: its headings, exhibits and anchors, so that numbers stay right.

To render one chapter again, pandoc needs only this of the others, which takes a tenth of the time.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from gcm_analysis.publishing.stage.chapters import Block, Chapter, FigureBlock, TableBlock, Text
from gcm_analysis.publishing.stage.sections import HEADING

ANCHOR = re.compile(
    r"\[[^\[\]]*\]\{[^{}]*(?:#|fact=)[^{}]*\}"
)  # a span with an id, or a number with its fact
EMPTY_TABLE = "| – |\n| --- |\n| – |"


def outline(chapter: Chapter) -> Chapter:
    """Return the chapter with the same headings, labels, anchors and facts, and no prose."""
    return replace(chapter, blocks=tuple(part for block in chapter.blocks for part in _outline(block)))


def _outline(block: Block) -> Iterator[Block]:
    if isinstance(block, Text):
        headings = [found[0] for found in HEADING.finditer(block.markdown)]
        yield from (Text(heading) for heading in headings)
        yield _anchors(HEADING.sub("", block.markdown))
        return
    yield _exhibit(block)
    body = block.markdown if isinstance(block, TableBlock) else ""
    yield _anchors(f"{block.subtitle}\n{body}\n{block.note}")


def _exhibit(block: FigureBlock | TableBlock) -> FigureBlock | TableBlock:
    bare = replace(block, subtitle="", note="")
    return (
        replace(bare, markdown=EMPTY_TABLE, row_headers=0, widths=())
        if isinstance(bare, TableBlock)
        else bare
    )


def _anchors(markdown: str) -> Text:
    return Text(" ".join(ANCHOR.findall(markdown)))
