"""A draft in all formats: the word on every page, logos and notices, and the standards kept all the same."""

import json
from io import BytesIO
from pathlib import Path

import docx
import page as validation
import pikepdf
import pytest
from PIL import Image
from pypdf import PdfReader

from gcm_analysis.publishing.formats import embedded

from .embedded_kit import Published, docx_text, pdf_text, soup, write_all
from .sample_stage import write_stage

# All words of a draft come from its stage: one language stands for both.
WORDS = {"language": "fr", "word": "PROJET", "line": "Non autorisé", "missing": "Ce qui manque"}
NOTICES = "It binds nobody.\n\n[Payé par A]{lang=fr} \\[fr\\]\n\nCC BY"
EMBLEM = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 3"><style>.a{fill:#0a6}</style><rect class="a" width="9" height="3"/></svg>'
LOGOS = [
    {"src": "logos/body.png", "alt": 'Logo of “A & B" body'}, {"src": "logos/donor.svg", "alt": "Emblem of a donor"},
]  # fmt: skip
MISSING = "# What is missing {#sec-missing .unnumbered}\n\nNothing.\n\n"


def png() -> bytes:
    stream = BytesIO()
    Image.new("RGB", (90, 30), "blue").save(stream, "PNG")
    return stream.getvalue()


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Published:
    folder = tmp_path_factory.mktemp("draft")
    settings = {"draft": WORDS, "notices": NOTICES, "logos": LOGOS}
    stage = write_stage(folder / "stage", "fr", settings=settings)
    report = stage / "report.md"
    report.write_text(MISSING + report.read_text(encoding="utf-8"), encoding="utf-8")
    (stage / "logos").mkdir()
    for name in ("body.png", "donor.png"):
        (stage / "logos" / name).write_bytes(png())
    (stage / "logos" / "donor.svg").write_text(EMBLEM, encoding="utf-8")
    files = Published(stage, folder / "d.html", folder / "d.pdf", folder / "d.docx")
    write_all(files)
    return files


def test_the_page_says_at_its_top_and_in_its_title_that_it_is_a_draft(draft: Published) -> None:
    page = soup(draft.html)
    banner = page.body.find("aside")
    assert banner.get_text(" ", strip=True) == f"{WORDS['word']} {WORDS['line']} {WORDS['missing']}"
    assert page.find(id=banner.a["href"][1:]) is not None
    assert page.title.get_text().startswith(f"{WORDS['word']} – ")


def test_every_page_of_the_pdf_carries_the_word(draft: Published) -> None:
    sheets = PdfReader(draft.pdf).pages
    assert len(sheets) > 5
    assert all(WORDS["word"] in sheet.extract_text() for sheet in sheets)


@pytest.mark.parametrize(
    "profile", [validation.ValidationProfile.PDF_UA_1, validation.ValidationProfile.PDF_A_2A]
)
def test_the_pdf_of_a_draft_keeps_to_the_standards(
    draft: Published, profile: validation.ValidationProfile
) -> None:
    outcome = validation.validate_pdf(str(draft.pdf), profile=profile)
    assert outcome.is_compliant, outcome.failures


def test_every_page_of_the_word_file_carries_the_word(draft: Published) -> None:
    document = docx.Document(str(draft.docx))
    (section,) = document.sections
    assert section.different_first_page_header_footer
    for header in (section.first_page_header, section.header):
        assert not header.is_linked_to_previous
        assert header.paragraphs[0].text.startswith(WORDS["word"])
    assert document.core_properties.title.startswith(WORDS["word"])


def test_a_report_that_is_no_draft_carries_the_word_nowhere(reports: dict[str, Published]) -> None:
    page = soup(reports["en"].html)
    assert page.body.find("aside", class_="draft") is None
    assert page.title.get_text() == page.h1.get_text()
    assert "DRAFT" not in pdf_text(reports["en"].pdf)
    assert docx.Document(str(reports["en"].docx)).sections[0].first_page_header.is_linked_to_previous


def test_the_logos_stand_in_every_format_with_what_they_show(draft: Published) -> None:
    words = [logo["alt"] for logo in LOGOS]
    page = soup(draft.html)
    assert [image["alt"] for image in page.select(".logos img")] == words
    assert [image["src"].split(";")[0] for image in page.select(".logos img")] == [
        "data:image/png",
        "data:image/svg+xml",
    ]
    body = docx.Document(str(draft.docx)).element.body
    told = [item.get("descr") for item in body.iter("{*}docPr")]
    assert told[:2] == words
    with pikepdf.open(draft.pdf) as pdf:
        alts = [
            str(item.Alt) for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/Alt" in item
        ]
    assert set(words) <= set(alts)


def test_the_notices_stand_in_every_format_each_as_a_paragraph(draft: Published) -> None:
    told = ["It binds nobody.", "Payé par A [fr]", "CC BY"]
    page = soup(draft.html)
    assert [item.get_text() for item in page.select(".notices p")] == told
    assert page.select_one(".notices [lang]")["lang"] == "fr"
    assert all(line in pdf_text(draft.pdf) for line in told)
    assert set(told) <= set(docx_text(draft.docx).split("\n"))


def test_a_report_without_logos_and_other_formats_shows_no_empty_lists(tmp_path: Path) -> None:
    stage = write_stage(tmp_path / "stage", settings={"logos": [], "formats": [], "draft": {}})
    assert json.loads((stage / "report.json").read_text(encoding="utf-8"))["logos"] == []
    embedded.write_html(stage, tmp_path / "x.html")
    page = soup(tmp_path / "x.html")
    assert page.select(".logos, .formats, aside.draft") == []
