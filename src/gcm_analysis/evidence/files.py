"""Reads the project's own files: their text, or one problem that says why it can't be read.

People edit a project with spreadsheets, editors and version control. So a file may be gone, a folder, not readable, in
another encoding or far too large; for each of these there is a message.
"""

import codecs
import os
from pathlib import Path

from gcm_analysis.evidence.problems import EvidenceError, Problem

LARGEST = 50_000_000  # bytes of a file; a table of 100,000 statements has fewer
# The longer ones first: a mark of UTF-32 begins with the one of UTF-16.
MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF8, "UTF-8"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
NAMES = {  # encodings that spreadsheets and editors write instead of Unicode
    "cp1252": "Windows-1252",
    "mac_roman": "Mac Roman",
    "cp1250": "Windows-1250",
    "cp1251": "Windows-1251",
    "cp1253": "Windows-1253",
    "cp1254": "Windows-1254",
    "cp1256": "Windows-1256",
    "cp437": "DOS (code page 437)",
    "cp850": "DOS (code page 850)",
    "shift_jis": "Shift JIS",
    "gb18030": "GB 18030",
    "big5": "Big5",
}
MOST_NAMES = 2  # of encodings in a message
SAMPLE = 100_000  # bytes that the guess looks at
SAVE_AS_UTF_8 = "save the file as UTF-8"


def refusal(name: str, found: str, expected: str, remedy: str, row: int | None = None) -> EvidenceError:
    """Return the one problem of a file as an error."""
    return EvidenceError([Problem(name, row, None, found, expected, remedy)])


def read_bytes(path: Path, name: str, what: str, largest: int = LARGEST) -> bytes:
    """Return a file's content. `name` is its name in messages, `what` is what it should be."""
    try:
        # Opened without looking first: so the cache records that the step depends on the file, also where it is missing.
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size > largest:
                expected = f"at most {largest} bytes"
                raise refusal(name, f"{size} bytes", expected, "keep only what belongs there")
            return file.read()
    except FileNotFoundError:
        found, remedy = "no such file", "add the file, or name it as here"
    except (IsADirectoryError, NotADirectoryError):
        found, remedy = "a folder", "put the file in its place"
    except PermissionError:
        found, remedy = "a file that may not be read", "give yourself the right to read it"
    except OSError as error:
        found, remedy = error.strerror or "an error of the disk", "put the file there again"
    raise refusal(name, found, what, remedy)


def read_text(path: Path, name: str, what: str, remedy: str = SAVE_AS_UTF_8, largest: int = LARGEST) -> str:
    """Return a file's text, without a byte order mark. `remedy` says how such a file is saved in UTF-8."""
    return decoded(read_bytes(path, name, what, largest), name, remedy)


def decoded(content: bytes, name: str, remedy: str = SAVE_AS_UTF_8, encoding: str | None = None) -> str:
    """Return content as text, or raise an `EvidenceError` that names the encoding that it seems to have."""
    try:
        text = content.decode("utf-8-sig" if encoding in (None, "UTF-8") else encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        found = f"a byte {content[error.start]:#04x} in line {line}; {probable_encoding(content)}"
        raise refusal(name, found, "text in UTF-8", remedy) from None
    if "\x00" in text:
        found = f"null characters, as in a file that is no text; {probable_encoding(content)}"
        raise refusal(name, found, "text in UTF-8", remedy)
    return text


def marked_encoding(content: bytes) -> str | None:
    """Return the encoding that the first bytes of a text name, if they do."""
    return next((encoding for mark, encoding in MARKS if content.startswith(mark)), None)


def probable_encoding(content: bytes) -> str:
    """Return the probable encoding of a text that is not in UTF-8, in words."""
    sample = content[:SAMPLE]
    marked = marked_encoding(content)
    if marked and marked != "UTF-8":  # a mark of UTF-8 is wrong here
        return f"probably {marked}"
    if b"\x00" in sample:
        halves = max(sample[::2].count(0), sample[1::2].count(0))
        return "UTF-16 without its mark" if halves > len(sample) // 4 else "no text"
    from charset_normalizer import from_bytes  # noqa: PLC0415 - costly, and only where a file can't be read

    matches = list(from_bytes(sample, cp_isolation=list(NAMES)))
    best = min((each.chaos for each in matches), default=0)
    possible = {name for each in matches if each.chaos == best for name in each.could_be_from_charset}
    names = [name for code, name in NAMES.items() if code in possible][:MOST_NAMES]
    return f"probably {' or '.join(names)}" if names else "an encoding that is not known"
