"""The facts of the chapter on methods and of the technical annex, computed a second time."""

from collections import Counter
from collections.abc import Callable
from functools import cache
from math import fsum
from typing import Any

import numpy as np

from gcm_analysis.narrative.language import Language

from .recomputed_agreement import DRAWS, SEED, bounds, ends, methods

Rows = list[dict[str, Any]]
OWN = "programme_self_report"
OUTSIDE = ("independent_evaluation_or_audit", "academic_or_think_tank")


def effects(again: Any, *kinds: str) -> Rows:
    """Return the statements that something helped or hindered, of these kinds of source or of all."""
    found = [row for row in again.coded if row["evidence_kind"] == "helped_or_hindered"]
    return [row for row in found if not kinds or row["source_type"] in kinds]


def challenges(rows: Rows) -> float:
    return sum(row["valence"] == "challenge" for row in rows) / len(rows)


def draws_of(rows: Rows) -> list[list[Rows]]:
    """Return in each draw the statements of the origins that are drawn, in the order of the alphabet."""
    held = [
        [row for row in rows if row["origin"] == name] for name in sorted({row["origin"] for row in rows})
    ]
    picks = np.random.default_rng(SEED).integers(len(held), size=(DRAWS, len(held))).tolist()
    return [[row for place in drawn for row in held[place]] for drawn in picks]


def reading(again: Any, what: str) -> int:
    if what == "english":
        return sum(row["language"] == "en" for row in again.sources)
    return sum(what in ("all", row["read_extent"]) for row in again.sources)


def read(again: Any, what: str) -> int:
    return reading(again, {"n": "full"}.get(what, what))


def dating(again: Any, what: str) -> int | str:
    if what == "day":
        return Language("en").partial_day(max(row["published"] for row in again.sources))
    basis = {"stated": "stated", "inferred": "inferred", "undated": ""}[what]
    return sum(row["published_basis"] == basis for row in again.sources)


def coding(again: Any, what: str) -> int:
    every = methods(again, "codes_compared")
    return every if what == "all" else every - methods(again, "disagreements")


@cache
def contrasts(again: Any) -> dict[str, float]:
    """Return the difference of the shares of challenges, outside less programmes, in per cent, and its interval."""
    both = effects(again, OWN, *OUTSIDE)
    found = []
    for rows in [both, *draws_of(both)]:
        own, outside = (
            [row for row in rows if (row["source_type"] == OWN) == side] for side in (True, False)
        )
        if own and outside:
            found.append(100 * (challenges(outside) - challenges(own)))
    low, high = ends(found[1:])
    own, outside = (rooms(effects(again, *kinds)) for kinds in ((OWN,), OUTSIDE))
    return {"difference": found[0], "low": low - outside[0] - own[1], "high": high + outside[1] + own[0]}


def rooms(rows: Rows) -> tuple[float, float]:
    """Return how far below and above a share of all or none its exact bound lies, in per cent: 1 − 0.025^(1/sources)."""
    room = 100 * (1 - 0.025 ** (1 / len({row["origin"] for row in rows})))
    return room if challenges(rows) == 1 else 0.0, room if challenges(rows) == 0 else 0.0


def contrast(again: Any, what: str) -> float:
    kinds = {"own": (OWN,), "outside": OUTSIDE}
    return challenges(effects(again, *kinds[what])) if what in kinds else contrasts(again)[what]


def who_speaks(again: Any, what: str) -> int:
    own, outside = ({row["theme"] for row in effects(again, *kinds)} for kinds in ((OWN,), OUTSIDE))
    return len(own | outside if what == "all" else own & outside)


def houses(again: Any, what: str) -> float:
    held = Counter(row["house"] for row in again.coded)
    values = {
        "all": len(again.coded),
        "origins": len({row["origin"] for row in again.coded}),
        "houses": len(held),
        "effective": 1 / fsum((number / len(again.coded)) ** 2 for number in held.values()),
    }
    return values[what]


def largest_house(again: Any, _: str) -> float:
    return max(Counter(row["house"] for row in again.coded).values()) / len(again.coded)


def lead(again: Any, what: str) -> int:
    """Return how many themes there are beside the first, and how many do not fall behind it in nearly all draws."""
    rows = effects(again)
    counts = Counter(row["theme"] for row in rows)
    first = min(theme for theme in counts if counts[theme] == max(counts.values()))
    drawn = [Counter(row["theme"] for row in draw) for draw in draws_of(rows)]
    behind = {
        theme: ends([(draw[first] - draw[theme]) / draw.total() for draw in drawn])[0]
        for theme in counts
        if theme != first
    }
    return len(behind) if what == "all" else sum(low <= 0 for low in behind.values())


PARTS: dict[str, Callable[..., Any]] = {
    "bounds": bounds,
    "read": read, "reading": reading, "dating": dating, "coding": coding, "contrast": contrast, "fig-who-speaks": who_speaks,
    "houses": houses, "largest-house": largest_house, "lead": lead, "methods": methods,
}  # fmt: skip
