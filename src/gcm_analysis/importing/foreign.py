"""Files that cannot be imported, named for what they are, each with what its own program offers instead.

What a file holds goes before its ending: people rename files, and programs save one format under another's ending.
"""

import sqlite3
import zipfile
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple


class Foreign(NamedTuple):
    """What a file is, and what to do with it."""

    what: str
    remedy: str


COPY = "copy its points into the sheet statements of the workbook that “gcm new” makes, one row for each"
AS_XLSX = "open it in a spreadsheet and save it as an Excel workbook (.xlsx)"
AS_REFI = "export it as a REFI-QDA project (.qdpx)"
PASSWORD = Foreign("a file under a password", "open it with the password and save it without one")
QUALCODER = Foreign(
    "a project of QualCoder", f"in QualCoder, {AS_REFI}: Project, Export, REFI-QDA project export"
)
MAXQDA = Foreign("a project of MAXQDA", f"in MAXQDA, {AS_REFI}")
NVIVO = Foreign(
    "a project of NVivo",
    f"in NVivo, {AS_REFI}: Share, Export Project, REFI-QDA Project (on a Mac: File, Export Project)",
)
ATLAS = Foreign("a project of ATLAS.ti", f"in ATLAS.ti, {AS_REFI}: File, Export, QDPX project bundle")
WORD = Foreign("a Word document", COPY)
ODT = Foreign("an OpenDocument text", COPY)
ODS = Foreign("an OpenDocument spreadsheet", AS_XLSX)
SLIDES = Foreign("a presentation", COPY)
APPLE = "in Numbers, choose File, Export To, Excel"
OLD_EXCEL = Foreign("an Excel workbook in the format before 2007", AS_XLSX)
OLD_OFFICE = Foreign("a file in a format of Microsoft before 2007", "save it in the format of today (.xlsx)")
PDF = Foreign("a PDF", COPY)
RTF = Foreign("a text in RTF", COPY)
WEB = Foreign("a web page, whatever its ending says", AS_XLSX)
TRANSCRIPT = Foreign("a transcript with times", COPY)

BY_ENDING = {
    **dict.fromkeys((".docx", ".doc", ".dotx"), WORD),
    **dict.fromkeys((".odt", ".ott"), ODT),
    **dict.fromkeys((".ods", ".ots"), ODS),
    **dict.fromkeys((".pptx", ".ppt", ".odp", ".key"), SLIDES),
    **dict.fromkeys((".vtt", ".srt"), TRANSCRIPT),
    **dict.fromkeys((".md", ".markdown", ".txt", ".text"), Foreign("plain text", COPY)),
    **dict.fromkeys((".html", ".htm"), WEB),
    **dict.fromkeys((".nvp", ".nvpx", ".nvcx"), NVIVO),
    **dict.fromkeys((".atlproj", ".hpr7", ".hpr6", ".atlcb"), ATLAS),
    **dict.fromkeys((".mex", ".mtr", ".mod"), MAXQDA),
    **dict.fromkeys((".xls", ".xlt"), OLD_EXCEL),
    ".numbers": Foreign("a spreadsheet of Apple Numbers", APPLE),
    ".pages": Foreign("a document of Apple Pages", COPY),
    ".pdf": PDF,
    ".rtf": RTF,
    ".qda": QUALCODER,
    ".xlsb": Foreign("an Excel workbook in the binary format", AS_XLSX),
    ".tsv": Foreign("a table with the ending .tsv", "give it the ending .csv: tabs between cells are read"),
}
MACROS = (".xlsm", ".xltm", ".xlam", ".docm")
OF_MACROS = Foreign("a file of a kind that can hold macros", "save it as an Excel workbook (.xlsx)")
BY_FIRST_BYTES = {
    b"%PDF-": PDF,
    b"{\\rtf": RTF,
    b"WEBVTT": TRANSCRIPT,
    b"<!doctype html": WEB,
    b"<html": WEB,
    b"7z\xbc\xaf": Foreign("a 7-Zip archive", "unpack it, and import what is inside"),
    b"Rar!": Foreign("a RAR archive", "unpack it, and import what is inside"),
    b"\x1f\x8b": Foreign("a gzip archive", "unpack it, and import what is inside"),
}
TODAY = (".xlsx", ".docx", ".pptx")
OLE, SQLITE, XML_TABLE = b"\xd0\xcf\x11\xe0", b"SQLite format 3\x00", b'progid="Excel.Sheet"'
MARK = b"\xef\xbb\xbf"
OF_ODF = {b"opendocument.text": ODT, b"opendocument.spreadsheet": ODS, b"opendocument.presentation": SLIDES}
OF_ARCHIVES = {
    "word/": WORD,
    "ppt/": SLIDES,
    "xl/": Foreign("an Excel workbook with another ending", "give it the ending .xlsx"),
    ".qde": Foreign("a REFI-QDA project with another ending", "give it the ending .qdpx"),
    ".iwa": BY_ENDING[".numbers"],
}
NAMED_AS = {"xl/": ".xlsx", ".qde": ".qdpx"}
TABLES_OF_QUALCODER = {"code_name", "code_text", "source"}
FIRST = 4096  # bytes that are looked at


