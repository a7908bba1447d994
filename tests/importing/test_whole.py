"""Notes come in whole: what a file holds and does not bring is a row of loss, or the file is refused by its right name."""

import sqlite3
import unicodedata
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from tests.importing.samples import contents, event, project_xml, qdpx, selection, taguette, text_source

from gcm_analysis import importing
from gcm_analysis.evidence.notes import rows_of
from gcm_analysis.importing import refi, safety, taguette_project
from gcm_analysis.importing.coding import person
from gcm_analysis.importing.foreign import foreign
from gcm_analysis.importing.model import distinct
from gcm_analysis.importing.safety import ImportRefused, NotUnicode, text_from
from gcm_analysis.importing.store import read_tables

STATEMENTS = [
    ["note_id", "text_en", "theme"],
    ["N001", "It helps.", "PEER"],
    ["N002", "It hinders.", "FUNDING"],
    ["N003", "It costs.", "FUNDING"],
]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def book(tmp_path: Path, change: Callable[[Any], None], rows: list[list[str]] = STATEMENTS) -> Path:
    """Write a workbook with the sheet statements, changed."""
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "statements"
    for row in rows:
        sheet.append(row)
    made.create_sheet("sessions").append(["session_id"])
    change(sheet)
    made.save(tmp_path / "notes.xlsx")
    return tmp_path / "notes.xlsx"


