"""The published Word file: formatted by styles, and opened by another program."""

import shutil
import subprocess

import docx
import pytest
from pypdf import PdfReader
from tests.publishing.embedded_kit import direct_formatting


def test_the_file_is_formatted_by_styles_alone(published, language):
    assert direct_formatting(published.folder / language / "report.docx") == set()


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