def foreign(path: Path) -> Foreign | None:
    """Return what a file is that cannot be imported; nothing for one that may be."""
    ending = path.suffix.lower()
    by_ending = MAXQDA if ending.startswith(".mx") and ending[3:].isdigit() else BY_ENDING.get(ending)
    if path.is_dir():
        return by_ending if by_ending in (QUALCODER, BY_ENDING[".numbers"], BY_ENDING[".pages"]) else None
    if ending in MACROS:
        return OF_MACROS
    return _by_content(path) or by_ending


def _by_content(path: Path) -> Foreign | None:
    with path.open("rb") as file:
        first = file.read(FIRST)
    if first.startswith(OLE):
        return _of_ole(path)
    if first.startswith(SQLITE):
        return _of_database(path)
    if first.startswith(b"PK"):
        return _of_archive(path)
    if XML_TABLE in first:
        return Foreign("an XML spreadsheet of Excel 2003", AS_XLSX)
    begin = first.removeprefix(MARK).lstrip().lower()
    return next((kind for magic, kind in BY_FIRST_BYTES.items() if begin.startswith(magic.lower())), None)


def _of_ole(path: Path) -> Foreign:
    """Tell files in Microsoft's old container apart by the streams inside; one of today is in it for a password."""
    content, ending = path.read_bytes(), path.suffix.lower()
    kinds = {"EncryptedPackage": PASSWORD, "Workbook": OLD_EXCEL, "WordDocument": WORD}
    found = (kind for name, kind in kinds.items() if name.encode("utf-16-le") in content)
    return next(found, None) or (PASSWORD if ending in TODAY else BY_ENDING.get(ending, OLD_OFFICE))


def _of_database(path: Path) -> Foreign | None:
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as database:
            names = {str(name) for (name,) in database.execute("SELECT name FROM sqlite_master LIMIT 1000")}
    except sqlite3.Error:
        return None
    return QUALCODER if names >= TABLES_OF_QUALCODER else None


def _of_archive(path: Path) -> Foreign | None:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            kind = archive.read("mimetype")[:FIRST] if "mimetype" in names[:1] else b""
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return None
    if kind:
        return next((known for name, known in OF_ODF.items() if name in kind), None)
    return next((known for sign, known in OF_ARCHIVES.items() if _has(names, sign, path)), None)


def _has(names: Iterable[str], sign: str, path: Path) -> bool:
    """Tell whether an archive that is not named as what it holds has a folder (word/) or a kind of file (.qde)."""
    is_named = path.suffix.lower() == NAMED_AS.get(sign)
    return not is_named and any(
        name.startswith(sign) or (sign[0] == "." and name.endswith(sign)) for name in names
    )
