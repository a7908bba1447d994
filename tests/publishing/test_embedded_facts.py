"""Numbers that lead to the annex of facts, in each format."""

import re
from pathlib import Path

import docx
import pikepdf
import pytest
from bs4 import BeautifulSoup
from docx.oxml.ns import qn

from gcm_analysis.publishing.formats import embedded

from .embedded_kit import BOTH, Published, refuse, soup
from .sample_stage import ENGLISH, FRENCH, write_stage


@BOTH
def test_a_number_on_the_page_leads_to_its_entry_and_the_entry_leads_back(
    pages: dict[str, BeautifulSoup], language: str
) -> None:
    page = pages[language]
    first, second = page.select('a.fact[data-fact="themes-total"]')
    assert [one["href"] for one in (first, second)] == ["#fact-themes-total"] * 2
    assert (first["id"], second.get("id")) == ("fact-at-themes-total", None)
    term = page.find(id="fact-themes-total").find_parent("dt")
    links = [link["href"] for link in term.find_next_sibling("dd").find_all("a")]
    assert links == ["#fact-at-themes-total", "#fact-themes-total"]


def test_a_number_in_a_table_leads_to_its_entry(pages: dict[str, BeautifulSoup]) -> None:
    assert pages["en"].select_one('td a.fact[href="#fact-n"]')["id"] == "fact-at-n"


def test_an_entry_leads_to_rows_of_the_evidence_and_to_sources(pages: dict[str, BeautifulSoup]) -> None:
    _, rows, sources = pages["en"].select(".facts dt")[0].find_next_siblings("dd")[:3]
    assert [link["href"] for link in rows.find_all("a")] == ["#row-ST001", "#row-ST003"]
    assert pages["en"].find(id="row-ST003").get_text() == "003"
    assert [link["href"] for link in sources.find_all("a")] == ["#ref-S001", "#ref-S002"]


def test_no_heading_and_no_contents_list_holds_a_link_to_a_fact(tmp_path: Path) -> None:
    stage = write_stage(tmp_path / "stage", extra='## There are [12]{.fact fact="n"} {#sec-twelve}')
    embedded.write_html(stage, tmp_path / "x.html")
    page = soup(tmp_path / "x.html")
    assert page.find(id="sec-twelve").h3.select_one('span.fact[data-fact="n"]')
    assert not page.select("h1 a, h2 a, h3 a, h4 a, nav a.fact")


@pytest.mark.parametrize(
    ("extra", "complaint"),
    [
        ('[1]{.fact fact="lost"}', "the annex: the fact lost has no entry"),
        (
            "::: {.facts}\n[**1**]{#fact-idle} – [x]{.how}\n:   y\n:::",
            "the annex: the fact idle is mentioned nowhere",
        ),
        ("[x](#row-ST999)", "the link #row-ST999 leads to nothing"),
        ("[1]{#row-ST001}", "the id #row-ST001 is used twice"),
    ],
)
def test_a_broken_trail_is_refused(tmp_path: Path, extra: str, complaint: str) -> None:
    assert complaint in refuse(tmp_path, extra=extra)


@BOTH
def test_on_paper_a_number_is_a_number_and_the_annex_is_left_to_the_page(
    reports: dict[str, Published], language: str
) -> None:
    title = (FRENCH if language == "fr" else ENGLISH).annex
    with pikepdf.open(reports[language].pdf) as pdf:
        links = [note for sheet in pdf.pages for note in sheet.get("/Annots", [])]
        assert not [link for link in links if "fact-" in str(link.get("/Dest", ""))]
    document = docx.Document(str(reports[language].docx))
    assert title not in [paragraph.text for paragraph in document.paragraphs]
    assert not [
        one for one in document.element.body.iter(qn("w:hyperlink")) if "fact" in one.get(qn("w:anchor"), "")
    ]


def test_a_reference_to_a_chapter_of_the_page_says_that_it_is_online(tmp_path: Path) -> None:
    extra = "See @sec-more.\n\n# More {#sec-more .online}\n\nRows."
    stage = write_stage(tmp_path / "stage", extra=extra)
    embedded.write_docx(stage, tmp_path / "x.docx")
    texts = [paragraph.text for paragraph in docx.Document(str(tmp_path / "x.docx")).paragraphs]
    assert any(re.fullmatch(r"See Chapter\xa0\d+, online\.", text) for text in texts)
    assert "Rows." not in texts
