"""What a person who looks at a sheet does not see, or sees struck out: it is not brought in, and never in silence."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import compress
from operator import not_
from typing import Any
from xml.etree.ElementTree import Element

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_to_tuple

from gcm_analysis.importing.markup import child, children, text_of

TRUE = ("1", "true")


@dataclass(frozen=True)
class Unseen:
    """The rows and columns of a sheet that are hidden, by number, and its ranges of merged cells, such as A3:A5."""

    rows: frozenset[int]
    columns: tuple[tuple[int, int], ...]  # from, to
    merged: tuple[str, ...]
    struck: dict[
        int, list[tuple[int, str, str]]
    ]  # by row: column, words in the cell struck out, and its others

    def hides_column(self, number: int) -> bool:
        return any(first <= number <= last for first, last in self.columns)


def unseen(sheet: Element) -> Unseen:
    """Return what is hidden or merged in the XML of a sheet: a filter hides rows as a person does."""
    columns = [
        (int(each.get("min", "0")), int(each.get("max", "0")))
        for each in _inside(sheet, "cols")
        if _is_hidden(each, "width")
    ]
    merged = [each.get("ref", "") for each in _inside(sheet, "mergeCells")]
    struck: dict[int, list[tuple[int, str, str]]] = defaultdict(list)
    for row, column, words, standing in _struck_runs(sheet):
        struck[row].append((column, words, standing))
    return Unseen(frozenset(_hidden_rows(sheet)), tuple(columns), tuple(merged), struck)


def _struck_runs(sheet: Element) -> Iterator[tuple[int, int, str, str]]:
    """Give the cells that have some words struck out and hold their text themselves: openpyxl reads it as plain."""
    for cell in (cell for row in _inside(sheet, "sheetData") for cell in row):
        text = child(cell, "is")
        runs = list(children(text, "r")) if text is not None else []
        struck = [_strikes(run) for run in runs]
        if any(struck):
            words = [text_of(run, "t", bare=False) for run in runs]
            standing = "".join(compress(words, map(not_, struck)))
            yield (*coordinate_to_tuple(cell.get("r", "A1")), "".join(compress(words, struck)), standing)


def _strikes(run: Element) -> bool:
    style = child(run, "rPr")
    mark = child(style, "strike") if style is not None else None
    return mark is not None and mark.get("val", "1") in TRUE


def _hidden_rows(sheet: Element) -> Iterator[int]:
    number = 0
    for row in _inside(sheet, "sheetData"):
        number = int(row.get("r") or number + 1)
        if _is_hidden(row, "ht"):
            yield number


def _is_hidden(element: Element, size: str) -> bool:
    return element.get("hidden") in TRUE or float(element.get(size) or 1) == 0


def _inside(sheet: Element, name: str) -> Iterator[Element]:
    found = child(sheet, name)
    return children(found, "col", "row", "mergeCell") if found is not None else iter(())


def letter(number: int) -> str:
    return get_column_letter(number)


def struck_out(cell: Any) -> str:  # noqa: ANN401 - openpyxl has several kinds of cells
    """Return the words of a cell that are struck out."""
    value = cell.value
    if value is None:
        return ""
    if cell.font is not None and cell.font.strike:
        return str(value)
    return "".join(map(str, filter(_is_struck, value))) if isinstance(value, CellRichText) else ""


def left_standing(cell: Any) -> object:  # noqa: ANN401 - as above
    """Return the value of a cell without what is struck out."""
    value = cell.value
    if value is None or (cell.font is not None and cell.font.strike):
        return None
    if isinstance(value, CellRichText):
        return "".join(str(part) for part in value if not _is_struck(part))
    return value


def _is_struck(part: object) -> bool:
    return isinstance(part, TextBlock) and bool(part.font.strike)
