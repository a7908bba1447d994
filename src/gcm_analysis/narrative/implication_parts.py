"""Pieces that the sentences, the tables and the figure of the implications share."""

from collections.abc import Iterable

import pandas as pd

from gcm_analysis.analysis.implications import AVOID, FIX, GROUPS, KEEP, OPEN, RULES, coded_twice
from gcm_analysis.narrative.facts import Fact, mark
from gcm_analysis.narrative.language import Language, Sentence
from gcm_analysis.narrative.parts import of

GROUP_WORDS = {KEEP: mark("keep"), FIX: mark("fix"), AVOID: mark("avoid"), OPEN: mark("open")}
HOW = {
    "statements": mark("coded statements on this theme"),
    "sources": mark("different origins of the sources on this theme"),
    "levels": mark("different levels that the statements on this theme are about"),
    "regions": mark(
        "different regions that the statements on this theme are about, the whole world among them"
    ),
    "kinds": mark("different kinds of source that the statements on this theme come from"),
    "success": mark("statements on this theme coded as a success factor"),
    "challenge": mark("statements on this theme coded as a challenge"),
    "twice": mark("statements on this theme that were coded a second time"),
    "alike": mark("statements on this theme that were coded a second time and given the same theme"),
}
COLUMNS = {"success": "success_factor"}  # where a fact's name is not that of the column


def facts_of(coded: pd.DataFrame, second: pd.DataFrame, table: pd.DataFrame) -> dict[str, dict[str, Fact]]:
    """Return what the matrix counts, by theme, each number as a fact `matrix.<theme>.<what>`."""
    again = coded_twice(coded, second)
    twice, alike = set(again["statement_id"]), set(again.loc[again["theme_alike"], "statement_id"])
    return {
        str(theme): _facts(str(theme), group, table, twice, alike) for theme, group in coded.groupby("theme")
    }


def _facts(
    theme: str, group: pd.DataFrame, table: pd.DataFrame, twice: set[str], alike: set[str]
) -> dict[str, Fact]:
    counts = table.loc[theme].to_dict()
    rows = {
        "success": of(group, valence="success_factor"),
        "challenge": of(group, valence="challenge"),
        "twice": group[group["statement_id"].isin(twice)],
        "alike": group[group["statement_id"].isin(alike)],
    }
    return {
        name: _fact(
            f"matrix.{theme}.{name}", int(counts[COLUMNS.get(name, name)]), how, rows.get(name, group)
        )
        for name, how in HOW.items()
    }


def number_of_themes(name: str, coded: pd.DataFrame, themes: Iterable[str], how: str) -> Fact:
    """Return a number of themes as a fact; behind it are all statements on them."""
    chosen = list(themes)
    return _fact(f"implications.{name}", len(chosen), how, coded[coded["theme"].isin(chosen)])


def made(table: pd.DataFrame) -> pd.DataFrame:
    """Return the themes that have an implication: those that are not open."""
    return table[table["group"] != OPEN]


def holding(table: pd.DataFrame) -> pd.DataFrame:
    """Return the themes whose implication holds under every stricter rule."""
    return made(table)[made(table)["survived"] == len(RULES)]


def by_group(table: pd.DataFrame) -> dict[str, list[str]]:
    """Return the themes of each group, those of a group without themes being none."""
    return {group: [str(theme) for theme in table.index[table["group"] == group]] for group in GROUPS}


def number_made(coded: pd.DataFrame, table: pd.DataFrame) -> Fact:
    return number_of_themes(
        "made", coded, made(table).index, mark("themes that the rule says to keep, to fix or to avoid")
    )


def number_of_rules() -> Fact:
    return Fact(
        "implications.rules",
        len(RULES),
        "count",
        mark("stricter rules that every implication is tried under"),
    )


def share_held(language: Language, coded: pd.DataFrame, table: pd.DataFrame, theme: str) -> Sentence:
    """Return “n of m” stricter rules under which a theme stays where it is."""
    held = _fact(
        f"implications.survived.{theme}",
        int(table["survived"].to_dict()[theme]),
        mark("stricter rules under which this implication stays the same"),
        of(coded, theme=theme),
    )
    return language.say("{n} of {all}", n=held, all=number_of_rules())


def _fact(name: str, value: int, how: str, rows: pd.DataFrame) -> Fact:
    return Fact(name, value, "count", how, tuple(rows["statement_id"]), tuple(sorted(set(rows["source_id"]))))
