"""Texts are imported as rows to complete: headings are sessions, paragraphs and items rows; losses are named."""

import html
import re
from pathlib import Path
from zipfile import ZipFile

import docx
import pypandoc
import pytest
from docx.oxml import parse_xml
from tests.importing.notes_kit import brings_nothing_new, by_session, cells, refusal, written
from tests.importing.samples import contents, event

from gcm_analysis import importing
from gcm_analysis.importing.store import read_tables

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BOX = (
    f'<w:pict {WORD} xmlns:v="urn:schemas-microsoft-com:vml"><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>{{}}</w:t></w:r>'
    "</w:p></w:txbxContent></v:textbox></v:shape></w:pict>"
)
FIELD = f'<w:fldSimple {WORD} w:instr="TITLE"><w:r><w:t>In a field.</w:t></w:r></w:fldSimple>'
LOEXT = b'<office:document-content xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
NOTES = """# Round table

## Session 1: Data

- Data on migration are missing at the borders of most countries.
    - Surveys cost much.

Peers *help* each other.

### Follow-up

## Session 2: Money

Funding ~~never~~ comes late.[^1]

| Speaker | Point |
| --- | --- |
| Ana López | Budgets are short. |

[^1]: See the annex.
"""


@pytest.mark.parametrize("ending", ["md", "docx", "odt", "html"])
def test_headings_become_sessions_and_paragraphs_items_and_rows_of_tables_become_notes(
    tmp_path: Path, ending: str
) -> None:
    home, path = event(tmp_path), tmp_path / f"notes.{ending}"
    if ending == "md":
        written(path, NOTES)
    else:
        pypandoc.convert_text(NOTES, ending, format="gfm+footnotes", outputfile=str(path))
    (report,) = importing.run(home, [path]).files
    assert by_session(home) == [
        ("Session 1: Data", "Data on migration are missing at the borders of most countries."),
        ("Session 1: Data", "Surveys cost much."),
        ("Session 1: Data", "Peers help each other."),
        ("Session 2: Money", "Funding comes late."),
        ("Session 2: Money", "Budgets are short."),
    ]
    assert cells(home, "speakers", "name") == [("Ana López",)]
    lost = " ".join(loss.what for loss in report.losses)
    assert all(words in lost for words in ("Round table", "Follow-up", "never", "annex"))
    assert set(cells(home, "notes", "theme", "valence", "phase", "coder")) == {("",) * 4}
    assert brings_nothing_new(home, path)


EXPORTED = {
    "NVivo": (
        "<Files\\\\Talk 1> - § 2 references coded  [ 3.10% Coverage]",
        "<Éléments internes\\Entretien 1> - § 1 référence codée  [3,10% Couverture]",
        "<Internals\\Interviews\\Barbara> 5 references coded [4.06% Coverage]",
    ),
    "MAXQDA": (
        "Code: ● Funding > Late     Weight score: 0",
        "Talks > Talk 1, Pos. 12",
        "Talks\\Talk 1, Pos. 12-13",
    ),
    "ATLAS.ti": (
        "Report: 2 quotation(s) for 1 code",
        "P 2: talk.doc - 2:12 [It came late..]  (7:7)   (Super)",
        "2:12 It came late… (91:116) - D 2: talk",
        "2:12 ¶ 7 – 8 in talk",
    ),
}


@pytest.mark.parametrize(
    ("tool", "line"), [(tool, line) for tool, lines in EXPORTED.items() for line in lines]
)
def test_a_tool_s_export_of_one_code_is_refused(tmp_path: Path, tool: str, line: str) -> None:
    path = written(tmp_path / "funding.txt", f"Funding\n\n{line}\n\nIt came late.\n")
    assert f"in {tool}, export all as a REFI-QDA project" in refusal(path)


@pytest.mark.parametrize("ending", ["md", "docx", "odt", "html"])
def test_a_tool_s_export_of_one_code_is_refused_in_any_kind_of_text(tmp_path: Path, ending: str) -> None:
    line = html.escape(EXPORTED["NVivo"][0])
    path, form = tmp_path / f"funding.{ending}", {"md": "commonmark_x"}.get(ending, ending)
    pypandoc.convert_text(f"<p>{line}</p><p>It came late.</p>", form, format="html", outputfile=str(path))
    assert "what NVivo exports of one code" in refusal(path)


@pytest.mark.parametrize(
    "line",
    [
        "Coverage: 80% of towns [4.5% more than in 2029], see C:\\notes.",
        "9:30 Opening (room 2)",
        "2:12 p.m.: the report of two quotations was in the minutes.",
        "Codes > of conduct, see position 12",
        "Code: of conduct",
    ],
)
def test_a_note_that_resembles_a_tool_s_export_is_imported(tmp_path: Path, line: str) -> None:
    home = event(tmp_path)
    importing.run(home, [written(tmp_path / "notes.txt", line)])
    assert by_session(home) == [("", line)]


