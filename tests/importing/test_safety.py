"""A file from elsewhere is refused with all that is wrong with it, or read; it never does anything else."""

import io
import sqlite3
import stat
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from tests.importing.samples import contents, event, project_xml, qdpx, selection, taguette, text_source

from gcm_analysis import importing
from gcm_analysis.importing import archives, excel, markup, refi, safety, sheets, taguette_project
from gcm_analysis.importing.safety import ImportRefused

TEXT = "Peers taught us how to plan."
GOOD = project_xml(text_source(selection(0, 5, [("u-1", "c-1")])))
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
REMOTE = '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">'


def told(path: Path) -> str:
    """Return what is said of a file that is refused."""
    with pytest.raises(ImportRefused) as refusal:
        importing.run(event(path.parent / "home"), [path])
    return str(refusal.value)


def with_member(path: Path, info: zipfile.ZipInfo, content: bytes = b"x") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.qde", GOOD)
        archive.writestr("sources/T1.txt", TEXT)
        archive.writestr(info, content)
    return path


@pytest.mark.parametrize("attack", [LAUGHS, OUTSIDE, REMOTE])
@pytest.mark.parametrize("ending", ["qdc", "qdpx"])
def test_entities_and_document_types_are_refused(tmp_path: Path, attack: str, ending: str) -> None:
    path = tmp_path / f"p.{ending}"
    if ending == "qdc":
        path.write_text(f'{attack}<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes/></CodeBook>')
    else:
        qdpx(path, GOOD.replace('<?xml version="1.0" encoding="utf-8"?>', attack), {"sources/T1.txt": TEXT})
    assert "a document type or an entity" in told(path)


def test_an_entity_in_utf_16_is_refused_too(tmp_path: Path) -> None:
    path = tmp_path / "p.qdc"
    path.write_bytes(f'{LAUGHS}<CodeBook xmlns="urn:QDA-XML:codebook:1.0"/>'.encode("utf-16"))
    assert "a document type or an entity" in told(path)


def test_an_entity_in_a_part_of_a_workbook_is_refused(tmp_path: Path) -> None:
    path, made = tmp_path / "notes.xlsx", io.BytesIO()
    Workbook().save(made)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, (LAUGHS.encode() if name.endswith("sheet1.xml") else b"") + old.read(name))
    assert "xl/worksheets/sheet1.xml" in told(path)


def test_elements_nested_without_end_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "p.qdc"
    path.write_text(
        '<CodeBook xmlns="urn:QDA-XML:codebook:1.0">' + "<Code>" * 5000 + "</Code>" * 5000 + "</CodeBook>"
    )
    assert "more than 100 deep" in told(path)


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = with_member(tmp_path / "p.qdpx", zipfile.ZipInfo("sources/big.txt"))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("sources/bomb.txt", b"\0" * 50_000_000)
    assert "at most 200 to one" in told(path)


def test_many_members_that_are_large_together_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "LARGEST_TOTAL", 100)
    path = with_member(tmp_path / "p.qdpx", zipfile.ZipInfo("sources/a.txt"), b"x" * 200)
    assert "when unpacked" in told(path)


def test_too_many_members_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_MEMBERS", 2)
    assert "3 files inside" in told(with_member(tmp_path / "p.qdpx", zipfile.ZipInfo("a")))


@pytest.mark.parametrize(
    "name",
    ["../evil.txt", "/etc/evil.txt", "C:\\evil.txt", "sources/../../evil", "..\\evil", "\\\\host\\share"],
)
def test_names_that_lead_out_of_an_archive_are_refused(tmp_path: Path, name: str) -> None:
    assert "leads out of the archive" in told(with_member(tmp_path / "p.qdpx", zipfile.ZipInfo(name)))


