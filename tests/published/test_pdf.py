"""The published PDF, read with other tools than the one that wrote it."""

import re

import page as validation
import pikepdf
import pytest
from pypdf import PdfReader
from tests.builders import DEFAULT_EVENT

from gcm_analysis import paths

RELEASES = paths.home() / "data" / "events" / DEFAULT_EVENT / "releases.yml"

HEADINGS = {
    "en": ("The answer", "What to do", "What makes capacity last", "How we know"),
    "fr": ("La réponse", "À faire", "Ce qui rend les capacités durables", "Sur quoi reposent ces constats"),
}


@pytest.fixture
def path(published, language):
    return published.folder / language / "report.pdf"


def structure(element, found):
    """Gather the types of all elements below a structure element."""
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            found.append((str(kid["/S"]), kid))
            structure(kid, found)
    return found


def test_the_pdf_is_tagged_and_says_title_and_language(path, language):
    with pikepdf.open(path) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).startswith(language)
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert str(pdf.open_metadata()["dc:title"])


def test_the_pdf_carries_the_day_of_issue_and_not_of_the_run(path):
    (issued,) = re.findall(r"issued: '?([0-9-]+)", RELEASES.read_text(encoding="utf-8"))
    assert str(PdfReader(path).metadata.get("/CreationDate")).startswith(f"D:{issued.replace('-', '')}")


def test_the_pdf_claims_pdf_ua_and_a_validator_finds_nothing_against_it(path):
    with pikepdf.open(path) as pdf, pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
    report = validation.validate_pdf(str(path), profile=validation.ValidationProfile.PDF_UA_1)
    assert report.is_compliant, report.failures


def test_the_tags_hold_headings_tables_with_headers_and_figures_with_alt_texts(path, published):
    with pikepdf.open(path) as pdf:
        elements = structure(pdf.Root.StructTreeRoot, [])
    kinds = [kind for kind, _ in elements]
    assert {"/H1", "/H2", "/Table", "/TH", "/Figure", "/L", "/Link"} <= set(kinds)
    figures = [element for kind, element in elements if kind == "/Figure"]
    assert len(figures) == published.figures
    assert all(str(figure.get("/Alt", "")) for figure in figures)


def test_the_text_has_every_chapter_in_its_language(path, language):
    reader = PdfReader(path)
    text = " ".join((page.extract_text() or "") for page in reader.pages)
    for heading in HEADINGS[language]:
        assert heading in " ".join(text.split())


def test_the_outline_leads_to_the_chapters(path, language):
    titles = [item.title for item in PdfReader(path).outline if not isinstance(item, list)]
    assert all(any(heading in title for title in titles) for heading in HEADINGS[language])


def test_pages_are_numbered_and_every_font_is_embedded(path, language):
    reader = PdfReader(path)
    number = len(reader.pages)
    assert f"{'Page 5 of' if language == 'en' else 'Page 5 sur'} {number}" in " ".join(
        reader.pages[4].extract_text().split()
    )
    with pikepdf.open(path) as pdf:
        fonts = [font for page in pdf.pages for font in page.get("/Resources", {}).get("/Font", {}).values()]
        assert fonts
        for font in fonts:
            descendant = font.DescendantFonts[0] if "/DescendantFonts" in font else font
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(descendant.FontDescriptor.keys())


def test_no_number_is_a_link_and_every_link_says_where_it_leads(path):
    with pikepdf.open(path) as pdf:
        links = [
            note
            for sheet in pdf.pages
            for note in sheet.get("/Annots", [])
            if note.get("/Subtype") == "/Link"
        ]
        assert not [link for link in links if str(link.get("/Dest", "")).startswith("fact-")]
        assert all(str(link.get("/Contents", "")) for link in links)


def test_no_entry_of_the_outline_is_a_fact(path):
    def titles(items):
        for item in items:
            yield from titles(item) if isinstance(item, list) else [item.title]

    assert len(list(titles(PdfReader(path).outline))) < 80
