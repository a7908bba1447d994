"""A file from elsewhere is read, or refused with all that is wrong in it; it never does anything else."""

import io
import sqlite3
import stat
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from types import ModuleType

import docx
import pytest
from openpyxl import Workbook
from tests.importing.notes_kit import book, refusal, written
from tests.importing.samples import contents, event, project_xml, qdpx, selection, taguette, text_source

from gcm_analysis import importing
from gcm_analysis.importing import archives, markup, prose, safety, sheets
from gcm_analysis.importing.safety import ImportRefused

TEXT = "Peers taught us how to plan."
TEXTS = {"sources/T1.txt": TEXT}
GOOD = project_xml(text_source(selection(0, 5, [("u-1", "c-1")])))
DECLARED = '<?xml version="1.0" encoding="utf-8"?>'
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
REMOTE = '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">'
BOOK = '<CodeBook xmlns="urn:QDA-XML:codebook:1.0">{0}</CodeBook>'
Made = Callable[[Path], Path]


def qdc(content: str) -> Made:
    return lambda folder: written(folder / "p.qdc", content)


def project(xml: str) -> Made:
    return lambda folder: qdpx(folder / "p.qdpx", xml, dict(TEXTS))


def with_member(name: str | zipfile.ZipInfo, content: bytes = b"x", *others: str) -> Made:
    """Return what makes a good project with more members."""

    def made(folder: Path) -> Path:
        path = project(GOOD)(folder)
        with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
            for each in (name, *others):
                archive.writestr(each, content, zipfile.ZIP_DEFLATED)
        return path

    return made


def link(folder: Path) -> Path:
    info = zipfile.ZipInfo("sources/T2.txt")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return with_member(info, b"/etc/passwd")(folder)


def under_a_password(folder: Path) -> Path:
    path = with_member("a.txt")(folder)
    content = path.read_bytes()
    at = content.rindex(b"PK\x01\x02")  # the last entry of the directory; its flags are eight bytes on
    path.write_bytes(content[: at + 8] + b"\x01" + content[at + 9 :])
    return path


def broken(folder: Path) -> Path:
    content = bytearray(qdpx(folder / "p.qdpx", GOOD, {"sources/T1.txt": TEXT * 50}).read_bytes())
    content[60:90] = b"\xff" * 30
    (folder / "p.qdpx").write_bytes(content)
    return folder / "p.qdpx"


def workbook(change: Callable[[str, bytes], bytes | None], more: str = "") -> Made:
    """Return what makes a workbook of which each part is changed, and is left out where nothing is left of it."""

    def made(folder: Path) -> Path:
        path, plain = (
            folder / "notes.xlsx",
            io.BytesIO(book(folder / "plain.xlsx", sessions=[["session_id"], ["S1"]]).read_bytes()),
        )
        with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w") as new:
            for name in old.namelist():
                part = change(name, old.read(name))
                if part is not None:
                    new.writestr(name, part)
            if more:
                new.writestr(more, b"x")
        return path

    return made


def without(part: str) -> Made:
    return workbook(lambda name, content: None if name == part else content)


def with_part(name: str, content: str) -> Made:
    """Return what makes a document of Word with one more part."""

    def made(folder: Path) -> Path:
        docx.Document().save(str(folder / "notes.docx"))
        with zipfile.ZipFile(folder / "notes.docx", "a", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, content)
        return folder / "notes.docx"

    return made


def hole(folder: Path) -> Path:
    with (folder / "huge.csv").open("wb") as file:
        file.truncate(safety.LARGEST_FILE + 1)  # it takes no room on the disk
    return folder / "huge.csv"


def macros(folder: Path) -> Path:
    Workbook().save(folder / "notes.xlsm")
    return folder / "notes.xlsm"


def table(text: str, encoding: str = "utf-8") -> Made:
    def made(folder: Path) -> Path:
        (folder / "sessions.csv").write_bytes(text.encode(encoding))
        return folder / "sessions.csv"

    return made


