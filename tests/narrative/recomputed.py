"""Every fact of the story computed a second time, in plain Python and from the rows themselves."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from gcm_analysis.evidence import Evidence

from . import (
    recomputed_findings,
    recomputed_methods,
    recomputed_partner,
    recomputed_programme,
    recomputed_promise,
)

Row = Mapping[str, Any]
Rows = list[dict[str, Any]]


def rows_of(frame: pd.DataFrame) -> Rows:
    return [dict(row) for row in frame.to_dict("records")]


def where(rows: Iterable[Row], **cells: object) -> Rows:
    return [dict(row) for row in rows if all(row[name] == value for name, value in cells.items())]


def counted(rows: Rows, unit: str) -> int:
    return len(rows) if unit == "statements" else len({row["origin"] for row in rows})


# The first part of a fact's id, and who recomputes what begins so: a function of this object and of the other parts.
CHAPTERS: dict[str, Callable[..., Any]] = {
    **recomputed_findings.PARTS,
    **recomputed_partner.PARTS,
    **recomputed_programme.PARTS,
    **recomputed_promise.PARTS,
    **recomputed_methods.PARTS,
}


class Recomputed:
    """The value that a fact must have, by its id."""

    def __init__(self, evidence: Evidence, coded: pd.DataFrame, partner: str = "all") -> None:
        self.evidence, self.partner = evidence, partner
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
            "evidence": self._evidence, "actions": self._actions, "event": self._event, "claim": self._claim,
        }  # fmt: skip
        return parts[first](*rest)

    def _evidence(self, theme: str, unit: str) -> int:
        return counted(where(self.coded, theme=theme), unit)

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
