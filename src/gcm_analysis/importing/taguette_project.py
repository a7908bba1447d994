"""Taguette's own project file: an SQLite database with documents, highlights with their places, and tags.

It is opened for reading only. Nothing in it is run: views, triggers and virtual tables are refused before a table is read.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from gcm_analysis.importing.model import Loss, clean
from gcm_analysis.importing.passages import Code, Coding, Document, Passage, Project
from gcm_analysis.importing.plain_text import as_counted, as_seen, bare, in_code_points
from gcm_analysis.importing.refusal import refused

MAGIC = b"SQLite format 3\x00"
TABLES = {
    "projects": ("id", "name"),
    "documents": ("id", "project_id", "name", "description", "contents"),
    "highlights": ("id", "document_id", "start_offset", "end_offset", "snippet"),
    "tags": ("id", "path", "description"),
    "highlight_tags": ("highlight_id", "tag_id"),
}
SINGLE_USER = "admin"  # whom Taguette names where there are no accounts
UNPLACED = "its place in the document could not be confirmed, so it has no locator"

Row = dict[str, Any]


def is_project(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def project(path: Path) -> Project:
    """Return the project of a database, or say why it is none."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as database:
            return _project(path, _harmless(path, database))
    except (sqlite3.Error, UnicodeDecodeError, OverflowError) as error:
        remedy = "export the project from Taguette again (Project info, Export project)"
        raise refused(path, str(error), "an SQLite project of Taguette", remedy) from None


def _harmless(path: Path, database: sqlite3.Connection) -> sqlite3.Connection:
    database.execute("PRAGMA trusted_schema = OFF")
    database.row_factory = sqlite3.Row
    kinds = {
        name: (kind, sql or "")
        for kind, name, sql in database.execute("SELECT type, name, sql FROM sqlite_master")
    }
    for name, columns in TABLES.items():
        kind, sql = kinds.get(name, ("nothing", ""))
        if kind != "table" or sql.upper().startswith("CREATE VIRTUAL"):
            remedy = "export the project from Taguette again (Project info, Export project)"
            raise refused(
                path, f"{kind} instead of the table {name}", "an SQLite project of Taguette", remedy
            )
        missing = set(columns) - {row["name"] for row in database.execute(f"PRAGMA table_info({name})")}
        if missing:
            found = f"table {name} without {', '.join(sorted(missing))}"
            raise refused(
                path, found, "a project of Taguette 1.0 or later", "update Taguette, and export again"
            )
    return database


def _rows(database: sqlite3.Connection, table: str, columns: tuple[str, ...]) -> list[Row]:
    """Return a table's rows in the order of their first column; text is cleaned."""
    query = f"SELECT {', '.join(columns)} FROM {table} ORDER BY {columns[0]}"  # noqa: S608 - names of our own
    return [{name: _value(row[name]) for name in columns} for row in database.execute(query)]


def _value(value: object) -> object:
    if isinstance(value, bytes):
        return clean(value.decode("utf-8", errors="replace"))
    return clean(value) if isinstance(value, str) else value


def _project(path: Path, database: sqlite3.Connection) -> Project:
    rows = {name: _rows(database, name, columns) for name, columns in TABLES.items()}
    owners = {row["project_id"] for row in rows["documents"]}
    if len(owners) > 1:
        names = ", ".join(str(row["name"]) for row in rows["projects"] if row["id"] in owners)
        remedy = "export one project from Taguette (Project info, Export project)"
        raise refused(path, f"{len(owners)} projects: {names}", "one project", remedy)
    losses: list[Loss] = []
    passages = list(_passages(path.name, rows, _coders(database), losses))
    return Project(
        path.name,
        tuple(Code(str(row["path"]), str(row["description"] or "")) for row in rows["tags"]),
        tuple(Document(str(row["name"]), str(row["description"] or "")) for row in rows["documents"]),
        tuple(passages),
        tuple(losses),
    )


def _passages(
    file: str, rows: dict[str, list[Row]], coders: dict[int, str], losses: list[Loss]
) -> Iterator[Passage]:
    documents = {row["id"]: row for row in rows["documents"]}
    places = _places_by_document(documents, rows["highlights"])
    tags = _tags(rows)
    for row in rows["highlights"]:
        name, text = f"highlight {row['id']}", as_seen(str(row["snippet"] or ""))
        if row["document_id"] not in documents or not text:
            losses.append(Loss(file, name, text, "it has no text or no document"))
            continue
        where, start, end = places.get(row["id"], ("", None, None))
        if bare(where) != bare(text):
            losses.append(Loss(file, name, text, UNPLACED))
            start = end = None
        coder = coders.get(row["id"], "")
        codings = tuple(Coding(coder, path) for path in sorted(tags[row["id"]]))
        yield Passage(str(documents[row["document_id"]]["name"]), text, name, start, end, codings)


def _tags(rows: dict[str, list[Row]]) -> dict[int, list[str]]:
    """Return the paths of the tags of each highlight."""
    paths = {row["id"]: str(row["path"]) for row in rows["tags"]}
    tags: dict[int, list[str]] = defaultdict(list)
    for row in rows["highlight_tags"]:
        if row["tag_id"] in paths:
            tags[row["highlight_id"]].append(paths[row["tag_id"]])
    return tags


def _places_by_document(documents: dict[int, Row], highlights: list[Row]) -> dict[int, tuple[str, int, int]]:
    """Return, by highlight, the words at its place and the place."""
    by_document: dict[int, list[Row]] = defaultdict(list)
    for row in highlights:
        by_document[row["document_id"]].append(row)
    found: dict[int, tuple[str, int, int]] = {}
    for number, document in documents.items():
        text = as_counted(str(document["contents"] or ""))
        found |= {
            key: (text[start:end], start, end)
            for key, (start, end) in _places(text, by_document[number]).items()
        }
    return found


def _places(text: str, rows: Sequence[Row]) -> dict[int, tuple[int, int]]:
    """Return where the highlights of a document stand, in code points, by their ids; what is no number stands nowhere."""
    told = {row["id"]: (row["start_offset"], row["end_offset"]) for row in rows}
    told = {key: place for key, place in told.items() if all(isinstance(each, int) for each in place)}
    found = in_code_points(text, (each for place in told.values() for each in place))
    return {key: (found[start], found[end]) for key, (start, end) in told.items()}


def _coders(database: sqlite3.Connection) -> dict[int, str]:
    """Return who made each highlight, where the history of the project says so."""
    columns = {row["name"] for row in database.execute("PRAGMA table_info(commands)")}
    if not {"user_login", "payload", "id"} <= columns:
        return {}
    made: dict[int, str] = {}
    for login, payload in database.execute("SELECT user_login, payload FROM commands ORDER BY id"):
        number = _highlight(payload)
        if number is not None and login != SINGLE_USER:
            made[number] = str(login)
    return made


def _highlight(payload: object) -> int | None:
    try:
        told = json.loads(str(payload))
    except (ValueError, RecursionError):
        return None
    is_one = isinstance(told, dict) and told.get("type") == "highlight_add"
    return told.get("highlight_id") if is_one and isinstance(told.get("highlight_id"), int) else None
