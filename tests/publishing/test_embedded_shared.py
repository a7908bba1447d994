"""What all formats share."""

import json
import re

import docx
import pikepdf
from bs4 import BeautifulSoup
from docx.oxml.ns import qn

from gcm_analysis.publishing.formats.pandoc import WORDS

from .embedded_kit import (
    Published,
    docx_addresses,
    docx_text,
    every_text,
    page_addresses,
    pdf_addresses,
    pdf_text,
    words,
)
from .sample_draft import LOCATORS, MARKED, ONLINE, READ_BY_TYPESETTERS
from .sample_stage import FRENCH, FRENCH_WORDS, SOURCES


def test_figures_and_tables_have_the_same_number_in_every_format(
    draft: Published, html: BeautifulSoup
) -> None:
    on_page = [words(p) for p in html.select(".exhibit-label")]
    in_pdf, in_word = (text.replace("\u00a0", " ") for text in (pdf_text(draft.pdf), docx_text(draft.docx)))
    for label in ("Figure 1.1", "Figure 1.2", "Tableau 1", "Tableau 1.1", "Tableau 3.1"):
        assert label in on_page
        assert label in in_pdf
        assert f"{label} : " in in_word


def test_references_name_figures_tables_chapters_and_sections(html: BeautifulSoup) -> None:
    shown = [words(a) for a in html.select("#sec-results > p > a")]
    assert shown[:5] == ["Figure 1.1", "Tableau 1.1", "chapitre 3", "section 1.1", "1.2"]


def test_a_citation_shows_the_name_of_the_source_and_the_locator_as_it_was_written(
    draft: Published, html: BeautifulSoup
) -> None:
    assert "[House 05, p. 12]" in words(html.article)
    assert "[House 01\u202f; House 02]" in docx_text(draft.docx)  # as French sets a semicolon
    assert "[House 08, Lesson 1]" in pdf_text(draft.pdf)


def test_no_locator_is_reworded_and_it_may_be_marked_as_text_in_any_way(html: BeautifulSoup) -> None:
    shown = words(html.article)
    for number, locator in enumerate([*LOCATORS, *["para 3"] * len(MARKED)]):
        assert f"LOCATED {number} [House 01, {locator}]." in shown


def test_the_bibliography_is_sorted_by_kind_and_name_and_says_when_a_source_has_no_date(
    html: BeautifulSoup,
) -> None:
    entries = [words(entry) for entry in html.select(".csl-entry")]
    by_kind = [*range(2, 41, 2), *range(1, 41, 2), 1]  # the last is the page's alone, of another kind
    assert [entry[:8] for entry in entries] == [f"House {n:02}" for n in by_kind]
    assert "ICMPD & partners (s. d.). Rapport n° 2 <b>gras</b>. https" in entries[0]
    assert "ICMPD & partners (2001)." in entries[20]


def test_each_kind_of_source_has_its_heading_in_every_format(draft: Published, html: BeautifulSoup) -> None:
    headings = html.select("#refs :is(h2, h3, h4, h5)")
    assert [words(heading) for heading in headings] == ["Évaluations", "Presse", "Autres"]
    for text in every_text(draft):
        squeezed = "".join(text.split())
        assert "ÉvaluationsHouse02" in squeezed
        assert "PresseHouse01" in squeezed


def test_paper_lists_the_sources_that_it_cites_and_the_page_those_of_its_own_chapters_too(
    draft: Published,
) -> None:
    assert ONLINE in page_addresses(draft.html)
    assert page_addresses(draft.html) - {ONLINE} == pdf_addresses(draft.pdf) == docx_addresses(draft.docx)


def test_every_source_has_its_author_year_title_and_address_in_every_format(draft: Published) -> None:
    sources = json.loads((draft.stage / "references.json").read_text(encoding="utf-8"))[:SOURCES]
    for text in every_text(draft):
        for source in sources:
            year = source["issued"]["date-parts"][0][0] if "issued" in source else "s.d."
            entry = f"{source['publisher']} ({year}). {source['title']}. {source['URL']}"
            assert "".join(entry.split()) in "".join(text.split())


def test_characters_that_a_typesetter_would_interpret_are_the_same_characters_in_every_format(
    draft: Published,
) -> None:
    for shown in every_text(draft):
        squeezed = "".join(shown.split())
        assert [text for text in READ_BY_TYPESETTERS if 2 * "".join(text.split()) not in squeezed] == []


def test_raw_markup_of_any_format_stays_text(draft: Published) -> None:
    for text in every_text(draft):
        assert '<b onclick="x()">bold</b>' in text
        assert "<w:p/>" in text
        assert '#eval("1")' in text


def test_each_format_keeps_only_what_is_meant_for_it(draft: Published, html: BeautifulSoup) -> None:
    for text, is_page in (
        (words(html.article), True),
        (pdf_text(draft.pdf), False),
        (docx_text(draft.docx), False),
    ):
        assert ("Only on the page." in text) == is_page
        assert ("Only on paper." in text) != is_page


def test_the_french_report_has_no_english_word_of_the_publisher(
    draft: Published, html: BeautifulSoup
) -> None:
    french = " ".join(FRENCH_WORDS.values())
    english = {word for word in WORDS.values() if word.isalpha() and word not in french}
    assert len(english) > 5
    for text in (words(html.body), pdf_text(draft.pdf), docx_text(draft.docx)):
        assert [word for word in english if re.search(rf"\b{word}\b(?!=)", text)] == []


def test_tables_of_chapters_without_a_number_are_counted_through(html: BeautifulSoup) -> None:
    labels = [words(label) for label in html.select(".gcm-table .exhibit-label")]
    assert len(set(labels)) == len(labels)
    assert labels[-2:] == ["Tableau 2", "Tableau 3"]  # the sample has a table in such a chapter already


def test_no_heading_and_no_contents_list_holds_a_link_to_a_fact(html: BeautifulSoup) -> None:
    assert html.find(id="sec-twelve").h3.select_one('span.fact[data-fact="n"]')
    assert not html.select("h1 a, h2 a, h3 a, h4 a, nav a.fact")


def test_on_paper_a_reference_to_a_chapter_of_the_page_says_that_it_is_online(draft: Published) -> None:
    assert re.search(r"See chapitre\xa0\d+, en ligne\.", docx_text(draft.docx))


def test_on_paper_a_number_is_a_number_and_the_annex_is_left_to_the_page(draft: Published) -> None:
    with pikepdf.open(draft.pdf) as pdf:
        links = [note for sheet in pdf.pages for note in sheet.get("/Annots", [])]
        assert not [link for link in links if "fact-" in str(link.get("/Dest", ""))]
    assert FRENCH.annex not in docx_text(draft.docx)
    body = docx.Document(str(draft.docx)).element.body
    assert not [one for one in body.iter(qn("w:hyperlink")) if "fact" in one.get(qn("w:anchor"), "")]
