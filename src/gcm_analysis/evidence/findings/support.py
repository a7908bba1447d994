"""The rows behind a finding: how many voices, of what kinds, read how far, and how much confidence they allow at most.

The four components of GRADE-CERQual are judgements. The ceilings only say what no judgement may claim; each names what
it needs to know, the strongest word that it leaves, and why.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from gcm_analysis.evidence.findings.model import CONFIDENCES, Confidence
from gcm_analysis.evidence.vocabulary import OUTSIDE, SELF_REPORT

COUNTED = ["origin", "house", "source_type", "read_extent", "level", "region", "evidence_kind"]
FEW_ORIGINS = 3  # that is, two: of one there is a stricter rule

CodedRows = Mapping[str, Mapping[Hashable, str]]


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


def by_statement(coded: pd.DataFrame) -> CodedRows:
    """Return the rows of statements joined with their sources' columns by their ids, of what support is counted from."""
    rows = coded[["statement_id", *COUNTED]].to_dict("records")
    return {str(row["statement_id"]): row for row in rows}


def support(ids: Iterable[str], coded: CodedRows) -> Support:
    """Return the support of a finding; of its statements, those that `coded` does not have count nothing."""
    rows = [coded[each] for each in set(ids) if each in coded]
    number, by_origin = len(rows), Counter(row["origin"] for row in rows)

    def present(column: str) -> tuple[str, ...]:
        return tuple(sorted({row[column] for row in rows}))

    return Support(
        statements=number,
        origins=present("origin"),
        houses=present("house"),
        source_types=present("source_type"),
        levels=present("level"),
        regions=present("region"),
        evidence_kinds=present("evidence_kind"),
        independent=sum(row["source_type"] in OUTSIDE for row in rows),
        self_reports=sum(row["source_type"] == SELF_REPORT for row in rows),
        largest_share=max(by_origin.values()) / number if number else 0.0,
        read_in_full=sum(row["read_extent"] == "full" for row in rows) / number if number else 0.0,
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