DOCTYPE = "a document type or an entity"
WRONG: list[tuple[Made, str]] = [
    *((qdc(attack + BOOK.format("<Codes/>")), DOCTYPE) for attack in (LAUGHS, OUTSIDE, REMOTE)),
    *((project(GOOD.replace(DECLARED, attack)), DOCTYPE) for attack in (LAUGHS, OUTSIDE, REMOTE)),
    (workbook(lambda name, content: LAUGHS.encode() * name.endswith("sheet1.xml") + content), "xl/worksheets/sheet1.xml"),
    (with_part("word/extra.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), DOCTYPE),
    (qdc(BOOK.format("<Code>" * 5000 + "</Code>" * 5000)), "Excessive depth"),
    (with_member("sources/bomb.txt", b"\0" * 50_000_000), "at most 200 to one"),
    (with_part("word/large.xml", "a" * 3_000_000), "at most 200 to one"),
    *((with_member(name), "leads out of the archive") for name in (
        "../evil.txt", "/etc/evil.txt", "C:\\evil.txt", "sources/../../evil", "..\\evil", "\\\\host\\share")),
    (with_part("../out.xml", "x"), "leads out of the archive"),
    (with_member("../one", b"x", "../two"), "2 problems in the files; nothing was imported."),  # all at once
    (link, "a link to another file"),
    (under_a_password, "under a password"),
    (with_member("Sources/t1.TXT"), "2 files named"),
    (broken, "an archive that can be unpacked"),
    (lambda folder: written(folder / "text.qdpx", "not an archive"), "a ZIP archive"),
    (lambda folder: written(folder / "notes.docx", "not an archive"), "a ZIP archive"),
    (hole, "at most 100000000 bytes"),
    (macros, "can hold macros"),
    (workbook(lambda _, content: content, "xl/vbaProject.bin"), "with macros"),
    (with_part("word/vbaProject.bin", "x"), "with macros"),
    (without("[Content_Types].xml"), "an Excel workbook (.xlsx)"),
    (without("xl/workbook.xml"), "an Excel workbook (.xlsx)"),
    *((table("session_id,title_fr\nS1,Évaluer\n", code), "in line 2") for code in ("cp1252", "mac_roman")),
    (table("session_id,title_fr\nS1,Évaluer\n", "utf-16-le"), "UTF-16 without its mark"),
    (table('session_id,title_en\nS1,"open\n'), "a double quote that is opened and never closed"),
    (table("tag,description,number of highlights\n" + "".join(f"code {number},,0\n" for number in range(5001))),
     "'5001 codes'\n    expected: at most 5000 codes"),
    (table("id,document,tag,content,tag\n1,a,x,Peers help.,y\n"), "the column tag twice"),
]  # fmt: skip


@pytest.mark.parametrize(("made", "words"), WRONG)
def test_a_fault_in_a_file_is_named(tmp_path: Path, made: Made, words: str) -> None:
    assert words in refusal(made(tmp_path))


@pytest.mark.parametrize(
    ("module", "limit", "value", "made", "words"),
    [
        (archives, "LARGEST_TOTAL", 100, with_member("a.txt", b"x" * 200), "when unpacked"),
        (archives, "MOST_MEMBERS", 2, with_member("a"), "3 files inside"),
        (archives, "LARGEST_MEMBER", 10_000, with_member("a", b"x" * 20_000), "at most 10000"),
        (markup, "MOST_ELEMENTS", 5, qdc(BOOK.format("<Code/>" * 9)), "more than 5 elements"),
        (sheets, "MOST_ROWS", 3, table("session_id\n" + "S\n" * 9), "at most 3 rows"),
        (sheets, "MOST_ROWS", 3, lambda folder: book(folder / "n.xlsx", sessions=[["a"]] * 9), "more than 3 rows"),
        (safety, "LARGEST_TEXT", 10, lambda folder: written(folder / "a.md", "a" * 11), "at most 10 bytes"),
        (safety, "LARGEST_TEXT", 10, lambda folder: written(folder / "a.vtt", "a" * 11), "at most 10 bytes"),
        (prose, "MOST_SECONDS", 0.001, lambda folder: written(folder / "a.md", "a\n"), "seconds"),
        (safety, "MOST_SECONDS", -1, project(GOOD), "seconds"),
        (safety, "MOST_TEXT", 10, project(GOOD), "bytes of text"),
    ],
)  # fmt: skip
def test_a_file_beyond_a_limit_of_size_number_or_time_is_refused(  # noqa: PLR0913 - limit, file and message
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    module: ModuleType,
    limit: str,
    value: float,
    made: Made,
    words: str,
) -> None:
    path = made(tmp_path)
    monkeypatch.setattr(module, limit, value)
    assert words in refusal(path)


def test_a_folder_a_missing_file_an_empty_one_and_an_unknown_one_are_refused_together(tmp_path: Path) -> None:
    home = event(tmp_path / "home")
    (tmp_path / "empty.csv").touch()
    written(tmp_path / "sessions.csv", "session_id\nS1\n")
    with pytest.raises(ImportRefused) as refused:
        importing.run(
            home, [tmp_path / name for name in ("missing.csv", "home", "empty.csv", "sessions.csv")]
        )
    assert str(refused.value).startswith("3 problems")
    for words in ("no such file", "a folder or a device", "an empty file"):
        assert words in str(refused.value)
    assert list(home.iterdir()) == []


def test_a_sheet_that_states_a_wrong_size_is_read_quickly(tmp_path: Path) -> None:
    def enlarged(_: str, content: bytes) -> bytes:
        return content.replace(b'<dimension ref="A1:A2"', b'<dimension ref="A1:XFD1048576"')

    notes, _ = contents(workbook(enlarged)(tmp_path))
    assert list(notes.sessions["session_id"]) == ["S1"]


VIEW = "CREATE VIEW {0} AS WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id FROM n) SELECT id, id AS user_login, id AS payload FROM n"
COMPUTED = "CREATE TABLE {0} (id INTEGER, user_login TEXT, payload TEXT AS (zeroblob(id)))"
VIRTUAL = "CREATE VIRTUAL TABLE {0} USING fts5(id, user_login, payload)"


@pytest.mark.parametrize(
    ("statement", "name"), [(VIEW, "commands"), (COMPUTED, "commands"), (VIRTUAL, "tags")]
)
def test_only_stored_rows_of_a_database_are_read(tmp_path: Path, statement: str, name: str) -> None:
    path = taguette(tmp_path / "t.sqlite3", {"a": "<p>Peers help.</p>"}, [("a", "Peers", ["x"], "ana")])
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(f"DROP TABLE {name}")
        database.execute(statement.format(name))
    assert name in refusal(path)


def test_a_broken_database_is_refused_and_none_is_changed_by_reading_it(tmp_path: Path) -> None:
    path = taguette(tmp_path / "p.sqlite3", {"a": "<p>Hello</p>"}, [("a", "Hello", ["x"], "admin")])
    before, names = path.read_bytes(), sorted(tmp_path.iterdir())
    contents(path)
    assert (path.read_bytes(), sorted(tmp_path.iterdir())) == (before, names)
    path.write_bytes(safety.SQLITE + b"\xff" * 5000)
    assert "an SQLite project of Taguette" in refusal(path)


@pytest.mark.parametrize(
    "path", ["absolute://{0}", "relative:///{0}", "internal://../secret.txt", "internal:///{0}"]
)
def test_a_file_outside_the_archive_is_never_opened(tmp_path: Path, path: str) -> None:
    secret = written(tmp_path / "secret.txt", "Peers at home")
    xml = project_xml(text_source(selection(0, 5, [("u-1", "c-1")]), path=path.format(secret)))
    found = contents(qdpx(tmp_path / "p.qdpx", xml, {}))
    assert found.passages == ()
    assert "the text of this document is not in the project" in found.losses[-1].why


@pytest.mark.parametrize("ending", ["md", "html"])
def test_importing_a_text_reads_no_other_file(tmp_path: Path, ending: str) -> None:
    secret = written(tmp_path / "secret.txt", "secret words")
    text = f"![p]({secret})\n\n<iframe src='{secret}'></iframe>\n\nPeers help.\n"
    assert "secret words" not in str(contents(written(tmp_path / f"a.{ending}", text)))


@pytest.mark.parametrize("text", ["> " * 3000 + "a", "- " * 3000 + "a", "*a **b " * 3000])
def test_deeply_nested_parts_are_refused_or_read(tmp_path: Path, text: str) -> None:
    try:
        contents(written(tmp_path / "a.md", text))
    except ImportRefused as refused:
        assert "a.md" in str(refused)  # noqa: PT017 - one or the other
