"""Texts come in as rows to complete: headings are sessions, paragraphs and items are rows; harm and losses are named."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pypandoc
import pytest
from tests.importing.notes_kit import brings_nothing_new, by_session, written
from tests.importing.samples import contents, event

from gcm_analysis import importing
from gcm_analysis.evidence.notes import rows_of
from gcm_analysis.importing import prose, safety
from gcm_analysis.importing.foreign import foreign
from gcm_analysis.importing.safety import ImportRefused
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
    assert "Ana López" in [row["name"] for row in rows_of(read_tables(home).speakers)]
    lost = " ".join(loss.what for loss in report.losses)
    assert all(words in lost for words in ("Round table", "Follow-up", "never", "annex"))
    assert not any(
        row[column]
        for row in rows_of(read_tables(home).notes)
        for column in ("theme", "valence", "phase", "coder")
    )
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


def with_part(path: Path, name: str, content: str) -> Path:
    docx.Document().save(str(path))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return path


def test_a_heading_that_is_no_session_after_all_leaves_its_rows_without_one(tmp_path: Path) -> None:
    home, path = event(tmp_path), written(tmp_path / "notes.md", NOTES)
    importing.run(home, [path])
    mapping = home / "mapping.yml"
    mapping.write_text(re.sub(r'("Session 2: Money": )\S+', r"\1none", mapping.read_text("utf-8")), "utf-8")
    (report,) = importing.run(home, [path]).files
    assert [row["session_id"] for row in rows_of(read_tables(home).notes)] == ["S1", "S1", "S1", "", ""]
    assert report.counts["notes"].changed == 2


def test_a_text_does_not_ask_about_codes_that_were_filled_in_since(tmp_path: Path) -> None:
    home, path = event(tmp_path), written(tmp_path / "notes.txt", "Funding comes late.\n")
    importing.run(home, [path])
    notes = home / "notes.csv"
    table = read_tables(home).notes.assign(theme="FUNDING", level="national")
    table.to_csv(notes, index=False)
    (report,) = importing.run(home, [path]).files
    assert report.losses == ()
    assert rows_of(read_tables(home).notes)[0]["theme"] == "FUNDING"


@pytest.mark.parametrize(
    ("make", "word"),
    [
        (lambda path: with_part(path, "word/vbaProject.bin", "x"), "macros"),
        (
            lambda path: with_part(path, "word/extra.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
            "document type",
        ),
        (lambda path: with_part(path, "word/large.xml", "a" * 3_000_000), "at most 200 to one"),
        (lambda path: with_part(path, "../out.xml", "x"), "leads out"),
        (lambda path: written(path, "x"), "ZIP archive"),
    ],
)
def test_a_word_file_is_looked_at_before_it_is_read(
    tmp_path: Path, make: Callable[[Path], Path], word: str
) -> None:
    with pytest.raises(ImportRefused, match=word):
        contents(make(tmp_path / "notes.docx"))


def test_texts_that_take_too_much_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safety, "LARGEST_TEXT", 10)
    for name in ("a.md", "a.txt", "a.vtt"):
        with pytest.raises(ImportRefused, match="at most 10 bytes"):
            contents(written(tmp_path / name, "a" * 11))
    monkeypatch.setattr(safety, "LARGEST_TEXT", 100_000)
    monkeypatch.setattr(prose, "MOST_SECONDS", 0.001)
    with pytest.raises(ImportRefused, match="seconds"):
        contents(written(tmp_path / "a.md", "a\n"))


@pytest.mark.parametrize("text", ["> " * 3000 + "a", "- " * 3000 + "a", "*a **b " * 3000])
def test_parts_within_each_other_without_end_are_refused_or_read(tmp_path: Path, text: str) -> None:
    try:
        contents(written(tmp_path / "a.md", text))
    except ImportRefused as refusal:
        assert "a.md" in str(refusal)  # noqa: PT017 - one or the other


def test_a_text_reads_no_other_file(tmp_path: Path) -> None:
    written(tmp_path / "secret.txt", "secret words")
    text = f"![p]({tmp_path}/secret.txt)\n\n<iframe src='{tmp_path}/secret.txt'></iframe>\n\nPeers help.\n"
    for ending in ("md", "html"):
        found = contents(written(tmp_path / f"a.{ending}", text))
        assert "secret words" not in str(found)


def test_deleted_words_comments_and_headers_of_word_are_told(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Peers help.")
    document.add_comment(paragraph.runs, "Is that so?", author="Ana", initials="A")
    document.sections[0].header.paragraphs[0].text = "Confidential"
    document.save(str(tmp_path / "notes.docx"))
    found = contents(tmp_path / "notes.docx")
    assert [each.text for each in found.passages] == ["Peers help."]
    assert [loss.what for loss in found.losses] == ["Confidential", "Is that so?"]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("paper.pdf", b"%PDF-1.7 /Creator (Microsoft Word 2019)", "in Word, open the document itself"),
        ("paper.pdf", b"%PDF-1.7 /Producer <FEFF>", "the text that it was made from"),
        (
            "notes.doc",
            b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le"),
            "File, Save As, Word Document",
        ),
        ("data.qda", b"x", "in QualCoder"),
        ("team.mex", b"x", "in MAXQDA"),
        ("notes.pages", b"x", "in Pages, choose File, Export To, Word"),
    ],
)
def test_a_refusal_names_the_tool_and_its_own_export(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(content)
    known = foreign(tmp_path / name)
    assert known is not None
    assert words in known.remedy
