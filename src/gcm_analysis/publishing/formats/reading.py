"""Reads a staged report into pandoc's document tree.

Everything that all formats share is resolved here once: numbers, cross-references, citations. If an earlier run read the
same report, only the changed chapters are read again, with an outline of the others around them.
"""

import json
import re
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from threading import Lock

from gcm_analysis.caching.files import digest
from gcm_analysis.caching.parts import NO_PARTS, Parts
from gcm_analysis.errors import RenderFailed
from gcm_analysis.publishing.formats.document import FILTERS, Document, filtered, json_text
from gcm_analysis.publishing.formats.outline import LIST_OF_SOURCES, ids_in, outline, structure
from gcm_analysis.publishing.formats.pandoc import READER, with_fences_apart
from gcm_analysis.publishing.stage.bibliography import citation_style
from gcm_analysis.publishing.stage.sections import HEADING

READING = Lock()
TREE, HEAD = "tree", "head"
CHAPTER = re.compile(r"^(?=# .*\{#(sec-[a-z0-9-]+))", re.MULTILINE)
CITED = re.compile(r"@[\w-]+")
GIVEN = re.compile(r"\{#([\w.:-]+)")
# In pandoc's JSON: the number of a heading or exhibit, or the id that a heading has by its number.
NUMBERED = re.compile(r'\["number","([^"]*)"\]|\["(sec-unnumbered-\d+)",')
# The place of a citation among all, which is for styles with footnotes: it would change with every chapter before.
PLACE = re.compile(r'(?<="citationNoteNum":)\d+')


def read(stage: Path, parts: Parts = NO_PARTS) -> Document:
    """Read a stage; the document is cached, so that the three formats need one reading."""
    files = ("report.md", "report.json", "references.json")
    staged = digest(b"".join((stage / name).read_bytes() for name in files))
    with READING:  # formats that are written in parallel wait for the one that reads
        return _read(stage.resolve(), staged, parts)


@lru_cache(maxsize=4)
def _read(stage: Path, _digest: str, parts: Parts) -> Document:
    text, settings, references = (
        (stage / name).read_text(encoding="utf-8") for name in ("report.md", "report.json", "references.json")
    )
    unread = Document(stage, json.loads(settings), "", by_chapter(text))
    keys = Source(unread.chapters).keys(settings + references)
    document = _partly_read(unread, keys, parts.kept(TREE)) or _pandoc(unread, text)
    now = {HEAD: document.head} | document.chapters
    if now.keys() == keys.keys():
        parts.keep(TREE, {key: now[name] for name, key in keys.items()})
    for source in document.images:
        _check_image(stage, source)
    return document


def by_chapter(markdown: str) -> dict[str, str]:
    """Return the chapters of staged markdown by the ids of their headings; what precedes them has none."""
    before, *rest = CHAPTER.split(markdown)
    chapters = dict(zip(rest[::2], rest[1::2], strict=True))
    return {"": before} | chapters if before.strip() else chapters


@dataclass(frozen=True)
class Source:
    """The markdown of a staged report, by chapter."""

    chapters: dict[str, str]

    @cached_property
    def listing(self) -> str:
        """The chapter with the list of sources: the last one, if none has a place for it."""
        places = (name for name, text in self.chapters.items() if LIST_OF_SOURCES in text)
        return next(places, [*self.chapters, ""][-1])

    def keys(self, others: str) -> dict[str, str]:
        """Return a key of everything that the tree of each chapter depends on, and of what the rest of the tree does.

        `others` are the other files of the stage. Of other chapters, a chapter depends on their headings and exhibits, and
        on whether the ids exist that it names; the list of sources depends on all citations.
        """
        texts = self.chapters.values()
        given = Counter(one for text in texts for one in GIVEN.findall(text))
        twice = sorted(name for name, times in given.items() if times > 1)
        cited = list(dict.fromkeys(one for text in texts for one in CITED.findall(text)))
        frame = _key(others, twice, *map(structure, texts))
        return {HEAD: frame} | {
            name: _key(
                frame, text, sorted(ids_in([text]) - given.keys()), cited if name == self.listing else ()
            )
            for name, text in self.chapters.items()
        }

    def reduced(self, wanted: Sequence[str]) -> str:
        """Return some chapters, with an outline of the others around them."""
        headings = (found[0] for text in self.chapters.values() for found in HEADING.finditer(text))
        named = ids_in([*(self.chapters[name] for name in wanted), *headings])
        parts = (text if name in wanted else outline(text, named) for name, text in self.chapters.items())
        return "\n\n".join(parts)


def _key(*depends_on: object) -> str:
    return digest(json.dumps(depends_on))


def _partly_read(unread: Document, keys: dict[str, str], kept: dict[str, str]) -> Document | None:
    """Read only the chapters that were not kept; return None if everything has to be read."""
    source = Source(unread.chapters)
    before = {name: kept[key] for name, key in keys.items() if key in kept}
    missing = [name for name in unread.chapters if name not in before]
    if HEAD not in before or source.listing in missing:
        return None
    head = before.pop(HEAD)
    if not missing:
        return replace(unread, head=head, chapters=before)
    try:
        read = _pandoc(unread, source.reduced(missing)).chapters
    except RenderFailed:
        return None  # reading everything gives the reason
    same = list(read) == list(unread.chapters) and all(
        _numbers(read[one]) == _numbers(before[one]) for one in before
    )
    return replace(unread, head=head, chapters=read | before) if same else None


def _numbers(blocks: str) -> list[tuple[str, str]]:
    return NUMBERED.findall(blocks)


def _pandoc(unread: Document, markdown: str) -> Document:
    grouped = f"--lua-filter={FILTERS / 'bibliography.lua'}"
    with tempfile.TemporaryDirectory(dir=unread.stage.parent) as folder:
        style = Path(folder) / "gcm.csl"
        style.write_text(citation_style(unread.settings["lang"]), encoding="utf-8")
        options = ("--citeproc", grouped, f"--csl={style}", f"--metadata=reader-format={READER}")
        content = with_fences_apart(markdown).encode()
        tree = filtered(unread, content, "json", "neutral.lua", *options, source=READER).decode()
    head = json.loads(PLACE.sub("0", tree))
    chapters: dict[str, list[str]] = {}
    name = ""
    for block in head.pop("blocks"):
        if block["t"] == "Header" and block["c"][0] == 1:
            name = block["c"][1][0]
        chapters.setdefault(name, []).append(json_text(block))
    joined = {name: ",".join(blocks) for name, blocks in chapters.items()}
    return replace(unread, head=json_text(head), chapters=joined)


def _check_image(stage: Path, source: str) -> None:
    """Refuse an image that would be fetched, is outside the stage or does not exist."""
    path = (stage / source).resolve()
    if "://" in source or source.startswith("data:") or not path.is_relative_to(stage):
        raise RenderFailed(
            f"The image {source} is outside the staged report: only files of the stage are shown."
        )
    for needed in {path, path.with_suffix(".png")}:
        if not needed.is_file():
            raise RenderFailed(
                f"The image {source} needs the file {needed.relative_to(stage)}, which is not in the stage."
            )
