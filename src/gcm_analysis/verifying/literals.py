"""The numbers that prose may state without a fact or a row behind them: each pattern with the reason why.

A literal belongs to a name or to a definition; it does not change with the data. What can be computed is no literal.
"""

import re
from typing import NamedTuple


class Literal(NamedTuple):
    pattern: re.Pattern[str]
    reason: str


def _literal(pattern: str, reason: str) -> Literal:
    return Literal(re.compile(pattern), reason)


LITERALS = (
    _literal(
        r"\bAlpha is 1 for perfect agreement and 0 for\b", "the ends of the scale of Krippendorff’s alpha"
    ),
    _literal(
        r"\bL’alpha vaut 1 pour un accord parfait et 0 pour\b",
        "the ends of the scale of Krippendorff’s alpha",
    ),
    _literal(r"\b[Vv]ersion\s\d{1,4}\.\d{1,4}\b", "a name: the version of the report"),
    _literal(r"\b2030 Agenda\b|\bAgenda (?:for )?2030\b|\bProgramme (?:à l’horizon )?2030\b", "a name"),
)
