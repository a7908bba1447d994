"""Pieces that the sentences, the tables and the figure of the implications share."""

from collections.abc import Hashable, Iterable, Mapping
from typing import Any

import pandas as pd

from gcm_analysis.analysis.implications import AVOID, FIX, GROUPS, KEEP, OPEN, RULES, coded_twice
from gcm_analysis.narrative.facts import Fact, computed, mark
from gcm_analysis.narrative.language import Language, Sentence
from gcm_analysis.narrative.parts import of, on_themes

GROUP_WORDS = {KEEP: mark("keep"), FIX: mark("fix"), AVOID: mark("hindrances"), OPEN: mark("open")}
HOW = {
    "statements": mark("coded statements on this theme"),
    "sources": mark("independent sources on this theme"),
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


def facts_of(
    language: Language, coded: pd.DataFrame, second: pd.DataFrame, table: pd.DataFrame, names: dict[str, str]
) -> dict[str, dict[str, Fact]]:
    """Return what the matrix counts, by theme, each number as a fact `matrix.<theme>.<what>`."""
    again = coded_twice(coded, second)
    twice, alike = set(again["statement_id"]), set(again.loc[again["theme_alike"], "statement_id"])
    return {
        theme: _facts(theme, table.loc[theme].to_dict(), _rows(group, twice, alike), language.quoted(names[theme]))
        for theme, group in ((str(theme), group) for theme, group in coded.groupby("theme"))
    }  # fmt: skip


def _rows(group: pd.DataFrame, twice: set[str], alike: set[str]) -> dict[str, pd.DataFrame]:
    """Return the statements of a theme behind each of its numbers."""
    rows = {
        "success": of(group, valence="success_factor"),
        "challenge": of(group, valence="challenge"),
        "twice": group[group["statement_id"].isin(twice)],
        "alike": group[group["statement_id"].isin(alike)],
    }
    return {name: rows.get(name, group) for name in HOW}


def _facts(
    theme: str, counts: Mapping[Hashable, Any], rows: Mapping[str, pd.DataFrame], about: str
) -> dict[str, Fact]:
    return {
        name: computed(
            f"matrix.{theme}.{name}", int(counts[COLUMNS.get(name, name)]), how, rows[name], about=about
        )
        for name, how in HOW.items()
    }


def number_of_themes(
    name: str, coded: pd.DataFrame, themes: Iterable[str], how: str, about: str = ""
) -> Fact:
    """Return a number of themes as a fact; behind it are all statements on them."""
    chosen = list(themes)
    return computed(f"implications.{name}", len(chosen), how, coded[coded["theme"].isin(chosen)], about=about)


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
        "made", coded, made(table).index, mark("themes for which the rule gives an implication")
    )


def number_of_rules() -> Fact:
    return Fact(
        "implications.rules",
        len(RULES),
        "count",
        mark("stricter rules that every implication is tried under"),
    )


def share_held(
    language: Language, coded: pd.DataFrame, table: pd.DataFrame, theme: str, names: dict[str, str]
) -> Sentence:
    """Return “n of m” stricter rules under which a theme stays where it is."""
    held = computed(
        f"implications.survived.{theme}",
        int(table["survived"].to_dict()[theme]),
        mark("stricter rules under which this implication stays the same"),
        of(coded, theme=theme),
        about=on_themes(language, [theme], names),
    )
    return language.say("{n} of {all}", n=held, all=number_of_rules())
