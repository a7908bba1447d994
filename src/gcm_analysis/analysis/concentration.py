"""How concentrated the record is on a few voices.

The Herfindahl–Hirschman index is the sum of squared shares (Hirschman, “The paternity of an index”, American Economic
Review 54, 1964, 761–762): 1 if one voice holds all, 1/n if n voices hold the same. Its inverse is the effective number
of voices, the number of equal ones that would give the same index (Laakso and Taagepera, “‘Effective’ number of
parties: a measure with application to West Europe”, Comparative Political Studies 12, 1979, 3–27).
"""

import numpy as np
import pandas as pd


def effective_number(shares: pd.Series) -> float:
    """Return how many equal shares would be as concentrated; it is no number if there are none."""
    index = float(np.square(shares).sum())
    return 1 / index if index > 0 else float("nan")


def without_origin(coded: pd.DataFrame, origin: str) -> pd.DataFrame:
    """Return the statements of all other origins."""
    return coded[coded["origin"] != origin].reset_index(drop=True)


def largest_origin(coded: pd.DataFrame) -> str:
    """Return the origin with the most statements, the first in the alphabet where several tie; none of no statement."""
    counts = coded["origin"].value_counts().sort_index()
    return str(counts.idxmax()) if len(counts) else ""
