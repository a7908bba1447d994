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


@pytest.fixture
def document(path):
    return docx.Document(str(path))


def test_headings_are_headings(document, language):
    names = {"en": "What makes capacity last", "fr": "Ce qui rend les capacités durables"}
    headings = [(p.style.name, p.text) for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert any(style == "Heading 1" and names[language] in text for style, text in headings)
    assert {"Heading 1", "Heading 2"} <= {style for style, _ in headings}


def test_every_picture_says_what_it_shows(document, published):
    pictures = document.element.body.findall(f".//{qn('wp:docPr')}")
    assert len(pictures) == published.figures
    assert all(len(picture.get("descr")) > 60 for picture in pictures)


def test_captions_are_captions_with_fields_and_references_lead_to_them(path):
    xml = zipfile.ZipFile(path).read("word/document.xml").decode()
    assert len(re.findall(r"SEQ (?:Figure|Table|Tableau)", xml)) >= 15
    bookmarks = set(re.findall(r'<w:bookmarkStart[^>]*w:name="([^"]+)"', xml))
    anchors = set(re.findall(r'w:anchor="([^"]+)"', xml)) | set(re.findall(r"\bREF (\S+)", xml))
    assert anchors
    assert anchors <= bookmarks


def test_the_file_says_its_language_title_and_nothing_of_this_machine(document, path, language, tmp_path):
    properties = document.core_properties
    assert properties.title
    assert properties.language.startswith(language)
    with zipfile.ZipFile(path) as archive:
        content = b"".join(
            archive.read(name) for name in archive.namelist() if name.endswith((".xml", ".rels"))
        )
    assert b"/tmp" not in content
    assert b"/home" not in content
    assert str(tmp_path.parent).encode() not in content


def test_the_file_is_formatted_by_styles_alone(path):
    assert direct_formatting(path) == set()
