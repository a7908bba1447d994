"""The facts of what is robust in the record, computed a second time: with loops over rows, one draw after another."""

from collections import Counter
from collections.abc import Callable
from functools import cache
from math import fsum
from typing import Any

import numpy as np

from .recomputed_agreement import DRAWS, SEED, ends, methods

Rows = list[dict[str, Any]]
FEW = 11
OWN = "programme_self_report"
OUTSIDE = ("independent_evaluation_or_audit", "academic_or_think_tank")
CONSTANTS = {
    ("draws",): DRAWS, ("middle",): 0.95, ("enough",): 0.95,
}  # fmt: skip


def top(counts: dict[str, float]) -> frozenset[str]:
    """Return the names with the highest count, none if there is nothing to count."""
    highest = max(counts.values(), default=0)
    return frozenset(name for name, number in counts.items() if number == highest > 0)


def largest_of(rows: Rows) -> str:
    counts = Counter(row["origin"] for row in rows)
    return min(name for name in counts if counts[name] == max(counts.values()))


def draws_of(number: int, draws: int = DRAWS) -> list[list[int]]:
    """Return in each draw how often each of so many origins, in the order of the alphabet, is drawn."""
    picks = np.random.default_rng(SEED).integers(number, size=(draws, number)).tolist()
    counted = [Counter(pick) for pick in picks]
    return [[drawn[place] for place in range(number)] for drawn in counted]


