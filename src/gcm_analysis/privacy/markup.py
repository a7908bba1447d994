"""HTML, SVG and the XML of Word files as text: what shows, and what stands in attributes, comments and scripts."""

import base64
import binascii
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import unescape
from urllib.parse import unquote

from gcm_analysis.privacy.pieces import Piece

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
Reader = Callable[[str, bytes], list[Piece]]


def markup(text: str, where: str, read: Reader) -> list[Piece]:
    """Return the text as it shows, and with its tags, attributes and comments.

    `read` reads what is packed into an address, such as a picture.
    """
    packed = [piece for found in DATA_ADDRESS.finditer(text) for piece in _packed(found, where, read)]
    bare = BROKEN_TAG.sub(_on_one_line, CDATA.sub("", DATA_ADDRESS.sub(" ", text)))
    shown = TAG.sub(" ", INLINE.sub("", bare))
    return [Piece(where, decoded(each), lined=True) for each in (shown, bare)] + packed


def looks_like_markup(text: str) -> bool:
    return "<" in text and ">" in text


def _on_one_line(tag: re.Match[str]) -> str:
    return tag[0].replace("\n", " ") + "\n" * tag[0].count("\n")


def decoded(text: str) -> str:
    """Return text with its entities and escaped characters as themselves, those of addresses too."""
    plain = unquote(text) if "%" in text else text
    plain = unescape(plain) if "&" in plain else plain
    return CHARACTER.sub(lambda found: chr(int(found[1], 16)), plain) if "\\u" in plain else plain


def _packed(address: re.Match[str], where: str, read: Reader) -> Iterator[Piece]:
    media, is_base64, content = address.groups()
    suffix = media.rpartition("/")[2].partition("+")[0]
    for piece in read(f"packed.{suffix}", unpacked(content) if is_base64 else unquote(content).encode()):
        yield replace(piece, where=f"{where} packed {piece.where}".strip(), lined=False)


def unpacked(content: str) -> bytes:
    """Return the bytes of base64; what is none is its own bytes, which are looked through too."""
    try:
        return base64.b64decode(unquote(content))
    except (binascii.Error, ValueError):
        return content.encode()
