"""A file from elsewhere is not trusted: what it is and how large, and the encoding of its text, are looked at first."""

import codecs
import stat
from pathlib import Path

from gcm_analysis.importing.refusal import refused

LARGEST_FILE = 100_000_000  # bytes; a project of text alone has a few million
MACROS = (".xlsm", ".xltm", ".xlam", ".xls", ".xlsb", ".docm")
BOMS = (  # the longer first: a mark of UTF-32 begins with the one of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def checked_file(path: Path) -> Path:
    """Return the path of an ordinary file that is neither too large, nor empty, nor of a kind that can hold macros."""
    if not path.exists():
        raise refused(path, "no such file", "a file to import", "correct its name or its folder")
    if not stat.S_ISREG(path.stat().st_mode):
        raise refused(path, "a folder or a device", "a file to import", "name the file itself")
    size = path.stat().st_size
    if size > LARGEST_FILE:
        remedy = "export a smaller project, without audio, video and pictures"
        raise refused(path, f"{size} bytes", f"at most {LARGEST_FILE} bytes", remedy)
    if not size:
        raise refused(path, "an empty file", "a file with content", "export it again")
    if path.suffix.lower() in MACROS:
        remedy = "save it as an Excel workbook (.xlsx)"
        raise refused(
            path, f"a {path.suffix.lower()} file, which can hold macros", "a .xlsx workbook", remedy
        )
    return path


def decoded(content: bytes, path: Path, inside: str = "") -> str:
    """Return the text of a file in UTF-8, or in UTF-16 or UTF-32 that says so in its first bytes.

    `inside` names the part of an archive that the text comes from.
    """
    encoding = next((name for mark, name in BOMS if content.startswith(mark)), "utf-8")
    where = f"{inside}: " if inside else ""
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        found = f"{where}a byte {content[error.start]:#04x} in line {line} that {encoding} does not know"
        raise refused(
            path, found, "text in UTF-8", "save the file again as “CSV UTF-8” or in UTF-8"
        ) from None
    if "\x00" in text:
        found = f"{where}text with null signs"
        raise refused(path, found, "text in UTF-8", "save the file again as “CSV UTF-8” or in UTF-8")
    return text
