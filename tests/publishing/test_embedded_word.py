"""The Word file that the embedded publisher writes."""

import shutil
import subprocess
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn

from gcm_analysis.publishing.formats import embedded

from .embedded_kit import Published, paragraphs, pdf_text
from .sample_stage import ENGLISH, FRENCH, write_stage


def style_names(path: Path) -> list[tuple[str, str]]:
    return [(p.style.name, p.text) for p in docx.Document(str(path)).paragraphs]


def test_headings_of_the_word_file_are_headings_that_word_numbers(reports: dict[str, Published]) -> None:
    shown = style_names(reports["en"].docx)
    assert ("Heading 1", "Success factors and challenges") in shown
    assert ("Heading 2", ENGLISH.finding) in shown
    assert ("Heading 1 Unnumbered", "Summary") in shown
    styles = docx.Document(str(reports["en"].docx)).styles
    assert styles["Heading 1"].element.pPr.numPr.numId.val == 900
    assert styles["Heading 1 Unnumbered"].element.pPr.numPr.numId.val == 0


def test_captions_of_the_word_file_count_by_fields(reports: dict[str, Published]) -> None:
    """The first table stands in a chapter without a number."""
    for style, expected in (
        ("ImageCaption", ["STYLEREF 1 \\s", "SEQ Figure \\* ARABIC \\r 1"]),
        ("TableCaption", ["SEQ Table \\* ARABIC \\r 1"]),
    ):
        caption = next(p for p in paragraphs(reports["en"].docx) if p.style == style)
        assert [code.text.strip() for code in caption.iter(qn("w:instrText"))] == expected


def test_references_of_the_word_file_are_fields_to_bookmarks_that_exist(
    reports: dict[str, Published],
) -> None:
    body = docx.Document(str(reports["en"].docx)).element.body
    bookmarks = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    targets = [code.text.split()[1] for code in body.iter(qn("w:instrText")) if code.text.split()[0] == "REF"]
    anchors = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink")) if link.get(qn("w:anchor"))]
    assert len(targets) == 6
    assert set(targets) | set(anchors) <= bookmarks
    ids = [mark.get(qn("w:id")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert len(ids) == len(set(ids))


def test_contents_of_the_word_file_are_filled_before_word_opens_it(reports: dict[str, Published]) -> None:
    entries = [(p.style, "".join(t.text for t in p.iter(qn("w:t")))) for p in paragraphs(reports["fr"].docx)]
    assert ("TOC1", "1 Facteurs de réussite et défis") in entries
    assert ("TOC2", f"1.1 {FRENCH.finding}") in entries


def test_word_counts_the_pages_of_the_contents_when_it_opens_the_file(reports: dict[str, Published]) -> None:
    file = ZipFile(reports["fr"].docx)
    contents = (
        file.read("word/document.xml").decode().partition('w:dirty="true"')[2].partition("</w:instrText>")[0]
    )
    assert contents.split("> ")[-1].split() == [
        "TOC",
        "\\o",
        '"1-2"',
        "\\h",
        "\\z",
        "\\u",
    ]  # no switch that leaves pages out
    assert b'<w:updateFields w:val="true"/>' in file.read("word/settings.xml")


def test_tables_of_the_word_file_have_header_rows_that_repeat(reports: dict[str, Published]) -> None:
    tables = docx.Document(str(reports["en"].docx)).tables
    assert len(tables) == 3
    for table in tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert table.rows[1]._tr.trPr.find(qn("w:tblHeader")) is None
        assert table._tbl.tblPr.find(qn("w:tblLook")).get(qn("w:firstColumn")) == "1"
        assert table.rows[0].cells[0].paragraphs[0].style.name.endswith("Head")


def test_pictures_of_the_word_file_are_described_and_tell_no_path(reports: dict[str, Published]) -> None:
    body = docx.Document(str(reports["en"].docx)).element.body
    described = [item.get("descr") for tag in ("wp:docPr", "pic:cNvPr") for item in body.iter(qn(tag))]
    assert described == [f"{ENGLISH.finding}: bars & “quotes”"] * 4
    with ZipFile(reports["en"].docx) as archive:
        for name in archive.namelist():
            assert str(reports["en"].stage.parent).encode() not in archive.read(name)
            assert b"figures/" not in archive.read(name)


def test_the_word_file_knows_its_language_and_its_publishers(reports: dict[str, Published]) -> None:
    document = docx.Document(str(reports["fr"].docx))
    core = document.core_properties
    assert (core.title, core.language, core.subject) == (f"PROJET – {FRENCH.title}", "fr", FRENCH.subtitle)
    assert core.author == "MIEUX Initiative (EU–ICMPD); GFMD Mayors & Partners"
    assert core.keywords == "migration, capacity building"
    assert {e.get(qn("w:val")) for e in document.styles.element.iter(qn("w:lang"))} == {"fr-FR"}
    foreign = [e.get(qn("w:val")) for e in document.element.body.iter(qn("w:lang"))]
    assert set(foreign) == {"fr", "en"}  # passages in another language, titles of sources among them


def test_every_style_that_the_word_file_uses_exists_and_bold_and_italic_are_word_s_own(
    reports: dict[str, Published],
) -> None:
    document = docx.Document(str(reports["en"].docx))
    used = {p.style for p in paragraphs(reports["en"].docx) if p.style}
    runs = {style.get(qn("w:val")) for style in document.element.body.iter(qn("w:rStyle"))}
    assert used | runs <= {style.style_id for style in document.styles}
    assert {"Strong", "Emphasis"} <= runs
    strong, emphasis = document.styles["Strong"], document.styles["Emphasis"]
    assert (strong.font.bold, emphasis.font.italic) == (True, True)


def test_a_line_above_a_list_stays_on_the_page_of_the_list(tmp_path: Path) -> None:
    extra = "**What helps**\n\n- Peers\n\n**Peers** help:\n\n- Towns\n\n**Money** is late."
    embedded.write_docx(write_stage(tmp_path / "stage", extra=extra), tmp_path / "x.docx")
    document = docx.Document(str(tmp_path / "x.docx"))
    assert document.styles["Lead In"].paragraph_format.keep_with_next
    kept = [p.text for p in document.paragraphs if p.style.name == "Lead In"]
    assert kept[:2] == ["What helps", "Peers help:"]
    assert "Money is late." not in kept


def test_numbers_in_tables_stand_right_by_a_style(reports: dict[str, Published]) -> None:
    table = docx.Document(str(reports["en"].docx)).tables[0]
    assert [cell.paragraphs[0].style.name for cell in table.rows[1].cells] == [
        "Table Row Head", "Table Text Right", "Table Text Right",
    ]  # fmt: skip


def test_libreoffice_opens_it_and_every_heading_of_a_chapter_is_there(
    reports: dict[str, Published], tmp_path: Path
) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("no LibreOffice on this machine")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    source = reports["fr"].docx
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    shown = pdf_text(tmp_path / "report.pdf")
    headings = [text for style, text in style_names(source) if style.startswith("Heading 1")]
    assert len(headings) >= 4
    assert all(" ".join(heading.split()) in shown for heading in headings)
