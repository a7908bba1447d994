"""Checks what a published file does and where it leads: only our own scripts, nothing fetched, only known addresses.

This needs no new run, so that any version of the program finds a page with a foreign script.
"""

import re
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pikepdf
from bs4 import BeautifulSoup, Tag
from lxml import etree

from gcm_analysis.publishing.folder.manifest import inputs
from gcm_analysis.publishing.formats.page.policy import BESIDE, INSIDE, content_policy
from gcm_analysis.publishing.formats.page.style import explorer_script, script
from gcm_analysis.publishing.formats.page.templates import web_address
from gcm_analysis.verifying.files import read_rows, xml_root
from gcm_analysis.verifying.html import in_head, parsed

DATA_SCRIPTS = {"application/json", "application/ld+json"}  # they do not run
FORBIDDEN = ("base", "embed", "form[action]", "frame", "iframe", "link[rel~=stylesheet]", "object", "portal")
# Kinds of links that a browser does not fetch.
RELATIONS = {"alternate", "canonical", "describedby", "icon", "license", "sitemap"}
FETCHED = ("src", "srcset", "poster", "data", "background", "action", "formaction", "ping", "xlink:href")
CSS_ADDRESS = re.compile(r"""url\(\s*["']?(?!data:|#)|@import|expression\(""", re.IGNORECASE)
ADDRESS = re.compile(r"""https?://[^\s"'<>\\|\])}]+""")
ABOVE = {"index.html", "feed.xml", "sitemap.xml"}  # of the folder of all reports
OURS = (script("first"), script("page"), explorer_script())
SHOWN = 60
ON_THE_WEB = "neither the sources nor the project name"
Leads = Callable[[str], bool]  # whether a file may have a link to an address
HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
ACTING = ("/JavaScript", "/EmbeddedFiles")  # of a PDF's names: scripts, and embedded files
TO_A_PLACE = "/GoTo"
DRAWN_ACTING = {"script", "foreignObject", "iframe", "a", "animate", "set"}


def known_addresses(home: Path, event: str) -> frozenset[str]:
    """Return every address that the project's data, notebooks and descriptions name."""
    texts = (text for path in inputs(home, event) for text in _texts(path))
    found = (match[0].rstrip(".,;:") for text in texts for match in ADDRESS.finditer(text))
    return frozenset(_plain(address) for address in found)


def _texts(path: Path) -> list[str]:
    """Return the cells of a table, where an address may contain a comma, or the whole of another text."""
    if path.suffix not in {".csv", ".yml", ".ipynb"}:
        return []
    if path.suffix == ".csv":
        return list(chain.from_iterable(read_rows(path)))
    return [path.read_text(encoding="utf-8-sig", errors="replace")]


def unsafe(report: Path, addresses: frozenset[str], site: str) -> Iterator[str]:
    """Yield, file by file, what runs, what would be fetched, and links to addresses that no source has."""

    def leads(address: str, path: Path) -> bool:
        return is_known(address, addresses, site) or inside(address, path, report)

    for path in sorted(path for path in report.rglob("*") if path.suffix in READERS and path.is_file()):
        name = path.relative_to(report).as_posix()
        try:
            yield from (f"{name}: {one}" for one in READERS[path.suffix](path, partial(leads, path=path)))
        except (pikepdf.PdfError, zipfile.BadZipFile, etree.XMLSyntaxError) as error:
            yield f"{name}: it can’t be read: {error}"


def _of_page(path: Path, leads: Leads) -> Iterator[str]:
    page = parsed(path)
    yield from (*_acting(page), *_fetched(page, path), *_policy(page), *_leading(page, leads))


def _running(page: BeautifulSoup) -> list[Tag]:
    return [one for one in page.find_all("script") if str(one.get("type", "")).lower() not in DATA_SCRIPTS]


def _acting(page: BeautifulSoup) -> Iterator[str]:
    for one in _running(page):
        if one.string not in OURS or one.get("src"):
            yield f"a script that is not ours: {_shown(one)}"
    for one in page.select(", ".join(FORBIDDEN)):
        yield f"an element that no page has: {_shown(one)}"
    for one in page.find_all("meta", attrs={"http-equiv": True}):
        if str(one["http-equiv"]).lower() != "content-security-policy":
            yield f"an order to the browser: {_shown(one)}"
    for one in page.find_all(True):
        yield from (f"a handler, {key}: {_shown(one)}" for key in one.attrs if key.lower().startswith("on"))


