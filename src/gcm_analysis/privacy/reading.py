"""Reads every kind of artefact as text: pages, pictures, Word files, notebooks, tables, and what is packed into them.

Parts that come with the program and are the same in every report are left out, if they are letter by letter as shipped:
scripts, and the table of typefaces in a Word file, are full of words that are names elsewhere.
"""

import base64
import binascii
import json
import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from html import unescape
from io import BytesIO
from urllib.parse import unquote
from zipfile import BadZipFile, ZipFile

import pikepdf

from gcm_analysis.pdf_text import PdfText
from gcm_analysis.publishing.formats.page.style import explorer_script
from gcm_analysis.publishing.formats.pandoc import default_reference_docx

PNG = b"\x89PNG\r\n\x1a\n"
PIXELS = (b"IHDR", b"PLTE", b"IDAT", b"IEND")  # chunks without words
FONTS = ("woff", "woff2", "ttf", "otf", "odttf")  # letters, no words
DEFLATE = 8  # in the low half of zlib's first byte; with the second it is a multiple of 31
LARGEST_CHUNK = 10_000_000  # bytes of a picture's metadata, unpacked
WITHIN = r"(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+>"  # of a tag, from its name to its end
TAG = re.compile(rf"<(?:\?.*?\?>|[/!]?[A-Za-z]{WITHIN})", re.DOTALL)
# Elements that do not end a word, and comments. Those of Word are all such but these: a word may be split over any number
# of runs, as over spans in OpenDocument.
INLINE = re.compile(
    r"<(?:!--.*?-->|/?(?:a|abbr|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|ins|kbd|mark|q|s|samp|small|span|strong|sub"
    r"|sup|time|tspan|tt|u|var|wbr|a:(?:r|t|rPr)|text:(?:a|span|bookmark\w*)|w:(?!(?:p|tab|br|cr|tc|tr|tbl)\b)\w+)(?=[\s/>])"
    + WITHIN
    + ")",
    re.DOTALL,
)
BROKEN_TAG = re.compile(r"<[^<>]*\n[^<>]*>")
CDATA = re.compile(r"<!\[CDATA\[|\]\]>")
CHARACTER = re.compile(r"\\u([0-9a-fA-F]{4})")
DATA_ADDRESS = re.compile(r"data:([\w.+-]+/[\w.+-]+)(?:;[\w=-]+)*?(;base64)?,([^\"'\s)<>]*)")
PDF_STRING = re.compile(rb"\((?:[^\\()]|\\.)*\)|(?<!<)<[0-9A-Fa-f]+>(?!>)", re.DOTALL)
XMP_TAG = re.compile(r"<[^<>]*>")
THEME = "word/theme/theme1.xml"


@dataclass(frozen=True)
class Piece:
    """A text and its place in a file; of a lined one, the line is named as well. A closed one can't be read."""

    where: str
    text: str
    lined: bool = False
    closed: bool = False


def closed(what: str) -> list[Piece]:
    """Return a piece that can't be read, so that its file may not be published."""
    return [Piece(what, "", closed=True)]


def read(name: str, content: bytes) -> list[Piece]:
    """Return the pieces of a file."""
    suffix = name.rpartition(".")[2].lower()
    if suffix in FONTS:
        return []
    return READERS[suffix](content) if suffix in READERS else closed(name)


