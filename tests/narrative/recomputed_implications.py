"""The facts of the implications and their rules, computed a second time."""

from collections import Counter
from collections.abc import Callable
from functools import cache
from typing import Any

Rows = list[dict[str, Any]]
ENOUGH, MARGIN = 5, 2
RULES = ("outside", "largest", "surest", "agreed", "voices", "any_source", "doubled")
SIDE = {"keep": "success_factor", "fix": "challenge", "avoid": "challenge"}


def origins(rows: Rows) -> set[str]:
    return {row["origin"] for row in rows}


def counted(rows: Rows, unit: str) -> int:
    return len(origins(rows)) if unit == "sources" else len(rows)


def side(rows: Rows, valence: str) -> Rows:
    return [row for row in rows if row["valence"] == valence]


def judged(success: int, challenge: int, sources: int, enough: int = ENOUGH) -> str:
    """Return the group by the numbers on both sides."""
    if sources < enough:
        return "open"
    if success >= MARGIN * challenge:
        return "keep"
    return "avoid" if challenge >= MARGIN * success else "fix"


def group(rows: Rows, enough: int = ENOUGH) -> str:
    return judged(len(side(rows, "success_factor")), len(side(rows, "challenge")), len(origins(rows)), enough)


@cache
def second(recomputed: Any) -> dict[str, Rows]:
    rows = recomputed.evidence.second_coding.to_dict("records")
    return {
        name: [row for row in rows if row["statement_id"] == name]
        for name in {row["statement_id"] for row in rows}
    }


def again(recomputed: Any, row: dict[str, Any]) -> Rows:
    return second(recomputed).get(row["statement_id"], [])


@cache
def under(recomputed: Any, theme: str, rule: str) -> set[str]:
    """Return the groups of a theme under a stricter rule: one, or several where sources are left out in turn."""
    rows = [row for row in recomputed.coded if row["theme"] == theme]
    if rule == "any_source":
        return {group([row for row in rows if row["origin"] != one]) for one in origins(rows)}
    if rule == "doubled":
        return {group(rows, 2 * ENOUGH)}
    if rule == "voices":
        sides = [len(origins(side(rows, valence))) for valence in ("success_factor", "challenge")]
        return {judged(*sides, len(origins(rows)))}
    counts = Counter(row["origin"] for row in recomputed.coded)
    largest = min(one for one in counts if counts[one] == max(counts.values()))
    left = {
        "outside": lambda row: row["source_type"] != "programme_self_report",
        "largest": lambda row: row["origin"] != largest,
        "surest": lambda row: row["confidence"] == "high",
        "agreed": lambda row: all(
            (other["theme"], other["valence"]) == (row["theme"], row["valence"]) for other in again(recomputed, row)
        ),
    }[rule]  # fmt: skip
    return {group([row for row in rows if left(row)])}


@cache
def by_theme(recomputed: Any) -> dict[str, Rows]:
    themes = sorted({row["theme"] for row in recomputed.coded})
    return {theme: [row for row in recomputed.coded if row["theme"] == theme] for theme in themes}


def survived(recomputed: Any, theme: str) -> int:
    own = {group(by_theme(recomputed)[theme])}
    return sum(under(recomputed, theme, rule) == own for rule in RULES)


def in_first_phase(rows: Rows, phase: str) -> bool:
    counts = Counter(row["phase"] for row in rows)
    return bool(rows) and counts[phase] == max(counts.values())


def matrix(recomputed: Any, theme: str, what: str = "") -> int:
    if theme == "every_level":
        return 4
    rows = by_theme(recomputed)[theme]
    twice = [row for row in rows if again(recomputed, row)]
    alike = [row for row in twice if all(other["theme"] == theme for other in again(recomputed, row))]
    values = {
        "statements": len(rows),
        "sources": len(origins(rows)),
        "levels": len({row["level"] for row in rows}),
        "regions": len({row["region"] for row in rows}),
        "kinds": len({row["source_type"] for row in rows}),
        "success": len(side(rows, "success_factor")),
        "challenge": len(side(rows, "challenge")),
        "twice": len(twice),
        "alike": len(alike),
    }
    return values[what]


def implications(recomputed: Any, what: str, *parts: str) -> int:
    constants = {"rules": len(RULES), "enough": ENOUGH, "enough_strict": 2 * ENOUGH, "margin": MARGIN}
    themes = by_theme(recomputed)
    groups = {theme: group(rows) for theme, rows in themes.items()}
    made = [theme for theme in themes if groups[theme] != "open"]
    values: dict[str, Callable[..., int]] = {
        "themes": lambda *more: on_themes(themes, *more) if more else len(themes),
        "phase": lambda *more: in_phase(themes, *more),
        "survived": lambda theme: survived(recomputed, theme),
        "strong": lambda: sum(strong(rows) for rows in themes.values()),
        "made": lambda: len(made),
        "changed": lambda rule: sum(under(recomputed, theme, rule) != {groups[theme]} for theme in made),
        "survive": lambda *more: holding(recomputed, groups, made, *more),
    }
    if what in constants:
        return constants[what]
    return values[what](*parts) if what in values else sum(found == what for found in groups.values())


def holding(recomputed: Any, groups: dict[str, str], made: list[str], wanted: str, unit: str = "") -> int:
    held = [theme for theme in made if survived(recomputed, theme) == len(RULES)]
    if wanted == "all":
        return len(held)
    themes = by_theme(recomputed)
    return counted([row for theme in held if groups[theme] == wanted for row in themes[theme]], unit)


def on_themes(themes: dict[str, Rows], codes: str, unit: str) -> int:
    return counted([row for theme in codes.split("-") for row in themes[theme]], unit)


def in_phase(themes: dict[str, Rows], phase: str, wanted: str, unit: str) -> int:
    """Count what stands in a phase on the side that the group is judged by, for themes that have their place there."""
    chosen = []
    for rows in themes.values():
        weighed = side(rows, SIDE[wanted])
        if group(rows) == wanted and in_first_phase(weighed, phase):
            chosen += [row for row in weighed if row["phase"] == phase]
    return counted(chosen, unit)


def strong(rows: Rows) -> bool:
    largest = max(Counter(row["origin"] for row in rows).values()) / len(rows)
    kinds, levels = ({row[name] for row in rows} for name in ("source_type", "level"))
    return len(origins(rows)) >= 10 and len(kinds) >= 3 and len(levels) >= 2 and largest <= 1 / 2


PARTS: dict[str, Callable[..., Any]] = {"matrix": matrix, "implications": implications}
