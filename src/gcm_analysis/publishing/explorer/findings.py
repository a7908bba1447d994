"""The findings of a report, with which the explorer opens, each with the statements that support or limit it.

The report's headings are the questions, in its order; a finding without a card in the report is left out.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from gcm_analysis.analysis.findings import Standing, standings_by_id
from gcm_analysis.evidence.findings import Synthesis
from gcm_analysis.narrative.cards import CONFIDENCE
from gcm_analysis.narrative.language import Language
from gcm_analysis.publishing.stage.chapters import Chapter, Text

# A heading of the second level, or the heading of a card, as the staged chapters have them.
HEADING = re.compile(
    r"^(?:## (?P<title>[^{}\n]+?) \{#(?P<section>sec-[a-z0-9-]+)\}|### .*\{#sec-(?P<card>[a-z]{1,3}[0-9]{2})[ }].*)$",
    re.MULTILINE,
)


@dataclass(frozen=True)
class FindingEntry:
    """A finding in one language; `supports` and `qualifies` are the ids of statements that the page shows."""

    id: str
    title: str
    claim: str
    confidence: str
    level: str  # the code of the word for its confidence
    supports: tuple[str, ...]
    qualifies: tuple[str, ...]

    @property
    def number(self) -> int:
        """The number that its card has in the report."""
        return int(self.id[-2:])

    @property
    def anchor(self) -> str:
        return f"sec-{self.id.lower()}"

    @property
    def rows(self) -> frozenset[str]:
        return frozenset((*self.supports, *self.qualifies))


@dataclass(frozen=True)
class Question:
    """A part of the report that answers a question: its heading, its anchor, its findings."""

    title: str
    anchor: str
    findings: tuple[FindingEntry, ...]


def questions(
    language: Language,
    chapters: Sequence[Chapter],
    coded: pd.DataFrame,
    listed: set[str],
    synthesis: Synthesis | None,
) -> list[Question]:
    """Return the questions that the report answers, with the findings whose cards it shows; none without findings.

    `coded` has one row per statement that the edition counts, joined with its source's columns; `listed` are the ids of
    those that the page shows.
    """
    by_id = standings_by_id(synthesis, coded)
    parts: list[tuple[str, str, list[FindingEntry]]] = []
    texts = (block.markdown for chapter in chapters for block in chapter.blocks if isinstance(block, Text))
    for heading in HEADING.finditer("\n\n".join(texts)):
        if heading["section"]:
            parts.append((heading["title"], heading["section"], []))
        elif parts and (card := heading["card"].upper()) in by_id:
            parts[-1][2].append(_entry(language, by_id[card], listed))
    return [Question(title, anchor, tuple(below)) for title, anchor, below in parts if below]


def _entry(language: Language, standing: Standing, listed: set[str]) -> FindingEntry:
    finding = standing.finding
    return FindingEntry(
        finding.id,
        language.words(finding.title),
        language.words(finding.finding),
        language.text(CONFIDENCE[standing.confidence]),
        standing.confidence,
        tuple(one for one in finding.supports if one in listed),
        tuple(one for one in finding.qualifies if one in listed),
    )
