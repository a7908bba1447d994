"""Reads the XML of a Word file as passages: paragraphs, rows of tables, notes, header, and the words of its pictures."""

import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml.etree import _Element as Element

from gcm_analysis.verifying.files import xml_root
from gcm_analysis.verifying.passages import CELL_END, NUMBERING, Passage, Piece, row_of, table_name, tidied

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
COLON = re.compile(r"\s*:\s*")
CORE = ("title", "subject", "description", "keywords")
OTHER_PARTS = ("word/header", "word/footer", "word/footnotes")


def read(path: Path) -> list[Passage]:
    """Return the passages in order."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name.endswith(".xml")}
    reading = _Reading()
    reading.properties(xml_root(parts.get("docProps/core.xml", b"<none/>")))
    reading.blocks(xml_root(parts["word/document.xml"]).iterfind(f"{W}body/*"))
    for name in sorted(parts):
        if name.startswith(OTHER_PARTS):
            reading.where = name
            reading.blocks(xml_root(parts[name]))
    return tidied(reading.passages)


@dataclass
class _Reading:
    passages: list[Passage] = field(default_factory=list)
    where: str = "the beginning"
    field_depth: int = 0
    tables: int = 0  # so far

    def properties(self, core: Element) -> None:
        for element in core:
            name = element.tag.rpartition("}")[2]
            if name in CORE and element.text:
                self.passages.append(Passage(f"the file’s {name}", (Piece(element.text),)))

    def blocks(self, elements: Iterable[Element]) -> None:
        for element in elements:
            if element.tag == f"{W}p":
                self._paragraph(element)
            elif element.tag == f"{W}tbl":
                self._table(element)
            elif element.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}footnote"}:
                self.blocks(element)

    def _paragraph(self, paragraph: Element) -> None:
        named = paragraph.find(f"{W}pPr/{W}pStyle")
        style = named.get(f"{W}val", "") if named is not None else ""
        pieces = tuple(self._pieces(paragraph))
        if style.startswith("Heading"):
            self.where = f"“{''.join(piece.text for piece in pieces).strip()}”"
        if style.startswith("TOC"):
            pieces = tuple(Piece(piece.text, NUMBERING) for piece in pieces)
        elif style.endswith("Caption"):
            pieces = _captioned(pieces)
        self.passages.append(Passage(self.where, pieces))
        for picture in paragraph.iter(PICTURE):
            words = (Piece(picture.get("descr", "")),)
            self.passages.append(Passage("alternative text of a picture", words))

    def _table(self, table: Element) -> None:
        self.tables += 1
        name = table_name(self.tables)
        for number, row in enumerate(table.iter(f"{W}tr")):
            line = number - 1 if number else None
            pieces = tuple(piece for cell in row.findall(f"{W}tc") for piece in self._cell(cell))
            self.passages.append(Passage(row_of(name, line), pieces, name, line))

    def _cell(self, cell: Element) -> Iterator[Piece]:
        for paragraph in cell.iter(f"{W}p"):
            yield from self._pieces(paragraph)
        yield Piece(CELL_END)

    def _pieces(self, element: Element, kind: str = "") -> Iterator[Piece]:
        """Yield the text; in a field it is a number that Word sets: of a chapter, a figure, a page."""
        for child in element:
            if child.tag == f"{W}t":
                yield Piece(child.text or "", NUMBERING if self.field_depth else kind)
            elif child.tag in {f"{W}tab", f"{W}br"}:
                yield Piece(" ")
            elif child.tag == f"{W}fldChar":
                self.field_depth += {"begin": 1, "end": -1}.get(child.get(f"{W}fldCharType", ""), 0)
            elif child.tag == f"{W}fldSimple":
                yield from self._pieces(child, NUMBERING)
            else:
                yield from self._pieces(child, kind)


def _captioned(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Return a caption with “Figure 2.1:” as numbering."""
    count = max((place for place, piece in enumerate(pieces, start=1) if piece.kind == NUMBERING), default=0)
    label, words = pieces[:count], pieces[count:]
    colon = COLON.match(words[0].text) if label and words else None
    rest = (Piece(words[0].text[colon.end() :], words[0].kind), *words[1:]) if colon else words
    parted = (Piece(colon[0], NUMBERING),) if colon else ()
    return (*(Piece(piece.text, NUMBERING) for piece in label), *parted, *rest)
