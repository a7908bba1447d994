"""Claims that do not fit together, found by rule: pairs of claims of one scope, and years in which the scopes differ."""

import pandas as pd

from gcm_analysis.analysis.claims import contradictions, is_total, with_bounds
from gcm_analysis.evidence.values import first_day

# In the order in which a pair is tested; it counts under the first kind that fits.
CONFLICTS = ("clash", "fall", "qualifier")
SAME = ["indicator", "scope_en", "as_of", "value", "qualifier"]


def distinct_claims(figures: pd.DataFrame) -> pd.DataFrame:
    """Return each claim once: one number, said of one thing for one date, is one claim on however many pages.

    One row per claim, that of its first id, with the columns of `with_bounds`, `first` (the first day that the date can
    mean) and `rows` (the ids of all pages that say it).
    """
    ordered = with_bounds(figures).sort_values("figure_id")
    rows = ordered.groupby(SAME)["figure_id"].agg(tuple).rename("rows").reset_index()
    claims = ordered.drop_duplicates(SAME).merge(rows, on=SAME)
    return claims.assign(first=claims["as_of"].map(first_day)).reset_index(drop=True)


def conflicts(figures: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs of dated claims on one indicator and scope that do not fit together.

    - `clash`: the dates may be the same day, and the numbers exclude each other whatever their qualifiers allow.
    - `fall`: a total that cannot fall is lower than an earlier claim allowed (see `contradictions`).
    - `qualifier`: one number under two qualifiers, either at dates that may be the same day, or in a total whose later
      wording excludes the earlier one, such as “almost 400” after “more than 400”.

    One row per pair: `kind`, `indicator`, `scope_en`, `earlier` and `later` (figure ids), `earlier_rows` and
    `later_rows` (ids of all pages that make the claim). Undated claims cannot be placed and are in no pair.
    """
    claims = _strict(distinct_claims(figures))
    pairs = _ordered_pairs(claims)
    overlap = pairs["first_2"] <= pairs["day_1"]
    apart = (pairs["floor_1"] > pairs["ceiling_2"]) | (pairs["floor_2"] > pairs["ceiling_1"])
    equal = pairs["value_1"] == pairs["value_2"]
    withdrawn = pairs["total_1"] & (pairs["day_1"] < pairs["day_2"]) & (pairs["floor_1"] > pairs["ceiling_2"])
    fallen = _pair_names(contradictions(figures[figures["figure_id"].isin(claims["figure_id"])]))
    found = {
        "clash": overlap & apart & ~equal,
        "fall": (pairs["figure_id_1"] + " " + pairs["figure_id_2"]).isin(fallen),
        "qualifier": equal & (pairs["qualifier_1"] != pairs["qualifier_2"]) & (overlap | withdrawn),
    }
    each = pd.concat([pairs[found[kind]].assign(kind=kind) for kind in CONFLICTS])
    named = each.drop_duplicates(["figure_id_1", "figure_id_2"]).rename(
        columns={"figure_id_1": "earlier", "figure_id_2": "later", "rows_1": "earlier_rows", "rows_2": "later_rows"}
    )  # fmt: skip
    order = named["kind"].map({kind: place for place, kind in enumerate(CONFLICTS)}).rename("order")
    shown = named.assign(order=order).sort_values(
        ["order", "indicator", "day_1", "earlier", "day_2", "later"]
    )
    return shown[
        ["kind", "indicator", "scope_en", "earlier", "later", "earlier_rows", "later_rows"]
    ].reset_index(drop=True)


def scopes(figures: pd.DataFrame) -> pd.DataFrame:
    """Return the indicators claimed for more than one scope in one year: numbers that nobody can compare.

    One row per indicator and year: `indicator`, `year`, `scopes` (how many) and `rows` (ids of the distinct claims, in
    the order of date and id).
    """
    claims = distinct_claims(figures)
    dated = claims[claims["day"] != ""].sort_values(["day", "figure_id"])
    grouped = dated.assign(year=dated["day"].str[:4]).groupby(["indicator", "year"])
    table = grouped.agg(scopes=("scope_en", "nunique"), rows=("figure_id", tuple)).reset_index()
    return table[table["scopes"] > 1].reset_index(drop=True)


def _strict(claims: pd.DataFrame) -> pd.DataFrame:
    """Add `floor` and `ceiling`, the lowest and the highest whole number that the words allow, and `total`.

    “More than 400” begins at 401 and “almost 400” ends at 399.
    """
    return claims.assign(
        floor=claims["lowest"] + (claims["qualifier"] == "at_least"),
        ceiling=claims["highest"] - (claims["qualifier"] == "almost"),
        total=is_total(claims),
    )


def _ordered_pairs(claims: pd.DataFrame) -> pd.DataFrame:
    """Return each pair of dated claims on one indicator and scope once, the earlier as `_1`; ids decide between equals."""
    dated = claims[claims["day"] != ""].sort_values(["day", "figure_id"]).reset_index(drop=True)
    placed = dated.assign(place=dated.index)
    pairs = placed.merge(placed, on=["indicator", "scope_en"], suffixes=("_1", "_2"))
    return pairs[pairs["place_1"] < pairs["place_2"]]


def _pair_names(pairs: pd.DataFrame) -> pd.Series:
    return pairs["earlier"] + " " + pairs["later"]
