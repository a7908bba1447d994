"""The facts of the Compact's mechanism and its Fund, computed a second time."""

from collections.abc import Callable
from typing import Any

import pandas as pd

Rows = list[dict[str, Any]]
VOTES = ("in_favour", "against", "abstentions", "not_present")
# What the indicators of the Fund begin with.
FUND = (
    "announced_additional", "capitalisation", "concept_notes", "countries_and_regions", "donor_contribution", "first_joint",
    "fund", "joint_programmes", "participating_un", "pipeline", "share_programmes", "target_programmes", "thematic", "unece",
)  # fmt: skip


def rows_of(frame: pd.DataFrame) -> Rows:
    return [dict(row) for row in frame.to_dict("records")]


def milestones_of(recomputed: Any, *, fund: bool) -> Rows:
    rows = rows_of(recomputed.evidence.milestones)
    return [row for row in rows if row["indicator"].startswith(FUND) == fund]


def years(rows: Rows) -> list[int]:
    return [int(row["year"]) for row in rows if not pd.isna(row["year"])]


def mechanism(recomputed: Any, what: str, *rest: str) -> float:
    steps = milestones_of(recomputed, fund=False)
    if what == "outside":
        others = [row for row in recomputed.coded if row["source_type"] != "programme_self_report"]
        return about(recomputed, others, *rest)
    votes = [row["value"] for row in steps if row["indicator"].removeprefix("unga_vote_") in VOTES]
    values: dict[str, Callable[[], int]] = {
        "elements": lambda: len(recomputed.evidence.pillars),
        "vote_total": lambda: int(sum(votes)),
        "steps": lambda: len(steps),
        "first_year": lambda: min(years(steps)),
        "last_year": lambda: max(years(steps)),
    }
    return values[what]()


def fund(recomputed: Any, what: str) -> float:
    rows = milestones_of(recomputed, fund=True)
    dollars = [row for row in rows if row["unit"] == "USD" and row["chart"] == "yes"]
    stated: dict[str, dict[int, set[int]]] = {"fund_size": {}, "funding_target": {}}
    for row in dollars:
        if row["indicator"] in stated and not pd.isna(row["year"]):
            stated[row["indicator"]].setdefault(int(row["year"]), set()).add(int(row["value"]))
    sizes, targets = (
        {year: min(values) for year, values in found.items() if len(values) == 1} for found in stated.values()
    )
    both = sorted(set(sizes) & set(targets))
    values: dict[str, Callable[[], float]] = {
        "rows": lambda: len(rows),
        "first_year": lambda: min(years(dollars)),
        "last_year": lambda: max(years(dollars)),
        "year": lambda: both[-1],
        "share_of_target": lambda: sizes[both[-1]] / targets[both[-1]],
    }
    return values[what]()


def milestone(recomputed: Any, milestone_id: str) -> int:
    (row,) = (row for row in rows_of(recomputed.evidence.milestones) if row["milestone_id"] == milestone_id)
    return int(row["value"])


def objectives(recomputed: Any, what: str) -> int | str:
    rows = rows_of(recomputed.evidence.objectives)
    tables = {str(row["number"]): row["imrf_round_table"] for row in rows}
    values: dict[str, Callable[[], int | str]] = {
        "count": lambda: len(rows),
        "round_tables": lambda: len(set(tables.values())),
        "mechanism": lambda: "23",
        "round_table": lambda: tables["23"].removeprefix("RT"),
        "beside": lambda: list(tables.values()).count(tables["23"]),
    }
    return values[what]()


def pillar(recomputed: Any, *parts: str) -> float:
    return about(recomputed, recomputed.coded, *parts)


def about(recomputed: Any, coded: Rows, name: str, *parts: str) -> float:
    """Count the statements on an element's themes, or on one of them, that the Compact does not make itself."""
    pillars = rows_of(recomputed.evidence.pillars)
    origins = {row["source_id"]: row["origin"] for row in recomputed.sources}
    compact = {origins[row["source_id"]] for row in pillars}
    (own,) = (row["statements"].split("|") for row in pillars if row["pillar"] == name)
    themes = {row["theme"] for row in recomputed.statements if row["statement_id"] in own}
    *theme, what = parts
    rows = [
        row
        for row in coded
        if row["theme"] in (theme or themes) and row["theme"] in themes and row["origin"] not in compact
    ]
    challenges = [row for row in rows if row["valence"] == "challenge"]
    if what == "challenge_share":
        return len(challenges) / len(rows)
    if what == "sources":
        return len({row["origin"] for row in rows})
    return {
        "statements": len(rows),
        "challenge": len(challenges),
        "success_factor": len(rows) - len(challenges),
    }[what]


PARTS: dict[str, Callable[..., Any]] = {
    "mechanism": mechanism,
    "fund": fund,
    "milestone": milestone,
    "objectives": objectives,
    "pillar": pillar,
}
