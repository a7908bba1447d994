"""A file from elsewhere is not trusted: what it is and how large, and the encoding of its text, are looked at first."""

import stat
from pathlib import Path

from gcm_analysis.importing.encodings import NotUnicode, text_from
from gcm_analysis.importing.foreign import foreign
from gcm_analysis.importing.refusal import refused

UNICODE = "save the file again as “CSV UTF-8”, or in an editor with the encoding UTF-8"
LARGEST_FILE = 100_000_000  # bytes; a project of text alone has a few million
IMPORTABLE = "a workbook (.xlsx), a table (.csv), or a project or codebook (.qdpx, .qdc, .sqlite3)"


def checked_file(path: Path) -> Path:
    """Return the path of an ordinary file that is neither too large, nor empty, nor of a kind that can hold macros."""
    if not path.exists():
        raise refused(path, "no such file", "a file to import", "correct its name or its folder")
    if not stat.S_ISREG(path.stat().st_mode):
        known = foreign(path) if path.is_dir() else None
        if known:
            raise refused(path, known.what, IMPORTABLE, known.remedy)
        raise refused(path, "a folder or a device", "a file to import", "name the file itself")
    size = path.stat().st_size
    if size > LARGEST_FILE:
        remedy = "export a smaller project, without audio, video and pictures"
        raise refused(path, f"{size} bytes", f"at most {LARGEST_FILE} bytes", remedy)
    if not size:
        raise refused(path, "an empty file", "a file with content", "export it again")
    known = foreign(path)
    if known:
        raise refused(path, known.what, IMPORTABLE, known.remedy)
    return path


def decoded(content: bytes, path: Path) -> str:
    """Return the text of a file in Unicode."""
    try:
        return text_from(content)
    except NotUnicode as error:
        raise refused(path, str(error), "text in UTF-8", UNICODE) from None
