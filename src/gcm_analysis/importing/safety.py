"""A file from elsewhere is not trusted: what it is, how large, and the encoding of its text are looked at first, or it is refused."""

import stat
from pathlib import Path
from time import monotonic

from gcm_analysis.evidence.files import marked_encoding, probable_encoding
from gcm_analysis.evidence.problems import EvidenceError, Problem
from gcm_analysis.importing.foreign import foreign
from gcm_analysis.importing.model import clean

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


class NotUnicode(ValueError):  # noqa: N818 - it says what the text is, as its message does
    """A text is in another encoding than Unicode: the message says in which, as far as that is clear."""


def text_from(content: bytes) -> str:
    """Return text in UTF-8, or in UTF-16 or UTF-32 that says so in its first bytes; the mark is left out."""
    try:
        text = content.decode(marked_encoding(content) or "UTF-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        found = f"{probable_encoding(content)} (byte {content[error.start]:#04x} in line {line})"
        raise NotUnicode(found) from None
    if "\x00" in text:
        raise NotUnicode(f"{probable_encoding(content)} (null signs)")
    return text.removeprefix(BOM)


UNICODE = "save the file again as “CSV UTF-8”, or in an editor with the encoding UTF-8"
LARGEST_FILE = 100_000_000  # bytes; a project of text alone has a few million
LARGEST_TEXT = 5_000_000  # bytes of a text alone; a long book has one million
IMPORTABLE = (
    "a workbook (.xlsx), a table (.csv, .tsv), notes (.docx, .odt, .md, .txt, .html), a transcript (.vtt, .srt), "
    "or a project or codebook (.qdpx, .qdc, .sqlite3)"
)


def checked_file(path: Path) -> Path:
    """Return the path of an ordinary file that is neither too large, nor empty, nor of a kind that can hold macros."""
    if not path.exists():
        raise refused(path, "no such file", "a file to import", "correct its name or its folder")
    if not stat.S_ISREG(path.stat().st_mode):
        if path.is_dir():
            _must_be_importable(path)
        raise refused(path, "a folder or a device", "a file to import", "name the file itself")
    size = path.stat().st_size
    if size > LARGEST_FILE:
        remedy = "export a smaller project, without audio, video and pictures"
        raise refused(path, f"{size} bytes", f"at most {LARGEST_FILE} bytes", remedy)
    if not size:
        raise refused(path, "an empty file", "a file with content", "export it again")
    _must_be_importable(path)
    return path


def _must_be_importable(path: Path) -> None:
    """Refuse a file or a folder of another program, for what it is."""
    if kind := foreign(path):
        raise refused(path, kind["what"], IMPORTABLE, kind["remedy"])


def decoded(content: bytes, path: Path) -> str:
    """Return the text of a file in Unicode."""
    try:
        return text_from(content)
    except NotUnicode as error:
        raise refused(path, str(error), "text in UTF-8", UNICODE) from None


def decoded_text(path: Path) -> str:
    """Return the text of a file that is text alone, with one kind of line end."""
    size = path.stat().st_size
    if size > LARGEST_TEXT:
        raise refused(path, f"{size} bytes of text", f"at most {LARGEST_TEXT} bytes", "divide the file")
    return clean(decoded(path.read_bytes(), path))
