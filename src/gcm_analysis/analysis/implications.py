"""What follows from the statements, theme by theme, by one rule; and what a stricter rule leaves of it.

The rule weighs what helps against what hinders. A theme of which fewer than `ENOUGH` independent sources speak stays
open. Otherwise it is one to keep if success factors are at least `MARGIN` times as many as challenges, one to avoid if
it is the other way round, and one to fix if neither side outweighs the other so far. Both thresholds are conventions of
this report; the stricter rules show what hangs on them.
"""

from collections.abc import Callable

import numpy as np
import pandas as pd

from gcm_analysis.analysis.concentration import largest_origin
from gcm_analysis.analysis.firmness import THRESHOLDS, Grade, grade
from gcm_analysis.analysis.statements import balance, without_self_reports

KEEP, FIX, AVOID, OPEN = "keep", "fix", "avoid", "open"
GROUPS = (KEEP, FIX, AVOID, OPEN)
ENOUGH = 5  # independent sources below which a theme stays open
ENOUGH_STRICT = 2 * ENOUGH  # the same under the stricter rule
MARGIN = 2  # how many times as many statements one side must have to outweigh the other
BOUNDS = (1 / (1 + MARGIN), MARGIN / (1 + MARGIN))  # the same as shares of challenges
GRADES: tuple[Grade, ...] = (*THRESHOLDS, "none")


