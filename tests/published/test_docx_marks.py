"""What the published Word file says to a reading program, and to whoever opens it in another program."""

import shutil
import subprocess

import docx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

LOCALES = {"en": "en-GB", "fr": "fr-FR"}


@pytest.fixture
def document(published, language):
    return docx.Document(str(published.folder / language / "report.docx"))


def test_the_default_language_of_the_text_is_that_of_the_report(document, language):
    assert {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))} == {LOCALES[language]}


def test_titles_of_sources_in_another_language_say_it(document, language):
    said = {one.get(qn("w:val")) for one in document.element.body.iter(qn("w:lang"))}
    assert said
    assert not any(one.startswith(language) for one in said)


def test_the_contents_are_a_field_that_word_can_fill_again(document):
    codes = [one.text or "" for one in document.element.body.iter(qn("w:instrText"))]
    assert any(code.strip().startswith("TOC ") for code in codes)


def test_libreoffice_opens_it_and_every_heading_of_a_chapter_is_there(published, tmp_path):
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("no LibreOffice on this machine")
    source = published.folder / "fr" / "report.docx"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    reader = PdfReader(tmp_path / "report.pdf")
    text = " ".join(" ".join((page.extract_text() or "").split()) for page in reader.pages)
    headings = [one.text for one in docx.Document(str(source)).paragraphs if one.style.name == "Heading 1"]
    assert len(headings) >= 5
    assert all(" ".join(heading.split()) in text for heading in headings)
