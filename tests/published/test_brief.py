"""The brief beside the report: two pages, the report's own words and numbers, each of which leads to the report."""

import re
from pathlib import Path

import page as validation
import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader
from tests.published.conftest import Published, parsed

TO_FACT = re.compile(r"index\.html#fact-(?!at-)(.+)")


@pytest.fixture
def brief(published: Published, language: str) -> BeautifulSoup:
    return parsed(published.folder / language / "brief.html")


@pytest.fixture
def pdf(published: Published, language: str) -> Path:
    return published.folder / language / "brief.pdf"


def links(pdf: Path) -> list[str]:
    found = (note.get_object() for page in PdfReader(pdf).pages for note in page.get("/Annots", []))
    return [str(note["/A"].get_object().get("/URI", "")) for note in found if "/A" in note]


def test_the_brief_has_two_pages_its_own_title_and_the_language_of_its_words(pdf, published, language):
    reader = PdfReader(pdf)
    assert len(reader.pages) == 2
    title = published.html(language).h1.get_text()
    assert (
        str(reader.metadata.title)
        == {"en": f"Brief: {title}", "fr": f"Note de synthèse\u00a0: {title}"}[language]
    )
    assert str(reader.trailer["/Root"]["/Lang"])[:2] == language


def test_the_brief_is_a_tagged_pdf_against_which_a_validator_finds_nothing(pdf):
    report = validation.validate_pdf(str(pdf), profile=validation.ValidationProfile.PDF_UA_1)
    assert report.is_compliant, report.failures


def test_each_number_of_the_brief_is_the_fact_that_it_leads_to(brief, published, language):
    facts = published.facts(language)
    led = [(TO_FACT.fullmatch(link["href"]), link.get_text()) for link in brief.select("article a[href]")]
    numbers = [(found[1], text) for found, text in led if found]
    assert len(numbers) >= 4
    assert [(name, facts[name]["shown"]) for name, _ in numbers] == numbers


def test_the_pdf_of_the_brief_leads_to_the_same_facts_as_its_page(brief, pdf):
    shown = {link["href"] for link in brief.select("article a[href]") if TO_FACT.fullmatch(link["href"])}
    assert {link for link in links(pdf) if TO_FACT.fullmatch(link)} == shown
