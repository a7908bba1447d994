"""A PDF as text: what each page shows, and every string beside it: metadata, outline, alternative texts, links, notes.

pypdf would need a quarter of a minute for a report; where on the page a word stands is of no interest here. So the
strings that the pages show are read in their order, through each font's own table of letters.
"""

import re
from collections.abc import Iterator
from io import BytesIO

import pikepdf

from gcm_analysis.privacy.pieces import Piece, closed

SHOWING = "Tj TJ ' \" Tf Td TD T* BT"
WORD_GAP = -200  # thousandths of the type's size: a move that a reader takes for a space
PAIR = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]+)>")
RANGE = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]+)>\s*(?:<([0-9A-Fa-f\s]+)>|\[([^\]]*)\])")
PAIRS, RANGES = (
    re.compile(rb"begin" + kind + rb"(.*?)end" + kind, re.DOTALL) for kind in (b"bfchar", b"bfrange")
)
CODE = re.compile(rb"<([0-9A-Fa-f\s]+)>")
STRING = re.compile(rb"\((?:[^\\()]|\\.)*\)|(?<!<)<[0-9A-Fa-f]+>(?!>)", re.DOTALL)
TAG = re.compile(r"<[^<>]*>")


def pdf(content: bytes) -> list[Piece]:
    """Return the text of each page, joined and with a gap at each move, and all strings of the document."""
    try:
        with pikepdf.open(BytesIO(content)) as document:
            letters = _Letters()
            pieces = [
                piece
                for number, page in enumerate(document.pages, start=1)
                for piece in letters.pieces(page.obj, f"page {number}")
            ]
            for item in document.objects:
                pieces += _strings(item)
                if isinstance(item, pikepdf.Stream):
                    pieces += _stream(item, letters)
            return pieces
    except pikepdf.PdfError:
        return closed("a broken PDF")


def _stream(item: pikepdf.Stream, letters: "_Letters") -> list[Piece]:
    if item.get("/Subtype") == "/Form":
        return letters.pieces(item, "drawing")
    if item.get("/Type") in ("/Metadata", "/EmbeddedFile"):
        text = item.read_bytes().decode("utf-8", errors="replace")
        return [Piece("metadata", text), Piece("metadata", TAG.sub(" ", text))]
    return []


def _strings(item: pikepdf.Object) -> list[Piece]:
    """Return the strings of an object and of what lies directly in it, read from how it is written down."""
    written = item.stream_dict.unparse() if isinstance(item, pikepdf.Stream) else item.unparse(resolved=True)
    found = (str(pikepdf.Object.parse(string)) for string in STRING.findall(written))
    return [Piece("properties, outline, alternative texts or links", string) for string in found]


class _Letters:
    """Reads shown strings; the table of each font is made once."""

    def __init__(self) -> None:
        self._tables: dict[tuple[int, int], tuple[int, dict[int, str]]] = {}

    def pieces(self, content: pikepdf.Object, where: str) -> list[Piece]:
        runs = list(self._runs(content))
        return [Piece(where, "".join(runs)), Piece(where, "".join(run or "\n" for run in runs))]

    def _runs(self, content: pikepdf.Object) -> Iterator[str]:
        """Yield text as it is shown, and an empty text for each move in between."""
        fonts = _fonts(content)
        font = None
        for shown in pikepdf.parse_content_stream(content, SHOWING):
            name, operands = str(shown.operator), shown.operands
            if name == "Tf":
                font = fonts.get(str(operands[0]))
            elif name == "TJ":
                yield from self._row(operands[0], font)
            elif name in ("Tj", "'", '"'):
                yield self._text(bytes(operands[-1]), font)
            if name not in ("Tf", "Tj", "TJ"):
                yield ""

    def _row(self, row: pikepdf.Object, font: pikepdf.Object | None) -> Iterator[str]:
        for part in row.as_list():
            if isinstance(part, pikepdf.String):
                yield self._text(bytes(part), font)
            elif float(part) < WORD_GAP:
                yield " "

    def _text(self, codes: bytes, font: pikepdf.Object | None) -> str:
        width, table = self._table(font)
        if not table:
            return codes.decode("latin-1")
        numbers = (int.from_bytes(codes[n : n + width]) for n in range(0, len(codes), width))
        return "".join(table.get(number, "") for number in numbers)

    def _table(self, font: pikepdf.Object | None) -> tuple[int, dict[int, str]]:
        if font is None or "/ToUnicode" not in font:
            return 1, {}
        if font.objgen not in self._tables:
            self._tables[font.objgen] = _unicode(font.ToUnicode.read_bytes())
        return self._tables[font.objgen]


def _fonts(content: pikepdf.Object) -> dict[str, pikepdf.Object]:
    """Return the fonts by name; a page may have them from the pages that it belongs to."""
    holder: pikepdf.Object | None = content
    while holder is not None and "/Resources" not in holder:
        holder = holder.get("/Parent")
    return dict(holder.Resources.get("/Font", {}).items()) if holder is not None else {}


def _unicode(table: bytes) -> tuple[int, dict[int, str]]:
    """Return how many bytes a code has, and the letters of each."""
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
