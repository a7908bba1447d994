"""Reads the text of a page or a drawing of a PDF, in the order of its content stream, decoded by each font's table.

pypdf, which locates every word, would need a quarter of a minute for a report.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pikepdf

OPERATORS = "Tj TJ ' \" Tf Td TD T* BT cm BDC BMC EMC"
NO_MOVE = ("Tj", "TJ", "Tf")
WORD_GAP = -200  # thousandths of the type size: a move this large looks like a space
CODES = rb"<([0-9A-Fa-f\s]+)>"
CODE, PAIR = re.compile(CODES), re.compile(CODES + rb"\s*" + CODES)
RANGE = re.compile(CODES + rb"\s*" + CODES + rb"\s*(?:" + CODES + rb"|\[([^\]]*)\])")
PAIRS, RANGES = (
    re.compile(rb"begin" + kind + rb"(.*?)end" + kind, re.DOTALL) for kind in (b"bfchar", b"bfrange")
)
Mark = tuple[str, int | None]
Letters = tuple[int, dict[int, str]]  # how many bytes a code has, and the letters of each


class Run(NamedTuple):
    """Text between two moves, with the kind and number of the mark around it, and its height on the page."""

    text: str
    mark: Mark
    height: float


class PdfText:
    """Reads the shown text; the table of each font is read once."""

    def __init__(self) -> None:
        self._letters: dict[tuple[int, int], Letters] = {}

    def runs(self, content: pikepdf.Object) -> Iterator[Run]:
        """Yield what a page or a drawing shows."""
        fonts = _fonts(content)
        letters: Letters = (1, {})
        marks: list[Mark] = [("", None)]
        text, height = "", 0.0
        for step in pikepdf.parse_content_stream(content, OPERATORS):
            name, operands = str(step.operator), step.operands
            if text and name not in NO_MOVE:
                yield Run(text, marks[-1], height)
                text = ""
            if name in ("Tj", "TJ", "'", '"'):
                text += _shown(operands[-1], letters)
            elif name == "Tf":
                letters = self._of(fonts.get(str(operands[0])))
            elif name == "cm":
                height = float(operands[5])
            elif name in ("BDC", "BMC"):
                marks.append(_mark(operands, marks[-1]))
            elif name == "EMC" and len(marks) > 1:
                marks.pop()
        if text:
            yield Run(text, marks[-1], height)

    def _of(self, font: pikepdf.Object | None) -> Letters:
        if font is None or "/ToUnicode" not in font:
            return 1, {}
        if font.objgen not in self._letters:
            self._letters[font.objgen] = _unicode(font.ToUnicode.read_bytes())
        return self._letters[font.objgen]


def _mark(operands: Any, outer: Mark) -> Mark:  # noqa: ANN401 - of pikepdf
    """Return kind and number of a mark; one without a number, such as a hyphen's, belongs to the mark around it."""
    properties = operands[1] if len(operands) > 1 else None
    number = properties.get("/MCID") if isinstance(properties, pikepdf.Dictionary) else None
    return (
        outer if number is None and outer[0] else (str(operands[0]), None if number is None else int(number))
    )


def _shown(shown: pikepdf.Object, letters: Letters) -> str:
    """Return the text of a string, or of a row of strings and moves."""
    if isinstance(shown, pikepdf.Array):
        return "".join(_shown(part, letters) for part in shown.as_list())
    if not isinstance(shown, pikepdf.String):
        return " " if float(shown) < WORD_GAP else ""
    codes, (width, table) = bytes(shown), letters
    if not table:
        return codes.decode("latin-1")
    return "".join(table.get(int.from_bytes(codes[n : n + width]), "") for n in range(0, len(codes), width))


def _fonts(content: pikepdf.Object) -> dict[str, pikepdf.Object]:
    """Return the fonts by name; a page may inherit them."""
    holder: pikepdf.Object | None = content
    while holder is not None and "/Resources" not in holder:
        holder = holder.get("/Parent")
    return dict(holder.Resources.get("/Font", {}).items()) if holder is not None else {}


def _unicode(table: bytes) -> Letters:
    letters: dict[int, str] = {}
    width = 1
    for block in PAIRS.findall(table):
        for code, text in PAIR.findall(block):
            letters[int(code, 16)] = _letter(text)
            width = len(code.strip()) // 2
    for block in RANGES.findall(table):
        for first, last, start, each in RANGE.findall(block):
            width = len(first.strip()) // 2
            low, high = int(first, 16), int(last, 16)
            texts = (
                [_letter(text) for text in CODE.findall(each)] if each else _counted(start, high - low + 1)
            )
            letters |= dict(zip(range(low, high + 1), texts, strict=False))
    return width, letters


def _letter(code: bytes) -> str:
    return bytes.fromhex(code.decode("ascii")).decode("utf-16-be", errors="replace")


def _counted(start: bytes, number: int) -> list[str]:
    text = _letter(start)
    return [text[:-1] + chr(ord(text[-1]) + n) for n in range(number)]
