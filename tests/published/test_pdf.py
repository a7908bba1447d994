"""The published PDF, read with other tools than the one that wrote it."""

import re
from functools import cache
from math import hypot

import page as validation
import pikepdf
import pytest
from pypdf import PdfReader
from tests.builders import DEFAULT_EVENT

from gcm_analysis import paths

RELEASES = paths.home() / "data" / "events" / DEFAULT_EVENT / "releases.yml"

HEAD, FOOT, LETTER = (
    26 * 72 / 25.4,
    21 * 72 / 25.4,
    8,
)  # points: the margins with the running lines, the smallest letter


@pytest.fixture
def path(published, language):
    return published.folder / language / "report.pdf"


@cache
def sheets(path):
    """Return the text of each page, and of each part its height above the foot and the size of its letters, in points.

    The raised ending of a French ordinal (11e, 1er) is no part: its letters are smaller than the line that it stands in.
    """
    return [read(sheet) for sheet in PdfReader(path).pages]


def read(sheet):
    found = []

    def keep(text, around, within, _font, size):
        if text.strip() not in ("", "e", "er"):
            height = around[3] * within[5] + around[5]
            found.append((height, size * hypot(within[1], within[3]) * hypot(around[1], around[3])))

    return sheet.extract_text(visitor_text=keep) or "", found


def structure(element, found):
    """Gather the types of all elements below a structure element."""
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            found.append((str(kid["/S"]), kid))
            structure(kid, found)
    return found


def test_the_pdf_carries_the_day_of_issue_and_not_of_the_run(path):
    (issued,) = re.findall(r"issued: '?([0-9-]+)", RELEASES.read_text(encoding="utf-8"))
    assert str(PdfReader(path).metadata.get("/CreationDate")).startswith(f"D:{issued.replace('-', '')}")


@pytest.mark.parametrize(
    "profile", [validation.ValidationProfile.PDF_UA_1, validation.ValidationProfile.PDF_A_2A]
)
def test_the_pdf_keeps_to_the_standards_of_accessibility_and_archiving(path, profile):
    report = validation.validate_pdf(str(path), profile=profile)
    assert report.is_compliant, report.failures


def test_the_tags_hold_headings_tables_with_headers_and_figures_with_alt_texts(path, published):
    with pikepdf.open(path) as pdf:
        elements = structure(pdf.Root.StructTreeRoot, [])
    kinds = [kind for kind, _ in elements]
    assert {"/H1", "/H2", "/Table", "/TH", "/Figure", "/L", "/Link"} <= set(kinds)
    figures = [element for kind, element in elements if kind == "/Figure"]
    assert len(figures) == published.figures
    assert all(str(figure.get("/Alt", "")) for figure in figures)


def headings(outline):
    """Yield the entries of an outline with those below them."""
    for one in outline:
        if isinstance(one, list):
            yield from headings(one)
        else:
            yield one


def test_no_page_is_under_two_thirds_full_but_the_last_of_a_chapter(path):
    reader = PdfReader(path)
    first = {reader.get_destination_page_number(one) for one in reader.outline if not isinstance(one, list)}
    room = float(reader.pages[0].mediabox.height) - HEAD - FOOT
    filled = {
        number: 1 - (min(height for height, _ in set_at if height > FOOT) - FOOT) / room
        for number, (_, set_at) in enumerate(sheets(path))
        if number + 1 not in {*first, len(reader.pages)}
    }
    assert {number + 1: share for number, share in filled.items() if share < 2 / 3} == {}


def test_every_heading_has_text_below_it_on_its_page(path):
    reader = PdfReader(path)
    for one in headings(reader.outline):
        _, set_at = sheets(path)[reader.get_destination_page_number(one)]
        below = [height for height, _ in set_at if FOOT < height < float(one.top) - 2 * 14]
        assert below, one.title


def test_no_letter_is_smaller_than_8_points(path):
    small = {
        (number, round(size, 1))
        for number, (_, set_at) in enumerate(sheets(path), start=1)
        for _, size in set_at
        if size < LETTER - 0.05
    }
    assert small == set()
