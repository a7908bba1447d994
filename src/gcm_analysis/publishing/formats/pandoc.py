"""Runs pandoc, and converts pieces of markdown, many in one run: to HTML, and to text without markup."""

import json
import re
import subprocess
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any

import pypandoc
import yaml

from gcm_analysis.paths import RESOURCES

PUBLISHER = yaml.load((RESOURCES / "publisher.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)
WORDS: dict[str, str] = PUBLISHER["words"]
READER = "+".join(("markdown_strict-raw_html", *PUBLISHER["extensions"]))
FENCE = re.compile(r"^:{3,}.*$", re.MULTILINE)
# For prose of notebooks and titles of tables on other pages, where markup that only the report uses is shown, not run.
PAGE_READER = "markdown-raw_html-raw_tex-raw_attribute-smart-auto_identifiers-citations"
CUT, CUT_HTML = "\n\n::: {#cut}\n:::\n\n", '<div id="cut">\n\n</div>'
# Markup that affects other pieces in the same document: notes, definitions of links, numbered examples.
REACHING = re.compile(r"\[\^|^ {0,3}\[[^\]\n]+\]:|\(@", re.MULTILINE)
BREAKS = ("Space", "SoftBreak", "LineBreak")
TEXTS = ("Str", "Code", "Math")  # their text is the last part of their content
PARAGRAPHS = ("Para", "Plain", "Header")

Cite = Callable[[dict[str, Any]], str]


def run_pandoc(
    content: bytes,
    source: str,
    to: str,
    *options: str,
    **how: Any,  # noqa: ANN401 - as subprocess has it
) -> subprocess.CompletedProcess[bytes]:
    """Run pandoc, with less frequent garbage collection, which saves an eighth of its time."""
    command = [
        pypandoc.get_pandoc_path(),
        "+RTS",
        "-A64m",
        "-RTS",
        f"--from={source}",
        f"--to={to}",
        "--wrap=none",
    ]
    return subprocess.run([*command, *options], input=content, capture_output=True, check=False, **how)


def default_reference_docx() -> bytes:
    """Return the Word file from which pandoc takes its styles if it is given no other."""
    command = [pypandoc.get_pandoc_path(), "--print-default-data-file", "reference.docx"]
    return subprocess.run(command, capture_output=True, check=True).stdout


def with_fences_apart(markdown: str) -> str:
    """Return markdown with blank lines around the fences of blocks: pandoc needs them, the dialect does not."""
    return FENCE.sub(r"\n\g<0>\n", markdown)


def as_html(markdown: str) -> str:
    return _converted(markdown, PAGE_READER, "html")


def each_as_html(pieces: Sequence[str]) -> dict[str, str]:
    """Return each piece of markdown with its HTML, converted independently of the others."""
    together = [piece for piece in dict.fromkeys(pieces) if not REACHING.search(piece)]
    parts = as_html(CUT.join(together)).split(CUT_HTML)
    if len(parts) != len(together):  # an unclosed piece swallowed the next one
        together, parts = [], []
    converted = {piece: f"{part.strip()}\n" for piece, part in zip(together, parts, strict=True)}
    return converted | {piece: as_html(piece) for piece in pieces if piece not in converted}


def plain_texts(markdown: Sequence[str]) -> list[str]:
    """Return each text of the report without its markup; a citation stays as `[S008, Lesson 1]`."""
    return list(_plain(tuple(markdown)))


@lru_cache(maxsize=8)
def _plain(markdown: tuple[str, ...]) -> tuple[str, ...]:
    blocks = _blocks("\n\n".join(f"::: {{.text}}\n{text}\n:::" for text in markdown))
    return tuple("".join(_text_of(block["c"][1], _citation)).strip() for block in blocks)


def prose(markdown: str) -> str:
    """Return the words of the report's markdown without markup and without bracketed citations."""
    return "".join(_text_of(_blocks(with_fences_apart(markdown)), _citation_in_sentence))


def _blocks(markdown: str) -> list[dict[str, Any]]:
    blocks: list[dict[str, Any]] = json.loads(_converted(markdown, READER, "json"))["blocks"]
    return blocks


def _converted(markdown: str, source: str, to: str) -> str:
    done = run_pandoc(markdown.encode(), source, to)
    done.check_returncode()
    return done.stdout.decode()


def _citation(cite: dict[str, Any]) -> str:
    return "".join(_text_of(cite["c"][1], _citation)).replace("@", "")


def _citation_in_sentence(cite: dict[str, Any]) -> str:
    in_sentence = cite["c"][0][0]["citationMode"]["t"] == "AuthorInText"
    return _citation(cite) if in_sentence else ""


def _text_of(node: Any, cite: Cite) -> Iterator[str]:  # noqa: ANN401 - any part of pandoc's tree
    """Yield the text of a part of a document, paragraphs and items apart."""
    if isinstance(node, list):
        for item in node:
            yield from _text_of(item, cite)
    elif isinstance(node, dict):
        kind, content = node.get("t"), node.get("c")
        if kind in BREAKS:
            yield " "
        elif kind in TEXTS and content is not None:
            yield content if isinstance(content, str) else str(content[-1])
        elif kind == "Cite":
            yield cite(node)
        else:
            yield " " if kind in PARAGRAPHS else ""
            yield from _text_of(content, cite)