def implications(coded: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """Return `matrix` with the `grade` of the evidence and how many stricter rules each theme has `survived`.

    The firmest evidence comes first, then the most statements, then the theme's code.
    """
    grades = {str(theme): grade(group) for theme, group in coded.groupby("theme")}
    table = matrix(coded, second)
    firmness = pd.Series(grades, dtype=object).reindex(table.index)
    judged = table.assign(grade=firmness, survived=survived(sensitivity(coded, second)))
    order = firmness.map(GRADES.index).sort_values(kind="stable").index
    return judged.reindex(order)


def matrix(coded: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """Return what each theme rests on, one row per theme, the most statements first.

    To the columns of `balance` come the numbers of `levels`, `regions` and `kinds` of source, the statements coded
    `twice`, how many of these were coded `alike` on the theme, and the `group` by the rule.
    """
    spread = coded.groupby("theme").agg(
        levels=("level", "nunique"), regions=("region", "nunique"), kinds=("source_type", "nunique")
    )
    again = coded_twice(coded, second).groupby("theme")["theme_alike"].agg(["size", "sum"])
    table = balance(coded, "theme").join(spread).join(again.rename(columns={"size": "twice", "sum": "alike"}))
    counted = table.assign(**table[["twice", "alike"]].fillna(0).astype(int))
    return counted.assign(group=grouped(counted))


def grouped(table: pd.DataFrame, enough: int = ENOUGH) -> pd.Series:
    """Return the group of each row by its `success_factor`, `challenge` and independent `sources`."""
    success, challenge = table["success_factor"], table["challenge"]
    conditions = [table["sources"] < enough, success >= MARGIN * challenge, challenge >= MARGIN * success]
    return pd.Series(np.select(conditions, [OPEN, KEEP, AVOID], FIX), index=table.index, dtype=object)


def coded_twice(coded: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """Return the statements that were coded again, one row each, with their first `theme`.

    `theme_alike` says whether every coding gave that theme, `alike` whether every coding gave theme and valence. A
    coding that left theme or valence empty gave no other.
    """
    first = coded[["statement_id", "theme", "valence"]]
    again = second.loc[
        (second["theme"] != "") | (second["valence"] != ""), ["statement_id", "theme", "valence"]
    ]
    both = first.merge(again, on="statement_id", suffixes=("", "_again"))
    theme, valence = (
        (both[f"{name}_again"] == "") | (both[name] == both[f"{name}_again"]) for name in ("theme", "valence")
    )
    same = both.assign(theme_alike=theme, alike=theme & valence)
    once = same.groupby("statement_id", as_index=False).agg(
        {"theme": "first", "theme_alike": "all", "alike": "all"}
    )
    return once.astype({"theme_alike": bool, "alike": bool})


# --- stricter rules ---------------------------------------------------------------------------------------------


def _without_largest(coded: pd.DataFrame, _: pd.DataFrame) -> pd.DataFrame:
    return coded[coded["origin"] != largest_origin(coded)]


def _surest(coded: pd.DataFrame, _: pd.DataFrame) -> pd.DataFrame:
    return coded[coded["confidence"] == "high"]


def _voices(coded: pd.DataFrame, _: pd.DataFrame) -> pd.DataFrame:
    """Count each independent source once as naming a success factor of a theme, and once as naming a challenge."""
    return coded.drop_duplicates(["theme", "origin", "valence"])


def _agreed(coded: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    again = coded_twice(coded, second)
    return coded[~coded["statement_id"].isin(again.loc[~again["alike"], "statement_id"])]


# Each changes the statements that the rule counts; two more rules, below, change how the rule counts them.
FEWER: dict[str, Callable[[pd.DataFrame, pd.DataFrame], pd.DataFrame]] = {
    "outside": lambda coded, _: without_self_reports(coded),
    "largest": _without_largest,
    "surest": _surest,
    "agreed": _agreed,
    "voices": _voices,
}
RULES = (*FEWER, "any_source", "doubled")


def sensitivity(coded: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """Return the group of each theme under the rule (`base`) and under each stricter rule, one row per theme.

    Under `any_source` each of a theme's independent sources is left out in turn; where that moves the theme, the cell
    has the groups that it moves to, joined by `|`. A theme that a rule leaves no statement is open.
    """
    order = balance(coded, "theme").index
    table = weighed(coded).reindex(order)
    columns = {"base": grouped(table)}
    for name, change in FEWER.items():
        columns[name] = grouped(weighed(change(coded, second))).reindex(order, fill_value=OPEN)
    columns["any_source"] = _moved(columns["base"], without_each(coded))
    columns["doubled"] = grouped(table, ENOUGH_STRICT)
    return pd.DataFrame(columns, index=order, columns=["base", *RULES])


def without_each(coded: pd.DataFrame) -> pd.DataFrame:
    """Return each theme without each of its independent sources, one row per theme and origin.

    The columns are those that `grouped` asks for, and `challenge_share`, which is missing where nothing is left.
    """
    own = weighed(coded, ["theme", "origin"])
    whole = own.groupby(level="theme").transform("sum")
    return _with_share(whole - own)


def weighed(coded: pd.DataFrame, by: str | list[str] = "theme") -> pd.DataFrame:
    """Return `success_factor`, `challenge`, independent `sources` and `challenge_share`, one row per code of `by`."""
    challenge = (coded["valence"] == "challenge").astype(int)
    groups = coded.assign(challenge=challenge, success_factor=1 - challenge).groupby(by)
    sides = groups[["success_factor", "challenge"]].sum()
    return _with_share(sides.assign(sources=groups["origin"].nunique()))


def _with_share(sides: pd.DataFrame) -> pd.DataFrame:
    return sides.assign(challenge_share=sides["challenge"] / (sides["success_factor"] + sides["challenge"]))


def _moved(base: pd.Series, rest: pd.DataFrame) -> pd.Series:
    """Return the groups that themes move to as sources are left out, the theme's own where none moves it."""
    found = grouped(rest).groupby(level="theme").agg(set).to_dict()
    moved = {
        theme: "|".join(group for group in GROUPS if group in found[theme] - {own}) or own
        for theme, own in base.items()
    }
    return pd.Series(moved, index=base.index, dtype=object)


def survived(table: pd.DataFrame) -> pd.Series:
    """Return under how many of the stricter rules each row of `sensitivity` stays in its group."""
    return table[list(RULES)].eq(table["base"], axis="index").sum(axis="columns")
