"""Taguette's own project file: an SQLite database with documents, highlights with their places, and tags.

It is opened for reading only. Nothing in it is run: a table that is a view, is virtual or has computed columns is
refused before it is read, and time and room are limited.
"""

import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from lxml.html import defs

from gcm_analysis.importing.matching import bare
from gcm_analysis.importing.model import Code, Coding, Document, Loss, Passage, Project, clean, distinct
from gcm_analysis.importing.offsets import BYTES, Stretch, Way
from gcm_analysis.importing.safety import Allowance, read_only, refused

BLOCKS = (defs.block_tags | defs.list_tags | defs.table_tags | {"article", "br", "figure", "section"}) - {
    "del",
    "ins",
}
UNSEEN = frozenset(("script", "style", "head", "title"))


class _Text(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.counted: list[str] = []  # every sign between tags
        self.seen: list[str] = []  # the same, with a blank where a block begins or ends
        self._unseen = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - as the base class gives it
        self._unseen += tag in UNSEEN
        self.seen += [" "] * (tag in BLOCKS)

    def handle_endtag(self, tag: str) -> None:
        self._unseen = max(0, self._unseen - (tag in UNSEEN))
        self.seen += [" "] * (tag in BLOCKS)

    def handle_data(self, data: str) -> None:
        self.counted.append(data)
        self.seen += [data] * (not self._unseen)


def as_seen(html: str) -> str:
    """Return the words of a piece of HTML, with single blanks between them."""
    return re.sub(r"\s+", " ", "".join(_Text(html).seen)).strip()


def as_counted(html: str) -> str:
    """Return all text of a piece of HTML, without its tags and with nothing added."""
    return "".join(_Text(html).counted)


TABLES = {
    "projects": ("id", "name"),
    "documents": ("id", "project_id", "name", "description", "contents"),
    "highlights": ("id", "document_id", "start_offset", "end_offset", "snippet"),
    "tags": ("id", "path", "description"),
    "highlight_tags": ("highlight_id", "tag_id"),
}
COMMANDS = ("id", "user_login", "payload")
AGAIN = "export the project from Taguette again (Project info, Export project)"
OF_TAGUETTE = f"if Taguette wrote it, {AGAIN}; in another tool, export a REFI-QDA project (.qdpx)"
STEPS = 10_000  # of the database's machine, after which it looks at the time
SINGLE_USER = "admin"  # whom Taguette names where there are no accounts
UNPLACED = "its place in the document could not be confirmed, so it has no locator"

Row = dict[str, Any]


def project(path: Path) -> Project:
    """Return the project of a database, or say why it is none."""
    allowance = Allowance(path)
    try:
        with closing(read_only(path)) as database:
            database.execute("PRAGMA trusted_schema = OFF")
            database.set_progress_handler(lambda: allowance.is_over, STEPS)
            database.row_factory = sqlite3.Row
            return _project(path, _tables(path, database, allowance))
    except (sqlite3.Error, UnicodeDecodeError, OverflowError) as error:
        if allowance.is_over:
            allowance.take(0)
        raise refused(path, str(error), "an SQLite project of Taguette", AGAIN) from None


def _tables(path: Path, database: sqlite3.Connection, allowance: Allowance) -> dict[str, list[Row]]:
    """Return the rows of all tables that are read, after a look at each: only what is stored is read, nothing is run."""
    wanted = dict(TABLES)
    if database.execute("SELECT 1 FROM sqlite_master WHERE name = 'commands' COLLATE NOCASE").fetchone():
        wanted["commands"] = COMMANDS  # the history of the project, which old ones have not
    found: dict[str, list[Row]] = {"commands": []}
    for name, columns in wanted.items():
        _must_be_stored(path, database, name, columns)
        query = f"SELECT {', '.join(columns)} FROM {name} ORDER BY {columns[0]}"  # noqa: S608 - names of our own
        found[name] = []
        for row in database.execute(query):
            allowance.take(sum(len(cell) if isinstance(cell, str | bytes) else 1 for cell in row))
            found[name].append({column: _value(row[column]) for column in columns})
    return found


def _must_be_stored(path: Path, database: sqlite3.Connection, name: str, columns: tuple[str, ...]) -> None:
    """Refuse a view, a virtual table and a computed column: reading them would run what the file says."""
    query = "SELECT type, rootpage, sql FROM sqlite_master WHERE name = ? COLLATE NOCASE"
    kinds = database.execute(f"{query} AND type IN ('table', 'view')", (name,)).fetchall()
    if not kinds:
        raise refused(path, f"no table {name}", "an SQLite project of Taguette", OF_TAGUETTE)
    if any(kind != "table" or not page or "VIRTUAL" in (sql or "").upper() for kind, page, sql in kinds):
        found = f"a view or a virtual table {name}"
        raise refused(path, found, "tables of stored rows alone", f"do not use this file; {AGAIN}")
    # `hidden` is 0 for a stored column; 2 and 3 are computed ones, 1 is one of a virtual table.
    stored = {row["name"] for row in database.execute(f"PRAGMA table_xinfo({name})") if not row["hidden"]}
    missing = set(columns) - stored
    if missing:
        found = f"table {name} without {', '.join(sorted(missing))}"
        remedy = "update Taguette, and export again"
        raise refused(path, found, "a project of Taguette 1.0 or later", remedy)


def _value(value: object) -> object:
    if isinstance(value, bytes):
        return clean(value.decode("utf-8", errors="replace"))
    return clean(value) if isinstance(value, str) else value


def _project(path: Path, rows: dict[str, list[Row]]) -> Project:
    owners = {row["project_id"] for row in rows["documents"]}
    if len(owners) > 1:
        names = ", ".join(str(row["name"]) for row in rows["projects"] if row["id"] in owners)
        remedy = "export one project from Taguette (Project info, Export project)"
        raise refused(path, f"{len(owners)} projects: {names}", "one project", remedy)
    losses: list[Loss] = []
    own_names = distinct(str(row["name"]) for row in rows["documents"])
    for row, own_name in zip(rows["documents"], own_names, strict=True):
        row["name"] = own_name
    codes = tuple(Code(str(row["path"]), str(row["description"] or "")) for row in rows["tags"])
    documents = tuple(Document(row["name"], str(row["description"] or "")) for row in rows["documents"])
    passages = tuple(_passages(path.name, rows, losses))
    return Project(path.name, codes, documents, passages, tuple(losses))


def _passages(file: str, rows: dict[str, list[Row]], losses: list[Loss]) -> Iterator[Passage]:
    documents = {row["id"]: row for row in rows["documents"]}
    places, coders = _places(documents, rows["highlights"]), _coders(rows["commands"])
    paths, tags = {row["id"]: str(row["path"]) for row in rows["tags"]}, defaultdict(list)
    for row in rows["highlight_tags"]:
        if row["tag_id"] in paths:
            tags[row["highlight_id"]].append(paths[row["tag_id"]])
    for row in rows["highlights"]:
        name, text = f"highlight {row['id']}", as_seen(str(row["snippet"] or ""))
        if row["document_id"] not in documents or not text:
            losses.append(Loss(file, name, text, "it has no text or no document"))
            continue
        place = places.get(row["id"])
        if place is None or bare(place.words) != bare(text):
            losses.append(Loss(file, name, text, UNPLACED))
            place = None
        start, end = (place.start, place.end) if place else (None, None)
        coder = coders.get(row["id"], "")
        codings = tuple(Coding(coder, path) for path in sorted(tags[row["id"]]))
        yield Passage(str(documents[row["document_id"]]["name"]), text, name, start, end, codings)


def _places(documents: dict[int, Row], highlights: list[Row]) -> dict[int, Stretch | None]:
    """Return what each highlight holds: Taguette counts bytes of UTF-8. What is no number is no place."""
    spans: dict[int, dict[int, tuple[int, int, str]]] = defaultdict(dict)
    for row in highlights:
        start, end = row["start_offset"], row["end_offset"]
        if isinstance(start, int) and isinstance(end, int):
            spans[row["document_id"]][row["id"]] = (start, end, "")
    found: dict[int, Stretch | None] = {}
    for number, document in documents.items():
        way = Way(as_counted(str(document["contents"] or "")), BYTES)
        found |= zip(spans[number], way.stretches([*spans[number].values()]), strict=True)
    return found


def _coders(commands: list[Row]) -> dict[int, str]:
    """Return who made each highlight, where the history of the project says so."""
    made: dict[int, str] = {}
    for row in commands:
        try:
            command = json.loads(str(row["payload"]))
        except (ValueError, RecursionError):
            continue
        is_one = isinstance(command, dict) and command.get("type") == "highlight_add"
        if is_one and isinstance(command.get("highlight_id"), int) and row["user_login"] != SINGLE_USER:
            made[command["highlight_id"]] = str(row["user_login"])
    return made
