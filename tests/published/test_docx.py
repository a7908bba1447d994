"""The published Word file, opened."""

import re
import zipfile

import docx
import pytest
from docx.oxml.ns import qn
from tests.publishing.embedded_kit import direct_formatting


@pytest.fixture
def path(published, language):
    return published.folder / language / "report.docx"


def test_every_picture_says_what_it_shows(path, published):
    pictures = docx.Document(str(path)).element.body.findall(f".//{qn('wp:docPr')}")
    assert len(pictures) == published.figures
    assert all(len(picture.get("descr")) > 60 for picture in pictures)


def test_captions_are_fields_and_references_lead_to_them(path):
    xml = zipfile.ZipFile(path).read("word/document.xml").decode()
    assert len(re.findall(r"SEQ (?:Figure|Table|Tableau)", xml)) >= 15
    bookmarks = set(re.findall(r'<w:bookmarkStart[^>]*w:name="([^"]+)"', xml))
    anchors = set(re.findall(r'w:anchor="([^"]+)"', xml)) | set(re.findall(r"\bREF (\S+)", xml))
    assert anchors
    assert anchors <= bookmarks


def test_the_file_is_formatted_by_styles_alone(path):
    assert direct_formatting(path) == set()
