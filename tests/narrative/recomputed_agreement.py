"""The facts of the agreement of two codings, computed a second time."""

from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

import numpy as np

DRAWS, SEED = 2000, 2018


def ends(values: Iterable[float]) -> tuple[float, float]:
    """Return the value below which at most 2.5 % of the others lie, and that above which at most 2.5 % do."""
    ordered = sorted(values)
    last = len(ordered) - 1
    return ordered[last * 25 // 1000], ordered[last - last * 25 // 1000]


@cache
def twice(recomputed: Any, variable: str) -> dict[str, list[tuple[str, ...]]]:
    """Return, by origin, the codes that each statement coded twice was given."""
    rows = {row["statement_id"]: row for row in recomputed.evidence.first_coding.to_dict("records")}
    codes: dict[str, list[str]] = {}
    for row in recomputed.evidence.second_coding.to_dict("records"):
        if row["statement_id"] in rows:
            first = rows[row["statement_id"]][variable]
            codes.setdefault(row["statement_id"], [first]).append(row[variable])
    found: dict[str, list[tuple[str, ...]]] = {}
    for statement, given in codes.items():
        found.setdefault(rows[statement]["origin"], []).append(tuple(sorted(given)))
    return found


def alpha(units: dict[tuple[str, ...], int]) -> float | None:
    """Return Krippendorff's alpha for pairs of codes and how often each occurs, from all pairs of codes."""
    given: Counter[str] = Counter()
    differing = 0.0
    for codes, number in units.items():
        for code in codes:
            given[code] += number
        pairs = [(a, b) for i, a in enumerate(codes) for j, b in enumerate(codes) if i != j]
        differing += number * sum(a != b for a, b in pairs) / (len(codes) - 1)
    total = sum(given.values())
    chance = sum(given[a] * given[b] for a in given for b in given if a != b)
    return 1 - (total - 1) * differing / chance if chance else None


def exact_ends(held: dict[str, list[tuple[str, ...]]]) -> tuple[float, float]:
    """Return the interval where no code differs: so many sources without a difference leave room for some."""
    given = Counter(code for units in held.values() for codes in units for code in codes)
    chance = sum(given[a] * given[b] for a in given for b in given if a != b)
    differing = 1 - 0.025 ** (1 / len(held))
    return 1 - differing * given.total() * (given.total() - 1) / chance, 1.0


@cache
def alpha_ends(recomputed: Any, variable: str) -> tuple[float, float]:
    """Return the interval of alpha: origins are drawn, in the order of the alphabet, each with all its units."""
    held = twice(recomputed, variable)
    if all(len(set(codes)) == 1 for units in held.values() for codes in units):
        return exact_ends(held)
    names = sorted(held)
    picks = np.random.default_rng(SEED).integers(len(names), size=(DRAWS, len(names))).tolist()
    found = [alpha(Counter(codes for place in pick for codes in held[names[place]])) for pick in picks]
    return ends([value for value in found if value is not None])


def methods(recomputed: Any, what: str, *more: str) -> Any:
    """Return a fact of the agreement."""
    if what == "alpha":
        return alpha(Counter(codes for units in twice(recomputed, *more).values() for codes in units))
    if what in ("alpha_low", "alpha_high"):
        return alpha_ends(recomputed, *more)[what == "alpha_high"]
    second = recomputed.evidence.second_coding.to_dict("records")
    known = {row["statement_id"]: row for row in recomputed.statements}
    variables = ("phase", "valence", "theme", "criterion")
    values: dict[str, Callable[[], float]] = {
        "alpha_draws": lambda: DRAWS,
        "middle": lambda: 0.95,
        "few": lambda: 11,
        "codes_compared": lambda: 4 * len(second),
        "disagreements": lambda: sum(row[one] != known[row["statement_id"]][one] for row in second for one in variables),
    }  # fmt: skip
    return values[what]()


def bounds(_: Any, what: str) -> float:
    """Return what Krippendorff's convention asks for."""
    return {"reliable": 0.8, "tentative": 0.667}[what]
