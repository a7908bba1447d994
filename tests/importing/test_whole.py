"""Notes are imported whole: what is left out is a row of loss, or the file is refused as what it is."""

import sqlite3
import unicodedata
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font
from tests.importing.notes_kit import book, cells, refusal, written
from tests.importing.samples import contents, event, project_xml, qdpx, selection, taguette, text_source

from gcm_analysis import importing
from gcm_analysis.importing.coding import person
from gcm_analysis.importing.model import Loss, distinct
from gcm_analysis.importing.safety import ImportRefused, foreign
from gcm_analysis.importing.sheets import read_csv

STATEMENTS: list[list[object]] = [
    ["note_id", "text_en", "theme"],
    ["N001", "It helps.", "PEER"],
    ["N002", "It hinders.", "FUNDING"],
    ["N003", "It costs.", "FUNDING"],
]
ALL = ["N001", "N002", "N003"]


def changed(tmp_path: Path, change: Callable[[Any], object]) -> tuple[dict[str, str], tuple[Loss, ...]]:
    """Return texts by id, and the losses, of a workbook of which the sheet statements is changed."""
    path = book(tmp_path / "notes.xlsx", statements=STATEMENTS, sessions=[["session_id"]])
    made = load_workbook(path)
    change(made["statements"])
    made.save(path)
    notes, losses = contents(path)
    return dict(notes.notes[["note_id", "text_en"]].to_numpy().tolist()), losses


def hide_row(sheet: Any) -> None:
    sheet.row_dimensions[3].hidden = True


def strike_row(sheet: Any) -> None:
    for cell in sheet[3]:
        cell.font = Font(strike=True)


def strike_word(sheet: Any) -> None:
    sheet["B2"] = CellRichText("It ", TextBlock(InlineFont(strike=True), "never "), "helps.")


def merge(sheet: Any) -> None:
    sheet.merge_cells("C3:C4")


def formula(sheet: Any) -> None:
    sheet["C2"] = '=HYPERLINK("http://127.0.0.1:9","x")'


def error(sheet: Any) -> None:
    sheet["C2"] = "#REF!"  # openpyxl writes this as the error that it names


def comment(sheet: Any) -> None:
    sheet["A2"].comment = Comment("who said this?", "R")


def hide_sheet(sheet: Any) -> None:
    sheet.sheet_state = "hidden"


@pytest.mark.parametrize(
    ("change", "ids", "row", "what", "why"),
    [
        (hide_row, ["N001", "N003"], "3", "N002 · It hinders. · FUNDING", "the row is hidden"),
        (strike_row, ["N001", "N003"], "3", "N002 · It hinders. · FUNDING", "it is struck out"),
        (strike_word, ALL, "2", "never ", "it is struck out"),
        (merge, ALL, "3", "C3:C4: FUNDING", "merged"),
        (formula, ALL, "2", '=HYPERLINK("http://127.0.0.1:9","x")', "a formula without a value"),
        (error, ALL, "2", "#REF!: #REF!", "ended in an error"),
        (comment, ALL, "", "comments on cells", "comments"),
        (hide_sheet, [], "", "sheet statements: 4 rows", "the sheet is hidden"),
    ],
)
def test_whatever_is_not_read_from_a_workbook_is_a_loss(  # noqa: PLR0913 - a change, and what comes of it
    tmp_path: Path, change: Callable[[Any], None], ids: list[str], row: str, what: str, why: str
) -> None:
    texts, (loss,) = changed(tmp_path, change)
    assert list(texts) == ids
    assert texts.get("N001", "It helps.") == "It helps."
    assert (loss.row, loss.what, why in loss.why) == (row, what, True)


