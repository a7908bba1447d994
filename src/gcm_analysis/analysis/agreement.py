"""Measures how far codings of the same statements agree, and finds where they do not. See `alpha` for the measure.

An empty code is none: a statement is compared on a variable where two coders or more gave a code.
"""

import pandas as pd

from gcm_analysis.analysis.alpha import Patterns, alpha, alpha_interval, comparable, differing, patterns_of
from gcm_analysis.analysis.arrays import DRAWS, SEED, Integers

VARIABLES = ("phase", "valence", "theme", "criterion")
INTRA, INTER = "intra", "inter"  # agreement of one person with themselves, or of several
# Krippendorff's conventions (2004, chapter 11): from the first on, rely on a variable; from the second, with caution.
RELIABLE, TENTATIVE = 0.8, 0.667


def alpha_intervals(
    first: pd.DataFrame, second: pd.DataFrame, *, draws: int = DRAWS, seed: int = SEED
) -> pd.DataFrame:
    """Return units, units coded alike, their share, and alpha with its interval, one row per coded variable.

    `first` has one row per statement, `second` one per statement and coder; a unit is a statement that two coders or
    more gave a code to. `low` and `high` are the ends of the 95 % interval of alpha over resampled sources: `first`
    names the source of each statement in the column `origin`, or else `source_id`.
    """
    codings = _codings(first, second)
    kept = {variable: comparable(patterns) for variable, patterns in codings.items()}
    units = pd.Series({variable: int(patterns.units.sum()) for variable, patterns in kept.items()})
    agreeing = units - pd.Series({variable: differing(patterns) for variable, patterns in kept.items()})
    alphas = pd.Series({variable: alpha(patterns) for variable, patterns in codings.items()})
    ends = [alpha_interval(codings[variable], draws, seed) for variable in VARIABLES]
    low, high = zip(*ends, strict=True)
    table = pd.DataFrame({"units": units, "agreeing": agreeing, "alpha": alphas, "share": agreeing / units})
    return table.rename_axis("variable").assign(low=low, high=high)


def disagreements(first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """Return one row per statement, coder and variable in which a further coding differs from the first.

    Columns: `statement_id`, `coder` (if the second coding names coders), `variable`, `first`, `second` (the codes).
    Sorted by statement, coder and the order of `VARIABLES`.
    """
    keys = ["statement_id", *(["coder"] if "coder" in second else [])]
    pairs = _pairs(first, second)
    found = pairs.loc[pairs["first"] != pairs["second"], [*keys, "variable", "first", "second"]]
    return found.sort_values(keys, kind="stable").reset_index(drop=True)


def compared(first: pd.DataFrame, second: pd.DataFrame) -> int:
    """Return how many codes of further codings can be compared with a code of the first."""
    return len(_pairs(first, second))


def _pairs(first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """Return `first` and `second`, the codes of two coders, one row per statement, further coding and `variable`."""
    both = second.merge(
        first[["statement_id", *VARIABLES]], on="statement_id", suffixes=("_second", "_first")
    )
    pairs = pd.concat(
        both.assign(variable=name, first=both[f"{name}_first"], second=both[f"{name}_second"])
        for name in VARIABLES
    )
    return pairs[(pairs["first"] != "") & (pairs["second"] != "")]


def further_codings(first: pd.DataFrame, second: pd.DataFrame) -> tuple[str, pd.DataFrame]:
    """Return whether people are compared with others or with themselves, `INTER` or `INTRA`, and the further codings for it.

    A published record that one person coded twice shows how far that person agrees with themselves; notes that several
    coded show how far people agree. Where others coded as well, second codings by the first coder are left out.
    """
    counted = second[second["statement_id"].isin(first["statement_id"])]
    same = by_same_coder(first, counted)
    return (INTRA, counted) if same.all() else (INTER, counted[~same])


def by_same_coder(first: pd.DataFrame, second: pd.DataFrame) -> pd.Series:
    """Return for each row of `second` whether the coder is the one of the first coding.

    The published record was coded twice by one person; a note names its coder.
    """
    if "own" not in first:
        return pd.Series(data=True, index=second.index)
    coded = first.set_index("statement_id")
    named = second["coder"] == second["statement_id"].map(coded["coder"])
    return named | ~second["statement_id"].map(coded["own"]).astype(bool)


def _codings(first: pd.DataFrame, second: pd.DataFrame) -> dict[str, Patterns]:
    """Return, by variable, the patterns of codes of the statements in both codings."""
    wanted = ["statement_id", *VARIABLES]
    shared = set(first["statement_id"]) & set(second["statement_id"])
    both = pd.concat([first[wanted], second[wanted]], ignore_index=True)
    kept = both[both["statement_id"].isin(shared)]
    kept = kept.mask(kept == "")
    unit, units = pd.factorize(kept["statement_id"])
    source = _sources(first, units)
    return {variable: patterns_of(unit, kept[variable], source) for variable in VARIABLES}


def _sources(first: pd.DataFrame, statements: pd.Index) -> Integers:
    """Return the number of each statement's source; numbers follow the order of their names."""
    column = "origin" if "origin" in first else "source_id"
    names = first.set_index("statement_id")[column].reindex(statements).fillna("")
    return pd.factorize(names, sort=True)[0]
