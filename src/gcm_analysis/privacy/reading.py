"""Every kind of artefact as text: pages, pictures, Word files, notebooks, tables, and what is packed into them."""

import json
import struct
import zlib
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from gcm_analysis.privacy.markup import looks_like_markup, markup, unpacked
from gcm_analysis.privacy.pdf import pdf
from gcm_analysis.privacy.pieces import Piece, closed
from gcm_analysis.privacy.shipped import is_shipped, without_shipped

PNG = b"\x89PNG\r\n\x1a\n"
PIXELS = (b"IHDR", b"PLTE", b"IDAT", b"IEND")  # chunks that hold no words
FONTS = ("woff", "woff2", "ttf", "otf", "odttf")  # letters, no words
DEFLATE = 8  # in the low half of zlib's first byte; with the second it is a multiple of 31
LARGEST_CHUNK = 10_000_000  # bytes of a picture's metadata, unpacked


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
    return markup(without_shipped(_text(content)), "", read)


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
        yield from _told(value, path)


def _told(text: str, path: str) -> list[Piece]:
    if path.endswith(".image/png"):
        return [replace(piece, where=f"{path} {piece.where}") for piece in _png(unpacked(text))]
    if looks_like_markup(text):
        return [replace(piece, lined=False) for piece in markup(text, path, read)]
    return [Piece(path, text)]


def _archive(content: bytes) -> list[Piece]:
    try:
        with ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            parts = [(part.filename, archive.read(part)) for part in entries if not part.is_dir()]
            remarks = [
                archive.comment,
                *(part.comment for part in entries),
                *(part.extra for part in entries),
            ]
    except (BadZipFile, zlib.error, NotImplementedError, RuntimeError):
        return closed("a broken or locked archive")
    names = (part.filename for part in entries)
    pieces = [Piece("names of parts", "\n".join([*names, *map(_text, remarks)]))]
    for name, part in parts:
        if is_shipped(name, part):
            continue
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
    """Return what a camera or a program wrote into a picture of another kind: it is packed in none of them."""
    return [Piece("metadata", text) for text in _in_any_encoding(content)]


def _inflated(body: bytes) -> Iterator[bytes]:
    """Yield what is packed in a chunk; where it begins depends on the kind, so each zlib header is tried."""
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
    "pdf": pdf,
}
