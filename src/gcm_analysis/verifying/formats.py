"""Reads published files as passages, each kind in its own way."""

import json
from collections.abc import Callable
from pathlib import Path
from zipfile import BadZipFile

import pikepdf
from lxml.etree import XMLSyntaxError

from gcm_analysis.verifying import docx, html, pdf
from gcm_analysis.verifying.files import xml_root
from gcm_analysis.verifying.passages import Passage, Piece

# Errors from reading a broken file.
BROKEN = (
    *(pikepdf.PdfError, BadZipFile, XMLSyntaxError),
    *(KeyError, TypeError, ValueError, AttributeError, RecursionError),
)
TEXT = (".csv", ".json", ".bib", ".ris", ".sh", ".xml", ".md", ".yml")
PICTURE = '"image/png"'  # in a notebook: a line of base64


class Unreadable(Exception):  # noqa: N818 - the name says what the file is
    """A published file that is not of the kind that its name says."""


def read(path: Path) -> list[Passage]:
    """Return the passages of a file; none of a kind without text."""
    try:
        return READERS[path.suffix](path) if path.suffix in READERS else []
    except BROKEN as error:
        raise Unreadable(f"{path.name} can’t be read: {error}") from error


def lines(path: Path) -> list[Passage]:
    """Return a text line by line."""
    found = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return [Passage(f"line {number}", (Piece(line),)) for number, line in enumerate(found, start=1)]


def _notebook(path: Path) -> list[Passage]:
    """Return a notebook line by line, each with the id of its cell."""
    return [
        Passage(f"cell {cell['id']}", (Piece(line),))
        for cell in json.loads(path.read_bytes())["cells"]
        for line in json.dumps(cell, ensure_ascii=False, indent=1).splitlines()
        if PICTURE not in line
    ]


def _drawing(path: Path) -> list[Passage]:
    """Return the words of a figure; the places of its lines are not compared."""
    texts = ("".join(text.itertext()).strip() for text in xml_root(path.read_bytes()).iter("{*}text"))
    return [Passage("a label", (Piece(text),)) for text in texts if text]


READERS: dict[str, Callable[[Path], list[Passage]]] = {
    ".html": html.read, ".pdf": pdf.read, ".docx": docx.read, ".svg": _drawing,
    ".ipynb": _notebook, **dict.fromkeys(TEXT, lines),
}  # fmt: skip
