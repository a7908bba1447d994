"""Files that cannot be imported, named for what they are, each with what its own program offers instead.

What a file holds goes before its ending: people rename files, and programs save one format under another's ending.
"""

import re
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


AS_XLSX = "open it in a spreadsheet and save it as an Excel workbook (.xlsx): File, Save As"
AS_DOCX = (
    "save it as .docx: in Word, File, Save As, Word Document; in LibreOffice, File, Save As, Word 2010–365"
)
AS_REFI = "export it as a REFI-QDA project (.qdpx)"
ENDING = "give it the ending {}"
UNPACK = "unpack it, and import what is inside"
PASSWORD = Foreign("a file under a password", "open it with the password and save it without one")
QUALCODER = Foreign(
    "a project of QualCoder", f"in QualCoder, {AS_REFI}: Project, Export, REFI-QDA project export"
)
MAXQDA = Foreign(
    "a project or exchange file of MAXQDA",
    f"in MAXQDA, open it and {AS_REFI}: Home, Export Project; or its coded segments as an Excel table: Reports, Retrieved Segments",
)
NVIVO = Foreign(
    "a project of NVivo",
    f"in NVivo, {AS_REFI}: Share, Export Project, REFI-QDA Project (on a Mac: File, Export Project)",
)
ATLAS = Foreign("a project of ATLAS.ti", f"in ATLAS.ti, {AS_REFI}: File, Export, QDPX project bundle")
OLD_WORD = Foreign("a Word document in the format before 2007", AS_DOCX)
ODS = Foreign(
    "an OpenDocument spreadsheet", "in LibreOffice, save it as .xlsx: File, Save As, Excel 2007–365"
)
SLIDES = Foreign(
    "a presentation", "in its program, show the outline, copy it into a Word document, and import that"
)
NUMBERS = Foreign("a spreadsheet of Apple Numbers", "in Numbers, choose File, Export To, Excel")
OLD_EXCEL = Foreign("an Excel workbook in the format before 2007", AS_XLSX)
OLD_OFFICE = Foreign(
    "a file in a format of Microsoft before 2007", "save it in the format of today: File, Save As"
)
PDF = Foreign(
    "a PDF", f"import the text that it was made from; if there is none, open it in Word and {AS_DOCX}"
)
RTF = Foreign("a text in RTF", AS_DOCX)
WEB = Foreign("a web page with another ending", ENDING.format(".html"))
TRANSCRIPT = Foreign("a transcript with another ending", ENDING.format(".vtt"))
# Who made a PDF, by the name in it, and how that program gives the text itself.
MAKERS = {
    "Word": "in Word, open the document itself and import its .docx",
    "LibreOffice": "in LibreOffice, open the document itself and import its .odt",
    "Pages": "in Pages, choose File, Export To, Word",
    "Google Docs": "in Google Docs, choose File, Download, Microsoft Word (.docx)",
    "Otter": "in Otter, choose Export, TXT",
    "MAXQDA": f"in MAXQDA, {AS_REFI}: Home, Export Project",
    "ATLAS": ATLAS.remedy,
    "NVivo": NVIVO.remedy,
}
MAKER = re.compile(rb"/(?:Creator|Producer)\s*(\([^)]{0,200}|<[^>]{0,400})")

