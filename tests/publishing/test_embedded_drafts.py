"""A draft in all formats: the word on every page, logos and notices, and the standards kept all the same."""

import docx
import pikepdf
from bs4 import BeautifulSoup

from .embedded_kit import Published, docx_text, pdf_pages, pdf_text
from .sample_draft import DRAFT_WORDS, LOGOS


def test_the_word_draft_is_in_the_title_and_at_the_top_of_the_page_and_leads_to_what_is_missing(
    html: BeautifulSoup,
) -> None:
    banner = html.body.find("aside")
    assert banner.get_text(" ", strip=True) == " ".join(
        DRAFT_WORDS[name] for name in ("word", "line", "missing")
    )
    assert html.find(id=banner.a["href"][1:]) is not None
    assert html.title.get_text().startswith(f"{DRAFT_WORDS['word']} – ")


def test_every_page_of_the_pdf_and_of_the_word_file_carries_the_word(draft: Published) -> None:
    sheets = pdf_pages(draft.pdf)
    assert len(sheets) > 5
    assert all(DRAFT_WORDS["word"] in text for text in sheets)
    document = docx.Document(str(draft.docx))
    (section,) = document.sections
    assert section.different_first_page_header_footer
    for header in (section.first_page_header, section.header):
        assert header.paragraphs[0].text.startswith(DRAFT_WORDS["word"])
    assert document.core_properties.title.startswith(DRAFT_WORDS["word"])


def test_the_logos_stand_in_every_format_with_what_they_show(draft: Published, html: BeautifulSoup) -> None:
    alternatives = [logo["alt"] for logo in LOGOS]
    images = html.select(".logos img")
    assert [image["alt"] for image in images] == alternatives
    assert [image["src"].split(";")[0] for image in images] == ["data:image/png", "data:image/svg+xml"]
    body = docx.Document(str(draft.docx)).element.body
    assert [item.get("descr") for item in body.iter("{*}docPr")][:2] == alternatives
    with pikepdf.open(draft.pdf) as pdf:
        alts = {str(one.Alt) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one}
    assert set(alternatives) <= alts


def test_the_notices_stand_in_every_format_each_as_a_paragraph(draft: Published, html: BeautifulSoup) -> None:
    lines = ["It binds nobody.", "Payé par A [fr]", "CC BY"]
    assert [item.get_text() for item in html.select(".notices p")] == lines
    assert html.select_one(".notices [lang]")["lang"] == "fr"
    assert all(line in pdf_text(draft.pdf) for line in lines)
    assert set(lines) <= set(docx_text(draft.docx).split("\n"))
