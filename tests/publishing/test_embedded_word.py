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
from .sample_stage import FRENCH, write_stage


def style_names(path: Path) -> list[tuple[str, str]]:
    return [(p.style.name, p.text) for p in docx.Document(str(path)).paragraphs]


def test_headings_of_the_word_file_are_headings_that_word_numbers(draft: Published) -> None:
    shown = style_names(draft.docx)
    assert ("Heading 1", FRENCH.chapter) in shown
    assert ("Heading 2", FRENCH.finding) in shown
    assert ("Heading 1 Unnumbered", FRENCH.summary) in shown
    styles = docx.Document(str(draft.docx)).styles
    assert styles["Heading 1"].element.pPr.numPr.numId.val == 900
    assert styles["Heading 1 Unnumbered"].element.pPr.numPr.numId.val == 0


def test_contents_of_the_word_file_are_filled_and_word_counts_their_pages_when_it_opens_it(
    draft: Published,
) -> None:
    entries = [(p.style, "".join(t.text for t in p.iter(qn("w:t")))) for p in paragraphs(draft.docx)]
    assert ("TOC1", "1 Facteurs de réussite et défis") in entries
    assert ("TOC2", f"1.1 {FRENCH.finding}") in entries
    assert b'<w:updateFields w:val="true"/>' in ZipFile(draft.docx).read("word/settings.xml")


def test_tables_of_the_word_file_have_header_rows_that_repeat(draft: Published) -> None:
    tables = docx.Document(str(draft.docx)).tables
    assert len(tables) == 5
    for table in tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert table.rows[1]._tr.trPr.find(qn("w:tblHeader")) is None
        assert table._tbl.tblPr.find(qn("w:tblLook")).get(qn("w:firstColumn")) == "1"
        assert table.rows[0].cells[0].paragraphs[0].style.name.endswith("Head")
    assert tables[0].rows[1].cells[1].paragraphs[0].style.name == "Table Text Right"


def test_the_word_file_knows_its_language_and_its_publishers(draft: Published) -> None:
    document = docx.Document(str(draft.docx))
    core = document.core_properties
    assert (core.title, core.language, core.subject) == (f"PROJET – {FRENCH.title}", "fr", FRENCH.subtitle)
    assert core.author == "MIEUX Initiative (EU–ICMPD); GFMD Mayors & Partners"
    assert core.keywords == "migration, capacity building"
    assert {e.get(qn("w:val")) for e in document.styles.element.iter(qn("w:lang"))} == {"fr-FR"}
    foreign = [e.get(qn("w:val")) for e in document.element.body.iter(qn("w:lang"))]
    assert set(foreign) == {"fr", "en"}  # passages in another language, titles of sources among them


def test_every_style_that_the_word_file_uses_exists_and_bold_and_italic_are_word_s_own(
    draft: Published,
) -> None:
    document = docx.Document(str(draft.docx))
    used = {p.style for p in paragraphs(draft.docx) if p.style}
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


def test_libreoffice_opens_it_and_every_heading_of_a_chapter_is_there(
    draft: Published, tmp_path: Path
) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("no LibreOffice on this machine")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    source = draft.docx
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    shown = pdf_text(tmp_path / "report.pdf")
    headings = [text for style, text in style_names(source) if style.startswith("Heading 1")]
    assert len(headings) >= 4
    assert all(" ".join(heading.split()) in shown for heading in headings)
