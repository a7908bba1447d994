"""What the tests of the embedded publisher share: the sample published, and ways to read what was published."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import docx
from bs4 import BeautifulSoup, Tag
from docx.oxml.ns import qn
from pypdf import PdfReader


@dataclass(frozen=True)
class Published:
    """The three files of one report and the stage that they came from."""

    stage: Path
    html: Path
    pdf: Path
    docx: Path


def in_folder(folder: Path) -> Published:
    return Published(folder / "stage", folder / "index.html", folder / "report.pdf", folder / "report.docx")


def every_text(report: Published) -> list[str]:
    return [words(soup(report.html).article), pdf_text(report.pdf), docx_text(report.docx)]


def page_addresses(path: Path) -> set[str]:
    return {str(link["href"]) for link in soup(path).select("a[href^=http]")}


def pdf_addresses(path: Path) -> set[str]:
    notes = [note.get_object() for sheet in PdfReader(path).pages for note in sheet.get("/Annots", ())]
    addresses = {str(note.get("/A", {}).get("/URI", "")) for note in notes}
    return {address for address in addresses if address.startswith("http")}


def docx_addresses(path: Path) -> set[str]:
    relations = docx.Document(str(path)).part.rels.values()
    return {one.target_ref for one in relations if one.is_external and one.target_ref.startswith("http")}


def soup(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


@cache  # a path is written once
def pdf_pages(path: Path) -> list[str]:
    return [sheet.extract_text() for sheet in PdfReader(path).pages]


def pdf_text(path: Path) -> str:
    return re.sub(r"\s+", " ", "\n".join(pdf_pages(path)).replace("\xad\n", ""))


@cache
def docx_text(path: Path) -> str:
    return "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in paragraphs(path))


def paragraphs(path: Path) -> list:
    return list(docx.Document(str(path)).element.body.iter(qn("w:p")))


def words(element: Tag | None) -> str:
    assert element is not None
    return re.sub(r"\s+", " ", element.get_text().replace("\u00a0", " ")).strip()
