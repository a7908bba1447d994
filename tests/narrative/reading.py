"""Reads the English sentences of a story as a reader would, and checks what they claim against the rows themselves.

To have the sentences of another chapter read, name its module in `READ`, say in `claims` which statements each paragraph
is about, if not all, and add readers to `readers.py`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from gcm_analysis.evidence.event import Event
from gcm_analysis.narrative.labels import LABELS

from .recomputed import Rows, rows_of, where
from .telling import Story, sentences_of

# Modules all of whose comparing sentences must be read.
READ = frozenset({"balance", "themes", "points", "summary", "lenses", "perspectives", "implications"})
COMPARES = re.compile(
    r"most often|most independent|heard most|highest|thinnest|silent|outnumber|more than once|differ|as readily|"
    r"runs from|(?<!figures )(?<!figure )(?<!with what is )on record|no statement|the same|remain\b"
)
# A lead, and what a source says.
UNCLAIMED = re.compile(r"\*\*.*?\*\*|[Ff]or example: .*?\[@(?:\\.|[^\]\\])*\]")
BY = {
    "themes.phase_figure": "phase",
    "themes.level_figure": "level",
    "themes.criterion_figure": "criterion",
    "themes.speaker_figure": "source_type",
}
GROUPED = {"points.phase_points": "phase", "points.level_points": "level"}
CODES = {words: code for code, words in LABELS.items()}


class Claim(NamedTuple):
    """A sentence or paragraph, the statements that it is about, and the column by which it compares them."""

    text: str
    rows: Rows
    by: str
    record: "Record"


@dataclass(frozen=True)
class Record:
    """The evidence that a story was told from, in plain rows."""

    rows: Rows
    codes: dict[str, str]  # of themes, by their labels
    event: Event

    @classmethod
    def of(cls, story: Story) -> "Record":
        book = story.evidence.codebook
        codes = dict(zip(book["label_en"], book["code"], strict=True))
        return cls(rows_of(story.coded), codes, story.evidence.event)

    @property
    def places(self) -> dict[tuple[str, str], list[str]]:
        """Return the words of the perspectives by level and region."""
        found: dict[tuple[str, str], list[str]] = {}
        for one in (self.event.chair, *self.event.panellists):
            found.setdefault((one.level, one.region), []).append(one.perspective.en)
        return found


def claims(story: Story, record: Record | None = None) -> Iterator[Claim]:
    """Yield what a story says; with another record, what it says is held against that one."""
    own = Record.of(story)
    record = record or own
    level = ""
    for name, exhibit in story.shown:
        for said in sentences_of(exhibit):
            rows = record.rows
            lead = re.match(r"(\*{1,2})(.+?)\.\1", said.plain)
            if lead and name in GROUPED:
                rows = where(rows, **{GROUPED[name]: CODES[lead[2]]})
            theme = re.match(r"\*\*(.+?)\*\*,", said.plain)
            if theme and name.startswith("implications."):
                rows = where(rows, theme=own.codes[theme[1]])
            if lead and name == "perspectives.lens_points":
                level = _level(own, lead[2]) if lead[1] == "**" else level
                region = {"region": CODES[lead[2].split(": ")[-1]]} if lead[1] == "*" else {}
                rows = where(rows, level=level, **region)
            yield Claim(said.plain, rows, BY.get(name, ""), record)


def _level(record: Record, lead: str) -> str:
    (level,) = {level for (level, _), words in record.places.items() if words[0].lower() in lead.lower()}
    return level
