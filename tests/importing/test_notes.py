"""Notes as people have them: texts, transcripts and tables come in as rows to complete, and nothing is lost in silence."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pypandoc
import pytest
from openpyxl import Workbook
from tests.importing.samples import contents, event

from gcm_analysis import importing
from gcm_analysis.evidence.notes import rows_of
from gcm_analysis.importing import prose, safety
from gcm_analysis.importing.foreign import foreign
from gcm_analysis.importing.mapping import Crosswalk
from gcm_analysis.importing.refusal import ImportRefused
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
TEAMS = "WEBVTT\n\na-1/0-0\n00:00:07.120 --> 00:00:09.400\n<v Ana López>Data are</v>\n\na-1/0-1\n00:00:09.400 --> 00:00:11.400\n<v Ana López>missing &amp; late.</v>\n\n00:00:21.000 --> 00:00:23.000\n<v Moderator>Thank you.</v>\n"
ZOOM_VTT = "WEBVTT\n\n1\n00:00:01.000 --> 00:00:03.000\nAna López: Data are missing.\n\n2\n00:00:04.000 --> 00:00:05.000\nBen Okoro: Peers help.\n"
SRT = "1\n00:00:01,000 --> 00:00:03,000\nAna López: Data are missing.\n\n2\n00:00:04,000 --> 00:00:05,000\nBen Okoro: Peers help.\n"
ZOOM = "[Ana López] 10:01:02\nData are missing.\n\n[Ben Okoro] 10:02:03\nPeers help.\nMuch.\n"
OTTER = (
    "Ana López  0:07\nData are missing.\n\nSpeaker 2  0:21\nPeers help.\n\nTranscribed by https://otter.ai\n"
)
TURNS = [("Ana López", "Data are missing."), ("Ben Okoro", "Peers help.")]
TRANSCRIPTS = {
    "teams.vtt": (TEAMS, [("Ana López", "Data are missing & late."), ("", "Thank you.")], 0),
    "zoom.vtt": (ZOOM_VTT, TURNS, 0),
    "subtitles.srt": (SRT, TURNS, 0),
    "zoom.txt": (ZOOM, [TURNS[0], ("Ben Okoro", "Peers help. Much.")], 0),
    "otter.txt": (OTTER, [TURNS[0], ("", "Peers help.")], 1),
}


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def said(home: Path) -> list[tuple[str, str]]:
    """Return the names of speakers and their words, in order."""
    tables = read_tables(home)
    names = {row["speaker_id"]: row["name"] for row in rows_of(tables.speakers)}
    return [
        (names.get(row["speaker_id"], ""), row["quote"] or row["text_en"] or row["text_fr"])
        for row in rows_of(tables.notes)
    ]


def by_session(home: Path) -> list[tuple[str, str]]:
    """Return titles of sessions and the words that belong to them, in order."""
    tables = read_tables(home)
    titles = {row["session_id"]: row["title_en"] for row in rows_of(tables.sessions)}
    return [(titles.get(row["session_id"], ""), row["text_en"]) for row in rows_of(tables.notes)]


def brings_nothing_new(home: Path, path: Path) -> bool:
    before = {each.name: each.read_text() for each in home.glob("*.csv")}
    (report,) = importing.run(home, [path]).files
    is_new = any(counts.new or counts.changed for counts in report.counts.values())
    return not is_new and before == {each.name: each.read_text() for each in home.glob("*.csv")}


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


@pytest.mark.parametrize("name", TRANSCRIPTS)
def test_turns_of_a_transcript_become_quotations_of_speakers(tmp_path: Path, name: str) -> None:
    text, turns, lost = TRANSCRIPTS[name]
    home, path = event(tmp_path), written(tmp_path / name, text)
    (report,) = importing.run(home, [path]).files
    assert said(home) == turns
    assert len(report.losses) == lost
    assert all(
        row["speaker_id"] and row["quote"] and row["locator_en"] for row in rows_of(read_tables(home).notes)
    )
    assert brings_nothing_new(home, path)


def test_an_agenda_is_no_transcript(tmp_path: Path) -> None:
    lines = ["Opening 09:00", "Session 1: Data 09:30", "Chaired by Ana.", "Lunch 12:00", "Closing 16:00"]
    found = contents(written(tmp_path / "agenda.txt", "\n".join(lines)))
    assert [each.text for each in found.passages] == lines


@pytest.mark.parametrize("is_old", [False, True])
def test_a_transcript_of_teams_in_word_is_one(tmp_path: Path, *, is_old: bool) -> None:
    document = docx.Document()
    document.add_paragraph("Meeting in March")
    for name, time, words in (
        ("Ana López", "0:07", "Data are missing."),
        ("Ben Okoro", "1:02:21", "Peers help."),
    ):
        head = f"0:0:0.0 --> 0:0:3.640\n{name}\n" if is_old else f"{name}   {time}\n"
        document.add_paragraph(head + words)
    document.save(str(tmp_path / "teams.docx"))
    home = event(tmp_path)
    (report,) = importing.run(home, [tmp_path / "teams.docx"]).files
    assert said(home) == TURNS
    assert [loss.what for loss in report.losses] == ["Meeting in March"]


FORM = [
    [
        "Horodateur",
        "Quelle séance ?",
        "Votre nom",
        "Qu’avez-vous retenu ?",
        "Atout ou obstacle ?",
        "Une recommandation ?",
    ],
    ["2018/10/02", "Session 2", "Ana López", "Les données manquent.", "Obstacle", "Un observatoire."],
    ["2018/10/02", "Session 2", "", "Le financement arrive tard.", "Obstacle", ""],
]
COLUMNS_OF_FORM = """\
columns:
  "Horodateur": ignore
  "Quelle *": session
  "Votre nom": speaker
  "Qu*retenu*": text
  "Une recommandation ?": text
  "Atout*": code