def test_a_link_in_an_archive_is_refused(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("sources/T2.txt")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert "a link to another file" in told(with_member(tmp_path / "p.qdpx", info, b"/etc/passwd"))


def test_two_members_that_differ_in_case_only_are_refused(tmp_path: Path) -> None:
    assert "2 files named" in told(with_member(tmp_path / "p.qdpx", zipfile.ZipInfo("Sources/t1.TXT")))


def test_all_that_is_wrong_with_an_archive_is_said_at_once(tmp_path: Path) -> None:
    path = with_member(tmp_path / "p.qdpx", zipfile.ZipInfo("../one"))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("../two", b"x")
    message = told(path)
    assert message.startswith("2 problems in the files; nothing was imported.")


def test_what_is_no_archive_and_what_is_broken_is_refused(tmp_path: Path) -> None:
    text = tmp_path / "text.qdpx"
    text.write_text("not an archive")
    assert "a ZIP archive" in told(text)
    broken = qdpx(tmp_path / "p2.qdpx", GOOD, {"sources/T1.txt": TEXT * 50})
    content = bytearray(broken.read_bytes())
    content[60:90] = b"\xff" * 30
    broken.write_bytes(content)
    with pytest.raises(ImportRefused):
        refi.project(broken)


def test_a_file_over_the_limit_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(safety.LARGEST_FILE + 1)  # a hole: it takes no room on the disk
    assert "at most 100000000 bytes" in told(path)


def test_a_folder_a_missing_file_an_empty_one_and_an_unknown_one_are_refused(tmp_path: Path) -> None:
    home = event(tmp_path / "home")
    (tmp_path / "empty.csv").touch()
    (tmp_path / "notes.docx").write_text("x")
    names = ("missing.csv", "home", "empty.csv", "notes.docx")
    with pytest.raises(ImportRefused) as refusal:
        importing.run(home, [tmp_path / name for name in names])
    message = str(refusal.value)
    assert message.startswith("4 problems")
    assert all(
        words in message
        for words in ("no such file", "a folder or a device", "an empty file", "a ZIP archive")
    )


def test_macros_are_refused_by_name_and_by_content(tmp_path: Path) -> None:
    named = tmp_path / "notes.xlsm"
    Workbook().save(named)
    assert "can hold macros" in told(named)
    hidden, made = tmp_path / "hidden" / "notes.xlsx", io.BytesIO()
    hidden.parent.mkdir()
    Workbook().save(made)
    hidden.write_bytes(made.getvalue())
    with zipfile.ZipFile(hidden, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    assert "with macros" in told(hidden)


def test_a_formula_counts_for_its_value_and_without_one_is_a_loss(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "sessions"
    sheet.append(["session_id", "title_en"])
    sheet.append(["S1", '=HYPERLINK("http://127.0.0.1:9","x")'])
    book.save(tmp_path / "notes.xlsx")
    notes, losses = contents(tmp_path / "notes.xlsx")
    assert list(notes.sessions["title_en"]) == [""]
    (loss,) = losses
    assert (loss.row, loss.what) == ("2", '=HYPERLINK("http://127.0.0.1:9","x")')
    assert "a formula without a value" in loss.why


def test_text_that_begins_like_a_formula_stays_text(tmp_path: Path) -> None:
    path = tmp_path / "sessions.csv"
    path.write_text("session_id,title_en,title_fr\nS1,=1+1,'=1+1\nS2,-5 %,@home\n", encoding="utf-8")
    notes, _ = contents(path)
    assert notes.sessions[["title_en", "title_fr"]].to_numpy().tolist() == [
        ["=1+1", "=1+1"],
        ["-5 %", "@home"],
    ]


def test_comments_on_cells_are_told_as_lost(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "sessions"
    sheet.append(["session_id"])
    sheet.append(["S1"])
    sheet["A2"].comment = Comment("who said this?", "R")
    book.save(tmp_path / "notes.xlsx")
    _, losses = contents(tmp_path / "notes.xlsx")
    assert [loss.what for loss in losses] == ["comments on cells"]


def test_a_sheet_that_lies_about_its_size_is_read_quickly(tmp_path: Path) -> None:
    path, made = tmp_path / "notes.xlsx", io.BytesIO()
    book = Workbook()
    book.active.title = "sessions"
    book.active.append(["session_id"])
    book.active.append(["S1"])
    book.save(made)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(
                name, old.read(name).replace(b'<dimension ref="A1:A2"', b'<dimension ref="A1:XFD1048576"')
            )
    assert b"XFD" in zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml")
    notes, _ = contents(path)
    assert list(notes.sessions["session_id"]) == ["S1"]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16-le", "mac_roman"])
def test_text_in_another_encoding_is_refused_with_its_line(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "sessions.csv"
    path.write_bytes("session_id,title_fr\nS1,Évaluer\n".encode(encoding))
    message = told(path)
    assert "UTF-8" in message
    assert "in line 2" in message or "null signs" in message


def test_a_table_too_long_or_too_wide_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_ROWS", 3)
    path = tmp_path / "sessions.csv"
    path.write_text("session_id\n" + "S\n" * 9)
    assert "at most 3 rows" in told(path)


def test_a_quotation_mark_that_is_never_closed_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sessions.csv"
    path.write_text('session_id,title_en\nS1,"open\n')
    assert "a double quote that is opened and never closed" in told(path)


def test_a_database_with_a_view_for_a_table_is_refused(tmp_path: Path) -> None:
    path = taguette(tmp_path / "p.sqlite3", {"a": "<p>Hello</p>"}, [("a", "Hello", ["x"], "admin")])
    with sqlite3.connect(path) as database:
        database.executescript("DROP TABLE highlights; CREATE VIEW highlights AS SELECT * FROM tags;")
    database.close()
    with pytest.raises(ImportRefused, match="a view or a virtual table highlights"):
        taguette_project.project(path)


def test_a_broken_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "p.sqlite3"
    path.write_bytes(taguette_project.MAGIC + b"\xff" * 5000)
    assert "an SQLite project of Taguette" in told(path)


def test_a_database_is_not_changed_by_reading_it(tmp_path: Path) -> None:
    path = taguette(tmp_path / "p.sqlite3", {"a": "<p>Hello</p>"}, [("a", "Hello", ["x"], "admin")])
    before, names = path.read_bytes(), sorted(tmp_path.iterdir())
    taguette_project.project(path)
    assert (path.read_bytes(), sorted(tmp_path.iterdir())) == (before, names)


def test_nothing_is_written_if_one_of_several_files_is_refused(tmp_path: Path) -> None:
    home = event(tmp_path / "home")
    good, bad = tmp_path / "sessions.csv", tmp_path / "bad.csv"
    good.write_text("session_id\nS1\n")
    bad.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ImportRefused):
        importing.run(home, [good, bad])
    assert list(home.iterdir()) == []


def test_a_file_outside_the_archive_is_never_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("Peers at home")
    for path in (
        f"absolute://{secret}",
        f"relative:///{secret}",
        "internal://../secret.txt",
        f"internal:///{secret}",
    ):
        made = qdpx(
            tmp_path / "p.qdpx", project_xml(text_source(selection(0, 5, [("u-1", "c-1")]), path=path)), {}
        )
        project = refi.project(made)
        assert project.passages == ()
        assert "the text of this document is not in the project" in project.losses[-1].why


def test_a_member_under_a_password_is_refused(tmp_path: Path) -> None:
    path = with_member(tmp_path / "p.qdpx", zipfile.ZipInfo("a.txt"))
    content = path.read_bytes()
    at = content.rindex(b"PK\x01\x02")  # the last entry of the directory; its flags are eight bytes on
    path.write_bytes(content[: at + 8] + b"\x01" + content[at + 9 :])
    assert "under a password" in told(path)


def test_a_member_over_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "LARGEST_MEMBER", 10_000)
    assert "at most 10000" in told(with_member(tmp_path / "p.qdpx", zipfile.ZipInfo("a"), b"x" * 20_000))


def test_more_codes_than_a_person_could_map_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "codebook.csv"
    rows = [f"code {number},,0,0" for number in range(5001)]
    path.write_text("\n".join(["tag,description,number of highlights,number of documents", *rows]))
    assert "'5001 codes'\n    expected: at most 5000 codes" in told(path)


def test_too_many_elements_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markup, "MOST_ELEMENTS", 5)
    path = tmp_path / "p.qdc"
    path.write_text('<CodeBook xmlns="urn:QDA-XML:codebook:1.0">' + "<Code/>" * 9 + "</CodeBook>")
    assert "more than 5 elements" in told(path)


@pytest.mark.parametrize("missing", ["[Content_Types].xml", "xl/workbook.xml"])
def test_an_archive_that_is_no_workbook_is_refused(tmp_path: Path, missing: str) -> None:
    path, made = tmp_path / "notes.xlsx", io.BytesIO()
    Workbook().save(made)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            if name != missing:
                new.writestr(name, old.read(name))
    assert "an Excel workbook (.xlsx)" in told(path)


def test_a_formula_that_ended_in_an_error_is_a_loss(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "sessions"
    book.active.append(["session_id", "title_en"])
    book.active.append(["S1", "#REF!"])  # openpyxl writes this as the error that it names
    book.save(tmp_path / "notes.xlsx")
    notes, (loss,) = contents(tmp_path / "notes.xlsx")
    assert notes.sessions["title_en"].item() == ""
    assert loss.why == "the formula of this cell ended in an error"


def test_a_workbook_too_long_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel, "MOST_ROWS", 3)
    book = Workbook()
    book.active.title = "sessions"
    for number in range(9):
        book.active.append(["session_id", number])
    book.save(tmp_path / "notes.xlsx")
    assert "more than 3 rows" in told(tmp_path / "notes.xlsx")
