"""Notes as prose: headings become sessions, paragraphs and items of lists become rows, tables are tables.

pandoc reads Word, OpenDocument, Markdown and web pages. It is shut in: it opens no other file and no address, and time
and room are limited. Its tree, not its text, is what is read, so that nothing is guessed from signs.
"""

import json
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Any

import pypandoc
from lxml.etree import _Element as Element

from gcm_analysis.importing import transcripts
from gcm_analysis.importing.archives import open_archive, xml_parts
from gcm_analysis.importing.model import Document, Loss, Passage, Project, Sheet, clean
from gcm_analysis.importing.passed_over import COMMENT, DELETED, passed_over
from gcm_analysis.importing.safety import MOST_SECONDS, decoded_text, must_be_notes, refused, too_slow
from gcm_analysis.importing.sheets import sheet_of

FORMATS = {
    ".docx": "docx", ".odt": "odt", ".md": "commonmark_x", ".markdown": "commonmark_x", ".html": "html", ".htm": "html",
}  # fmt: skip
TEXTS = (".txt", ".text")
ARCHIVES = (".docx", ".odt")
ENDINGS = (*FORMATS, *TEXTS)
ROOM = "-M1G"  # memory that pandoc may take
LONGEST_HEADING = 200  # characters
BULLETS = "-–—•*·▪◦"
SIGNS = {"Space": " ", "SoftBreak": " ", "LineBreak": "\n"}
LEFT_OUT = {
    "Note": "a footnote is not read: move what matters into the text",
    "Image": "a picture has no words to bring in: save it in the event’s folder, and name it under pictures in event.yml",
    "Strikeout": "it is struck out, so it was not read: remove it, or take the line away",
    "deletion": DELETED,
    "comment-start": COMMENT,
    "RawInline": "markup that is no text is not read",
}
TITLE = "it is above the headings of the sessions, so it was not read"
CAPTION = "the caption of a table is no row: move what matters into a paragraph"
SUBHEADING = "a heading below that of a session is no row: move what matters into a paragraph"

Node = Any  # a part of pandoc's tree: {"t": kind, "c": content}, or a list of such


@dataclass
class _Prose:
    """What is found on the way through a text, in its order: headings, rows, tables, and what is left out."""

    file: str
    headings: list[tuple[int, str]] = field(default_factory=list)
    rows: list[tuple[int, str]] = field(default_factory=list)  # with the number of headings before
    tables: list[tuple[int, Sheet]] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)

    def lose(self, what: str, why: str) -> str:
        """Report words that are not read; return what is left of them."""
        self.losses += [Loss(self.file, "", what.strip(), why)] * bool(what.strip())
        return ""

    def add(self, text: str) -> None:
        self.rows += [(len(self.headings), re.sub(" +", " ", clean(text)).strip())] * bool(text.strip())

    def words(self) -> Iterator[str]:
        """Give all words that are read or named as losses."""
        yield from (words for _, words in (*self.headings, *self.rows))
        yield from (loss.what for loss in self.losses)
        for _, table in self.tables:
            yield from chain(
                table.header, *(cells for _, cells in table.rows), (loss.what for loss in table.losses)
            )

    def walk(self, node: Node) -> None:
        """Read the blocks of a text in their order, and those within them."""
        if isinstance(node, dict):
            self._block(node["t"], node.get("c", []))
        for inner in node if isinstance(node, list) else ():
            self.walk(inner)

    def _block(self, kind: str, content: Any) -> None:  # noqa: ANN401 - what pandoc says of a block
        if kind in ("Para", "Plain"):
            self.add(self.text(content))
        elif kind == "Header":
            text = " ".join(self.text(content[2]).split())
            if len(text) > LONGEST_HEADING:  # a paragraph in the style of a heading
                self.add(text)
            else:
                self.headings += [(content[0], text)] * bool(text)
        elif kind == "LineBlock":
            for line in content:
                self.add(self.text(line))
        elif kind == "DefinitionList":
            for term, definitions in content:
                self.add(f"{self.text(term)}: {self.all_text(definitions)}")
        elif kind in ("CodeBlock", "RawBlock"):
            self.add(content[1] if kind == "CodeBlock" else self.lose(content[1], LEFT_OUT["RawInline"]))
        elif kind == "Table":
            self._table(content)
        else:
            self.walk(content)

    def _table(self, content: list[Any]) -> None:
        """Keep a table as a sheet; what its columns are is for mapping.yml to say."""
        _, caption, _, head, bodies, foot = content
        self.lose(self.all_text(caption[1]), CAPTION)
        rows = [*head[1], *(row for body in bodies for part in body[2:] for row in part), *foot[1]]
        cells = [[self.all_text(cell[4]) for cell in row[1]] for row in rows]
        name = f"{self.file}, table {len(self.tables) + 1}"
        self.tables.append((len(self.headings), sheet_of(name, name, list(enumerate(cells, start=1)))))

    def all_text(self, blocks: Node) -> str:
        """Return the words of blocks within a table, a footnote or a definition."""
        inner = _Prose(self.file)
        inner.walk(blocks)
        self.losses += inner.losses
        return "\n".join(text for _, text in (*inner.headings, *inner.rows))

    def text(self, node: Node) -> str:
        """Return the words of a piece of text; what is struck out, deleted or outside the text is a loss."""
        if not isinstance(node, dict):
            return "".join(map(self.text, node)) if isinstance(node, list) else ""
        kind, content = node["t"], node.get("c", [])
        classes = content[0][1] if kind == "Span" else []
        why = next((LEFT_OUT[each] for each in (kind, *classes) if each in LEFT_OUT), "")
        if kind in SIGNS or kind == "Str":
            return SIGNS.get(kind) or str(content)
        if kind in ("Code", "Math", "RawInline"):
            words = str(content[1])
        elif kind == "Note":
            words = self.all_text(content)
        else:
            words = self.text(content) or "a picture" * (kind == "Image")
        if kind == "Quoted":
            words = f"“{words}”" if content[0]["t"] == "DoubleQuote" else f"‘{words}’"
        return self.lose(words, why) if why else words


