"""Writes each figure for reuse outside the report: drawing, picture, data and words, each with its citation inside.

`figures/LABEL.svg` contains title, description and Dublin Core; `LABEL.png` the same as text chunks, and shows title,
source and licence; `LABEL.csv` is the data, and `LABEL.json` has words and data together. The page uses the drawing of the
stage, without all this, so it does not grow. There the letters are text; here they are outlines, which need no typeface.
"""

import csv
import re
from collections.abc import Sequence
from functools import partial
from html import escape
from io import StringIO
from pathlib import Path
from typing import Any

from gcm_analysis.caching.files import digest
from gcm_analysis.caching.memory import Keep, not_kept
from gcm_analysis.narrative.language import Language
from gcm_analysis.publishing.formats.pandoc import plain_texts
from gcm_analysis.publishing.formats.xml_text import xml_text
from gcm_analysis.publishing.metadata.cite import apa, of_figure
from gcm_analysis.publishing.metadata.describe import Description
from gcm_analysis.publishing.metadata.picture import captioned
from gcm_analysis.publishing.stage.annex import MENTION
from gcm_analysis.publishing.stage.chapters import Chapter, FigureBlock
from gcm_analysis.publishing.stage.facts import write_json

ROOT = re.compile(r"<svg\b[^>]*>")
# Matplotlib's metadata, which only name the format.
OWN_METADATA = re.compile(r"\s*<metadata>.*?</metadata>", re.DOTALL)
NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?")  # as JSON writes it: 007 is a name
NAMESPACES = (
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:cc="http://creativecommons.org/ns#"'
)


Words = dict[str, Any]  # the words of one figure, without markup; `facts` are the ids of its numbers


def write_bundles(
    folder: Path, chapters: Sequence[Chapter], description: Description, keep: Keep = not_kept
) -> None:
    """Write the bundle of every figure into `folder`, over the drawings and pictures without words there."""
    placed = [
        (chapter.name, block)
        for chapter in chapters
        for block in chapter.exhibits
        if isinstance(block, FigureBlock)
    ]
    plain = iter(
        plain_texts([text for _, block in placed for text in (block.title, block.subtitle, block.note)])
    )
    for notebook, block in placed:
        words = _words(block, next(plain), next(plain), next(plain), description)
        drawing = _drawing(f"{block.label}.svg", block.svg, keep)
        (folder / f"{block.label}.svg").write_text(with_words(drawing, words, description), encoding="utf-8")
        picture = _picture(f"{block.label}.png", block.png, words, description, keep)
        (folder / f"{block.label}.png").write_bytes(picture)
        if block.data:
            (folder / f"{block.label}.csv").write_text(block.data, encoding="utf-8", newline="")
        write_json(folder / f"{block.label}.json", _record(block, notebook, words, description))


def _drawing(name: str, svg: str, keep: Keep) -> str:
    """Return a drawing whose letters are outlines."""
    return keep(name, {"the drawing": digest(svg)}, partial(_outlined, svg)).decode()


def _outlined(svg: str) -> bytes:
    from gcm_analysis.publishing.formats.page.outlines import outlined  # noqa: PLC0415 - only new drawings need matplotlib

    return outlined(svg).encode()


def with_words(svg: str, words: Words, description: Description) -> str:
    """Return a drawing with its title, source and licence as metadata."""
    core = {
        "title": words["title"],
        "description": words["alt"],
        "creator": ", ".join(description.authors),
        "date": description.date.isoformat(),
        "language": description.language,
        "source": words["citation"],
        "rights": words["rights"],
    }
    elements = "".join(f"<dc:{name}>{escape(text, quote=False)}</dc:{name}>" for name, text in core.items())
    metadata = (
        f"\n <title>{escape(words['title'], quote=False)}</title>\n <desc>{escape(words['alt'], quote=False)}</desc>"
        f"\n <metadata><rdf:RDF {NAMESPACES}><cc:Work>{elements}</cc:Work></rdf:RDF></metadata>"
    )
    return xml_text(ROOT.sub(lambda root: root[0] + metadata, OWN_METADATA.sub("", svg, count=1), count=1))


def records(table: str) -> tuple[list[str], list[dict[str, Any]]]:
    """Return the columns and the rows of a CSV file; a column of only numbers is converted."""
    header, *rows = list(csv.reader(StringIO(table, newline=""))) or [[]]
    numeric = [all(NUMBER.fullmatch(cell) for cell in column if cell) for column in zip(*rows, strict=True)]
    return header, [
        {name: _value(cell, number=number) for name, cell, number in zip(header, row, numeric, strict=True)}
        for row in rows
    ]


def _words(block: FigureBlock, title: str, subtitle: str, note: str, description: Description) -> Words:
    mentions = (
        found["id"] for text in (block.title, block.subtitle, block.note) for found in MENTION.finditer(text)
    )
    rights = f"© {description.date.year} {', '.join(description.authors)}"
    return {
        "title": title,
        "subtitle": subtitle,
        "note": note,
        "alt": block.alt,
        "citation": of_figure(description, title),
        "rights": ". ".join(filter(None, (rights, description.licence, description.licence_url))),
        "facts": tuple(dict.fromkeys(mentions)),
    }


def _picture(name: str, png: bytes, words: Words, description: Description, keep: Keep) -> bytes:
    """Return a picture with its title above, source and licence below, and all of that as metadata."""
    language = Language(description.language)
    source = language.text("Source: {source}", source=apa(description))
    inside = {
        "Title": words["title"],
        "Description": words["alt"],
        "Source": words["citation"],
        "Copyright": words["rights"],
    }
    clean = {name: xml_text(text) for name, text in inside.items()}
    caption = (words["title"], f"{source} {words['rights']}", clean, language.code)
    sources = {"the picture": digest(png), "its words": digest(str(caption))}
    return keep(name, sources, lambda: captioned(png, *caption))


def _record(block: FigureBlock, notebook: str, words: Words, description: Description) -> dict[str, Any]:
    columns, rows = records(block.data)
    about = {"label": block.label, "language": description.language, "notebook": notebook}
    return about | words | {"columns": columns, "data": rows}


def _value(cell: str, *, number: bool) -> str | int | float | None:
    if not cell:
        return None
    if not number:
        return cell
    return int(cell) if cell.lstrip("-").isdecimal() else float(cell)
