"""Texts come in as rows to complete: headings are sessions, paragraphs and items are rows; losses are named."""

import re
from pathlib import Path

import docx
import pypandoc
import pytest
from tests.importing.notes_kit import brings_nothing_new, by_session, cells, written
from tests.importing.samples import contents, event

from gcm_analysis import importing
from gcm_analysis.importing.store import read_tables

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


def test_each_line_of_plain_text_is_a_row_and_a_heading_has_a_sign(tmp_path: Path) -> None:
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


def test_a_heading_that_is_no_session_after_all_leaves_its_rows_without_one(tmp_path: Path) -> None:
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


def test_deleted_words_comments_and_headers_of_word_are_losses(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Peers help.")
    document.add_comment(paragraph.runs, "Is that so?", author="Ana", initials="A")
    document.sections[0].header.paragraphs[0].text = "Confidential"
    document.save(str(tmp_path / "notes.docx"))
    found = contents(tmp_path / "notes.docx")
    assert [each.text for each in found.passages] == ["Peers help."]
    assert [loss.what for loss in found.losses] == ["Confidential", "Is that so?"]