def test_each_line_of_plain_text_is_a_row_and_a_heading_is_marked_with_a_sign(tmp_path: Path) -> None:
    home = event(tmp_path)
    path = written(
        tmp_path / "notes.txt",
        "Welcome.\n# Session 1\n- Data are missing\n• Peers help\n-5 degrees\n# Session 2\n\nLate.\n",
    )
    importing.run(home, [path])
    assert by_session(home) == [
        ("", "Welcome."),
        ("Session 1", "Data are missing"),
        ("Session 1", "Peers help"),
        ("Session 1", "-5 degrees"),
        ("Session 2", "Late."),
    ]
    assert brings_nothing_new(home, path)


def test_rows_under_a_heading_that_is_mapped_to_no_session_have_none(tmp_path: Path) -> None:
    home, path = event(tmp_path), written(tmp_path / "notes.md", NOTES)
    importing.run(home, [path])
    mapping = home / "mapping.yml"
    mapping.write_text(re.sub(r'("Session 2: Money": )\S+', r"\1none", mapping.read_text("utf-8")), "utf-8")
    (report,) = importing.run(home, [path]).files
    assert cells(home, "notes", "session_id") == [("S1",), ("S1",), ("S1",), ("",), ("",)]
    assert report.counts["notes"].changed == 2


def test_a_text_does_not_ask_about_codes_that_were_filled_in_since(tmp_path: Path) -> None:
    home, path = event(tmp_path), written(tmp_path / "notes.txt", "Funding comes late.\n")
    importing.run(home, [path])
    read_tables(home).notes.assign(theme="FUNDING", level="national").to_csv(home / "notes.csv", index=False)
    (report,) = importing.run(home, [path]).files
    assert report.losses == ()
    assert cells(home, "notes", "theme") == [("FUNDING",)]


def test_words_that_pandoc_passes_over_in_word_are_losses(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Peers help.")
    document.add_comment(paragraph.runs, "Is that so?", author="Ana", initials="A")
    document.sections[0].header.paragraphs[0].text = "Confidential"
    document.add_paragraph("Beside.").runs[0]._r.append(parse_xml(BOX.format("In a box.")))
    document.add_paragraph()._p.append(parse_xml(FIELD))
    document.save(str(tmp_path / "notes.docx"))
    found = contents(tmp_path / "notes.docx")
    assert [each.text for each in found.passages] == ["Peers help."]
    lost = {loss.what: loss.unread for loss in found.losses}
    assert lost == {
        "Is that so?": False,
        "Confidential": False,
        "Beside.": True,
        "In a box.": True,
        "In a field.": True,
    }


@pytest.mark.parametrize(
    ("inside", "unread"),
    [
        ("<text:p><draw:custom-shape><text:p>Gone.</text:p></draw:custom-shape></text:p>", True),
        ("<text:p><loext:content-control>Gone.</loext:content-control></text:p>", True),
        ("<text:p><office:annotation><dc:creator>Ana</dc:creator><text:p>Gone.</text:p></office:annotation></text:p>", False),
        ("<text:tracked-changes><text:deletion><text:p>Gone.</text:p></text:deletion></text:tracked-changes>", False),
    ],
)  # fmt: skip
def test_words_that_pandoc_passes_over_in_open_document_are_losses(
    tmp_path: Path, inside: str, *, unread: bool
) -> None:
    found = contents(_open_document(tmp_path, inside))
    assert [each.text for each in found.passages] == ["Peers help."]
    assert [(loss.what, loss.unread) for loss in found.losses] == [("Gone.", unread)]


def test_hidden_text_is_refused(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph().add_run("Nobody sees this.").font.hidden = True
    document.save(str(tmp_path / "notes.docx"))
    assert "Nobody sees this." in refusal(tmp_path / "notes.docx")
    hidden = '<text:section text:display="none"><text:p>Nor this.</text:p></text:section>'
    (tmp_path / "other").mkdir()
    assert "Nor this." in refusal(_open_document(tmp_path / "other", hidden))


def _open_document(folder: Path, inside: str) -> Path:
    """Write an OpenDocument text with some XML after its one paragraph."""
    made, path = folder / "made.odt", folder / "notes.odt"
    pypandoc.convert_text("Peers help.", "odt", format="md", outputfile=str(made))
    with ZipFile(made) as old, ZipFile(path, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "content.xml":
                text = text.replace(b"</office:text>", f"{inside}</office:text>".encode())
                text = text.replace(b"<office:document-content", LOEXT, 1)
            new.writestr(name, text)
    return path
