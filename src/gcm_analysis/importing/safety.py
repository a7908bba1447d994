"""A file from elsewhere is not trusted: what it is, how large, and the encoding of its text are looked at first, or it is refused.

`resources/not_imported.yml` lists the files of other programs, each with what its own program offers instead. What a file
holds goes before its ending: people rename files, and programs save one format under another's ending.
"""

import re
import sqlite3
import stat
import zipfile
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from time import monotonic
from typing import Any

from gcm_analysis.evidence import files
from gcm_analysis.evidence.problems import EvidenceError, Problem
from gcm_analysis.importing.model import clean, resource

MAKER = re.compile(rb"/(?:Creator|Producer)\s*(\([^)]{0,200}|<[^>]{0,400})")
OLE, SQLITE = b"\xd0\xcf\x11\xe0", b"SQLite format 3\x00"
CURRENT = (".xlsx", ".docx", ".pptx")
HEAD = 4096  # bytes that are looked at

# What a file is, what to do with it, and by what it is known, as the head of the list says.
Kind = dict[str, Any]
KINDS: list[Kind] = resource("not_imported.yml")
OLD_OFFICE = {
    "what": "a file in a format of Microsoft before 2007",
    "remedy": "save it in the format of today: File, Save As",
}


def foreign(path: Path) -> Kind | None:
    """Return what a file is that cannot be imported; nothing for one that may be."""
    ending = re.sub(r"^\.mx\d+$", ".mx", path.suffix.lower())  # MAXQDA counts its versions there
    by_ending = next((kind for kind in KINDS if ending in kind.get("endings", ())), None)
    if path.is_dir():
        return by_ending if by_ending and by_ending.get("folder") else None
    if by_ending and by_ending.get("first"):  # its ending alone says enough
        return by_ending
    return _by_content(path, ending, by_ending) or by_ending


def _known_by(sign: str, fits: Callable[[Any], object]) -> Kind | None:
    """Return the first kind of file that is known by such a sign, if this one fits."""
    return next((kind for kind in KINDS if sign in kind and fits(kind[sign])), None)


def _by_content(path: Path, ending: str, by_ending: Kind | None) -> Kind | None:
    with path.open("rb") as file:
        first = file.read(HEAD)
    if first.startswith(OLE):  # apart by the streams inside; a file of today is in it for a password
        streams = path.read_bytes()
        found = _known_by("stream", lambda stream: stream.encode("utf-16-le") in streams)
        return found or (_known_by("stream", bool) if ending in CURRENT else by_ending or OLD_OFFICE)
    if first.startswith(SQLITE):
        tables = _tables(path)
        return _known_by("tables", tables.issuperset)
    found = _of_archive(path) if first.startswith(b"PK") else _of_text(path, first)
    return None if found and ending in found.get("right", ()) else found


def _of_text(path: Path, first: bytes) -> Kind | None:
    begin = first.removeprefix(BOM_UTF8).lstrip().lower().decode("latin-1")
    makers = MAKER.findall(path.read_bytes()) if begin.startswith("%pdf-") else []
    made_with = b"".join(makers).replace(b"\x00", b"").decode("latin-1")
    for kind in KINDS:
        begins = (
            kind.get("begins") and begin.startswith(kind["begins"]) and kind.get("maker", "") in made_with
        )
        if begins or ("holds" in kind and kind["holds"].encode() in first):
            return kind
    return None


def is_database(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(SQLITE)) == SQLITE


def read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)


def _tables(path: Path) -> set[str]:
    try:
        with closing(read_only(path)) as database:
            return {str(name) for (name,) in database.execute("SELECT name FROM sqlite_master LIMIT 1000")}
    except (sqlite3.Error, UnicodeDecodeError):  # what SQLite says may hold what is broken
        return set()


