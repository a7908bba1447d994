"""Numbers that lead to the annex of facts, in each format."""

import docx
import pikepdf
from bs4 import BeautifulSoup
from docx.oxml.ns import qn

from .embedded_kit import BOTH, Published
from .sample_stage import ENGLISH, FRENCH


def test_a_number_on_the_page_leads_to_its_entry_and_the_entry_leads_back(
    pages: dict[str, BeautifulSoup],
) -> None:
    page = pages["fr"]
    first, second = page.select('a.fact[data-fact="themes-total"]')
    assert [one["href"] for one in (first, second)] == ["#fact-themes-total"] * 2
    assert (first["id"], second.get("id")) == ("fact-at-themes-total", None)
    assert page.select_one('td a.fact[href="#fact-n"]')["id"] == "fact-at-n"
    term = page.find(id="fact-themes-total").find_parent("dt")
    back, rows, sources = term.find_next_siblings("dd")[:3]
    links = [[link["href"] for link in part.find_all("a")] for part in (back, rows, sources)]
    assert links == [
        ["#fact-at-themes-total", "#fact-themes-total"],
        ["#row-ST001", "#row-ST003"],
        ["#ref-S001", "#ref-S002"],
    ]
    assert page.find(id="row-ST003").get_text() == "003"


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
