"""The facts of the panel's perspectives, computed a second time."""

from collections import Counter
from collections.abc import Callable
from typing import Any

Rows = list[dict[str, Any]]
LEVELS = ("local", "national", "regional", "international")
PHASES = {"design", "implementation", "monitoring"}


def counted(rows: Rows, unit: str) -> int:
    return len({row["origin"] for row in rows}) if unit == "sources" else len(rows)


def most(rows: Rows, column: str) -> Rows:
    """Return the rows of the code that occurs most, or of all that tie; of ten rows or fewer, all."""
    if len(rows) <= 10:
        return rows
    counts = Counter(row[column] for row in rows)
    return [row for row in rows if counts[row[column]] == max(counts.values())]


def at(coded: Rows, level: str, region: str) -> Rows:
    return [
        row for row in coded if row["level"] == level and row["region"].lower().split() == region.split("-")
    ]


def perspective(recomputed: Any, first: str, *parts: str) -> float:
    codes = set(recomputed.evidence.codebook["code"])
    if first == "themes":
        return len(codes)
    if first == "least":
        return counted(least(recomputed), parts[0])
    here = [row for row in recomputed.coded if row["level"] == first]
    columns = {"success_factor": "valence", "challenge": "valence", **dict.fromkeys(PHASES, "phase")}
    what, unit = parts[0], parts[-1]
    values: dict[str, Callable[[], float]] = {
        "silent_themes": lambda: len(codes - {row["theme"] for row in here}),
        "speaker": lambda: counted(most(here, "source_type"), unit),
        "statements": lambda: counted(here, what),
        "sources": lambda: counted(here, what),
        **{
            code: lambda: counted([row for row in here if row[columns[what]] == what], unit)
            for code in columns
        },
    }
    return values.get(what, lambda: about(at(recomputed.coded, first, what), *parts[1:]))()


def least(recomputed: Any) -> Rows:
    """Return the rows of the first perspective about whose level and region the least is on record."""
    event = recomputed.evidence.event
    people = sorted((event.chair, *event.panellists), key=lambda one: LEVELS.index(one.level))
    places = [at(recomputed.coded, one.level, "-".join(one.region.lower().split())) for one in people]
    return min(places, key=len)


def about(rows: Rows, what: str, *more: str) -> float:
    """Return what is said of the statements at one level and about one region."""
    if what == "challenge_share":
        return sum(row["valence"] == "challenge" for row in rows) / len(rows)
    if more:
        return counted(most([row for row in rows if row["valence"] == what], "theme"), more[-1])
    return counted(rows, what)


PARTS: dict[str, Callable[..., Any]] = {"perspective": perspective}