BY_ENDING = {
    **dict.fromkeys((".doc", ".dot"), OLD_WORD),
    **dict.fromkeys((".ods", ".ots"), ODS),
    **dict.fromkeys((".pptx", ".ppt", ".odp", ".key"), SLIDES),
    **dict.fromkeys((".nvp", ".nvpx", ".nvcx"), NVIVO),
    **dict.fromkeys((".atlproj", ".hpr7", ".hpr6", ".atlcb"), ATLAS),
    **dict.fromkeys((".mex", ".mtr", ".mod"), MAXQDA),
    **dict.fromkeys((".xls", ".xlt"), OLD_EXCEL),
    ".numbers": NUMBERS,
    ".pages": Foreign("a document of Apple Pages", MAKERS["Pages"]),
    ".pdf": PDF,
    ".rtf": RTF,
    ".qda": QUALCODER,
    ".xlsb": Foreign("an Excel workbook in the binary format", AS_XLSX),
}
MACROS = (".xlsm", ".xltm", ".xlam", ".docm", ".dotm")
OF_MACROS = Foreign("a file of a kind that can hold macros", "save it without macros, as .xlsx or .docx")
BY_FIRST_BYTES = {
    b"%PDF-": PDF,
    b"{\\rtf": RTF,
    b"WEBVTT": TRANSCRIPT,
    b"<!doctype html": WEB,
    b"<html": WEB,
    b"7z\xbc\xaf": Foreign("a 7-Zip archive", UNPACK),
    b"Rar!": Foreign("a RAR archive", UNPACK),
    b"\x1f\x8b": Foreign("a gzip archive", UNPACK),
}
RIGHT_ENDINGS = {WEB: (".html", ".htm", ".md", ".markdown"), TRANSCRIPT: (".vtt", ".srt")}
TODAY = (".xlsx", ".docx", ".pptx")
OLE, SQLITE, XML_TABLE = b"\xd0\xcf\x11\xe0", b"SQLite format 3\x00", b'progid="Excel.Sheet"'
MARK = b"\xef\xbb\xbf"
OF_ODF = {
    b"opendocument.text": Foreign("an OpenDocument text with another ending", ENDING.format(".odt")),
    b"opendocument.spreadsheet": ODS,
    b"opendocument.presentation": SLIDES,
}
OF_ARCHIVES = {
    "word/": Foreign("a Word document with another ending", ENDING.format(".docx")),
    "ppt/": SLIDES,
    "xl/": Foreign("an Excel workbook with another ending", ENDING.format(".xlsx")),
    ".qde": Foreign("a REFI-QDA project with another ending", ENDING.format(".qdpx")),
    ".iwa": NUMBERS,
}
NAMED_AS = {"xl/": ".xlsx", ".qde": ".qdpx", "word/": ".docx"}
TABLES_OF_QUALCODER = {"code_name", "code_text", "source"}
FIRST = 4096  # bytes that are looked at


def foreign(path: Path) -> Foreign | None:
    """Return what a file is that cannot be imported; nothing for one that may be."""
    ending = path.suffix.lower()
    by_ending = MAXQDA if ending.startswith(".mx") and ending[3:].isdigit() else BY_ENDING.get(ending)
    if path.is_dir():
        return by_ending if by_ending in (QUALCODER, NUMBERS, BY_ENDING[".pages"]) else None
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
    found = next((kind for magic, kind in BY_FIRST_BYTES.items() if begin.startswith(magic.lower())), None)
    if found and path.suffix.lower() in RIGHT_ENDINGS.get(found, ()):
        return None
    return _of_maker(path) if found is PDF else found


def _of_maker(path: Path) -> Foreign:
    """Return a PDF with what the program that made it offers instead, if the PDF names it."""
    told = b"".join(MAKER.findall(path.read_bytes())).replace(b"\x00", b"").decode("latin-1")
    maker = next((each for each in MAKERS if each in told), "")
    return Foreign(f"a PDF made with {maker}", MAKERS[maker]) if maker else PDF


def _of_ole(path: Path) -> Foreign:
    """Tell files in Microsoft's old container apart by the streams inside; one of today is in it for a password."""
    content, ending = path.read_bytes(), path.suffix.lower()
    kinds = {"EncryptedPackage": PASSWORD, "Workbook": OLD_EXCEL, "WordDocument": OLD_WORD}
    found = (kind for name, kind in kinds.items() if name.encode("utf-16-le") in content)
    return next(found, None) or (PASSWORD if ending in TODAY else BY_ENDING.get(ending, OLD_OFFICE))


def _of_database(path: Path) -> Foreign | None:
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as database:
            names = {str(name) for (name,) in database.execute("SELECT name FROM sqlite_master LIMIT 1000")}
    except (sqlite3.Error, UnicodeDecodeError):  # what SQLite says may hold what is broken
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
        is_text = path.suffix.lower() == ".odt" and b"opendocument.text" in kind
        return None if is_text else next((known for name, known in OF_ODF.items() if name in kind), None)
    return next((known for sign, known in OF_ARCHIVES.items() if _has(names, sign, path)), None)


def _has(names: Iterable[str], sign: str, path: Path) -> bool:
    """Tell whether an archive that is not named as what it holds has a folder (word/) or a kind of file (.qde)."""
    is_named = path.suffix.lower() == NAMED_AS.get(sign)
    return not is_named and any(
        name.startswith(sign) or (sign[0] == "." and name.endswith(sign)) for name in names
    )
