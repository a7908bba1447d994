"""Every fact of the story computed a second time, in plain Python and from the rows themselves."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from gcm_analysis.evidence import Evidence
from gcm_analysis.evidence.vocabulary import CRITERIA, LEVELS, PHASES, SOURCE_TYPES

from . import (
    recomputed_findings,
    recomputed_mechanism,
    recomputed_perspectives,
    recomputed_programme,
    recomputed_robustness,
)

Row = Mapping[str, Any]
Rows = list[dict[str, Any]]
CODES = re.compile("|".join(sorted((*PHASES, *LEVELS, *SOURCE_TYPES, *CRITERIA), key=len, reverse=True)))
OUTSIDE = ("independent_evaluation_or_audit", "academic_or_think_tank")


def rows_of(frame: pd.DataFrame) -> Rows:
    return [dict(row) for row in frame.to_dict("records")]


def where(rows: Iterable[Row], **cells: object) -> Rows:
    return [dict(row) for row in rows if all(row[name] == value for name, value in cells.items())]


def top(counts: Counter[str]) -> list[str]:
    return sorted(code for code, number in counts.items() if number == max(counts.values()))


def share(rows: Rows) -> float:
    return len(where(rows, valence="challenge")) / len(rows)


def counted(rows: Rows, unit: str) -> int:
    return len(rows) if unit == "statements" else len({row["origin"] for row in rows})


# The first part of a fact's id, and who recomputes what begins so: a function of this object and of the other parts.
CHAPTERS: dict[str, Callable[..., Any]] = {
    **recomputed_findings.PARTS,
    **recomputed_mechanism.PARTS,
    **recomputed_perspectives.PARTS,
    **recomputed_programme.PARTS,
    **recomputed_robustness.PARTS,
}


class Recomputed:
    """The value that a fact must have, by its id."""

    def __init__(self, evidence: Evidence, coded: pd.DataFrame) -> None:
        self.evidence = evidence
        self.coded = rows_of(coded)
        self.statements, self.sources = rows_of(evidence.statements), rows_of(evidence.sources)
        self.actions, self.figures = rows_of(evidence.actions), rows_of(evidence.figures)
        self.claims = [row for row in self.figures if row["scope_en"] == "programme total"]

    def value(self, name: str) -> int | float | str | date:
        """Return the value of a fact; an id that nobody recomputes is an error."""
        first, *rest = name.split(".")
        if first in CHAPTERS:
            return CHAPTERS[first](self, *rest)
        parts: dict[str, Callable[..., Any]] = {
            "record": self._record, "outside": self._outside, "themes": self._themes, "phase": self._group, "level": self._group,
            "criterion": self._group, "source_type": self._group, "evidence": self._evidence,
            "methods": self._methods, "actions": self._actions, "event": self._event, "claim": self._claim,
        }  # fmt: skip
        return parts[first](
            *([first, *rest] if first in ("phase", "level", "criterion", "source_type") else rest)
        )

    def _record(self, what: str, who: str = "") -> float:
        if what in ("statements", "sources"):
            return counted(self.coded, what)
        if what == "challenge_share":
            kinds = OUTSIDE if who == "outside" else ("programme_self_report",)
            return share([row for row in self.coded if row["source_type"] in kinds])
        return len(where(self.coded, valence={"success": "success_factor"}.get(what, what)))

    def _outside(self, unit: str) -> int:
        return counted([row for row in self.coded if row["source_type"] != "programme_self_report"], unit)

    def _themes(self, which: str, unit: str) -> int:
        themes = {row["theme"] for row in self.coded}
        if which == "widest":
            return max(counted(where(self.coded, theme=theme), "sources") for theme in themes)
        leader = top(Counter(row["theme"] for row in self.coded))[0]
        return counted(where(self.coded, theme=leader), unit)

    def _group(self, by: str, code: str, valence: str, *more: str) -> float:
        if code == "challenge_share":
            codes = CODES.findall(".".join([valence, *more]))
            return share([row for row in self.coded if row[by] in codes])
        group = where(self.coded, **{by: code, "valence": valence})
        leading = top(Counter(row["theme"] for row in group))
        return counted([row for row in group if row["theme"] in leading], more[-1])

    def _evidence(self, theme: str, unit: str) -> int:
        return counted(where(self.coded, theme=theme), unit)

    def _methods(self, what: str) -> int:
        cited = {row["source_id"] for row in self.coded}
        bases = {"dated": "stated", "inferred": "inferred", "undated": ""}
        if what in bases:
            return len(where(self.sources, published_basis=bases[what]))
        numbers = {
            "few": 11,
            "statements": len(self.statements),
            "sources": len(self.sources),
            "pages": len([row for row in self.sources if row["source_id"] in cited]),
        }
        return numbers[what]

    def _actions(self, what: str) -> int:
        assert what == "found"
        return len(self.actions)

    def _claim(self, figure_id: str) -> int:
        (row,) = where(self.figures, figure_id=figure_id)
        return int(row["value"])

    def _event(self, what: str, who: str = "") -> int | date:
        event = self.evidence.event
        if what == "date":
            return event.date
        return event.announced_panellists if who == "announced" else len(event.panellists)
