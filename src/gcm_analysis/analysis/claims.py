"""A programme's claims about itself: the interval that each allows by its qualifier, and claims that contradict an earlier one."""

import numpy as np
import pandas as pd

from gcm_analysis.evidence.values import last_day

# “About” and “almost” are read generously: a tenth either side, or a tenth below. A stricter reading finds more conflicts.
TOLERANCE = 0.1
# Totals since the programme began: they can grow or stay the same, never fall.
CUMULATIVE_SCOPE = "programme total"
CUMULATIVE = frozenset(
    {"actions", "actions_completed", "activities", "experts", "participants", "partner_countries", "requests"}
)


def with_bounds(figures: pd.DataFrame) -> pd.DataFrame:
    """Return the claims with `lowest` and `highest`, the interval of value and qualifier, and `day` to order by.

    One row per claim; `day` is the last day that the date can mean, empty where the claim is undated.
    """
    value = figures["value"].astype(float)
    lowest = value.where(figures["qualifier"].isin(["exact", "at_least"]), value * (1 - TOLERANCE))
    highest = value.where(figures["qualifier"].isin(["exact", "at_most", "almost"]), value * (1 + TOLERANCE))
    return figures.assign(
        lowest=lowest.mask(figures["qualifier"] == "at_most", 0.0),
        highest=highest.mask(figures["qualifier"] == "at_least", np.inf),
        day=figures["as_of"].map(last_day),
    )


def is_total(figures: pd.DataFrame) -> pd.Series:
    """Return for each claim whether it is a total since the programme began, of all of it or of a part."""
    return figures["indicator"].isin(CUMULATIVE) & figures["scope_en"].str.startswith(CUMULATIVE_SCOPE)


def contradictions(figures: pd.DataFrame) -> pd.DataFrame:
    """Return the dated totals that are lower than an earlier claim, one row each.

    A total that never falls is contradicted when a later claim states a value below the lowest that an earlier claim
    allows: “more than 100” after “more than 120” is not false, but contradicts what was said. Each later claim is
    paired with the highest earlier one, the most recent among equals. Columns: `indicator`, `scope_en`, `earlier`,
    `later` (figure ids).
    """
    bounded = with_bounds(figures)
    dated = bounded[(bounded["day"] != "") & is_total(bounded)]
    pairs = dated.merge(dated, on=["indicator", "scope_en"], suffixes=("_1", "_2"))
    taken_back = pairs[
        (pairs["day_1"] < pairs["day_2"]) & (pairs["lowest_1"] > pairs["value_2"].astype(float))
    ]
    ordered = taken_back.sort_values(["lowest_1", "day_1", "figure_id_1"], ascending=[False, False, True])
    paired = ordered.drop_duplicates("figure_id_2").sort_values(["indicator", "day_2", "figure_id_2"])
    named = paired.rename(columns={"figure_id_1": "earlier", "figure_id_2": "later"})
    return named[["indicator", "scope_en", "earlier", "later"]].reset_index(drop=True)
