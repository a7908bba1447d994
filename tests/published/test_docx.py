"""The published Word file, opened."""

import re
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import qn

# What a Word file may say beside a style: the language of words, what is raised, the item of a list, and in tables what
# keeps a short one on one page, which depends on the row and so can be no style's.
RUN, PARAGRAPH = {"rStyle", "lang", "vertAlign"}, {"pStyle", "numPr", "keepNext"}
PARTS = re.compile(r"word/(document|footnotes|header\d*|footer\d*)\.xml")


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
    with zipfile.ZipFile(path) as archive:
        roots = [parse_xml(archive.read(name)) for name in archive.namelist() if PARTS.fullmatch(name)]
    for kind, allowed in (("w:rPr", RUN), ("w:pPr", PARAGRAPH)):
        said = {item.tag for root in roots for group in root.iter(qn(kind)) for item in group}
        assert said <= {qn(f"w:{name}") for name in allowed}
    for kept in (one for root in roots for one in root.iter(qn("w:keepNext"))):
        assert next(kept.iterancestors(qn("w:tc")), None) is not None