def test_a_title_above_the_table_is_a_loss_merged_or_not(tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        sheet.insert_rows(1)
        sheet["A1"] = "Round table, notes"
        sheet.merge_cells("A1:C1")

    texts, (loss,) = changed(tmp_path, change)
    assert (list(texts), loss.row, "above" in loss.why) == (ALL, "1", True)


def test_a_table_from_qualtrics_has_the_questions_as_names_of_columns(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    path.write_text(
        "StartDate,EndDate,RecordedDate,ResponseId,Q1\nStart Date,End Date,Recorded Date,Response ID,What helped?\n"
        '"{""ImportId"":""startDate""}",,,,"{""ImportId"":""QID1""}"\n2018-12-07,,,R_1,A mandate.\n',
        encoding="utf-8",
    )
    sheet = read_csv(path)
    assert sheet.header == ("Start Date", "End Date", "Recorded Date", "Response ID", "What helped?")
    assert sheet.rows == ((4, ("2018-12-07", "", "", "R_1", "A mandate.")),)
    assert [loss.row for loss in sheet.losses] == ["1", "3"]


def test_a_hidden_column_with_words_and_a_cell_far_away_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="column B is hidden"):
        changed(tmp_path, lambda sheet: setattr(sheet.column_dimensions["B"], "hidden", True))
    with pytest.raises(ImportRefused, match="100 columns"):
        changed(tmp_path, lambda sheet: sheet.__setitem__("ZZ2", "far away"))


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("sep=;\r\nnote_id;text_en;theme\r\nN001;It helps, mostly.;PEER\r\n", "utf-8"),
        ("note_id;text_en;theme\nN001;It helps, mostly.;PEER\n", "utf-8-sig"),
        ('Notes, by Ana, of 5 March\nnote_id;text_en;theme\nN001;"It helps, mostly.";PEER\n', "utf-8"),
        ('note_id\ttext_en\ttheme\nN001\t"It helps, mostly."\tPEER\n', "utf-16"),
    ],
)
def test_each_separator_of_cells_is_recognised(tmp_path: Path, text: str, encoding: str) -> None:
    (tmp_path / "notes.csv").write_bytes(text.encode(encoding))
    assert contents(tmp_path / "notes.csv")[0].notes["text_en"].item() == "It helps, mostly."


@pytest.mark.parametrize(("encoding", "name"), [("cp1252", "Windows-1252"), ("mac_roman", "Mac Roman")])
def test_for_a_text_that_is_not_unicode_the_probable_encoding_is_named(
    tmp_path: Path, encoding: str, name: str
) -> None:
    text = "Le ministère a payé la formation.\nOù cela coûte, on s’arrête après l’été.\n"
    (tmp_path / "notes.txt").write_bytes(text.encode(encoding))
    assert name in refusal(tmp_path / "notes.txt")


