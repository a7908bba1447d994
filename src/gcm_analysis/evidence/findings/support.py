"""Counts the rows that support a finding, and returns how much confidence they allow at most.

The four components of GRADE-CERQual are judgements. The ceilings only limit them; each has a condition, the strongest word
that it allows, and the reason.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from gcm_analysis.evidence.findings.model import CONFIDENCES, Confidence
from gcm_analysis.evidence.vocabulary import OUTSIDE, SELF_REPORT

READ = ["evidence_kind", "origin", "source_type", "read_extent"]
FEW_ORIGINS = 3  # that is, two: for one there is a stricter rule

CodedRows = Mapping[str, Mapping[Hashable, str]]


@dataclass(frozen=True)
class Support:
    """The number of statements that support a finding, and of what kinds.

    `origins` are independent voices. `independent` counts statements from evaluations, audits and academic work,
    `self_reports` those of programmes on themselves, `read_in_full` those whose source was read as a whole.
    """

    statements: int
    origins: frozenset[str]
    independent: int
    self_reports: int
    read_in_full: int


def by_statement(coded: pd.DataFrame) -> CodedRows:
    """Return what a statement may support, of statements joined with their sources, by the ids of statements."""
    rows = coded[READ].to_dict("records")
    return dict(zip(coded["statement_id"].tolist(), rows, strict=True))


def support(ids: Iterable[str], coded: CodedRows) -> Support:
    """Return the support of a finding; its statements that `coded` does not have are not counted."""
    rows = [coded[each] for each in set(ids) if each in coded]
    return Support(
        statements=len(rows),
        origins=frozenset(row["origin"] for row in rows),
        independent=sum(row["source_type"] in OUTSIDE for row in rows),
        self_reports=sum(row["source_type"] == SELF_REPORT for row in rows),
        read_in_full=sum(row["read_extent"] == "full" for row in rows),
    )


def mark(message: str) -> str:
    """Mark a message for translation."""
    return message


class Ceiling(NamedTuple):
    """The strongest word that is allowed where a rule applies."""

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