passages: {language: fr}
"""


@pytest.mark.parametrize("ending", ["csv", "tsv", "xlsx"])
def test_a_form_brings_nothing_until_its_columns_are_named_and_then_a_row_for_each_answer(
    tmp_path: Path, ending: str
) -> None:
    home, path = event(tmp_path), tmp_path / f"form.{ending}"
    if ending == "xlsx":
        book = Workbook()
        for row in [["Answers to the form"], *FORM]:
            book.active.append(row)
        book.save(path)
    else:
        sign = "," if ending == "csv" else "\t"
        written(path, "\n".join(sign.join(row) for row in FORM))
    report = importing.run(home, [path])
    assert report.empty
    assert '"Horodateur": ignore' in (home / "mapping.yml").read_text()
    (home / "mapping.yml").write_text(COLUMNS_OF_FORM, encoding="utf-8")
    (second,) = importing.run(home, [path]).files
    notes = rows_of(read_tables(home).notes)
    assert [row["text_fr"] for row in notes] == [
        "Les données manquent.",
        "Un observatoire.",
        "Le financement arrive tard.",
    ]
    assert {row["valence"] for row in notes} == {"challenge"}
    assert [row["name"] for row in rows_of(read_tables(home).speakers)] == ["Ana López"]
    assert [loss.what for loss in second.losses if "column" in loss.what] == ["column Horodateur: 2 cells"]
    assert brings_nothing_new(home, path)


def test_merged_names_of_columns_and_a_title_are_understood(tmp_path: Path) -> None:
    home, book = event(tmp_path), Workbook()
    for row in (
        ["Notes"],
        ["Session", "Speaker", None, "What was said"],
        ["S9", "Ana", "Togo", "Peers help."],
    ):
        book.active.append(row)
    book.active.merge_cells("B2:C2")
    book.save(tmp_path / "notes.xlsx")
    (report,) = importing.run(home, [tmp_path / "notes.xlsx"]).files
    assert said(home) == [("Ana", "Peers help.")]
    assert {loss.what for loss in report.losses} == {"Notes", "column Speaker (2): 1 cells"}


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        ("Document group,Document name,Code,Beginning,End,Segment,Created by", ["g,talk,Factors > Peers,2,2,Peers help.,ana", "g,talk,challenge,2,2,Peers help.,ana", "g,talk,challenge,9,9,Late.,ana"]),
        ("codename,filename,text,coder", ["Factors > Peers,talk,Peers help.,ana", "challenge,talk,Late.,ana"]),
        ("ID,Document,Quotation Content,Codes,Reference", ['1:1,talk,Peers help.,"Factors > Peers\nchallenge",1', "1:2,talk,Late.,challenge,2"]),
    ],
)  # fmt: skip
def test_segments_of_tools_are_known_by_their_columns(tmp_path: Path, header: str, rows: list[str]) -> None:
    project = contents(written(tmp_path / "segments.csv", "\n".join([header, *rows])))
    assert [each.text for each in project.passages] == ["Peers help.", "Late."]
    assert {code.path for code in project.codes} == {"Factors/Peers", "challenge"}
    assert [document.name for document in project.documents] == ["talk"]


def test_words_under_the_name_of_a_code_are_coded_by_it(tmp_path: Path) -> None:
    home, path = (
        event(tmp_path),
        written(tmp_path / "codings.csv", "Funding,Peers\nToo late.,They help.\n,They teach.\n"),
    )
    written(
        home / "mapping.yml",
        'columns: {"*": coded}\ncodes: {Funding: {theme: FUNDING}, Peers: {theme: PEER}}\n',
    )
    importing.run(home, [path])
    assert [(row["quote"], row["theme"]) for row in rows_of(read_tables(home).notes)] == [
        ("Too late.", "FUNDING"), ("They help.", "PEER"), ("They teach.", "PEER"),
    ]  # fmt: skip


def test_what_people_edit_and_remove_does_not_come_back(tmp_path: Path) -> None:
    home, path = (
        event(tmp_path),
        written(tmp_path / "notes.md", "Peers help.\n\nCoffee.\n\nMoney is late.\n\nPeers help.\n"),
    )
    importing.run(home, [path])
    table = (home / "notes.csv").read_text()
    first, _, last = table.partition("Peers help.")
    lines = [
        line
        for line in (first + "Peers teach each other." + last).splitlines(keepends=True)
        if "Coffee" not in line
    ]
    (home / "notes.csv").write_text("".join(lines))
    assert brings_nothing_new(home, path)
    (report,) = importing.run(home, [path]).files
    assert [(loss.row, loss.what) for loss in report.losses if "was removed" in loss.why] == [
        ("N002", "Coffee.")
    ]


def test_headings_and_speakers_can_be_ignored_or_be_nobody_in_particular(tmp_path: Path) -> None:
    home = event(tmp_path)
    written(
        home / "mapping.yml",
        'sessions: {Agenda: ignore, "Session *": S7}\nspeakers: {"Ben*": none, "Ana López": ignore}\n',
    )
    notes = written(tmp_path / "notes.md", "# Agenda\n\nWelcome.\n\n# Session 1\n\nPeers help.\n")
    reports = importing.run(home, [notes, written(tmp_path / "zoom.txt", ZOOM)]).files
    assert said(home) == [("", "Peers help."), ("", "Peers help. Much.")]
    assert [row["session_id"] for row in rows_of(read_tables(home).sessions)] == ["S7"]
    assert [loss.what for report in reports for loss in report.losses] == ["Welcome.", "Data are missing."]


@pytest.mark.parametrize(
    ("code", "parents", "targets"),
    [
        ("Factors/Peers", "ignore", {"theme": "PEER"}),
        ("Factors/Peers", "inherit", {"theme": "PEER", "valence": "challenge"}),
        ("Factors/Peers/Deep", "inherit", {"theme": "PEER", "valence": "challenge"}),
        ("Factors/Odd", "inherit", {}),
        ("Factors/New", "ignore", None),
        ("Money in 2018", "ignore", {"theme": "FUNDING"}),
    ],
)  # fmt: skip
def test_a_line_may_be_for_many_codes_and_for_those_below(
    code: str, parents: str, targets: dict[str, str] | None
) -> None:
    codes = {
        "Factors": {"valence": "challenge"},
        "Factors/Peers": {"theme": "PEER"},
        "Factors/Odd": {},
        "Money*": {"theme": "FUNDING"},
    }
    assert Crosswalk(parents=parents, codes=codes).targets(code) == targets


def with_part(path: Path, name: str, content: str) -> Path:
    docx.Document().save(str(path))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return path


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


def test_no_mapping_hides_a_transcript_in_another_language(tmp_path: Path) -> None:
    home = event(tmp_path)
    text = ZOOM.replace(
        "Data are missing.", "Les données sur la migration manquent dans la plupart des pays."
    ).replace("Peers help.", "Les pairs s’entraident, et le financement arrive trop tard.")
    importing.run(home, [written(tmp_path / "zoom.txt", text)])
    assert {row["quote_language"] for row in rows_of(read_tables(home).notes)} == {"fr"}
    assert "language: fr" in (home / "mapping.yml").read_text()


def test_a_name_too_long_for_a_line_is_written_by_its_beginning(tmp_path: Path) -> None:
    home = event(tmp_path)
    question = "What did you take away from the session? " * 40
    path = written(tmp_path / "form.csv", f"{question},Score\nPeers help.,5\n")
    importing.run(home, [path])
    mapping = (home / "mapping.yml").read_text()
    written(home / "mapping.yml", mapping.replace('*": ignore', '*": text'))
    importing.run(home, [path])
    assert [row["text_en"] for row in rows_of(read_tables(home).notes)] == ["Peers help."]