def read(path: Path) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Return texts by id, and of each loss its row and the beginning of its reason."""
    notes, losses = contents(path)
    return {row["note_id"]: row["text_en"] for row in rows_of(notes.notes)}, [
        (loss.row, loss.why) for loss in losses
    ]


def hide_row(sheet: Any) -> None:
    sheet.row_dimensions[3].hidden = True


def strike_row(sheet: Any) -> None:
    for cell in sheet[3]:
        cell.font = Font(strike=True)


@pytest.mark.parametrize(("change", "why"), [(hide_row, "hidden"), (strike_row, "struck out")])
def test_a_row_that_is_hidden_or_struck_out_is_a_loss(
    tmp_path: Path, change: Callable[[Any], None], why: str
) -> None:
    texts, losses = read(book(tmp_path, change))
    assert texts == {"N001": "It helps.", "N003": "It costs."}
    ((row, reason),) = losses
    assert row == "3"
    assert why in reason


def test_words_that_are_struck_out_inside_a_cell_are_a_loss(tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        sheet["B2"] = CellRichText("It ", TextBlock(InlineFont(strike=True), "never "), "helps.")

    texts, losses = read(book(tmp_path, change))
    assert texts["N001"] == "It helps."
    assert [row for row, _ in losses] == ["2"]


def test_a_hidden_sheet_is_a_loss(tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        sheet.sheet_state = "hidden"

    texts, losses = read(book(tmp_path, change))
    assert texts == {}
    assert "the sheet is hidden" in losses[0][1]


def test_a_hidden_column_with_words_is_refused(tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        sheet.column_dimensions["B"].hidden = True

    with pytest.raises(ImportRefused, match="column B is hidden"):
        read(book(tmp_path, change))


def test_merged_cells_are_a_loss_and_a_title_above_the_table_too(tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        sheet.insert_rows(1)
        sheet["A1"] = "Round table, notes"
        sheet.merge_cells("A1:C1")
        sheet.merge_cells("C4:C5")

    texts, losses = read(book(tmp_path, change))
    assert list(texts) == ["N001", "N002", "N003"]
    assert [(row, "above" in why, "merged" in why) for row, why in losses] == [
        ("1", True, False),
        ("4", False, True),
    ]


def test_a_cell_beyond_the_last_column_that_is_read_is_refused(tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        sheet["ZZ2"] = "far away"

    with pytest.raises(ImportRefused, match="100 columns"):
        read(book(tmp_path, change))


@pytest.mark.parametrize(
    "text",
    [
        "sep=;\r\nnote_id;text_en;theme\r\nN001;It helps, mostly.;PEER\r\n",
        "note_id;text_en;theme\nN001;It helps, mostly.;PEER\n",
        'Notes, by Ana, of 5 March\nnote_id;text_en;theme\nN001;"It helps, mostly.";PEER\n',
        'note_id\ttext_en\ttheme\nN001\t"It helps, mostly."\tPEER\n',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_each_separator_of_cells_is_known(tmp_path: Path, text: str, encoding: str) -> None:
    path = tmp_path / "notes.csv"
    path.write_bytes(text.encode(encoding))
    assert read(path)[0] == {"N001": "It helps, mostly."}


@pytest.mark.parametrize(
    ("encoding", "name"), [("cp1252", "Windows-1252"), ("mac_roman", "Mac Roman"), ("utf-16-le", "UTF-16")]
)
def test_a_text_that_is_not_unicode_is_named_for_what_it_probably_is(encoding: str, name: str) -> None:
    text = "Le ministère a payé la formation.\nOù cela coûte, on s’arrête après l’été.\n"
    with pytest.raises(NotUnicode, match=name):
        text_from(text.encode(encoding))


@pytest.mark.parametrize("width", [1, 2, 3])
def test_cells_under_no_column_are_refused_by_their_row(tmp_path: Path, width: int) -> None:
    path = tmp_path / "notes.csv"
    path.write_text(f"note_id,text_en\nN001,a{',' * width}x\n")
    with pytest.raises(ImportRefused, match="row 2"):
        read(path)


@pytest.mark.parametrize("text", ["note_id,text_en\n", "\n\n", "a\n"])
def test_a_table_without_rows_brings_nothing_and_says_so(tmp_path: Path, text: str) -> None:
    path = tmp_path / "notes.csv"
    path.write_text(text)
    try:
        report = importing.run(event(tmp_path), [path])
    except ImportRefused:
        return
    assert report.empty == list(report.files)


FOREIGN = {
    "password.xlsx": (OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
    "beginning.xlsx": (OLE, "password"),
    "old.xls": (OLE + "Workbook".encode("utf-16-le"), "before 2007"),
    "old.csv": (OLE + "Workbook".encode("utf-16-le"), "before 2007"),
    "paper.csv": (b"%PDF-1.7", "PDF"),
    "page.csv": (b"\n<html><table>", "web page"),
    "notes.doc": (b"x", "Word"),
    "project.nvpx": (b"x", "NVivo"),
    "project.mx24": (b"x", "MAXQDA"),
    "project.atlproj": (b"x", "ATLAS.ti"),
    "notes.numbers": (b"x", "Numbers"),
    "talk.csv": (b"WEBVTT\n", "transcript"),
}


@pytest.mark.parametrize("name", FOREIGN)
def test_a_file_that_cannot_be_imported_is_named_for_what_it_is(tmp_path: Path, name: str) -> None:
    content, word = FOREIGN[name]
    (tmp_path / name).write_bytes(content)
    known = foreign(tmp_path / name)
    assert known is not None
    assert word in known.what


@pytest.mark.parametrize(
    ("member", "content", "word"),
    [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet", "OpenDocument spreadsheet"),
        ("mimetype", "application/vnd.oasis.opendocument.text", "OpenDocument text"),
        ("word/document.xml", "x", "Word"),
        ("xl/workbook.xml", "x", "give it the ending .xlsx"),
        ("project.qde", "x", "give it the ending .qdpx"),
    ],
)
def test_an_archive_is_known_by_its_members(tmp_path: Path, member: str, content: str, word: str) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(member, content)
    known = foreign(tmp_path / "a.zip")
    assert known is not None
    assert word in f"{known.what} {known.remedy}"


def test_a_project_of_qualcoder_is_not_taken_for_one_of_taguette(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "data.qda")) as database, database:
        for name in ("code_name", "code_text", "source"):
            database.execute(f"CREATE TABLE {name} (id INTEGER)")
    with pytest.raises(ImportRefused, match="QualCoder") as refusal:
        importing.run(event(tmp_path), [tmp_path / "data.qda"])
    assert "Taguette" not in str(refusal.value)


NAME = "Réunion à Genève.txt"
TEXT = "Peers taught us how to plan."


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("folder", ["", "My project/"])
@pytest.mark.parametrize("slash", ["/", "\\"])
def test_a_text_is_found_however_its_name_is_written(
    tmp_path: Path, form: str, folder: str, slash: str
) -> None:
    xml = project_xml(text_source(selection(0, 5, name="Peers"), path=f"internal://{NAME}"))
    texts: dict[str, bytes | str] = {unicodedata.normalize(form, f"{folder}Sources{slash}{NAME}"): TEXT}
    if folder:
        texts |= {f"__MACOSX/{folder}._project.qde": b"\x00\x05", f"{folder}.DS_Store": b"x"}
    path = qdpx(tmp_path / "p.qdpx", xml, texts, name=f"{folder}project.qde")
    assert [passage.text for passage in refi.project(path).passages] == ["Peers"]


def test_names_without_the_mark_of_utf_8_are_read_as_utf_8(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unmarked(info: zipfile.ZipInfo) -> tuple[bytes, int]:
        return info.filename.encode(), info.flag_bits

    monkeypatch.setattr(zipfile.ZipInfo, "_encodeFilenameFlags", unmarked)
    xml = project_xml(text_source(selection(0, 5, name="Peers"), path=f"internal://{NAME}"))
    path = qdpx(tmp_path / "p.qdpx", xml, {f"Sources/{NAME}": TEXT})
    assert len(refi.project(path).passages) == 1


def test_one_text_in_another_encoding_is_a_loss_and_the_others_come_in(tmp_path: Path) -> None:
    good = text_source(selection(0, 5, name="Peers"), name="good")
    bad = text_source(selection(0, 5, name="Peers"), name="bad", path="internal://T2.txt")
    texts: dict[str, bytes | str] = {
        "sources/T1.txt": TEXT,
        "sources/T2.txt": "Où ? Là, été.".encode("cp1252"),
    }
    project = refi.project(qdpx(tmp_path / "p.qdpx", project_xml(good + bad), texts))
    assert [passage.document for passage in project.passages] == ["good"]
    assert [loss.where for loss in project.losses] == ["p.qdpx, bad"]


def test_two_documents_and_two_people_of_one_name_stay_two(tmp_path: Path) -> None:
    codes = [("u-1", "c-1"), ("u-2", "c-1")]
    sources = text_source(selection(0, 5, codes, "Peers")) + text_source(
        selection(0, 5, codes, "Money"), path="internal://T2.txt"
    )
    xml = project_xml(sources).replace('name="Ben"', 'name="Ana López"')
    texts: dict[str, bytes | str] = {"sources/T1.txt": TEXT, "sources/T2.txt": "Money came late."}
    home = event(tmp_path)
    importing.run(home, [qdpx(tmp_path / "p.qdpx", xml, texts)])
    tables = read_tables(home)
    assert len(set(tables.notes["source_id"])) == 2
    assert {*tables.notes["coder"], *tables.recoding["coder"]} == {"Ana-Lopez", "Ana-Lopez-2"}


def test_two_documents_of_one_name_in_taguette_stay_two(tmp_path: Path) -> None:
    path = taguette(
        tmp_path / "t.sqlite3", {"a": "<p>Peers.</p>", "b": "<p>Money.</p>"}, [("a", "Peers.", ["x"], "ana")]
    )
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE documents SET name = 'notes'")
    assert [each.name for each in taguette_project.project(path).documents] == ["notes", "notes (2)"]


def test_names_stay_apart() -> None:
    assert distinct(["a", "a", "a (2)", "", "", "a"]) == ["a", "a (2)", "a (2) (2)", "", "", "a (3)"]
    assert person("Dr Иванова") != person("Dr Петров")
    assert person(unicodedata.normalize("NFD", "Ana López")) == person("Ana López") == "Ana-Lopez"


VIEW = "CREATE VIEW {0} AS WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id FROM n) SELECT id, id AS user_login, id AS payload FROM n"
COMPUTED = "CREATE TABLE {0} (id INTEGER, user_login TEXT, payload TEXT AS (zeroblob(id)))"
VIRTUAL = "CREATE VIRTUAL TABLE {0} USING fts5(id, user_login, payload)"


@pytest.mark.parametrize("statement", [VIEW, COMPUTED, VIRTUAL])
@pytest.mark.parametrize("table", ["commands", "tags"])
def test_only_stored_rows_of_a_database_are_read(tmp_path: Path, statement: str, table: str) -> None:
    path = taguette(tmp_path / "t.sqlite3", {"a": "<p>Peers help.</p>"}, [("a", "Peers", ["x"], "ana")])
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(f"DROP TABLE {table}")
        database.execute(statement.format(table))
    with pytest.raises(ImportRefused, match=table):
        taguette_project.project(path)


def test_time_and_room_for_a_file_are_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database = taguette(tmp_path / "t.sqlite3", {"a": "<p>Peers help.</p>"}, [("a", "Peers", ["x"], "ana")])
    archive = qdpx(tmp_path / "p.qdpx", project_xml(text_source(selection(0, 5))), {"sources/T1.txt": TEXT})
    for name, value, message in (("MOST_SECONDS", -1, "seconds"), ("MOST_TEXT", 10, "bytes of text")):
        with monkeypatch.context() as patched:
            patched.setattr(safety, name, value)
            for path in (database, archive):
                with pytest.raises(ImportRefused, match=message):
                    importing.run(event(tmp_path / f"{name}-{path.name}"), [path])


def test_a_highlight_made_anew_a_little_longer_is_the_same_note(tmp_path: Path) -> None:
    home, html = event(tmp_path), {"a": "<p>Peers taught us how to plan. Money came late.</p>"}
    first = taguette(tmp_path / "t.sqlite3", html, [("a", "taught us how to plan", ["challenge"], "ana")])
    importing.run(home, [first])
    first.unlink()
    again = [
        ("a", "Peers taught us how to plan.", ["challenge"], "ana"),
        ("a", "Money came late.", ["challenge"], "ana"),
    ]
    importing.run(home, [taguette(first, html, again)])
    assert [row["locator_en"] for row in rows_of(read_tables(home).notes)] == [
        "characters 1–28",
        "characters 30–45",
    ]


def test_a_codebook_that_a_spreadsheet_saved_is_read_and_a_wrong_one_is_refused(tmp_path: Path) -> None:
    home, path = event(tmp_path), tmp_path / "notes.csv"
    path.write_text("note_id,text_en,theme\nN001,It helps.,PEER\n")
    codebook = tmp_path / "data" / "codebook.csv"
    codebook.write_bytes("code;label_en;label_fr\r\nPEER;Peers;Pairs\r\n".encode("utf-8-sig"))
    assert importing.run(home, [path]).files[0].losses == ()
    codebook.write_text("theme,label\nPEER,Peers\n")
    with pytest.raises(ImportRefused, match="the columns code"):
        importing.run(home, [path])


def test_a_column_that_stands_twice_in_a_table_of_taguette_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "all_tags.csv"
    path.write_text("id,document,tag,content,tag\n1,a,x,Peers help.,y\n")
    with pytest.raises(ImportRefused, match="the column tag twice"):
        importing.run(event(tmp_path), [path])
