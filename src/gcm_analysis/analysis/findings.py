"""Which findings the evidence of an edition still carries.

An edition may leave statements out: an earlier day, no self-reports, one region. A finding that has lost too much of
what carries it is not stated; it is listed, with what it lacks.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

import pandas as pd

from gcm_analysis.evidence.findings.model import CONFIDENCES, Confidence, Finding, Synthesis
from gcm_analysis.evidence.findings.support import CodedRows, Support, by_statement, strongest, support

# A finding needs half of its supports, and two of the voices that agreed where more than one did: fewer may be chance.
SHARE_NEEDED, ORIGINS_NEEDED = 0.5, 2


@dataclass(frozen=True)
class Standing:
    """A finding in an edition: what is left to carry it, whether that is enough, and the word that it allows."""

    finding: Finding
    support: Support
    lost: tuple[str, ...]
    origins_needed: int

    @property
    def statements_needed(self) -> int:
        return ceil(SHARE_NEEDED * len(self.finding.supports))

    @property
    def is_carried(self) -> bool:
        enough = self.support.statements >= self.statements_needed
        return enough and len(self.support.origins) >= self.origins_needed

    @property
    def confidence(self) -> Confidence:
        """The author's word, or a weaker one where what is left allows no more."""
        return min(self.finding.overall.level, strongest(self.support), key=CONFIDENCES.index)

    @property
    def rank(self) -> int:
        """How sure the finding is, from 0 for the weakest word."""
        return CONFIDENCES.index(self.confidence)


def standings(findings: Iterable[Finding], every: pd.DataFrame, counted: pd.DataFrame) -> list[Standing]:
    """Return each finding with what an edition leaves of its support.

    `every` and `counted` have one row per statement, joined with its source's columns: of the whole evidence, and of
    those that the edition counts.
    """
    whole, left = by_statement(every), by_statement(counted)
    return [_standing(finding, whole, left) for finding in findings]


def standings_by_id(synthesis: Synthesis | None, counted: pd.DataFrame) -> dict[str, Standing]:
    """Return each finding of the project by its id, in an edition that counts these statements; none where none are written."""
    found = standings(synthesis.findings, synthesis.coded, counted) if synthesis else []
    return {one.finding.id: one for one in found}


def carried(findings: Iterable[Finding], every: pd.DataFrame, counted: pd.DataFrame) -> list[Finding]:
    """Return the findings that an edition still carries."""
    return [each.finding for each in standings(findings, every, counted) if each.is_carried]


def _standing(finding: Finding, every: CodedRows, counted: CodedRows) -> Standing:
    whole = support(finding.supports, every)
    lost = tuple(each for each in finding.supports if each not in counted)
    needed = min(ORIGINS_NEEDED, len(whole.origins))
    return Standing(finding, support(finding.supports, counted), lost, needed)
