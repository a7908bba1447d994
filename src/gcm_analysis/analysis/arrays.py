"""Common parts of the simulations: the types of their arrays, the limit on their memory, and intervals.

An interval is the percentile interval (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13): it
runs from the 2.5th to the 97.5th percentile of the simulated values. Where a percentile falls between two values, the
outer one is taken, so that the end of an interval of counts is a count and no interval is narrowed by rounding.

The exact interval of a share is meaningful also where none or all are counted. A share of 0 or 1 does not vary when cases
are drawn again, so that resampling would give it an interval of no width. The interval of Clopper and Pearson (“The use of
confidence or fiducial limits illustrated in the case of the binomial”, Biometrika 26, 1934, 404–413) does without
resampling: its ends are the chances under which as many as were counted, or more, and as few, or fewer, come about in
2.5 % of all cases. Cases must be independent: of statements, count the sources.
"""

from math import exp, lgamma, log

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]

DRAWS, SEED = 2000, 2018
# The percentiles in thousandths, so that they are computed in whole numbers.
LOW, HIGH, WHOLE = 25, 975, 1000
MIDDLE = (HIGH - LOW) / WHOLE  # the share of the draws within an interval
TAIL = LOW / WHOLE
HALVINGS = 60  # more than the precision of a float
# Simulations run in chunks of so many cells (16 MB of numbers), for any number of draws and of statements.
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


def exact_interval(part: int, whole: int) -> tuple[float, float]:
    """Return the 95 % interval of the share of `part` among `whole` independent cases; of no case, 0 to 1."""
    if not 0 <= part <= whole:
        raise ValueError(f"{part} is no part of {whole}")
    return _lower(part, whole), 1 - _lower(whole - part, whole)


def _lower(part: int, whole: int) -> float:
    """Return the chance of one case under which `part` or more of `whole` come about with the chance `TAIL`."""
    low, high = 0.0, 1.0
    if part == 0:
        return low
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if _at_least(part, whole, middle) < TAIL else (low, middle)
    return low


def _at_least(part: int, whole: int, chance: float) -> float:
    return sum(
        exp(
            lgamma(whole + 1) - lgamma(n + 1) - lgamma(whole - n + 1)
            + n * log(chance) + (whole - n) * log(1 - chance)
        )
        for n in range(part, whole + 1)
    )  # fmt: skip
