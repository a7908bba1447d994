"""Archives from elsewhere: what they say they hold is looked at before anything is unpacked, and nothing is unpacked to disk."""

import stat
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath, PureWindowsPath
from urllib.parse import unquote

from lxml.etree import _Element as Element

from gcm_analysis.evidence.problems import Problem
from gcm_analysis.importing.markup import parsed
from gcm_analysis.importing.safety import Allowance, ImportRefused, refused

MOST_MEMBERS = 10_000
LARGEST_MEMBER = 200_000_000  # bytes, unpacked
LARGEST_TOTAL = 500_000_000
STEEPEST_RATIO = 200  # unpacked to packed; prose packs to a fifth, XML of tables to a fiftieth
SMALL = 1_000_000  # below this size, a steep ratio does no harm
ENCRYPTED = 0x1
AS_WORKBOOK = "open it in a spreadsheet and save it as an Excel workbook (.xlsx)"
SYMLINK_BITS = 16


MACROS = ("vbaproject.bin", "vbadata.xml", "script-lc.xml")
XML = (".xml", ".rels", ".vml")


class Archive:
    """A checked archive. Its members are found by name, in whatever way the name is written."""

    def __init__(self, path: Path, opened: zipfile.ZipFile) -> None:
        self.path = path
        self.folder = ""  # in which the project is, if somebody packed a folder
        self.allowance = Allowance(path)
        self._opened = opened
        self._members = {_key(info.filename): info for info in _members(opened)}

    @property
    def names(self) -> list[str]:
        return [_forward(info.filename) for info in self._members.values()]

    def find(self, name: str) -> str | None:
        """Return the member of this name, as the archive spells it."""
        for each in (name, unquote(name)):  # the name may be written as part of an address
            info = self._members.get(_key(self.folder + each))
            if info:
                return _forward(info.filename)
        return None

    def read(self, name: str) -> bytes:
        """Return a member's bytes: never more than the archive says that it has."""
        info = self._members[_key(name)]
        self.allowance.take(info.file_size)
        try:
            return self._opened.read(info)
        except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, ValueError, zlib.error) as error:
            expected, remedy = "an archive that can be unpacked", "export the project again"
            raise refused(self.path, f"{name}: {error}", expected, remedy) from None


def xml_parts(archive: Archive, without: str) -> Iterator[tuple[str, Element]]:
    """Give the XML inside, each part looked through; refuse macros, naming the file `without` them that is expected."""
    if any(name.lower().endswith(MACROS) for name in archive.names):
        remedy = f"save it as {archive.path.suffix.lower()} without macros"
        raise refused(archive.path, "a file with macros", without, remedy)
    for name in archive.names:
        if name.lower().endswith(XML):
            yield name, parsed(archive.read(name), archive.path, name)


def open_archive(path: Path) -> Archive:
    """Return the archive, or refuse it with all that is wrong with its members."""
    try:
        try:  # names in UTF-8, marked as such or not; else in what the format has without a mark
            opened = zipfile.ZipFile(path, metadata_encoding="utf-8")
        except UnicodeDecodeError:
            opened = zipfile.ZipFile(path)
        members = opened.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        is_workbook = path.suffix.lower() == ".xlsx"
        remedy = AS_WORKBOOK if is_workbook else "export the project again, or name the right file"
        raise refused(path, str(error), "a ZIP archive, as all files of this ending are", remedy) from None
    problems = list(_as_a_whole(path.name, members))
    for info in members:
        problems += [Problem(path.name, None, info.filename, *what) for what in _of_member(info)]
    if problems:
        raise ImportRefused(problems)
    return Archive(path, opened)


def _members(opened: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    """Give the files that somebody put in, and not what a computer adds of its own."""
    for info in opened.infolist():
        *folders, name = _forward(info.filename).split("/")
        is_added = "__MACOSX" in folders or name.startswith("._") or name in (".DS_Store", "Thumbs.db")
        if not info.is_dir() and not is_added:
            yield info


def _forward(name: str) -> str:
    return name.replace("\\", "/")


def _key(name: str) -> str:
    """Return a name in one spelling: accents apart or not, upper or lower case, either slash."""
    return unicodedata.normalize("NFC", _forward(name)).casefold()


def _as_a_whole(file: str, members: list[zipfile.ZipInfo]) -> Iterator[Problem]:
    total = sum(info.file_size for info in members)
    remedy = "export the project without audio, video and pictures"
    if len(members) > MOST_MEMBERS:
        yield Problem(file, None, None, f"{len(members)} files inside", f"at most {MOST_MEMBERS}", remedy)
    if total > LARGEST_TOTAL:
        yield Problem(file, None, None, f"{total} bytes when unpacked", f"at most {LARGEST_TOTAL}", remedy)
    for name, count in Counter(_key(info.filename) for info in members).items():
        if count > 1:
            found = f"{count} files named {name}"
            yield Problem(file, None, name, found, "each name once", "export the project again")


def _of_member(info: zipfile.ZipInfo) -> Iterator[tuple[str, str, str]]:
    again = "do not use this file; export the project again with the tool it comes from"
    if _leads_out(info.filename):
        yield f"a name that leads out of the archive: {info.filename}", "names inside the archive", again
    if stat.S_ISLNK(info.external_attr >> SYMLINK_BITS):
        yield "a link to another file", "files only", again
    if info.flag_bits & ENCRYPTED:
        yield "a file under a password", "files without a password", "save it without a password"
    if info.file_size > LARGEST_MEMBER:
        yield f"{info.file_size} bytes when unpacked", f"at most {LARGEST_MEMBER}", again
    if info.file_size > SMALL and info.file_size > STEEPEST_RATIO * max(info.compress_size, 1):
        found = f"{info.file_size} bytes packed into {info.compress_size}"
        yield found, f"at most {STEEPEST_RATIO} to one", again


def _leads_out(name: str) -> bool:
    posix, windows = PurePosixPath(name), PureWindowsPath(name)
    absolute = posix.is_absolute() or windows.is_absolute() or bool(windows.drive) or name.startswith("\\")
    return absolute or ".." in posix.parts or ".." in windows.parts or "\x00" in name
