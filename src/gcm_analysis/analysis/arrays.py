"""Common parts of the simulations: the types of their arrays, the limit on their memory, and intervals.

An interval is the percentile interval (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13): it
runs from the 2.5th to the 97.5th percentile of the simulated values. Where a percentile falls between two values, the
outer one is taken, so that the end of an interval of counts is a count and no interval is narrowed by rounding.
"""

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]

SEED = 2018
# The percentiles in thousandths, so that they are computed in whole numbers.
LOW, HIGH, WHOLE = 25, 975, 1000
MIDDLE = (HIGH - LOW) / WHOLE  # the share of the draws that an interval holds
# Simulations run in chunks of so many cells (16 MB of numbers), whatever the number of draws and of statements.
CELLS = 2_000_000


def interval(values: Integers | Floats) -> tuple[Floats, Floats]:
    """Return the lower and the upper end for each column of simulated values (draws × columns).

    Values that are no number are left out; a column without any number has ends that are none either.
    """
    if not len(values):
        return np.full(values.shape[1], np.nan), np.full(values.shape[1], np.nan)
    ordered = np.sort(values.astype(np.float64), axis=0)  # NaN comes last
    last = np.maximum(0, (~np.isnan(ordered)).sum(axis=0) - 1)
    low, high = last * LOW // WHOLE, -(-last * HIGH // WHOLE)
    ends = np.take_along_axis(ordered, np.stack([low, high]), axis=0)
    return ends[0], ends[1]


def chunks(total: int, width: int) -> list[int]:
    """Return how many of `total` simulations, each `width` numbers wide, to run at a time."""
    step = max(1, CELLS // max(1, width))
    return [min(step, total - start) for start in range(0, total, step)]
