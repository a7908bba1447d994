"""What the page offers of each figure and table: the data with the size of the file, the drawing in other forms."""

from collections.abc import Iterable
from typing import Any

from gcm_analysis.narrative.language import Language
from gcm_analysis.publishing.chapters import Chapter, FigureBlock, TableBlock

KILO = 1000  # bytes
DRAWN_AS = ("svg", "png", "json")  # beside the data, in `figures`


def offered(chapters: Iterable[Chapter], language: Language) -> dict[str, dict[str, Any]]:
    """Return for each exhibit's label where its data lies, how large the file is, and what else there is of it."""
    exhibits = (exhibit for chapter in chapters for exhibit in chapter.exhibits)
    return {exhibit.label: _offer(exhibit, language) for exhibit in exhibits}


def size_of(number: int, language: Language) -> str:
    """Return a number of bytes as readers know it; under ten thousand with one decimal."""
    if number < KILO:
        return language.plural("{n} byte", "{n} bytes", n=number).plain
    decimals = 1 if number < 10 * KILO else 0
    return language.text("{size} KB", size=language.number(number / KILO, decimals))


def _offer(exhibit: FigureBlock | TableBlock, language: Language) -> dict[str, Any]:
    files = DRAWN_AS if isinstance(exhibit, FigureBlock) else ()
    return {
        "data": f"data/{exhibit.file}",
        "size": size_of(len(exhibit.data.encode()), language),
        "files": [{"name": ending.upper(), "href": f"figures/{exhibit.label}.{ending}"} for ending in files],
    }