def _fetched(page: BeautifulSoup, path: Path) -> Iterator[str]:
    for one in page.find_all(True):
        for key in FETCHED:
            value = str(one.get(key, ""))
            if value and not value.startswith(("data:image/", "#")) and not _is_own_figure(value, path):
                yield f"something to fetch, {value[:SHOWN]}: {_shown(one)}"
        if CSS_ADDRESS.search(str(one.get("style", "")) + (one.get_text() if one.name == "style" else "")):
            yield f"a style that fetches: {_shown(one)}"
    for one in page.find_all("link"):
        if not set(one.get("rel") or ()) <= RELATIONS:
            yield f"a link that is fetched: {_shown(one)}"


def _is_own_figure(value: str, path: Path) -> bool:
    """Return whether a notebook shows a figure of the folder next to it."""
    in_figures = path.parent.name == "notebooks" and value.startswith("../figures/")
    return in_figures and (path.parent / value).is_file()


def _policy(page: BeautifulSoup) -> Iterator[str]:
    policies = {"http-equiv": "Content-Security-Policy"}
    found = [str(one.get("content")) for one in in_head(page, "meta", policies)]
    scripts = [one.get_text() for one in _running(page)]
    styles = [one.get_text() for one in in_head(page, "style")]
    if found not in [[content_policy(scripts, styles, images)] for images in (INSIDE, BESIDE)]:
        yield "its Content-Security-Policy is not ours"


def _leading(page: BeautifulSoup, leads: Leads) -> Iterator[str]:
    for one in page.find_all(["a", "area", "link"], href=True):
        target = str(one["href"])
        if not target.startswith(("#", "data:,")) and not leads(target):
            yield _unknown(target, why=ON_THE_WEB if web_address(target) else "is not in the report")


def _unknown(address: str, why: str = ON_THE_WEB) -> str:
    return f"it leads to {address[:SHOWN]}, which {why}"


def inside(target: str, path: Path, report: Path) -> bool:
    """Return whether a link of a file leads into its report, or to the page of all reports above it."""
    parts = urlsplit(target)
    if parts.scheme or parts.netloc or "\\" in target:
        return False
    found, whole = (path.parent / unquote(parts.path)).resolve(), report.resolve()
    return found.is_relative_to(whole) or found in {whole.parent / name for name in ABOVE}


def is_known(address: str, addresses: frozenset[str], site: str) -> bool:
    """Return whether the project names an address, or the address is on its own site."""
    return _plain(address) in addresses or bool(site and address.startswith(site))


def _plain(address: str) -> str:
    """Return an address in the form that is compared: pandoc may write a sign as %XX, or an & as it is."""
    return unquote(address).replace("&amp;", "&")


def _shown(element: Tag) -> str:
    text = str(element)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def _of_pdf(path: Path, leads: Leads) -> Iterator[str]:
    with pikepdf.open(path) as pdf:
        yield from (f"it has {key[1:]}" for key in ACTING if key in pdf.Root.get("/Names", {}))
        for key in ("/OpenAction", "/AA"):
            if key in pdf.Root:
                yield f"it acts when it is opened ({key[1:]})"
        for number, page in enumerate(pdf.pages, 1):
            for note in page.get("/Annots", ()):
                yield from (f"page {number}: {one}" for one in _of_note(note, leads))


def _of_note(note: Any, leads: Leads) -> Iterator[str]:  # noqa: ANN401 - pikepdf's objects
    action = note.get("/A")
    kind = str(action.get("/S")) if action is not None else TO_A_PLACE
    if kind == "/URI":
        address = str(action.get("/URI"))
        if not leads(address):
            yield _unknown(address)
    elif kind != TO_A_PLACE or "/AA" in note:
        yield f"a link that acts ({kind[1:]})"


def _of_word(path: Path, leads: Leads) -> Iterator[str]:
    with zipfile.ZipFile(path) as archive:
        for part in archive.namelist():
            if part.lower().endswith((".bin", ".vml")):
                yield f"it brings {part}"
            for one in xml_root(archive.read(part)) if part.endswith(".rels") else ():
                address, is_link = one.get("Target", ""), one.get("Type") == HYPERLINK
                if one.get("TargetMode") == "External" and not (is_link and leads(address)):
                    yield _unknown(address)


def _of_drawing(path: Path, _: Leads) -> Iterator[str]:
    root = xml_root(path.read_bytes())
    for one in root.iter():
        name = etree.QName(one).localname
        if name in DRAWN_ACTING:
            yield f"it has <{name}>"
        for key, value in one.attrib.items():
            plain_key = etree.QName(key).localname
            if plain_key.startswith("on") or (
                plain_key == "href" and not value.startswith(("#", "data:image/"))
            ):
                yield f"it has {plain_key}={value[:SHOWN]!r}"


READERS: dict[str, Callable[[Path, Leads], Iterator[str]]] = {
    ".html": _of_page, ".pdf": _of_pdf, ".docx": _of_word, ".svg": _of_drawing,
}  # fmt: skip
