"""The rows behind a finding: how many voices, of what kinds, read how far, and how much confidence they allow at most.

The four components of GRADE-CERQual are judgements. The ceilings only say what no judgement may claim; each names what
it needs to know, the strongest word that it leaves, and why.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from gcm_analysis.evidence.findings.model import CONFIDENCES, Confidence
from gcm_analysis.evidence.vocabulary import OUTSIDE, SELF_REPORT

FEW_ORIGINS = 3  # that is, two: of one there is a stricter rule


@dataclass(frozen=True)
class Support:
    """The statements that support a finding, counted.

    `origins` are independent voices, `houses` the bodies behind them (one house may speak through several origins).
    `independent` counts statements from evaluations, audits and academic work, `self_reports` those of programmes on
    themselves. `largest_share` is the share of the origin with the most statements, `read_in_full` that of statements
    whose source was read whole; both are 0 where there is no statement.
    """

    statements: int
    origins: tuple[str, ...]
    houses: tuple[str, ...]
    source_types: tuple[str, ...]
    levels: tuple[str, ...]
    regions: tuple[str, ...]
    evidence_kinds: tuple[str, ...]
    independent: int
    self_reports: int
    largest_share: float
    read_in_full: float


def support(ids: Collection[str], coded: pd.DataFrame) -> Support:
    """Return the support of a finding; `coded` has one row per statement, joined with its source's columns."""
    rows = coded[coded["statement_id"].isin(ids)]
    number = len(rows)

    def present(column: str) -> tuple[str, ...]:
        return tuple(sorted(set(rows[column])))

    return Support(
        statements=number,
        origins=present("origin"),
        houses=present("house"),
        source_types=present("source_type"),
        levels=present("level"),
        regions=present("region"),
        evidence_kinds=present("evidence_kind"),
        independent=int(rows["source_type"].isin(OUTSIDE).sum()),
        self_reports=int((rows["source_type"] == SELF_REPORT).sum()),
        largest_share=float(rows["origin"].value_counts(normalize=True).max()) if number else 0.0,
        read_in_full=float((rows["read_extent"] == "full").mean()) if number else 0.0,
    )


def mark(message: str) -> str:
    """Mark a message for translation: a report says it in its language."""
    return message


class Ceiling(NamedTuple):
    """The strongest word that is left where a rule applies."""

    applies: Callable[[Support], bool]
    at_most: Confidence
    reason: str


CEILINGS = (
    Ceiling(lambda rows: rows.statements == 0, "very low", mark("if no statement supports it")),
    Ceiling(
        lambda rows: len(rows.origins) <= 1,
        "low",
        mark("if it rests on one voice, which confirms nothing, however often it speaks"),
    ),
    Ceiling(
        lambda rows: rows.independent == 0,
        "low",
        mark("if no evaluation, audit or academic work is behind it"),
    ),
    Ceiling(
        lambda rows: len(rows.origins) < FEW_ORIGINS,
        "moderate",
        mark("if it rests on two independent sources, which may agree by chance"),
    ),
    Ceiling(lambda rows: rows.read_in_full == 0, "moderate", mark("if no source behind it was read in full")),
)


def ceilings(rows: Support) -> Iterator[Ceiling]:
    """Yield the rules that apply to the support of a finding."""
    return (rule for rule in CEILINGS if rule.applies(rows))


def strongest(rows: Support) -> Confidence:
    """Return the strongest word that the rows allow."""
    return min((rule.at_most for rule in ceilings(rows)), key=CONFIDENCES.index, default="high")
