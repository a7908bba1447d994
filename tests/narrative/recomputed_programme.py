"""The facts of the programme's claims, units, expertise and durations, computed a second time."""

from calendar import monthrange
from collections import Counter
from collections.abc import Callable
from itertools import combinations
from statistics import median
from typing import Any

Rows = list[dict[str, Any]]
FEW = 11
GROWING = frozenset(
    "actions actions_completed activities experts participants partner_countries requests".split()  # noqa: SIM905
)
UNITS = {
    "request": "requests",
    "action": "actions actions_completed actions_policy_development_ongoing",
    "activity": "activities training_of_trainers_activities",
    "product": "deliverables",
    "country": "partner_countries countries_active_in_year countries_tagged states_requesting_west_africa",
    "organisation": "regional_organisations",
    "expert": "experts experts_from_eu_member_states experts_from_the_south experts_non_governmental_academia_eu_agencies",
    "profile": "roster_profiles",
    "official": "roster_public_officials",
    "participant": "participants closing_event_participants",
}
REGIONS = ("Africa", "Latin America and the Caribbean", "EU Neighbourhood", "Asia")
TESTED = (
    "actions",
    "actions_completed",
    "partner_countries",
    "eu_member_states_supplying_experts",
    "years_of_operation",
)
LATER = "9999"  # a day after all others
CONFLICTS = ("clash", "fall", "qualifier")


# --- claims ------------------------------------------------------------------------------------------------------


def first_of(date: str) -> str:
    return date + "-01-01"[len(date) - 4 :]


def last_of(date: str) -> str:
    return date + "-12-31"[len(date) - 4 :] if date else ""


def distinct(figures: Rows) -> Rows:
    """Return each claim once, that of the lowest id."""
    seen: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in sorted(figures, key=lambda row: str(row["figure_id"])):
        seen.setdefault(
            tuple(row[name] for name in ("indicator", "scope_en", "as_of", "value", "qualifier")), row
        )
    return list(seen.values())


def interval(row: dict[str, Any]) -> tuple[float, float]:
    """Return the lowest and the highest number that the words allow, strictly read."""
    value = int(row["value"])
    return {
        "exact": (value, value), "about": (value * 0.9, value * 1.1), "almost": (value * 0.9, value - 1),
        "at_least": (value + 1, float("inf")), "at_most": (0, value),
    }[row["qualifier"]]  # fmt: skip


def lowest(row: dict[str, Any]) -> float:
    """Return the lowest number read generously: “more than 120” allows 120."""
    value = int(row["value"])
    return {"exact": value, "at_least": value, "about": value * 0.9, "almost": value * 0.9, "at_most": 0}[
        row["qualifier"]
    ]


def grows(row: dict[str, Any]) -> bool:
    return row["indicator"] in GROWING and row["scope_en"].startswith("programme total")


def kind_of(one: dict[str, Any], two: dict[str, Any], falls: set[tuple[str, str]]) -> str:
    """Return how two claims on one thing, the earlier first, do not fit together; nothing if they do."""
    (low, high), (lower, higher) = interval(one), interval(two)
    together = first_of(two["as_of"]) <= last_of(one["as_of"])
    later = last_of(one["as_of"]) < last_of(two["as_of"])
    if one["value"] != two["value"] and together and (low > higher or lower > high):
        return "clash"
    if (one["figure_id"], two["figure_id"]) in falls:
        return "fall"
    if (
        one["value"] == two["value"]
        and one["qualifier"] != two["qualifier"]
        and (together or (grows(one) and later and low > higher))
    ):
        return "qualifier"
    return ""  # fmt: skip


def falling(claims: Rows) -> set[tuple[str, str]]:
    """Return for each total that falls the highest claim before it, the most recent of equals."""
    pairs = set()
    for two in claims:
        before = [
            one for one in claims
            if grows(one) and (one["indicator"], one["scope_en"]) == (two["indicator"], two["scope_en"])
            and last_of(one["as_of"]) < last_of(two["as_of"]) and lowest(one) > two["value"]
        ]  # fmt: skip
        if before:
            before.sort(key=lambda one: str(one["figure_id"]))
            highest = max(before, key=lambda one: (lowest(one), last_of(one["as_of"])))
            pairs.add((highest["figure_id"], two["figure_id"]))
    return pairs


def conflicting(figures: Rows) -> Counter[str]:
    claims = sorted(
        (row for row in distinct(figures) if row["as_of"]),
        key=lambda row: (last_of(row["as_of"]), row["figure_id"]),
    )
    falls = falling(claims)
    return Counter(
        kind_of(one, two, falls)
        for one, two in combinations(claims, 2)
        if (one["indicator"], one["scope_en"]) == (two["indicator"], two["scope_en"])
    )