def _of_archive(path: Path) -> Kind | None:
    """Know archives by their first part, or by what else is inside: a folder (word/) or a kind of file (.qde)."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            inside = archive.read("mimetype")[:HEAD].decode("latin-1") if "mimetype" in names[:1] else ""
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return None
    if inside:
        return _known_by("mimetype", lambda mimetype: mimetype in inside)
    return _known_by("member", lambda member: any(re.search(member, name) for name in names))


BOM = "\ufeff"


class ImportRefused(EvidenceError):  # noqa: N818 - it says what happened, as its message does
    """All that is wrong with the files, at once; nothing was imported."""

    def headline(self) -> str:
        return "the files; nothing was imported"


def refused(path: Path, found: str, expected: str, remedy: str) -> ImportRefused:
    """Return the refusal of a file as a whole."""
    return ImportRefused([Problem(path.name, None, None, found, expected, remedy)])


MOST_SECONDS = 60
MOST_TEXT = 100_000_000  # bytes and signs read from one file, what is read twice counted twice


def too_slow(path: Path, remedy: str) -> ImportRefused:
    """Return the refusal of a file that takes too long to read."""
    found = f"reading has taken {MOST_SECONDS} seconds and is not done"
    return refused(path, found, f"a file that is read in {MOST_SECONDS} seconds", remedy)


class Allowance:
    """What is left of the time and the room that a file may take."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._end = monotonic() + MOST_SECONDS
        self._left = MOST_TEXT

    @property
    def is_over(self) -> bool:
        return monotonic() > self._end

    def take(self, size: int) -> None:
        """Take room for so many bytes or signs, and look at the time."""
        self._left -= size
        remedy = "export a smaller project: fewer documents at a time, without audio, video and pictures"
        if self._left < 0:
            raise refused(self.path, f"more than {MOST_TEXT} bytes of text", f"at most {MOST_TEXT}", remedy)
        if self.is_over:
            raise too_slow(self.path, remedy)


UNICODE = "save the file again as “CSV UTF-8”, or in an editor with the encoding UTF-8"
LARGEST_FILE = 100_000_000  # bytes; a project of text alone has a few million
LONGEST_LINE = 500  # signs of a line by which a program is known
LARGEST_TEXT = 5_000_000  # bytes of a text alone; a long book has one million
IMPORTABLE = (
    "a workbook (.xlsx), a table (.csv, .tsv), notes (.docx, .odt, .md, .txt, .html), a transcript (.vtt, .srt), "
    "or a project or codebook (.qdpx, .qdc, .sqlite3)"
)


def checked_file(path: Path, expected: str = IMPORTABLE) -> Path:
    """Return the path of an ordinary file that is neither too large, nor empty, nor of a kind that can hold macros."""
    if not path.exists():
        found = f"no such file in {path.parent.resolve()}"
        raise refused(path, found, "a file to import", "correct its name or its folder")
    if not stat.S_ISREG(path.stat().st_mode):
        if path.is_dir():
            _must_not_be(path, foreign(path), expected)
        raise refused(path, "a folder or a device", "a file to import", "name the file itself")
    size = path.stat().st_size
    if size > LARGEST_FILE:
        remedy = "export a smaller project, without audio, video and pictures"
        raise refused(path, f"{size} bytes", f"at most {LARGEST_FILE} bytes", remedy)
    if not size:
        raise refused(path, "an empty file", "a file with content", "export it again")
    _must_not_be(path, foreign(path), expected)
    return path


def _must_not_be(path: Path, kind: Kind | None, expected: str = IMPORTABLE) -> None:
    """Refuse a file or a folder of another program, for what it is."""
    if kind:
        raise refused(path, kind["what"], expected, kind["remedy"])


def must_be_notes(path: Path, lines: Iterable[str]) -> None:
    """Refuse what another program wrote about its codes, in whatever kind of text."""
    short = (line.strip() for line in lines if len(line) <= LONGEST_LINE)
    kinds = (kind for line in short for kind in KINDS if "line" in kind and re.fullmatch(kind["line"], line))
    _must_not_be(path, next(kinds, None))


def decoded(content: bytes, path: Path) -> str:
    """Return the text of a file in UTF-8, or in UTF-16 or UTF-32 that says so in its first bytes."""
    try:
        return files.decoded(content, path.name, UNICODE, files.marked_encoding(content))
    except EvidenceError as error:
        raise ImportRefused(error.problems) from None


def decoded_text(path: Path) -> str:
    """Return the text of a file that is text alone, with one kind of line end."""
    size = path.stat().st_size
    if size > LARGEST_TEXT:
        raise refused(path, f"{size} bytes of text", f"at most {LARGEST_TEXT} bytes", "divide the file")
    return clean(decoded(path.read_bytes(), path))
