"""What the Action-by-Action data support: when and where Actions began, on what, and with whom."""

import pandas as pd


def coverage(actions: pd.DataFrame) -> pd.Series:
    """Return how many rows rest on which kind of evidence."""
    return actions["evidence"].value_counts()


def with_phase(actions: pd.DataFrame, phases: pd.DataFrame) -> pd.DataFrame:
    """Return the Actions with `phase`, the programme phase in which they began; empty where no start is known.

    A start given as a year alone counts as that year's January.
    """
    order = phases.sort_values("start")
    starts_in = pd.Series("", index=actions.index)
    for phase, start in zip(order["phase"], order["start"], strict=True):
        starts_in = starts_in.mask(actions["start"].map(_first_month) >= _first_month(start), phase)
    return actions.assign(phase=starts_in.where(actions["start"] != "", ""))


def starts(actions: pd.DataFrame) -> pd.DataFrame:
    """Return the number of Actions found that began in each year, by region; years without any are rows of zeros."""
    dated = actions[actions["start"] != ""]
    years = dated["start"].str[:4].astype(int)
    if dated.empty:
        return pd.DataFrame()
    table = pd.crosstab(years, dated["region"])
    return table.reindex(range(int(years.min()), int(years.max()) + 1), fill_value=0).rename_axis("year")


def themes_by_phase(actions: pd.DataFrame) -> pd.DataFrame:
    """Return the number of Actions by theme and programme phase; an Action with two themes counts under each."""
    dated = actions[(actions["phase"] != "") & (actions["theme"] != "")]
    each = dated.assign(theme=dated["theme"].str.split("|")).explode("theme")
    return pd.crosstab(each["theme"], each["phase"])


def repeated_partners(actions: pd.DataFrame, least: int = 3) -> pd.DataFrame:
    """Return the countries with at least `least` Actions found, most first.

    One row per country: `iso3`, `actions`, `first` and `last` (years of the first and the last known start), and
    `rows` (ids). Actions that several countries asked for jointly belong to no single country and are left out.
    """
    single = actions[actions["iso3"].str.len() == len("ABC")]
    year = single["start"].str[:4].where(single["start"] != "")
    table = (
        single.assign(year=year)
        .groupby("iso3")
        .agg(
            actions=("action_id", "size"),
            first=("year", "min"),
            last=("year", "max"),
            rows=("action_id", tuple),
        )
    )
    kept = table[table["actions"] >= least].reset_index()
    return kept.sort_values(["actions", "iso3"], ascending=[False, True]).reset_index(drop=True)


def _first_month(partial: str) -> str:
    return partial[:7] if len(partial) > len("2009") else f"{partial}-01" if partial else ""