def conflict(told: Any, what: str) -> int:
    claims = distinct(told.figures)
    if what == "undated":
        return len([row for row in claims if not row["as_of"]])
    if what == "scopes":
        years = {(row["indicator"], row["as_of"][:4]) for row in claims if row["as_of"]}
        scopes = {(row["indicator"], row["as_of"][:4], row["scope_en"]) for row in claims if row["as_of"]}
        return len([one for one in years if len([scope for scope in scopes if scope[:2] == one]) > 1])
    found = conflicting(told.figures)
    return sum(found[kind] for kind in CONFLICTS) if what == "pairs" else found[what]


def unit(told: Any, name: str, what: str = "") -> int:
    counted = {
        code: [row for row in told.figures if row["indicator"] in codes.split()]
        for code, codes in UNITS.items()
    }
    if name == "number":
        return len([code for code in counted if counted[code]])
    return len(counted[name]) if what == "claims" else len({row["scope_en"] for row in counted[name]})


# --- claims beside the rows --------------------------------------------------------------------------------------


def latest(date: str) -> str:
    if len(date) == len("2018-12"):
        return f"{date}-{monthrange(int(date[:4]), int(date[5:]))[1]}"
    return last_of(date)


def found_by(told: Any, claim: dict[str, Any]) -> tuple[int, int]:
    """Return what the rows show by the date of a claim, without and with the rows that have no date."""
    region = claim["scope_en"].removeprefix("programme total").removeprefix(", ")
    day = last_of(claim["as_of"])
    scoped = [row for row in told.actions if region in ("", row["region"])]
    certain = [row for row in scoped if row["start"] and latest(row["start"]) <= day]
    possible = [row for row in scoped if not row["start"] or latest(row["start"]) <= day]
    return shown(told, claim["indicator"], certain, day, ended=False), shown(
        told, claim["indicator"], possible, day, ended=True
    )


def shown(told: Any, indicator: str, rows: Rows, day: str, *, ended: bool) -> int:
    if indicator == "actions":
        return len(rows)
    if indicator == "actions_completed":
        return len([row for row in rows if (latest(row["end"]) <= day if row["end"] else ended)])
    if indicator == "partner_countries":
        return len({country for row in rows for country in row["iso3"].split("|")} - {""})
    if indicator == "eu_member_states_supplying_experts":
        return len({country for row in rows for country in countries(row)} & members(told, day))
    starts = [latest(row["start"]) for row in rows if row["start"]]
    return int(day[:4]) - int(min(starts)[:4]) - (day[4:] < min(starts)[4:]) if starts else 0


def tested_claims(told: Any) -> Rows:
    """Return the claims that the table shows: those of the event, and the newest on each indicator and scope."""
    scopes = {"programme total", *(f"programme total, {region}" for region in REGIONS)}
    testable = [
        row for row in distinct(told.figures)
        if row["as_of"] and row["indicator"] in TESTED and row["scope_en"] in scopes and found_by(told, row)[0] > 0
    ]  # fmt: skip
    newest = {
        (row["indicator"], row["scope_en"]): row["figure_id"]
        for row in sorted(testable, key=lambda row: (last_of(row["as_of"]), row["figure_id"]))
    }
    own = told.evidence.event.source_id
    return [row for row in testable if row["source_id"] == own or row["figure_id"] in newest.values()]


def tested(told: Any, name: str, *which: str) -> int:
    table = tested_claims(told)
    if name == "claims":
        return len(table)
    if name == "exceeded":
        highest = {"about": 1.1, "at_least": float("inf")}
        return len(
            [row for row in table if found_by(told, row)[0] > row["value"] * highest.get(row["qualifier"], 1)]
        )
    (claim,) = [row for row in told.figures if row["figure_id"] == name]
    return found_by(told, claim)["most" in which]


# --- experts and durations ---------------------------------------------------------------------------------------


def named(told: Any) -> Rows:
    return [row for row in told.actions if row["experts_from"]]


def countries(row: dict[str, Any]) -> set[str]:
    return set(row["experts_from"].split("|"))


def members(told: Any, day: str = "") -> set[str]:
    """Return the EU member states of a day, or all that were one at any time."""
    rows = [row for row in told.evidence.countries.to_dict("records") if row["group"] == "eu"]
    return {row["iso3"] for row in rows if not row["member_until"] or last_of(row["member_until"]) >= day}


def others(told: Any) -> set[str]:
    return {row["iso3"] for row in told.evidence.countries.to_dict("records") if row["group"] == "other"}


def of_the_time(told: Any, row: dict[str, Any]) -> set[str]:
    """Return the EU member states of the day on which an Action began, or ended, or else of today."""
    day = last_of(row["start"] or row["end"]) or LATER
    since = {one["iso3"]: one["member_since"] for one in told.evidence.countries.to_dict("records")}
    return {iso3 for iso3 in members(told, day) if not since[iso3] or first_of(since[iso3]) <= day}


def foreign(told: Any, row: dict[str, Any]) -> set[str]:
    return countries(row) - of_the_time(told, row)


