"""Files that cannot be imported, named for what they are, each with what its own program offers instead.

`resources/not_imported.yml` lists them. What a file holds goes before its ending: people rename files, and programs save
one format under another's ending.
"""

import re
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import yaml

LIST = Path(__file__).parent / "resources" / "not_imported.yml"
MAKER = re.compile(rb"/(?:Creator|Producer)\s*(\([^)]{0,200}|<[^>]{0,400})")
OLE, SQLITE = b"\xd0\xcf\x11\xe0", b"SQLite format 3\x00"
TODAY = (".xlsx", ".docx", ".pptx")
MARK = b"\xef\xbb\xbf"
FIRST = 4096  # bytes that are looked at

Kind = dict[
    str, Any
]  # what a file is, what to do with it, and by what it is known, as the head of the list says
KINDS: list[Kind] = yaml.safe_load(LIST.read_text(encoding="utf-8"))
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
        first = file.read(FIRST)
    if first.startswith(OLE):  # apart by the streams inside; a file of today is in it for a password
        streams = path.read_bytes()
        found = _known_by("stream", lambda stream: stream.encode("utf-16-le") in streams)
        return found or (_known_by("stream", bool) if ending in TODAY else by_ending or OLD_OFFICE)
    if first.startswith(SQLITE):
        tables = _tables(path)
        return _known_by("tables", tables.issuperset)
    found = _of_archive(path) if first.startswith(b"PK") else _of_text(path, first)
    return None if found and ending in found.get("right", ()) else found


def _of_text(path: Path, first: bytes) -> Kind | None:
    begin = first.removeprefix(MARK).lstrip().lower().decode("latin-1")
    makers = MAKER.findall(path.read_bytes()) if begin.startswith("%pdf-") else []
    made_with = b"".join(makers).replace(b"\x00", b"").decode("latin-1")
    for kind in KINDS:
        begins = (
            kind.get("begins") and begin.startswith(kind["begins"]) and kind.get("maker", "") in made_with
        )
        if begins or ("holds" in kind and kind["holds"].encode() in first):
            return kind
    return None


def _tables(path: Path) -> set[str]:
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as database:
            return {str(name) for (name,) in database.execute("SELECT name FROM sqlite_master LIMIT 1000")}
    except (sqlite3.Error, UnicodeDecodeError):  # what SQLite says may hold what is broken
        return set()


def _of_archive(path: Path) -> Kind | None:
    """Know archives by their first part, or by what else is inside: a folder (word/) or a kind of file (.qde)."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            inside = archive.read("mimetype")[:FIRST].decode("latin-1") if "mimetype" in names[:1] else ""
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return None
    if inside:
        return _known_by("mimetype", lambda mimetype: mimetype in inside)
    return _known_by("member", lambda member: any(re.search(member, name) for name in names))
