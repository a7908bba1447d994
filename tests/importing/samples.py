"""Files as the tools write them, made by hand: small, and each with the peculiarities of its tool."""

import json
import sqlite3
import zipfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from html import escape
from itertools import cycle
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from hypothesis import strategies as st

from gcm_analysis.evidence.faulty_text import faults
from gcm_analysis.evidence.notes import COLUMNS, Notes, notes_of
from gcm_analysis.evidence.rules import TEXT
from gcm_analysis.evidence.tables import OWN_TABLES
from gcm_analysis.importing.model import clean
from gcm_analysis.importing.run import read_file

HEADER = '<?xml version="1.0" encoding="utf-8"?>\n<Project name="p" origin={origin} xmlns="urn:QDA-XML:project:1.0">'
USERS = '<Users><User guid="u-1" name="Ana López"/><User guid="u-2" name="Ben"/></Users>'
CODES_XML = (
    '<CodeBook><Codes><Code guid="c-f" name="Factors" isCodable="false">'
    '<Code guid="c-1" name="Peers" isCodable="true"><Description>who teaches</Description></Code>'
    '<Code guid="c-2" name="Funding" isCodable="true"/></Code>'
    '<Code guid="c-3" name="challenge" isCodable="true"/></Codes></CodeBook>'
)


def contents(path: Path) -> Any:
    """Return what a file holds: tables and losses, or a project."""
    return read_file(path)[1]


