"""A draft in all formats: the word on every page, logos and notices, and the standards kept all the same."""

import docx
import pikepdf
from playwright.sync_api import Browser

from .embedded_kit import Published, docx_text, pdf_pages, pdf_text, soup
from .sample_draft import DRAFT_WORDS, LOGOS


def test_the_page_says_at_its_top_and_in_its_title_that_it_is_a_draft(draft: Published) -> None:
    page = soup(draft.html)
    banner = page.body.find("aside")
    assert (
        banner.get_text(" ", strip=True)
        == f"{DRAFT_WORDS['word']} {DRAFT_WORDS['line']} {DRAFT_WORDS['missing']}"
    )
    assert page.find(id=banner.a["href"][1:]) is not None
    assert page.title.get_text().startswith(f"{DRAFT_WORDS['word']} – ")


def test_the_word_reads_by_night_as_by_day(draft: Published, browser: Browser) -> None:
    tab = browser.new_page(color_scheme="dark")
    tab.goto(draft.html.as_uri())
    look = tab.evaluate(
        "(({ backgroundColor, color }) => [backgroundColor, color])(getComputedStyle(document.querySelector('.draft')))"
    )
    tab.close()
    assert look == ["rgb(184, 74, 0)", "rgb(255, 255, 255)"]


def test_every_page_of_the_pdf_carries_the_word(draft: Published) -> None:
    sheets = pdf_pages(draft.pdf)
    assert len(sheets) > 5
    assert all(DRAFT_WORDS["word"] in text for text in sheets)


def test_every_page_of_the_word_file_carries_the_word(draft: Published) -> None:
    document = docx.Document(str(draft.docx))
    (section,) = document.sections
    assert section.different_first_page_header_footer
    for header in (section.first_page_header, section.header):
        assert not header.is_linked_to_previous
        assert header.paragraphs[0].text.startswith(DRAFT_WORDS["word"])
    assert document.core_properties.title.startswith(DRAFT_WORDS["word"])


def test_the_logos_stand_in_every_format_with_what_they_show(draft: Published) -> None:
    alternatives = [logo["alt"] for logo in LOGOS]
    images = soup(draft.html).select(".logos img")
    assert [image["alt"] for image in images] == alternatives
    assert [image["src"].split(";")[0] for image in images] == ["data:image/png", "data:image/svg+xml"]
    body = docx.Document(str(draft.docx)).element.body
    assert [item.get("descr") for item in body.iter("{*}docPr")][:2] == alternatives
    with pikepdf.open(draft.pdf) as pdf:
        alts = {str(one.Alt) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one}
    assert set(alternatives) <= alts


def test_the_notices_stand_in_every_format_each_as_a_paragraph(draft: Published) -> None:
    lines = ["It binds nobody.", "Payé par A [fr]", "CC BY"]
    page = soup(draft.html)
    assert [item.get_text() for item in page.select(".notices p")] == lines
    assert page.select_one(".notices [lang]")["lang"] == "fr"
    assert all(line in pdf_text(draft.pdf) for line in lines)
    assert set(lines) <= set(docx_text(draft.docx).split("\n"))
