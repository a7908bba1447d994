"""How far two codings of the same statements agree.

Krippendorff's alpha for nominal data, from the coincidence matrix (Krippendorff, Content Analysis, 2nd ed. 2004,
chapter 11): 1 is perfect agreement, 0 is what chance alone would give.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

VARIABLES = ("phase", "valence", "theme", "criterion")


def agreement(first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """Return units, units coded alike, their share and alpha, one row per coded variable.

    `first` has one row per statement, `second` one per statement and coder; only statements in both count.
    """
    shared = set(first["statement_id"]) & set(second["statement_id"])
    both = pd.concat([first, second])
    codings = both[both["statement_id"].isin(shared)].groupby("statement_id")
    rows = []
    for variable in VARIABLES:
        units = [list(codes) for _, codes in codings[variable]]
        alike = sum(len(set(codes)) == 1 for codes in units)
        alpha = krippendorff_alpha(units)
        rows.append({"variable": variable, "units": len(units), "agreeing": alike, "alpha": alpha})
    table = pd.DataFrame(rows).set_index("variable")
    return table.assign(share=table["agreeing"] / table["units"])


def krippendorff_alpha(units: Sequence[Sequence[str]]) -> float:
    """Return alpha for units that each hold the codes given to them; it is not a number if one code is all there is."""
    coincidences, totals = _coincidences([codes for codes in units if len(codes) > 1])
    pairable = totals.sum()
    expected = pairable**2 - (totals**2).sum()
    if expected == 0:
        return float("nan")
    observed = pairable - np.trace(coincidences)
    return float(1 - (pairable - 1) * observed / expected)


def _coincidences(units: Sequence[Sequence[str]]) -> tuple[np.ndarray, np.ndarray]:
    codes = sorted({code for unit in units for code in unit})
    position = {code: number for number, code in enumerate(codes)}
    matrix = np.zeros((len(codes), len(codes)))
    for unit in units:
        tally = np.bincount([position[code] for code in unit], minlength=len(codes)).astype(float)
        matrix += (np.outer(tally, tally) - np.diag(tally)) / (len(unit) - 1)
    return matrix, matrix.sum(axis=1)
