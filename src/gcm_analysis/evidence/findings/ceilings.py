"""How much confidence the rows behind a finding allow at most, whatever its author thinks of it.

The four components of GRADE-CERQual are judgements. These rules only say what no judgement may claim; each names what
it needs to know, the strongest word that it leaves, and why.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from gcm_analysis.evidence.findings.model import CONFIDENCES, Confidence
from gcm_analysis.evidence.findings.support import Support

FEW_ORIGINS = 3  # that is, two: of one there is a stricter rule


def mark(message: str) -> str:
    """Mark a message for translation: a report says it in its language."""
    return message


class Ceiling(NamedTuple):
    """The strongest word that is left where a rule applies."""

    applies: Callable[[Support], bool]
    at_most: Confidence
    reason: str


CEILINGS = (
    Ceiling(lambda rows: rows.statements == 0, "very low", mark("no statement carries it")),
    Ceiling(
        lambda rows: len(rows.origins) <= 1,
        "low",
        mark("one voice, however often it speaks, confirms nothing"),
    ),
    Ceiling(
        lambda rows: rows.independent == 0, "low", mark("no evaluation, audit or academic work is behind it")
    ),
    Ceiling(
        lambda rows: len(rows.origins) < FEW_ORIGINS,
        "moderate",
        mark("two independent sources may agree by chance"),
    ),
    Ceiling(lambda rows: rows.read_in_full == 0, "moderate", mark("no source behind it was read in full")),
)


def ceilings(rows: Support) -> Iterator[Ceiling]:
    """Yield the rules that apply to what carries a finding."""
    return (rule for rule in CEILINGS if rule.applies(rows))


def strongest(rows: Support) -> Confidence:
    """Return the strongest word that the rows allow."""
    return min((rule.at_most for rule in ceilings(rows)), key=CONFIDENCES.index, default="high")
