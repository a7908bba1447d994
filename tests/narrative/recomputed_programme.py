"""The facts of the chapter on the programme, computed a second time."""

from collections.abc import Callable
from typing import Any

Rows = list[dict[str, Any]]
GROWING = frozenset(
    "actions actions_completed activities experts participants partner_countries requests".split()  # noqa: SIM905
)
LATER = "9999"  # a day after all others


def first_of(date: str) -> str:
    return date + "-01-01"[len(date) - 4 :]


def last_of(date: str) -> str:
    return date + "-12-31"[len(date) - 4 :] if date else ""


def found(told: Any, what: str) -> int:
    return len([row for row in told.actions if what == "n" or row["evidence"] == "own_page"])


def lowest(row: dict[str, Any]) -> float:
    """Return the lowest number read generously: “more than 120” allows 120."""
    part = {"exact": 1.0, "at_least": 1.0, "about": 0.9, "almost": 0.9, "at_most": 0.0}
    return part[row["qualifier"]] * int(row["value"])


def fallen(told: Any, _: str) -> int:
    """Return how many totals on what was claimed for the day are lower than an earlier claim allowed."""
    of_day = {row["indicator"] for row in told.claims if row["source_id"] == told.evidence.event.source_id}
    dated = [row for row in told.claims if row["as_of"] and row["indicator"] in of_day & GROWING]
    return len([row for row in dated if any(taken_back(one, row) for one in dated)])


def taken_back(earlier: dict[str, Any], later: dict[str, Any]) -> bool:
    one_thing = earlier["indicator"] == later["indicator"]
    return (
        one_thing
        and last_of(earlier["as_of"]) < last_of(later["as_of"])
        and lowest(earlier) > int(later["value"])
    )


def partners(told: Any, _: str) -> int:
    return len({code for row in told.actions for code in row["iso3"].split("|") if code})


def naming(told: Any) -> Rows:
    return [row for row in told.actions if row["experts_from"]]


def members(told: Any, row: dict[str, Any]) -> set[str]:
    """Return the EU member states of the day on which an Action began, or ended, or else of today."""
    day = last_of(row["start"] or row["end"]) or LATER
    return {
        one["iso3"]
        for one in told.evidence.countries.to_dict("records")
        if one["group"] == "eu"
        and (not one["member_since"] or first_of(one["member_since"]) <= day)
        and (not one["member_until"] or last_of(one["member_until"]) >= day)
    }


def experts(told: Any, what: str) -> int:
    rows = naming(told)
    outside = [row for row in rows if set(row["experts_from"].split("|")) - members(told, row)]
    return len(outside if what == "outside" else rows)


def functions(told: Any, what: str) -> int:
    """Return how many functions whose rows are all there the programme had, as the data say."""
    there = {row[key] for rows, key in ((told.statements, "statement_id"), (told.actions, "action_id"), (told.figures, "figure_id")) for row in rows}  # fmt: skip
    kept = [
        row
        for row in told.evidence.functions.to_dict("records")
        if {*row["record_rows"].split("|"), *row["hinders_rows"].split("|")} <= there
    ]
    codes = {"open": "not_on_record"}
    return len([row for row in kept if what == "all" or row["programme_had"] == codes.get(what, what)])


PARTS: dict[str, Callable[..., Any]] = {
    "found": found,
    "fallen": fallen,
    "fig-partners": partners,
    "fig-experts": experts,
    "functions": functions,
}