def expert(told: Any, what: str) -> float:
    rows = named(told)
    presences = sum(len(countries(row)) for row in rows)
    outside = [row for row in rows if foreign(told, row)]
    away = sum(len(foreign(told, row)) for row in rows)
    south = {row["action_id"]: countries(row) - members(told) - others(told) for row in rows}
    supported = [row for row in rows if south[row["action_id"]]]
    home = [
        row for row in supported if row["iso3"] and south[row["action_id"]] <= set(row["iso3"].split("|"))
    ]
    single = [row for row in supported if row["iso3"]]
    numbers: dict[str, Callable[[], float]] = {
        "outside": lambda: len(outside),
        "outside_share": lambda: len(outside) / len(rows),
        "presences": lambda: presences,
        "presences_outside": lambda: away,
        "presences_outside_share": lambda: away / presences,
        "south_abroad": lambda: len(single) - len(home),
        "south_home": lambda: len(home),
        "south_open": lambda: len(supported) - len(single),
    }
    return numbers[what]() if what in numbers else first_region(told, rows, what)


def first_region(told: Any, rows: Rows, what: str) -> float:
    """Return the numbers of the region with the highest share of Actions with experts from outside the EU."""
    sizes = Counter(row["region"] for row in rows)
    outside = Counter(row["region"] for row in rows if foreign(told, row))
    best = max(
        (region for region in sizes if sizes[region] >= FEW),
        key=lambda region: outside[region] / sizes[region],
    )
    whole, part = sizes[best], outside[best]
    return {"first_region_share": part / whole, "first_region_outside": part, "first_region_named": whole}[
        what
    ]


def month(date: str) -> int:
    return int(date[:4]) * 12 + int(date[5:7])


def lasting(told: Any) -> list[tuple[int, str]]:
    """Return, for each Action with both months, how long it lasted and the phase that closed as it ended."""
    phases = told.evidence.phases.to_dict("records")
    ends = {month(last_of(row["end"])): row["phase"] for row in phases if row["end"]}
    exact = [row for row in told.actions if min(len(row["start"]), len(row["end"])) >= len("2018-12")]
    return [
        (
            month(row["end"]) - month(row["start"]) + 1,
            ends.get(month(row["end"]), ends.get(month(row["end"]) - 1, "")),
        )
        for row in exact
    ]


def duration(told: Any, what: str, phase: str = "") -> float:
    both = lasting(told)
    months = [length for length, _ in both]
    numbers: dict[str, Callable[[], float]] = {
        "actions": lambda: len(both),
        "shortest": lambda: min(months),
        "longest": lambda: max(months),
        "median": lambda: median(months),
        "median_without": lambda: median(length for length, closed in both if not closed),
        "median_alone": lambda: median(length for length, closed in both if closed),
        "at_close": lambda: len([closed for _, closed in both if closed]),
        "close": lambda: len([closed for _, closed in both if closed == phase]),
    }
    return numbers[what]()


def carried(told: Any, name: str, kind: str) -> int:
    """Return how many of the Actions counted in one place rest on a kind of page."""
    dated = [row for row in told.actions if row["start"]]
    frequent = Counter(row["iso3"] for row in told.actions if len(row["iso3"]) == len("MEX"))
    places: dict[str, Callable[[], Rows]] = {
        "found": lambda: told.actions,
        "starts": lambda: dated,
        "themes": lambda: [row for row in dated if row["theme"]],
        "partners": lambda: [row for row in told.actions if frequent[row["iso3"]] >= 3],
        "experts": lambda: named(told),
        "durations": lambda: [
            row for row in dated if min(len(row["start"]), len(row["end"])) >= len("2018-12")
        ],
        "tested": lambda: beside(told),
    }
    return len([row for row in places[name]() if row["evidence"] == kind])


def beside(told: Any) -> Rows:
    """Return the Actions that count, or may count, towards one of the claims in the table."""
    kept = {}
    for claim in tested_claims(told):
        region = claim["scope_en"].removeprefix("programme total").removeprefix(", ")
        day = last_of(claim["as_of"])
        for row in told.actions:
            begun = not row["start"] or latest(row["start"]) <= day
            if region in ("", row["region"]) and begun and counts(told, claim["indicator"], row, day):
                kept[row["action_id"]] = row
    return list(kept.values())


def counts(told: Any, indicator: str, row: dict[str, Any], day: str) -> bool:
    """Tell whether an Action that may have begun is one that the claim's number rests on."""
    if indicator == "actions_completed":
        return not row["end"] or latest(row["end"]) <= day
    if indicator == "partner_countries":
        return bool(row["iso3"])
    if indicator == "eu_member_states_supplying_experts":
        return bool(countries(row) & members(told, day))
    if indicator == "years_of_operation":
        return row["start"] and latest(row["start"]) == min(
            latest(one["start"]) for one in told.actions if one["start"]
        )
    return True


PARTS: dict[str, Callable[..., Any]] = {
    "programme": lambda told, part, *rest: {
        "conflict": conflict, "unit": unit, "tested": tested, "expert": expert, "duration": duration, "carried": carried,
    }[part](told, *rest),
}  # fmt: skip
