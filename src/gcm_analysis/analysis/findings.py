"""Finds which findings, and which country cases, the evidence of an edition still carries.

An edition may leave statements out: an earlier day, no self-reports, one region. A finding that has lost too much of its
support is not stated; it is listed with what is missing.
"""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from math import ceil

import pandas as pd

from gcm_analysis.evidence.findings.model import (
    CONFIDENCES,
    PARTS,
    Confidence,
    CountryCase,
    Finding,
    Synthesis,
)
from gcm_analysis.evidence.findings.support import CodedRows, Support, by_statement, strongest, support

# A finding needs half of its supports, and two of the voices that agreed where more than one did: fewer may be chance.
SHARE_NEEDED, ORIGINS_NEEDED = 0.5, 2


@dataclass(frozen=True)
class Standing:
    """A finding in an edition: the support that is left, whether that is enough, and the confidence that it allows."""

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
        """The author's word, or a weaker one where the support that is left allows no more."""
        return min(self.finding.overall.level, strongest(self.support), key=CONFIDENCES.index)

    @property
    def rank(self) -> int:
        """The confidence as a number, from 0 for the weakest word."""
        return CONFIDENCES.index(self.confidence)


def standings(findings: Iterable[Finding], every: pd.DataFrame, counted: pd.DataFrame) -> list[Standing]:
    """Return each finding with the support that an edition leaves.

    `every` and `counted` have one row per statement, joined with its source's columns: of the whole evidence, and of
    those that the edition counts.
    """
    whole, left = by_statement(every), by_statement(counted)
    return [_standing(finding, whole, left) for finding in findings]


def standings_by_id(synthesis: Synthesis | None, counted: pd.DataFrame) -> dict[str, Standing]:
    """Return each finding of the project by its id, in an edition that counts these statements."""
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


def carried_parts(
    case: CountryCase, statements: AbstractSet[str], counted: AbstractSet[str], share: float = SHARE_NEEDED
) -> tuple[str, ...]:
    """Return the parts of a case that an edition carries, in their order: it counts at least the `share` of their rows.

    `counted` has the ids of all rows that the edition counts, `statements` those of all statements. A part without a row is
    among them, as it has none in any edition. The whole case is left out where the edition has less than the share of its
    statements: other rows have neither level nor region.
    """
    own = case.ids & statements
    if len(own & counted) < SHARE_NEEDED * len(own):
        return ()
    carried = {
        part
        for part, passage in case.passages.items()
        if len(counted & set(passage.ids)) >= share * len(set(passage.ids))
    }
    return tuple(part for part in PARTS if part in carried or part not in case.passages) if carried else ()
