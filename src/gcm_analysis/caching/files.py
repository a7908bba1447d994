"""Fingerprints of files and of their rows, which show how much of a table changed."""

import csv
import os
import zlib
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from gcm_analysis import paths

ABSENT = "absent"


def fingerprint(path: Path) -> str:
    """Return the SHA-256 of a file's content, which is read again only if its time or size changed."""
    try:
        found = path.stat()
        return _content(str(path), found.st_mtime_ns, found.st_size)
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return ABSENT


@lru_cache(maxsize=4096)
def _content(path: str, _time: int, _size: int) -> str:
    return digest(Path(path).read_bytes())


def digest(content: bytes | str) -> str:
    return sha256(content.encode() if isinstance(content, str) else content).hexdigest()


def listing(folder: Path) -> str:
    """Return the names of everything in a folder except the files that editors and systems leave there."""
    try:
        names = os.listdir(folder)  # noqa: PTH208 - names alone
    except (FileNotFoundError, NotADirectoryError):
        return ABSENT
    return "\n".join(
        sorted(name for name in names if not name.startswith((".", "__")) and not name.endswith("~"))
    )


def label(path: Path) -> str:
    """Return a path as the project names it, independent of where the project or the package is."""
    if path.is_relative_to(paths.PACKAGE):  # first: it may be in the project's folder
        return f"gcm_analysis/{path.relative_to(paths.PACKAGE).as_posix()}"
    return path.relative_to(paths.home()).as_posix()


def located(name: str) -> Path:
    """Return the path of a label."""
    inside = name.removeprefix("gcm_analysis/")
    return paths.home() / name if inside == name else paths.PACKAGE / inside


def files_below(folder: Path) -> list[Path]:
    """Return the files of a folder and of those in it, in order, without what Python has compiled."""
    found: list[Path] = []
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != "__pycache__"]
        found += [Path(place, name) for name in names]
    return sorted(path for path in found if path.is_file())  # an editor's lock may be a link to nowhere


def fingerprints(files: Iterable[Path]) -> dict[str, str]:
    return {label(path): fingerprint(path) for path in files}


def row_marks(content: bytes) -> list[int]:
    """Return a mark of each row of a CSV file, its header first."""
    lines = content.decode("utf-8", "replace").splitlines(keepends=True)
    return [zlib.crc32("\x1f".join(row).encode()) for row in csv.reader(lines)]


def rows_changed(old: list[int], new: list[int]) -> str:
    """Return in words how many rows of a table differ."""
    if old[:1] != new[:1]:
        return "its columns"
    before, after = Counter(old[1:]), Counter(new[1:])
    gone, come = (before - after).total(), (after - before).total()
    changed = min(gone, come)
    counts = [(changed, ""), (come - changed, " added"), (gone - changed, " removed")]
    words = [f"{_rows(count)}{how}" for count, how in counts if count]
    return ", ".join(words) or "the order or the writing of its rows"


def _rows(count: int) -> str:
    return f"{count:,} row{'s' * (count != 1)}"