def event(tmp_path: Path, codebook: Sequence[tuple[str, str, str]] = ()) -> Path:
    """Make the folder of an event with a shared codebook (code, English label, French label) beside it."""
    folder = tmp_path / "data" / "events" / "mine"
    folder.mkdir(parents=True)
    labels = codebook or [
        ("PEER", "Peer-to-peer expertise", "Expertise entre pairs"),
        ("FUNDING", "Funding", "Financement"),
    ]
    lines = ["code,label_en,label_fr", *(",".join(row) for row in labels)]
    (tmp_path / "data" / "codebook.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (tmp_path / "data" / "sources.csv").write_text("source_id,title\nS001,A page\n", encoding="utf-8")
    return folder


def selection(
    start: int, end: int, codes: Sequence[tuple[str, str]] = (), name: str = "", more: str = ""
) -> str:
    """Return a selection; `codes` are pairs of a user's and a code's identifier."""
    codings = "".join(
        f'<Coding guid="x" creatingUser="{user}"><CodeRef targetGUID="{code}"/></Coding>'
        for user, code in codes
    )
    named = f" name={quoteattr(name)}" if name else ""
    return f'<PlainTextSelection guid="s-{start}-{end}" startPosition="{start}" endPosition="{end}"{named}>{more}{codings}</PlainTextSelection>'


def text_source(
    selections: str, *, path: str = "internal://T1.txt", name: str = "Notes 1.txt", more: str = ""
) -> str:
    return f'<TextSource guid="t-1" name={quoteattr(name)} plainTextPath={quoteattr(path)}>{selections}{more}</TextSource>'


def project_xml(
    sources: str, *, origin: str = "A tool", before: str = "", after: str = "", codes: str = CODES_XML
) -> str:
    """Return a project; `before` comes between codebook and sources, `after` behind the sources."""
    head = HEADER.format(origin=quoteattr(origin))
    return f"{head}{USERS}{codes}{before}<Sources>{sources}</Sources>{after}</Project>"


def qdpx(path: Path, xml: str, texts: Mapping[str, bytes | str], *, name: str = "project.qde") -> Path:
    """Write a project archive; texts by the name of the member."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, xml)
        for member, text in texts.items():
            archive.writestr(member, text)
    return path


def taguette(
    path: Path,
    documents: Mapping[str, str],
    highlights: Sequence[tuple[str, str, Sequence[str], str]],
    projects: int = 1,
) -> Path:
    """Write a project database; a highlight is a document, the words of it, tags, and who made it."""
    tags = sorted({tag for _, _, names, _ in highlights for tag in names})
    with closing(sqlite3.connect(path)) as database, database:
        database.executescript(
            "CREATE TABLE projects (id INTEGER PRIMARY KEY, name TEXT);"
            "CREATE TABLE documents (id INTEGER PRIMARY KEY, project_id INTEGER, name TEXT, description TEXT, contents TEXT);"
            "CREATE TABLE highlights (id INTEGER PRIMARY KEY, document_id INTEGER, start_offset INTEGER, end_offset INTEGER, snippet TEXT);"
            "CREATE TABLE tags (id INTEGER PRIMARY KEY, project_id INTEGER, path TEXT, description TEXT);"
            "CREATE TABLE highlight_tags (highlight_id INTEGER, tag_id INTEGER);"
            "CREATE TABLE commands (id INTEGER PRIMARY KEY, user_login TEXT, payload TEXT);"
        )
        names = list(documents)
        for number, (name, html) in enumerate(documents.items(), start=1):
            project = min(number, projects)
            database.execute("INSERT INTO documents VALUES (?, ?, ?, '', ?)", (number, project, name, html))
            database.execute("INSERT OR IGNORE INTO projects VALUES (?, ?)", (project, f"Project {project}"))
        for number, tag in enumerate(tags, start=1):
            database.execute("INSERT INTO tags VALUES (?, 1, ?, '')", (number, tag))
        for number, (document, words, of_it, user) in enumerate(highlights, start=1):
            start = (
                documents[document].encode().replace(b"<p>", b"").replace(b"</p>", b"").index(words.encode())
            )
            place = (
                number,
                names.index(document) + 1,
                start,
                start + len(words.encode()),
                f"<p>{escape(words)}</p>",
            )
            database.execute("INSERT INTO highlights VALUES (?, ?, ?, ?, ?)", place)
            payload = json.dumps({"type": "highlight_add", "highlight_id": number})
            database.execute("INSERT INTO commands VALUES (?, ?, ?)", (number, user, payload))
            for tag in of_it:
                database.execute("INSERT INTO highlight_tags VALUES (?, ?)", (number, tags.index(tag) + 1))
    return path


def row(table: str, **cells: str) -> dict[str, str]:
    return dict.fromkeys(COLUMNS[table], "") | cells


ALPHABET = st.characters(
    exclude_categories=("Cs", "Cc"),
    exclude_characters="\ufffd\ufffe\uffff" + "".join(map(chr, range(0xFDD0, 0xFDF0))),
) | st.sampled_from("\n\t='+-@;,\"")
# A table refuses what looks like a text that was read in a wrong encoding.
UNSPOILED = st.text(ALPHABET, max_size=20).map(clean).filter(lambda text: not list(faults(text)))
FILLED = {
    "sessions": {"session_id": "S1", "date": "2018-03-05", "attribution": "named"},
    "speakers": {"speaker_id": "P1", "country": "MEX", "level": "local", "region": "Africa", "quote_consent": "yes"},
    "participants": {"participant_id": "Q1"},
    "notes": {
        "note_id": "N-1", "session_id": "S1", "speaker_id": "P9", "source_id": "D01", "year": "1999", "level": "local",
        "region": "Africa", "phase": "design", "valence": "challenge", "theme": "WATER", "criterion": "impact",
        "quote_language": "fr", "coder": "ana",
    },
    "recoding": {"note_id": "N-1", "coder": "ben", "phase": "design"},
    "themes": {"code": "WATER", "shared_code": "PEER"},
    "documents": {"source_id": "D01", "published": "2018-03", "language": "en", "url": "https://example.org/a?b=1"},
}  # fmt: skip


def _with_texts(texts: list[str]) -> Notes:
    """Return tables of one row each, with these texts in the cells of running text, in turn."""
    left = cycle(text if text.strip() else "" for text in texts)
    rows = {
        name: [{column: next(left) for column, rule in table.columns.items() if rule == TEXT} | FILLED[name]]
        for name, table in OWN_TABLES.items()
    }
    return notes_of(rows)


ALL_NOTES = st.lists(UNSPOILED, min_size=7, max_size=7).map(_with_texts)


def _coded_by_others(tables: dict[str, list[dict[str, str]]]) -> Notes:
    """Return tables in which a further coding belongs to a note and to another person."""
    coders = {each["note_id"]: each["coder"] for each in tables["notes"]}
    further = {
        (note_id, each["coder"]): {**each, "note_id": note_id, "phase": "design"}
        for each, note_id in zip(tables["recoding"], coders, strict=False)
        if coders[note_id] not in ("", each["coder"])
    }
    return notes_of({**tables, "recoding": list(further.values())})


def _few(ids: tuple[str, ...]) -> st.SearchStrategy[dict[str, list[dict[str, str]]]]:
    """Return tables of few different cells, so that rows meet by id, by place and by words."""
    note = {
        "note_id": st.sampled_from(ids),
        "source_id": st.sampled_from(("", "D01")),
        "locator_en": st.sampled_from(("", "characters 1–5", "paragraph 2")),
        "text_en": st.sampled_from(("", "a b", "ab", "c")),
        "quote": st.sampled_from(("", "a b", "c")),
        "coder": st.sampled_from(("", "ana", "ben")),
        "theme": st.sampled_from(("", "PEER", "MEL")),
        "level": st.sampled_from(("", "local")),
    }
    further = {name: note[name] for name in ("note_id", "theme", "level")} | {
        "coder": st.sampled_from(("ana", "ben"))
    }
    theme = {"code": st.sampled_from(("WATER", "LAND")), "label_en": st.sampled_from(("", "a", "b"))}
    return st.fixed_dictionaries(
        {
            "notes": st.lists(
                st.fixed_dictionaries(note).map(_whole("notes")),
                max_size=4,
                unique_by=lambda each: each["note_id"],
            ),
            "recoding": st.lists(
                st.fixed_dictionaries(further).map(_whole("recoding")),
                max_size=3,
                unique_by=lambda each: (each["note_id"], each["coder"]),
            ),
            "themes": st.lists(st.fixed_dictionaries(theme), max_size=2, unique_by=lambda each: each["code"]),
        }
    )


def _with_words(tables: dict[str, list[dict[str, str]]]) -> dict[str, list[dict[str, str]]]:
    """Give words to notes without a number: without either, nothing says which note a row is."""
    unnumbered = [each for each in tables["notes"] if each["note_id"].startswith("~")]
    for each in unnumbered:
        each["quote"] = each["quote"] or "d"
    return tables


def _whole(table: str) -> Callable[[dict[str, str]], dict[str, str]]:
    return lambda cells: row(table, **cells)


OLD_NOTES = _few(("N001", "N002", "X1")).map(_coded_by_others)
NEW_NOTES = _few(("N001", "N002", "X1", "Y1", "~1", "~2")).map(_with_words).map(notes_of)