def project(path: Path) -> Project:
    """Return the rows of a text as a project; a transcript in it as turns."""
    try:
        found = _plain(path) if path.suffix.lower() in TEXTS else _by_pandoc(path)
    except RecursionError:
        remedy = "save the text in a simpler form"
        raise refused(path, "parts within each other without end", "a document with text", remedy) from None
    must_be_notes(path, (line for _, text in (*found.rows, *found.headings) for line in text.split("\n")))
    if transcript := transcripts.turns("\n".join(_lines(found))):
        turns, outside = transcript
        headings = [text for _, text in found.headings if not transcripts.CLOCK.fullmatch(text)]
        brought = transcripts.project(path.name, turns, [*headings, *outside])
        tables = tuple(each for _, each in found.tables)
        return replace(brought, losses=(*brought.losses, *found.losses), tables=tables)
    level = _level_of_sessions(found)
    passages = [
        Passage(path.name, text, f"paragraph {number}", session=_session(found, before, level), is_note=True)
        for number, (before, text) in enumerate(found.rows, start=1)
    ]
    for depth, text in found.headings:
        if depth != level:
            found.lose(text, TITLE if depth < level else SUBHEADING)
    tables = tuple(replace(each, session=_session(found, before, level)) for before, each in found.tables)
    document = Document(path.name, is_notes=True, words="own")
    return Project(path.name, (), (document,), tuple(passages), tuple(found.losses), tables)


def _lines(found: _Prose) -> Iterator[str]:
    """Yield the rows in their order, and headings that are times, which some transcripts have."""
    done = 0
    for before, text in found.rows:
        yield from (each for _, each in found.headings[done:before] if transcripts.CLOCK.fullmatch(each))
        done = before
        yield text


def _level_of_sessions(found: _Prose) -> int:
    """Return the level of the headings of sessions: the highest that has several; a single one above is a title."""
    counts = Counter(level for level, _ in found.headings)
    several = [level for level, count in counts.items() if count > 1]
    return min(several or counts or [1])


def _session(found: _Prose, before: int, level: int) -> str:
    """Return the heading that a row is under."""
    above = (text for depth, text in reversed(found.headings[:before]) if depth <= level)
    heading = next(above, "")
    return heading if (level, heading) in found.headings else ""


def _plain(path: Path) -> _Prose:
    """Read plain text: each line is a row, a line with # before it is a heading."""
    found = _Prose(path.name)
    for line in decoded_text(path).split("\n"):
        text = line.strip()
        if text.startswith("#"):
            found.headings.append((len(text) - len(text.lstrip("#")), text.lstrip("# ")))
        else:
            found.add(text.lstrip(BULLETS).lstrip() if text[1:2].isspace() else text)
    return found


def _by_pandoc(path: Path) -> _Prose:
    found = _Prose(path.name)
    ending = path.suffix.lower()
    parts: list[tuple[str, Element]] = []
    if ending in ARCHIVES:  # looked through before pandoc does: no macros, nothing that unpacks to too much
        parts += xml_parts(open_archive(path), "a document without macros")
    content = path.read_bytes() if ending in ARCHIVES else decoded_text(path).encode()
    tree = _tree(path, FORMATS[ending], content)
    for name, value in tree["meta"].items():
        why = f"the {name} of the document is not read: move what matters into the text"
        found.lose(found.text(value.get("c")), why)
    found.walk(tree["blocks"])
    # Each once: Word writes a text box twice.
    found.losses += dict.fromkeys(passed_over(path, parts, " ".join(found.words())))
    return found


def _tree(path: Path, kind: str, content: bytes) -> Node:
    """Return pandoc's tree of a text."""
    # --track-changes=all: what is marked as deleted is seen, and is a loss.
    reading = ["--sandbox", f"--from={kind}", "--to=json", "--track-changes=all"]
    command = [pypandoc.get_pandoc_path(), *reading, "+RTS", ROOM, "-RTS"]
    remedy = "save it again in the program that it comes from"
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=MOST_SECONDS, check=True)
    except subprocess.TimeoutExpired:
        raise too_slow(path, "divide the file") from None
    except subprocess.CalledProcessError as error:
        message = error.stderr.decode("utf-8", errors="replace").strip().partition("\n")[0]
        raise refused(path, message or "no text that can be read", "a document with text", remedy) from None
    return json.loads(done.stdout)
