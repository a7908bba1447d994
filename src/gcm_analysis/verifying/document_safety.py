"""What a PDF, a Word file and a drawing may do and where they lead, as `page_safety` asks of pages."""

import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pikepdf
from lxml import etree

from gcm_analysis.verifying.page_safety import SHOWN, inside, is_known

Known = Callable[[str], bool]
HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
ACTING = ("/JavaScript", "/EmbeddedFiles")  # of a PDF's names: scripts, and files that it brings along
TO_A_PLACE = "/GoTo"
DRAWN_ACTING = {"script", "foreignObject", "iframe", "a", "animate", "set"}
NO_PARSER_REACHES_OUT = {"resolve_entities": False, "no_network": True}


def unsafe_documents(report: Path, addresses: frozenset[str], site: str) -> Iterator[str]:
    """Yield, file by file, what acts and what leads where no source of the report lies."""

    def known(address: str, path: Path) -> bool:
        return is_known(address, addresses, site) or inside(address, path, report)

    for path in sorted(path for path in report.rglob("*") if path.suffix in READERS and path.is_file()):
        name = path.relative_to(report).as_posix()
        try:
            yield from (f"{name}: {one}" for one in READERS[path.suffix](path, partial(known, path=path)))
        except (pikepdf.PdfError, zipfile.BadZipFile, etree.XMLSyntaxError) as error:
            yield f"{name}: it can’t be read: {error}"


def _of_pdf(path: Path, known: Known) -> Iterator[str]:
    with pikepdf.open(path) as pdf:
        yield from (f"it has {key[1:]}" for key in ACTING if key in pdf.Root.get("/Names", {}))
        for key in ("/OpenAction", "/AA"):
            if key in pdf.Root:
                yield f"it acts when it is opened ({key[1:]})"
        for number, page in enumerate(pdf.pages, 1):
            for note in page.get("/Annots", ()):
                yield from (f"page {number}: {one}" for one in _of_note(note, known))


def _of_note(note: Any, known: Known) -> Iterator[str]:  # noqa: ANN401 - pikepdf's objects
    action = note.get("/A")
    kind = str(action.get("/S")) if action is not None else TO_A_PLACE
    if kind == "/URI":
        address = str(action.get("/URI"))
        if not known(address):
            yield f"it leads to {address[:SHOWN]}, which neither the sources nor the project name"
    elif kind != TO_A_PLACE or "/AA" in note:
        yield f"a link that acts ({kind[1:]})"


def _of_word(path: Path, known: Known) -> Iterator[str]:
    with zipfile.ZipFile(path) as archive:
        for part in archive.namelist():
            if part.lower().endswith((".bin", ".vml")):
                yield f"it brings {part}"
            for one in _relations(archive.read(part)) if part.endswith(".rels") else ():
                address = one.get("Target", "")
                if one.get("Type") != HYPERLINK or not known(address):
                    yield f"it leads to {address[:SHOWN]}, which neither the sources nor the project name"


def _relations(content: bytes) -> list[Any]:
    """Return what leads out of a Word file."""
    root = etree.fromstring(content, etree.XMLParser(**NO_PARSER_REACHES_OUT))
    return [one for one in root if one.get("TargetMode") == "External"]


def _of_drawing(path: Path, _: Known) -> Iterator[str]:
    root = etree.fromstring(path.read_bytes(), etree.XMLParser(**NO_PARSER_REACHES_OUT))
    for one in root.iter(etree.Element):
        name = etree.QName(one).localname
        if name in DRAWN_ACTING:
            yield f"it has <{name}>"
        for key, value in one.attrib.items():
            plain_key = etree.QName(key).localname
            if plain_key.startswith("on") or (
                plain_key == "href" and not value.startswith(("#", "data:image/"))
            ):
                yield f"it has {plain_key}={value[:SHOWN]!r}"


READERS: dict[str, Callable[[Path, Known], Iterator[str]]] = {
    ".pdf": _of_pdf, ".docx": _of_word, ".svg": _of_drawing,
}  # fmt: skip