class Tested:
    """The findings of statements, and of the same with each origin counted so many times."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.origins = sorted({row["origin"] for row in rows})
        self.themes = sorted({row["theme"] for row in rows})
        self.once = [1] * len(self.origins)
        # For each origin, by kind of group and name: its statements, its challenges, and itself.
        self.held: list[dict[tuple[str, str], list[int]]] = [{} for _ in self.origins]
        for row in rows:
            self._count(self.held[self.origins.index(row["origin"])], row)

    def _count(self, held: dict[tuple[str, str], list[int]], row: dict[str, Any]) -> None:
        side = "own" if row["source_type"] == OWN else "outside" if row["source_type"] in OUTSIDE else ""
        groups = {name: row[name] for name in ("theme", "phase", "valence")} | {"side": side}
        for group in groups.items():
            one = held.setdefault(group, [0, 0, 1])
            one[0] += 1
            one[1] += row["valence"] == "challenge"

    def counts(self, times: list[int]) -> dict[tuple[str, str], list[int]]:
        """Return statements, challenges and sources by kind of group and name."""
        found: dict[tuple[str, str], list[int]] = {}
        for number, held in zip(times, self.held, strict=True):
            for group, one in held.items() if number else ():
                sums = found.setdefault(group, [0, 0, 0])
                for column in range(3):
                    sums[column] += number * one[column]
        return found

    def findings(self, times: list[int]) -> dict[str, frozenset[str] | None]:
        """Return each finding as the names that it gives; a finding that cannot be made is None."""
        counts = self.counts(times)
        themes = {name: one for (group, name), one in counts.items() if group == "theme"}
        return {
            "valence": top({name: one[0] for (group, name), one in counts.items() if group == "valence"}),
            "contrast": highest(
                {name: one for (group, name), one in counts.items() if group == "side" and name}
            ),
            "named": top({name: one[0] for name, one in themes.items()}),
            "widest": top({name: one[2] for name, one in themes.items()}),
            "obstacles": frozenset(name for name, one in themes.items() if one[1] > one[0] - one[1]),
            "phase": highest({name: one for (group, name), one in counts.items() if group == "phase"}),
        }

    def without(self, number: int) -> list[int]:
        return [int(place != number) for place in range(len(self.origins))]


def highest(groups: dict[str, list[int]]) -> frozenset[str] | None:
    """Return the groups in which challenges weigh most, if two are large enough and they differ."""
    shares = {name: one[1] / one[0] for name, one in groups.items() if one[0] >= FEW}
    chosen = frozenset(name for name, share in shares.items() if share == max(shares.values()))
    return chosen if 0 < len(chosen) < len(shares) else None


@cache
def tested(recomputed: Any) -> Tested:
    return Tested(recomputed.coded)


@cache
def drawn_themes(recomputed: Any) -> list[dict[str, int]]:
    """Return the statements by theme in each draw."""
    record = tested(recomputed)
    held = Counter((record.origins.index(row["origin"]), row["theme"]) for row in recomputed.coded)
    found = []
    for times in draws_of(len(record.origins)):
        counts = dict.fromkeys(record.themes, 0)
        for (place, theme), number in held.items():
            counts[theme] += number * times[place]
        found.append(counts)
    return found


@cache
def drawn_findings(recomputed: Any) -> list[dict[str, frozenset[str] | None]]:
    record = tested(recomputed)
    return [record.findings(times) for times in draws_of(len(record.origins))]


def firmness(recomputed: Any, name: str) -> tuple[int, float] | None:
    """Return how many origins change a finding, and the share of draws that repeat it; nothing if it is not made."""
    record = tested(recomputed)
    base = record.findings(record.once)[name]
    if base is None:
        return None
    left = [record.findings(record.without(number))[name] for number in range(len(record.origins))]
    drawn = [found[name] for found in drawn_findings(recomputed) if found[name] is not None]
    return sum(found != base for found in left), sum(found == base for found in drawn) / len(drawn)


NAMES = ("valence", "contrast", "named", "widest", "obstacles", "phase")


def verdicts(recomputed: Any) -> list[tuple[int, float]]:
    return [found for name in NAMES if (found := firmness(recomputed, name)) is not None]


def overlapping(recomputed: Any) -> int:
    """Return how many themes do not fall behind the leader, in the share of statements, in nearly all draws."""
    draws, counts = drawn_themes(recomputed), Counter(row["theme"] for row in recomputed.coded)
    leading = top(counts)
    ahead = min(leading)
    lows = {
        theme: ends([(draw[ahead] - draw[theme]) / sum(draw.values()) for draw in draws])[0]
        for theme in counts
        if theme not in leading
    }
    return sum(low <= 0 for low in lows.values())


def first(recomputed: Any, code: str) -> float:
    draws = drawn_themes(recomputed)
    return sum(draw[code] == max(draw.values()) for draw in draws) / len(draws)


@cache
def contrasts(recomputed: Any) -> tuple[float, float, float]:
    """Return the share of challenges outside less that of programmes on themselves, and the ends of its interval."""
    rows = [row for row in recomputed.coded if row["source_type"] in (OWN, *OUTSIDE)]
    record = Tested(rows)
    differences = []
    for times in [record.once, *draws_of(len(record.origins))]:
        counts = record.counts(times)
        own, outside = (counts.get(("side", side), [0, 0, 0]) for side in ("own", "outside"))
        if own[0] and outside[0]:
            differences.append(outside[1] / outside[0] - own[1] / own[0])
    return differences[0], *ends(differences[1:])


def contrast(recomputed: Any, what: str) -> float:
    return contrasts(recomputed)[("difference", "low", "high").index(what)]


def ranks(counts: dict[str, int]) -> dict[str, int]:
    return {name: 1 + sum(other > number for other in counts.values()) for name, number in counts.items()}


def theme_counts(rows: Rows, themes: list[str]) -> dict[str, int]:
    return {theme: sum(row["theme"] == theme for row in rows) for theme in themes}


def left(recomputed: Any) -> dict[str, dict[str, int]]:
    """Return the statements by theme without each origin."""
    record = tested(recomputed)
    return {
        origin: theme_counts([row for row in record.rows if row["origin"] != origin], record.themes)
        for origin in record.origins
    }


def shift(recomputed: Any) -> int:
    record = tested(recomputed)
    whole = ranks(theme_counts(record.rows, record.themes))
    return max(abs(ranks(part)[name] - whole[name]) for part in left(recomputed).values() for name in whole)


def changes_of_lead(recomputed: Any) -> int:
    record = tested(recomputed)
    whole = top(theme_counts(record.rows, record.themes))
    return sum(top(part) != whole for part in left(recomputed).values())


def taus(recomputed: Any) -> dict[str, float]:
    """Return Kendall's tau-b between the counts by theme with and without each origin, where there is an order."""
    record = tested(recomputed)
    whole = theme_counts(record.rows, record.themes)
    pairs = [(a, b) for a in record.themes for b in record.themes if a < b]
    found = {}
    for origin, part in left(recomputed).items():
        here = [sign(whole[a] - whole[b]) for a, b in pairs]
        there = [sign(part[a] - part[b]) for a, b in pairs]
        size = (sum(map(abs, here)) * sum(map(abs, there))) ** 0.5
        if size:
            found[origin] = sum(a * b for a, b in zip(here, there, strict=True)) / size
    return found


def sign(number: int) -> int:
    return (number > 0) - (number < 0)


def moving(recomputed: Any) -> str:
    found = taus(recomputed)
    return min(found, key=lambda origin: (round(found[origin], 12), origin))


# --- concentration ----------------------------------------------------------------------------------------------