def test_a_table_without_rows_brings_nothing_and_says_so(tmp_path: Path) -> None:
    report = importing.run(event(tmp_path), [written(tmp_path / "notes.csv", "note_id,text_en\n")])
    assert report.empty == list(report.files)
    assert "no table that is known: a" in refusal(written(tmp_path / "x.csv", "a\n"))


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def packed(name: str, content: str) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(name, content)

    return write


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("password.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "a file under a password"),
        ("beginning.xlsx", OLE, "a file under a password"),
        ("old.xls", OLE + "Workbook".encode("utf-16-le"), "an Excel workbook in the format before 2007"),
        ("old.csv", OLE + "Workbook".encode("utf-16-le"), "an Excel workbook in the format before 2007"),
        ("notes.doc", OLE + "WordDocument".encode("utf-16-le"), "File, Save As, Word Document"),
        ("notes.doc", b"x", "a Word document in the format before 2007"),
        ("paper.csv", b"%PDF-1.7", "a PDF"),
        ("paper.pdf", b"%PDF-1.7 /Creator (Microsoft Word 2019)", "in Word, open the document itself"),
        ("paper.pdf", b"%PDF-1.7 /Producer <FEFF>", "the text that it was made from"),
        ("page.csv", b"\n<html><table>", "a web page"),
        ("project.nvpx", b"x", "a project of NVivo"),
        ("project.mx24", b"x", "in MAXQDA"),
        ("project.atlproj", b"x", "a project of ATLAS.ti"),
        ("data.qda", b"x", "in QualCoder"),
        ("notes.numbers", b"x", "a spreadsheet of Apple Numbers"),
        ("notes.pages", b"x", "in Pages, choose File, Export To, Word"),
        ("talk.csv", b"WEBVTT\n", "a transcript"),
        ("a.zip", packed("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), "an OpenDocument spreadsheet"),
        ("a.zip", packed("mimetype", "application/vnd.oasis.opendocument.text"), "an OpenDocument text"),
        ("a.zip", packed("word/document.xml", "x"), "a Word document"),
        ("a.zip", packed("xl/workbook.xml", "x"), "give it the ending .xlsx"),
        ("a.zip", packed("project.qde", "x"), "give it the ending .qdpx"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_imported_is_named_with_what_its_own_program_can_export(
    tmp_path: Path, name: str, content: bytes | Callable[[Path], None], words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content) if isinstance(content, bytes) else content(path)
    found = foreign(path)
    assert found is not None
    assert words in f"{found['what']}: {found['remedy']}"


def test_a_project_of_qualcoder_is_not_taken_for_one_of_taguette(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "data.qda")) as database, database:
        for name in ("code_name", "code_text", "source"):
            database.execute(f"CREATE TABLE {name} (id INTEGER)")
    message = refusal(tmp_path / "data.qda")
    assert "QualCoder" in message
    assert "Taguette" not in message


NAME = "Réunion à Genève.txt"
TEXT = "Peers taught us how to plan."


@pytest.mark.parametrize(
    ("form", "folder", "slash"), [("NFC", "", "/"), ("NFD", "", "\\"), ("NFC", "My project/", "\\"), ("NFD", "My project/", "/")]
)  # fmt: skip
def test_a_text_is_found_however_its_name_is_written(
    tmp_path: Path, form: str, folder: str, slash: str
) -> None:
    xml = project_xml(text_source(selection(0, 5, name="Peers"), path=f"internal://{NAME}"))
    texts: dict[str, bytes | str] = {unicodedata.normalize(form, f"{folder}Sources{slash}{NAME}"): TEXT}
    if folder:
        texts |= {f"__MACOSX/{folder}._project.qde": b"\x00\x05", f"{folder}.DS_Store": b"x"}
    path = qdpx(tmp_path / "p.qdpx", xml, texts, name=f"{folder}project.qde")
    assert [passage.text for passage in contents(path).passages] == ["Peers"]


def test_file_names_without_the_flag_of_utf_8_are_read_as_utf_8(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unmarked(info: zipfile.ZipInfo) -> tuple[bytes, int]:
        return info.filename.encode(), info.flag_bits

    monkeypatch.setattr(zipfile.ZipInfo, "_encodeFilenameFlags", unmarked)
    xml = project_xml(text_source(selection(0, 5, name="Peers"), path=f"internal://{NAME}"))
    assert len(contents(qdpx(tmp_path / "p.qdpx", xml, {f"Sources/{NAME}": TEXT})).passages) == 1


def test_one_text_in_another_encoding_is_a_loss_and_the_others_are_imported(tmp_path: Path) -> None:
    good = text_source(selection(0, 5, name="Peers"), name="good")
    bad = text_source(selection(0, 5, name="Peers"), name="bad", path="internal://T2.txt")
    texts: dict[str, bytes | str] = {
        "sources/T1.txt": TEXT,
        "sources/T2.txt": "Où ? Là, été.".encode("cp1252"),
    }
    found = contents(qdpx(tmp_path / "p.qdpx", project_xml(good + bad), texts))
    assert [passage.document for passage in found.passages] == ["good"]
    assert [loss.where for loss in found.losses] == ["p.qdpx, bad"]


def test_two_documents_or_two_people_with_the_same_name_stay_two(tmp_path: Path) -> None:
    codes = [("u-1", "c-1"), ("u-2", "c-1")]
    first = text_source(selection(0, 5, codes, "Peers"))
    second = text_source(selection(0, 5, codes, "Money"), path="internal://T2.txt")
    xml = project_xml(first + second).replace('name="Ben"', 'name="Ana López"')
    texts: dict[str, bytes | str] = {"sources/T1.txt": TEXT, "sources/T2.txt": "Money came late."}
    home = event(tmp_path)
    importing.run(home, [qdpx(tmp_path / "p.qdpx", xml, texts)])
    assert cells(home, "notes", "source_id", "coder") == [("D01", "Ana-Lopez"), ("D02", "Ana-Lopez")]
    assert set(cells(home, "recoding", "coder")) == {("Ana-Lopez-2",)}


def test_equal_names_are_made_distinct_and_different_people_stay_apart() -> None:
    assert distinct(["a", "a", "a (2)", "", "", "a"]) == ["a", "a (2)", "a (2) (2)", "", "", "a (3)"]
    assert person("Dr Иванова") != person("Dr Петров")
    assert person(unicodedata.normalize("NFD", "Ana López")) == person("Ana López") == "Ana-Lopez"


def test_a_highlight_that_was_made_again_a_little_longer_is_the_same_note(tmp_path: Path) -> None:
    home, html = event(tmp_path), {"a": "<p>Peers taught us how to plan. Money came late.</p>"}
    for turn, words in enumerate(
        (["taught us how to plan"], ["Peers taught us how to plan.", "Money came late."])
    ):
        highlights = [("a", each, ["challenge"], "ana") for each in words]
        importing.run(home, [taguette(tmp_path / f"{turn}.sqlite3", html, highlights)])
    assert cells(home, "notes", "locator_en") == [("characters 1–28",), ("characters 30–45",)]


def test_a_codebook_that_a_spreadsheet_saved_is_read_and_a_wrong_one_is_refused(tmp_path: Path) -> None:
    home, path = (
        event(tmp_path),
        written(tmp_path / "notes.csv", "note_id,text_en,theme\nN001,It helps.,PEER\n"),
    )
    codebook = tmp_path / "data" / "codebook.csv"
    codebook.write_bytes("code;label_en;label_fr\r\nPEER;Peers;Pairs\r\n".encode("utf-8-sig"))
    assert importing.run(home, [path]).files[0].losses == ()
    codebook.write_text("theme,label\nPEER,Peers\n")
    with pytest.raises(ImportRefused, match="the columns code"):
        importing.run(home, [path])