def _text(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    return content.decode("utf-8-sig", errors="replace")


def _plain(content: bytes) -> list[Piece]:
    return [Piece("", _text(content), lined=True)]


def _markup(content: bytes) -> list[Piece]:
    return _shown_and_written(without_shipped(_text(content)))


def _json(content: bytes) -> list[Piece]:
    try:
        value = json.loads(_text(content))
    except json.JSONDecodeError:
        return _plain(content)
    return list(_values(value, ""))


def _values(value: object, path: str) -> Iterator[Piece]:
    """Yield every key and every text; the lines of a notebook's cell are one text, its pictures are read."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield Piece(path, str(key))
            yield from _values(inner, f"{path}.{key}".lstrip("."))
    elif isinstance(value, list) and all(isinstance(line, str) for line in value):
        yield from _values("".join(value), path)
        yield Piece(path, "\n".join(value))
    elif isinstance(value, list):
        for number, inner in enumerate(value, start=1):
            yield from _values(inner, f"{path}.{number}".lstrip("."))
    elif isinstance(value, str):
        yield from _value(value, path)


def _value(text: str, path: str) -> list[Piece]:
    if path.endswith(".image/png"):
        return [replace(piece, where=f"{path} {piece.where}") for piece in _png(_unpacked(text))]
    if "<" in text and ">" in text:
        return [replace(piece, lined=False) for piece in _shown_and_written(text, path)]
    return [Piece(path, text)]


def _archive(content: bytes) -> list[Piece]:
    try:
        with ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            parts = [(part.filename, archive.read(part)) for part in entries if not part.is_dir()]
            remarks = [archive.comment, *(text for part in entries for text in (part.comment, part.extra))]
    except (BadZipFile, zlib.error, NotImplementedError, RuntimeError):
        return closed("a broken or locked archive")
    names = (part.filename for part in entries)
    pieces = [Piece("names of parts", "\n".join([*names, *map(_text, remarks)]))]
    for name, part in parts:
        if not _is_shipped(name, part):
            pieces += [replace(piece, where=f"{name} {piece.where}".strip()) for piece in read(name, part)]
    return pieces


def _png(content: bytes) -> list[Piece]:
    """Return the texts of a picture's chunks: keywords and texts, packed or not, and what a camera would write."""
    if not content.startswith(PNG):
        return closed("a picture that is no PNG")
    pieces, place, kind = [], len(PNG), b""
    while kind != b"IEND" and place + 8 <= len(content):
        (length,) = struct.unpack(">I", content[place : place + 4])
        kind, body = content[place + 4 : place + 8], content[place + 8 : place + 8 + length]
        if kind not in PIXELS:
            texts = (body, *_inflated(body))
            where = f"chunk {kind.decode('latin-1')}"
            pieces += [Piece(where, each) for text in texts for each in _in_any_encoding(text)]
        place += length + 12
    return [*pieces, *(Piece("after the picture", each) for each in _in_any_encoding(content[place:]))]


def _photo(content: bytes) -> list[Piece]:
    """Return the metadata of a picture of another kind: they are packed in none of them."""
    return [Piece("metadata", text) for text in _in_any_encoding(content)]


def _inflated(body: bytes) -> Iterator[bytes]:
    """Yield the packed content of a chunk; it begins at another place in each kind, so each zlib header is tried."""
    for start in range(len(body) - 1):
        if body[start] & 0x0F == DEFLATE and (body[start] * 256 + body[start + 1]) % 31 == 0:
            try:
                yield zlib.decompressobj().decompress(body[start:], LARGEST_CHUNK)
            except zlib.error:
                continue
            return


def _in_any_encoding(content: bytes) -> list[str]:
    """Return bytes read as UTF-8, as Latin-1 and, as in EXIF, as UTF-16 from an even and an odd byte."""
    if not content:
        return []
    wide = [content[start:].decode("utf-16-le", errors="ignore") for start in (0, 1)]
    return [content.decode("utf-8", errors="ignore"), content.decode("latin-1"), *wide]


def _shown_and_written(text: str, where: str = "") -> list[Piece]:
    """Return the text as it is shown, and with its tags, attributes and comments; data addresses are read too."""
    packed = [piece for found in DATA_ADDRESS.finditer(text) for piece in _packed(found, where)]
    bare = BROKEN_TAG.sub(_on_one_line, CDATA.sub("", DATA_ADDRESS.sub(" ", text)))
    shown = TAG.sub(" ", INLINE.sub("", bare))
    return [Piece(where, decoded(each), lined=True) for each in (shown, bare)] + packed


def _on_one_line(tag: re.Match[str]) -> str:
    return tag[0].replace("\n", " ") + "\n" * tag[0].count("\n")


def decoded(text: str) -> str:
    """Return text with its entities and escaped characters as themselves, those of addresses too."""
    plain = unquote(text) if "%" in text else text
    plain = unescape(plain) if "&" in plain else plain
    return CHARACTER.sub(lambda found: chr(int(found[1], 16)), plain) if "\\u" in plain else plain


def _packed(address: re.Match[str], where: str) -> Iterator[Piece]:
    media, is_base64, content = address.groups()
    suffix = media.rpartition("/")[2].partition("+")[0]
    for piece in read(f"packed.{suffix}", _unpacked(content) if is_base64 else unquote(content).encode()):
        yield replace(piece, where=f"{where} packed {piece.where}".strip(), lined=False)


def _unpacked(content: str) -> bytes:
    """Return the bytes of base64; text that is none is returned as it is."""
    try:
        return base64.b64decode(unquote(content))
    except (binascii.Error, ValueError):
        return content.encode()


def _pdf(content: bytes) -> list[Piece]:
    """Return the text of each page, joined and with a gap at each move, and all strings of the document."""
    try:
        with pikepdf.open(BytesIO(content)) as document:
            shown, pieces = PdfText(), []
            for number, page in enumerate(document.pages, start=1):
                pieces += _in_pdf(shown, page.obj, f"page {number}")
            for item in document.objects:
                pieces += _strings(item)
                if isinstance(item, pikepdf.Stream):
                    pieces += _stream(item, shown)
            return pieces
    except pikepdf.PdfError:
        return closed("a broken PDF")


def _in_pdf(shown: PdfText, content: pikepdf.Object, where: str) -> list[Piece]:
    runs = [run.text for run in shown.runs(content)]
    return [Piece(where, between.join(runs)) for between in ("", "\n")]


def _stream(item: pikepdf.Stream, shown: PdfText) -> list[Piece]:
    if item.get("/Subtype") == "/Form":
        return _in_pdf(shown, item, "drawing")
    if item.get("/Type") in ("/Metadata", "/EmbeddedFile"):
        text = item.read_bytes().decode("utf-8", errors="replace")
        return [Piece("metadata", text), Piece("metadata", XMP_TAG.sub(" ", text))]
    return []


def _strings(item: pikepdf.Object) -> list[Piece]:
    """Return the strings of an object and of those directly in it, read from its written form."""
    written = item.stream_dict.unparse() if isinstance(item, pikepdf.Stream) else item.unparse(resolved=True)
    found = (str(pikepdf.Object.parse(string)) for string in PDF_STRING.findall(written))
    return [Piece("properties, outline, alternative texts or links", string) for string in found]


def without_shipped(page: str) -> str:
    """Return a page without the code of shipped scripts; lines keep their numbers."""
    script = explorer_script()
    return page.replace(f"<script>{script}</script>", "<script>" + "\n" * script.count("\n") + "</script>")


def _is_shipped(name: str, part: bytes) -> bool:
    """Return whether a part of a Word file is pandoc's own theme: typefaces by script, such as Hans."""
    return name == THEME and part == _theme()


@cache
def _theme() -> bytes:
    with ZipFile(BytesIO(default_reference_docx())) as archive:
        return archive.read(THEME)


READERS = {
    **dict.fromkeys(("html", "htm", "xhtml", "svg", "xml", "rels"), _markup),
    **dict.fromkeys(("json", "jsonld", "ipynb", "map"), _json),
    **dict.fromkeys(
        ("csv", "txt", "log", "md", "qmd", "yml", "yaml", "css", "js", "bib", "ris", "sh", "typ", "plain"),
        _plain,
    ),
    **dict.fromkeys(("docx", "xlsx", "pptx", "odt", "ods", "odp", "zip", "epub"), _archive),
    **dict.fromkeys(("jpg", "jpeg", "gif", "webp", "tif", "tiff"), _photo),
    "mimetype": _plain,  # the part of that name in ODT and EPUB
    "png": _png,
    "pdf": _pdf,
}