def publisher(recomputed: Any, what: str) -> str | float:
    names = {row["source_id"]: row["publisher"] for row in recomputed.sources}
    counts = Counter(names[row["source_id"]] for row in recomputed.coded)
    most = max(counts.values())
    if what == "share":
        return most / len(recomputed.coded)
    return sorted(name for name in counts if counts[name] == most)[int(what) - 1]


def largest(recomputed: Any, what: str = "") -> str | float:
    name = largest_of(recomputed.coded)
    held = [row for row in recomputed.coded if row["origin"] == name]
    values: dict[str, str | float] = {
        "": name, "share": len(held) / len(recomputed.coded), "statements": len(held),
        "own": sum(row["source_type"] == OWN for row in held),
    }  # fmt: skip
    return values[what]


def effective(recomputed: Any) -> float:
    counts = Counter(row["origin"] for row in recomputed.coded)
    return 1 / fsum((number / len(recomputed.coded)) ** 2 for number in counts.values())


# --- values in the tables ---------------------------------------------------------------------------------------


def with_all(recomputed: Any, *asked: str) -> float:
    return shown(recomputed.coded, *asked)


def without_largest(recomputed: Any, *asked: str) -> float:
    name = largest_of(recomputed.coded)
    return shown([row for row in recomputed.coded if row["origin"] != name], *asked)


def shown(rows: Rows, what: str, who: str = "") -> float:
    """Return the number that stands beside a finding."""
    record = Tested(rows)
    found = record.findings(record.once)
    if what == "contrast":
        kinds = (OWN,) if who == "own" else OUTSIDE
        return challenges([row for row in rows if row["source_type"] in kinds])
    if what == "phase":
        return challenges([row for row in rows if row["phase"] in (found["phase"] or ())])
    if what in ("named", "widest"):
        (theme, *_) = sorted(found[what] or ())
        held = [row for row in rows if row["theme"] == theme]
        return len(held) if what == "named" else len({row["origin"] for row in held})
    return {"valence": challenges(rows), "statements": len(rows), "sources": len(record.origins)}[what]


def challenges(rows: Rows) -> float:
    return sum(row["valence"] == "challenge" for row in rows) / len(rows)


def own(recomputed: Any, what: str) -> float:
    return of_kinds(recomputed, (OWN,), what)


def outside(recomputed: Any, what: str) -> float:
    return of_kinds(recomputed, OUTSIDE, what)


def of_kinds(recomputed: Any, kinds: tuple[str, ...], what: str) -> float:
    rows = [row for row in recomputed.coded if row["source_type"] in kinds]
    values = {"statements": len(rows), "sources": len({row["origin"] for row in rows})}
    return values[what] if what in values else len(rows) / len(recomputed.coded)


def findings(recomputed: Any) -> int:
    return len(verdicts(recomputed))


def firm(recomputed: Any) -> int:
    found = {name: firmness(recomputed, name) for name in NAMES}
    kept = {name for name, one in found.items() if one and not one[0] and one[1] >= 0.95}
    return len(kept - ({"contrast"} if is_open(recomputed) else set()))


def is_open(recomputed: Any) -> bool:
    """Return whether the interval of the contrast includes zero; a contrast that is not made has none."""
    sides = [
        {row["origin"] for row in recomputed.coded if row["source_type"] in kinds}
        for kinds in ((OWN,), OUTSIDE)
    ]
    if firmness(recomputed, "contrast") is None or min(map(len, sides)) == 1:
        return False
    _, low, high = contrasts(recomputed)
    return low <= 0 <= high


def changing(recomputed: Any, name: str) -> int:
    return (firmness(recomputed, name) or (0, 0))[0]


def same(recomputed: Any, name: str) -> float:
    return (firmness(recomputed, name) or (0, 0))[1]


def left_out(recomputed: Any, origin: str = "") -> str | int:
    return origin or changes_of_lead(recomputed)


ROBUST: dict[str, Callable[..., Any]] = {
    "first": first, "overlapping": overlapping, "loo": left_out, "tau": lambda recomputed: min(taus(recomputed).values()),
    "moving": moving, "shift": shift, "contrast": contrast, "own": own, "outside": outside, "publisher": publisher,
    "largest": largest, "effective": effective, "all": with_all, "without": without_largest, "firm": firm,
    "findings": findings, "changing": changing, "same": same,
}  # fmt: skip


def robust(recomputed: Any, what: str, *more: str) -> Any:
    if (what, *more) in CONSTANTS:
        return CONSTANTS[what, *more]
    return ROBUST[what](recomputed, *more)


PARTS: dict[str, Callable[..., Any]] = {"robust": robust, "methods": methods}
