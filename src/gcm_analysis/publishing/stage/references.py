"""Removes references to exhibits that an edition does not have, so that every reference has a target.

Which exhibits a report has depends on its parameters, so no author can know. If one is absent, the stage leaves out the
part of a parenthesis that refers to it (parts are separated by semicolons), or outside of parentheses the sentence. A
label that no notebook has is a mistake, which the publishers report.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from gcm_analysis.evidence.problems import EvidenceError
from gcm_analysis.project.notebook_file import read_cells
from gcm_analysis.publishing.stage.annex import MENTION
from gcm_analysis.publishing.stage.chapters import LABEL, Chapter, in_each_text, texts

REFERENCE = re.compile(r"(?<![\w\\])@(?P<label>(?:sec|fig|tbl)-[a-z0-9-]+)")
HEADING = re.compile(r"^#+ .*\{[^{}]*#(?P<label>sec-[a-z0-9-]+)", re.MULTILINE)
NUMBER = re.compile(r"-\d+$")  # of one of several exhibits of a cell
# Parentheses, but not of a link or of data, where they are escaped; with one level of nesting.
PARENTHESIS = re.compile(r"\s*(?<![\\\]])\((?P<inside>(?:\\.|\((?:\\.|[^()\\])*\)|[^()\\])*)\)")
BETWEEN_PARTS = re.compile(r"(?<!\\)\s*;\s+")
BETWEEN_SENTENCES = re.compile(r"(?<=[^\\][.!?])\s+(?=[“«*\[]|[^\W\d_a-z])")  # full stops of data are escaped
BETWEEN_CELLS = re.compile(r"(?<!\\)\|")
MARK = re.compile(r"\s*(?:[-*]|\d+\.|:) +|")  # of an item of a list


def resolved(chapters: Sequence[Chapter], notebooks: Path) -> list[Chapter]:
    """Return the chapters of a report without references to exhibits that only other editions have."""
    referred = {label for chapter in chapters for text in texts(chapter) for label in REFERENCE.findall(text)}
    absent = referred - labels(chapters)
    if not absent:
        return list(chapters)
    declared_labels = declared(notebooks)
    absent = {
        label for label in absent if label in declared_labels or NUMBER.sub("", label) in declared_labels
    }
    return [without(absent, chapter) for chapter in chapters]


def labels(chapters: Iterable[Chapter]) -> set[str]:
    """Return the labels of all figures, tables and sections of a report."""
    shown = set[str]()
    for chapter in chapters:
        shown |= {exhibit.label for exhibit in chapter.exhibits}
        shown |= {label for text in texts(chapter) for label in HEADING.findall(text)}
    return shown


def declared(notebooks: Path) -> set[str]:
    """Return every label that the notebooks of a project declare, whether or not an edition shows the exhibit.

    A notebook that can't be read, perhaps of another profile, declares nothing.
    """
    found = set[str]()
    for path in notebooks.glob("*.ipynb"):
        with suppress(EvidenceError):
            for cell in read_cells(path):
                found |= set((LABEL if cell["cell_type"] == "code" else HEADING).findall(cell["source"]))
    return found


def without(absent: Collection[str], chapter: Chapter) -> Chapter:
    """Return a chapter without references to absent exhibits; facts that only the removed words state are removed too."""
    change = partial(_text, absent)
    changed = replace(chapter, blocks=tuple(in_each_text(block, change) for block in chapter.blocks))
    gone = _facts_in(chapter) - _facts_in(changed)
    return replace(changed, facts=tuple(fact for fact in chapter.facts if fact["id"] not in gone))


def _facts_in(chapter: Chapter) -> set[str]:
    return {fact for text in texts(chapter) for fact in MENTION.findall(text)}


def _text(absent: Collection[str], text: str) -> str:
    lines = (_line(absent, line) for line in text.split("\n"))
    return "\n".join(line for line in lines if line is not None)


def _line(absent: Collection[str], line: str) -> str | None:
    """Return a line of markdown without references to what is absent; None if nothing of it is left."""
    if not _refers(absent, line):
        return line
    if line.startswith("|"):
        cells = (_words(absent, cell) or " – " for cell in BETWEEN_CELLS.split(line)[1:-1])
        return f"|{'|'.join(cells)}|"
    mark = MARK.match(line)[0]  # type: ignore[index]  # it may be empty
    words = _words(absent, line[len(mark) :])
    return mark + words if words else None


def _words(absent: Collection[str], words: str) -> str:
    kept = PARENTHESIS.sub(partial(_parenthesis, absent), words)
    if not _refers(absent, kept):
        return kept
    return " ".join(part for part in BETWEEN_SENTENCES.split(kept) if not _refers(absent, part))


def _parenthesis(absent: Collection[str], found: re.Match[str]) -> str:
    if not _refers(absent, found["inside"]):
        return found[0]
    inside = PARENTHESIS.sub(partial(_parenthesis, absent), found["inside"])
    spaced = BETWEEN_PARTS.search(inside)
    parts = [part for part in BETWEEN_PARTS.split(inside) if not _refers(absent, part)]
    before = found[0][: found[0].index("(")]
    return f"{before}({(spaced[0] if spaced else '').join(parts)})" if parts else ""


def _refers(absent: Collection[str], text: str) -> bool:
    return any(label in absent for label in REFERENCE.findall(text))
