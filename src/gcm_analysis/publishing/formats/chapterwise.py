"""Writes the chapters of a document with pandoc; those that an earlier run wrote are not written again."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from gcm_analysis.caching.files import digest, files_below
from gcm_analysis.caching.parts import Parts
from gcm_analysis.paths import RESOURCES
from gcm_analysis.publishing.formats.document import Document, filtered, headings, json_text

PARTS = "parts.html"  # pandoc's template: each part after a comment, which no text can contain, since < is escaped
PART = re.compile(r"^<!-- part (\w+) -->\n", re.MULTILINE)
SECTIONS = ("--section-divs", "--shift-heading-level-by=1")
CONTENTS = (f"--template={RESOURCES / PARTS}", "--toc", "--toc-depth=3")
NOTE = '"t":"Note"'
# How a chapter begins: in HTML, and in the comments of typst.lua.
SECTION, COMMENT = '<section id="{}" class="level2', "// chapter {}\n"
# In pandoc's JSON: the attributes of a heading, block, span or link; the target of a link; a citation.
GIVEN = re.compile(r'"c":\[(?:\d+,)?\["([^"]+)",\[')
TARGET = re.compile(r'\["#([^"]+)",""\]')
CITED = re.compile(r'"citationId":"([^"]+)"')
ONLINE = re.compile(r'\{"t":"Header","c":\[1,\["[^"]*",\[[^\]]*"online"')


def html(document: Document, parts: Parts) -> dict[str, str]:
    """Return the prose of the page as HTML: its table of contents, abstract, notices and body."""
    chapters = document.chapters
    shown = _written(
        document, parts, "headings", lambda names: [",".join(headings(chapters[one])) for one in names]
    )
    outline = replace(document, chapters={"": ",".join(filter(None, shown))})
    (around,) = _written(outline, parts, "contents", lambda names: [_html(outline, names, *CONTENTS)])
    _, *found = PART.split(around)
    frame = {name: part.strip() for name, part in zip(found[::2], found[1::2], strict=True)}
    if any(NOTE in blocks for blocks in document.chapters.values()):
        # Notes are numbered from the first chapter to the last.
        document = replace(document, chapters={"": ",".join(document.chapters.values())})
    bodies = _written(document, parts, "html", lambda names: _apart(_html(document, names), names, SECTION))
    return frame | {"body": "\n".join(bodies)}


def typst(document: Document, parts: Parts) -> str:
    """Return a printed document in Typst's language."""
    template = f"--template={RESOURCES / 'main.typ'}"

    def write(names: Sequence[str], *options: str) -> str:
        tree = document.tree(names)
        return filtered(document, tree, "typst-citations-smart", "typst.lua", *options).decode()

    around = replace(document, chapters={"": ""})
    (frame,) = _written(around, parts, "frame", lambda _: [write([], template)])
    bodies = _written(document, parts, "typst", lambda names: _apart(write(names), names, COMMENT))
    return "\n\n".join([frame, *bodies])


def printed(document: Document) -> Document:
    """Return the document without the chapters that only the page has.

    Its metadata have the ids of these chapters that others link to, and the sources that the others cite.
    """
    online = {name for name, blocks in document.chapters.items() if ONLINE.match(blocks)}
    kept = {name: blocks for name, blocks in document.chapters.items() if name not in online}
    text = "".join([document.head, *kept.values()])
    given = {one for name in online for one in GIVEN.findall(document.chapters[name])}
    words = {"gone": given & set(TARGET.findall(text)), "cited": set(CITED.findall(text))}
    meta = ",".join(
        f'"{name}":{json_text({"t": "MetaString", "c": " ".join(sorted(ids))})}'
        for name, ids in words.items()
    )
    return replace(document, head=document.head.replace('"meta":{', f'"meta":{{{meta},', 1), chapters=kept)


def _html(document: Document, names: Sequence[str], *options: str) -> str:
    return filtered(document, document.tree(names), "html5", "html.lua", *SECTIONS, *options).decode()


def _apart(written: str, names: Sequence[str], beginning: str) -> list[str]:
    """Return the written chapters one by one; what precedes the first chapter has no name."""
    ids = "|".join(re.escape(name) for name in names if name)
    before, *chapters = (
        re.split(f"^(?={beginning.format(f'(?:{ids})')})", written, flags=re.MULTILINE) if ids else [written]
    )
    return [chapter.strip() for chapter in (chapters if names[0] else [before, *chapters])]


def _written(
    document: Document, parts: Parts, name: str, write: Callable[[Sequence[str]], Sequence[str]]
) -> list[str]:
    """Return each chapter in a format; `write` writes some of them at once.

    What is written of a chapter depends on its blocks, on the metadata and on which files the stage has.
    """
    files = [path.relative_to(document.stage).as_posix() for path in files_below(document.stage)]
    keys = {one: digest(f"{document.head}{files}{blocks}") for one, blocks in document.chapters.items()}
    kept = parts.kept(name)
    missing = [one for one, key in keys.items() if key not in kept]
    made = dict(zip(missing, write(missing), strict=True)) if missing else {}
    now = {one: made[one] if one in made else kept[key] for one, key in keys.items()}
    if missing:
        parts.keep(name, {keys[one]: text for one, text in now.items()})
    return list(now.values())
