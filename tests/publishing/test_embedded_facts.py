"""Numbers that lead to the annex of facts, in each format."""

import re
from pathlib import Path

import docx
import pikepdf
import pytest
from bs4 import BeautifulSoup
from docx.oxml.ns import qn

from gcm_analysis.publishing import embedded
from gcm_analysis.publishing.annex import bookmark

from .embedded_kit import BOTH, Published, refuse, soup
from .sample_stage import write_stage


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


def test_an_entry_is_one_paragraph_on_paper(reports: dict[str, Published]) -> None:
    shown = [(p.style.name, p.text) for p in docx.Document(str(reports["en"].docx)).paragraphs]
    term = shown.index(("Definition Term", "12 – themes named by “someone” & counted"))
    style, text = shown[term + 1]
    assert (style, text) == (
        "Definition",
        "Summary · themes-total. References: ST001–ST003, ST999. [S001; S002]",
    )
    assert shown[term + 2][0] == "Definition Term"


def test_what_is_for_the_screen_only_stands_on_the_page_and_not_on_paper(
    pages: dict[str, BeautifulSoup], reports: dict[str, Published]
) -> None:
    assert pages["en"].select(".facts dd")[-1].get_text(strip=True) == "References: [S003]"
    last = [
        p.text for p in docx.Document(str(reports["en"].docx)).paragraphs if p.style.name == "Definition"
    ][-1]
    assert last == "Success factors and challenges · n. themes-total"


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
            "the annex: the fact idle is told nowhere",
        ),
        ("[x](#row-ST999)", "the link #row-ST999 leads to nothing"),
        ("[1]{#row-ST001}", "the id #row-ST001 is used twice"),
    ],
)
def test_a_broken_trail_is_refused(tmp_path: Path, extra: str, complaint: str) -> None:
    assert complaint in refuse(tmp_path, extra=extra)


@BOTH
def test_a_number_in_the_pdf_leads_to_the_named_place_of_its_entry(
    reports: dict[str, Published], language: str
) -> None:
    with pikepdf.open(reports[language].pdf) as pdf:
        links = [note for sheet in pdf.pages for note in sheet.get("/Annots", [])]
        names = [str(link.Dest) for link in links if isinstance(link.get("/Dest"), pikepdf.String)]
        assert names.count("fact-themes-total") == 3  # two numbers and the other entry
        assert names.count("fact-n") == 1
        assert all(str(link.get("/Contents", "")) for link in links)
        alternative = next(str(link.Contents) for link in links if link.get("/Dest") == "fact-n")
    assert re.fullmatch(r"Annexe?, page \d+", alternative)


@BOTH
def test_a_number_in_the_word_file_leads_to_the_bookmark_of_its_entry_and_is_not_blue(
    reports: dict[str, Published], language: str
) -> None:
    document = docx.Document(str(reports[language].docx))
    body = document.element.body
    for name, styles in (("themes-total", ["Fact", "Fact", "Hyperlink"]), ("n", ["Fact"])):
        links = [link for link in body.iter(qn("w:hyperlink")) if link.get(qn("w:anchor")) == bookmark(name)]
        assert [link.find(f".//{qn('w:rStyle')}").get(qn("w:val")) for link in links] == styles
        marks = [
            mark for mark in body.iter(qn("w:bookmarkStart")) if mark.get(qn("w:name")) == bookmark(name)
        ]
        assert len(marks) == 1
        assert marks[0].getparent().style == "DefinitionTerm"
    style = document.styles["Fact"]
    assert (style.font.underline, style.font.color.rgb) == (None, None)


def test_a_number_in_bold_is_bold_in_the_word_file_too(tmp_path: Path) -> None:
    stage = write_stage(tmp_path / "stage", extra='**All [12]{.fact fact="n"} of them**')
    embedded.write_docx(stage, tmp_path / "x.docx")
    links = docx.Document(str(tmp_path / "x.docx")).element.body.iter(qn("w:hyperlink"))
    bold = [
        link
        for link in links
        if link.get(qn("w:anchor")) == bookmark("n")
        and {style.get(qn("w:val")) for style in link.iter(qn("w:rStyle"))} == {"Strong"}
    ]
    assert len(bold) == 1
