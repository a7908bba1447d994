"""A staged report as pandoc's document tree, by chapter, and pandoc's filters, which run inside the stage."""

import json
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from gcm_analysis.errors import RenderFailed
from gcm_analysis.paths import RESOURCES
from gcm_analysis.publishing.formats.pandoc import run_pandoc

FILTERS = RESOURCES / "filters"
COMPLAINT = re.compile(r"^(?:Error running filter .*?:\s*)?gcm: (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Document:
    """A staged report as pandoc's tree, in JSON: all but its blocks, and the blocks of each chapter by its id.

    Blocks before the first chapter have an empty id.
    """

    stage: Path
    settings: dict[str, Any]
    head: str
    chapters: dict[str, str]

    def tree(self, chapters: Iterable[str] | None = None) -> bytes:
        """Return the tree of the whole document, or of some chapters."""
        blocks = (self.chapters[one] for one in (self.chapters if chapters is None else chapters))
        return f'{self.head[:-1]},"blocks":[{",".join(filter(None, blocks))}]}}'.encode()

    @cached_property
    def images(self) -> list[str]:
        """The path of every image in the document and of every logo, once each, in order."""
        nodes = (
            node for blocks in self.chapters.values() if '"Image"' in blocks for node in nodes_of(blocks)
        )
        shown = [str(node["c"][2][0]) for node in nodes if node.get("t") == "Image"]
        return list(dict.fromkeys([*shown, *(logo["src"] for logo in self.settings["logos"])]))


@lru_cache(maxsize=64)  # in a preview, most chapters are as before
def _images(chapter: str) -> list[str]:
    nodes = nodes_of(chapter) if '"Image"' in chapter else []
    return [str(node["c"][2][0]) for node in nodes if node.get("t") == "Image"]


@lru_cache(maxsize=64)
def headings(chapter: str) -> list[str]:
    """Return the headings that divide a chapter, in JSON; those of callouts and lists of sources do not."""
    return [json_text(one) for one in _headings(json.loads(f"[{chapter}]"))]


def _headings(blocks: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for block in blocks:
        if block["t"] == "Header":
            yield block
        elif block["t"] == "Div":
            (name, classes, _), inside = block["c"]
            if name != "refs" and not any(one.startswith("callout-") for one in classes):
                yield from _headings(inside)


def nodes_of(blocks: str) -> list[dict[str, Any]]:
    """Return every node of blocks in order, children before their parents."""
    nodes: list[dict[str, Any]] = []

    def collect(node: dict[str, Any]) -> dict[str, Any]:
        nodes.append(node)
        return node

    json.loads(f"[{blocks}]", object_hook=collect)
    return nodes


def json_text(value: Any) -> str:  # noqa: ANN401 - any JSON
    """Return a value as pandoc writes it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def filtered(
    document: Document, content: bytes, to: str, lua: str, *options: str, source: str = "json"
) -> bytes:
    """Run pandoc with a filter inside the stage, in its sandbox; a warning is an error."""
    strict = ("--sandbox", "--fail-if-warnings", f"--lua-filter={FILTERS / lua}", "--output=-")
    environment = os.environ | {"SOURCE_DATE_EPOCH": str(epoch(document.settings))}
    done = run_pandoc(content, source, to, *strict, *options, cwd=document.stage, env=environment)
    if done.returncode:
        raise RenderFailed(_explained(done.stderr.decode(), to))
    return done.stdout


def _explained(stderr: str, to: str) -> str:
    """Return the filters' own complaints, one per line, or else all of pandoc's output."""
    complaints = COMPLAINT.findall(stderr)
    if complaints:
        return "The report can't be published:\n" + "\n".join(f"  {complaint}" for complaint in complaints)
    return f"pandoc could not write {to}:\n{stderr.strip()}"


def epoch(settings: dict[str, Any]) -> int:
    """Return the time that is written into the files: the caller's, or midnight of the report's date."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    return (
        int(given) if given else int(datetime.fromisoformat(settings["date"]).replace(tzinfo=UTC).timestamp())
    )
