"""Counts the words of chapters as readers would, and compares them with the event's limits.

A word is anything between two spaces that has a letter or a digit: “l’avenir” and “7 %” are one each. Headings, lists and
callouts count; figures, tables, citations of sources and the annex do not.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from gcm_analysis.evidence import Event, EvidenceError, Problem
from gcm_analysis.evidence.missing import Missing
from gcm_analysis.near import nearest
from gcm_analysis.publishing.formats.pandoc import prose
from gcm_analysis.publishing.stage.chapters import Chapter, Text

SPACES = re.compile(r"[ \t\n]+")  # not the no-break spaces, which join words
WORD = re.compile(r"\w")


def count(chapter: Chapter) -> int:
    """Return the number of words in a chapter's prose."""
    markdown = "\n\n".join(block.markdown for block in chapter.blocks if isinstance(block, Text))
    return sum(bool(WORD.search(word)) for word in SPACES.split(prose(markdown)))


def exceeded(chapters: Iterable[Chapter], event: Event, code: str) -> Iterator[Missing]:
    """Yield each chapter with more words than the event allows, in the language of `code`."""
    for chapter in chapters:
        limit = event.word_limits.get(chapter.name)
        if limit is not None and (words := count(chapter)) > limit:
            yield Missing("words", f"notebooks/{chapter.name}.ipynb", code, f"{words} words, {limit} allowed")


def check_word_limits(event: Event, name: str, notebooks: Iterable[Path]) -> None:
    """Refuse a limit for a notebook that is not in this event's report."""
    names = [path.stem for path in notebooks]
    expected = f"a notebook of the profile {event.profile}: {', '.join(names)}"
    problems = [
        Problem(
            f"data/events/{name}/event.yml", None, f"word_limits.{limited}", limited, expected, _remedy(limited, names)
        )
        for limited in event.word_limits
        if limited not in names
    ]  # fmt: skip
    if problems:
        raise EvidenceError(problems)


def _remedy(limited: str, notebooks: Sequence[str]) -> str:
    near = nearest(limited, notebooks)
    return f"write {near}" if near else "correct the name, or remove the limit"
