"""What a person who looks at a sheet does not see, or sees struck out: it is not brought in, and never in silence."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils import get_column_letter

from gcm_analysis.importing.markup import child, children

TRUE = ("1", "true")


@dataclass(frozen=True)
class Unseen:
    """The rows and columns of a sheet that are hidden, by number, and its ranges of merged cells, such as A3:A5."""

    rows: frozenset[int]
    columns: tuple[tuple[int, int], ...]  # from, to
    merged: tuple[str, ...]

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
    return Unseen(frozenset(_hidden_rows(sheet)), tuple(columns), tuple(merged))


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
