"""Every fact of the story computed a second time, in plain Python and from the rows themselves."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from gcm_analysis.evidence import Evidence

from . import (
    recomputed_findings,
    recomputed_methods,
    recomputed_programme,
    recomputed_promise,
)

Row = Mapping[str, Any]
Rows = list[dict[str, Any]]
CUMULATIVE = frozenset(
    "actions actions_completed activities experts participants partner_countries requests".split()  # noqa: SIM905
)


def rows_of(frame: pd.DataFrame) -> Rows:
    return [dict(row) for row in frame.to_dict("records")]


def where(rows: Iterable[Row], **cells: object) -> Rows:
    return [dict(row) for row in rows if all(row[name] == value for name, value in cells.items())]


def counted(rows: Rows, unit: str) -> int:
    return len(rows) if unit == "statements" else len({row["origin"] for row in rows})


def end_of(partial: str) -> str:
    return partial + "-12-31"[len(partial) - 4 :]


# The first part of a fact's id, and who recomputes what begins so: a function of this object and of the other parts.
CHAPTERS: dict[str, Callable[..., Any]] = {
    **recomputed_findings.PARTS,
    **recomputed_programme.PARTS,
    **recomputed_promise.PARTS,
    **recomputed_methods.PARTS,
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
            "evidence": self._evidence,
            "actions": self._actions,
            "claims": self._claims,
            "event": self._event,
            "claim": self._claim,
        }
        return parts[first](*rest)

    def _evidence(self, theme: str, unit: str) -> int:
        return counted(where(self.coded, theme=theme), unit)

    def _actions(self, what: str, kind: str = "") -> float:
        named = [row for row in self.actions if row["experts_from"]]
        countries = Counter(country for row in named for country in row["experts_from"].split("|"))
        grouped = {row["iso3"] for row in rows_of(self.evidence.countries) if row["group"]}
        south = [row for row in named if set(row["experts_from"].split("|")) - grouped]
        dated = [row for row in self.actions if row["start"]]
        partners = {
            iso: n
            for iso, n in Counter(row["iso3"] for row in self.actions).items()
            if len(iso) == 3 and n >= 3
        }
        newest = sorted(
            (end_of(row["as_of"]), row["figure_id"], row["value"])
            for row in where(self.claims, indicator="actions") if row["as_of"]
        )  # fmt: skip
        values: dict[str, Callable[[], float]] = {
            "found": lambda: len(self.actions),
            "published": lambda: newest[-1][2],
            "evidence": lambda: len(where(self.actions, evidence=kind)),
            "dated": lambda: len(dated),
            "undated": lambda: len(self.actions) - len(dated),
            "first_region": lambda: max(Counter(row["region"] for row in dated).values()),
            "themed": lambda: len([row for row in dated if row["theme"]]),
            "repeated_partners": lambda: len(partners),
            "with_repeated_partners": lambda: sum(partners.values()),
            "experts_named": lambda: len(named),
            "experts_south": lambda: len(south),
            "experts_south_share": lambda: len(south) / len(named),
            "expert_countries": lambda: len(countries),
            "first_origin": lambda: max(countries.values()),
        }
        return values[what]()

    def _claim(self, figure_id: str) -> int:
        (row,) = where(self.figures, figure_id=figure_id)
        return int(row["value"])

    def _claims(self, what: str) -> int:
        if what == "published":
            return len(self.figures)
        if what == "conflicts":
            return len(self._taken_back())
        drawn = sorted(
            (row for row in where(self.claims, indicator=self._drawn()) if row["as_of"]),
            key=lambda row: (end_of(row["as_of"]), row["figure_id"]),
        )
        values, years = [row["value"] for row in drawn], [int(row["as_of"][:4]) for row in drawn]
        numbers = {
            "first_year": years[0],
            "last_year": years[-1],
            "lowest": min(values),
            "highest": max(values),
        }
        return int(numbers[what])

    def _taken_back(self) -> list[str]:
        """Return the indicator of each total that states less than an earlier claim allowed."""
        lowest = {"exact": 1.0, "at_least": 1.0, "about": 0.9, "almost": 0.9, "at_most": 0.0}
        dated = [row for row in self.figures if row["as_of"] and row["indicator"] in CUMULATIVE]
        totals = [row for row in dated if row["scope_en"].startswith("programme total")]
        return [
            row["indicator"]
            for row in totals
            if any(
                end_of(one["as_of"]) < end_of(row["as_of"]) and lowest[one["qualifier"]] * one["value"] > row["value"]
                for one in where(totals, indicator=row["indicator"], scope_en=row["scope_en"])
            )
        ]  # fmt: skip

    def _drawn(self) -> str:
        """Return the indicator claimed at the event that is contradicted most, else claimed most."""
        conflicts = Counter(self._taken_back())
        said = [row["indicator"] for row in self.claims if row["source_id"] == self.evidence.event.source_id]
        return max(said, key=lambda code: (conflicts[code], len(where(self.claims, indicator=code))))

    def _event(self, what: str, who: str = "") -> int | date:
        event = self.evidence.event
        if what == "date":
            return event.date
        return event.announced_panellists if who == "announced" else len(event.panellists)
