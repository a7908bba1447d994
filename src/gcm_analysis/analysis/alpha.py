"""Krippendorff's alpha for nominal data, and its interval.

Alpha is 1 for perfect agreement and 0 for what chance alone would give (Krippendorff, Content Analysis, 2nd ed. 2004,
chapter 11). Of the coincidence matrix it needs only the diagonal, how often codes match within a unit, and the margins,
how often each code was given.

The interval is the percentile interval of a cluster bootstrap, see `resampling`: each draw takes as many sources as there
are, with replacement, each with all its units, and computes alpha anew. Units of one source are not independent of each
other: whoever reads a source one way reads all of it so. (Zapf, Castell, Morawietz and Karch, “Measuring inter-rater
reliability for nominal data – which coefficients and confidence intervals are appropriate?”, BMC Medical Research
Methodology 16, 2016, 93, draw units; Krippendorff's own algorithm redraws from the coincidence matrix.)

Where no unit differs, no draw can differ either. The interval is then exact, see `arrays`: so many sources without a
difference leave room for some share of differences, which over the disagreement that chance would give is the room below 1.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

from gcm_analysis.analysis.arrays import Floats, Integers, exact_interval, interval
from gcm_analysis.analysis.resampling import weights


class Patterns(NamedTuple):
    """Combinations of codes (patterns × codes) and how many units of each source have each (sources × patterns)."""

    codes: Integers
    units: Integers


def patterns_of(unit: Integers, code: pd.Series, source: Integers) -> Patterns:
    """Return the combinations of codes that units have.

    `unit` numbers the unit that each code was given to, `source` the source of each unit; a missing code is not counted.
    The order of units and that of coders change nothing.
    """
    number, names = pd.factorize(code, sort=True)
    width = len(names) + 1  # with a column for missing codes, whose number is -1
    counts = np.bincount(unit * width + number + 1, minlength=len(source) * width).reshape(-1, width)
    counts[:, 0] = 0
    coded = counts.any(axis=1)
    table = pd.DataFrame(counts[coded])
    pattern = table.groupby(list(table)).ngroup().to_numpy()
    total, sources = pattern.max(initial=-1) + 1, source.max(initial=-1) + 1
    codes = np.zeros((total, width), dtype=np.int64)
    codes[pattern] = table
    units = np.bincount(source[coded] * total + pattern, minlength=sources * total).reshape(sources, total)
    return Patterns(codes, units)


def alpha(patterns: Patterns) -> float:
    """Return alpha; NaN if there is only one code."""
    kept = comparable(patterns)
    return float(_alphas(kept.codes, kept.units.sum(axis=0, keepdims=True).astype(np.float64))[0])


def alpha_interval(patterns: Patterns, draws: int, seed: int) -> tuple[float, float]:
    """Return the ends of the interval of alpha; draws in which it is not defined are left out.

    Of one source alone there is none, unless nothing differs.
    """
    kept = comparable(patterns)
    if differing(kept) == 0:
        return _exact(kept)
    if len(kept.units) == 1:
        return float("nan"), float("nan")
    units = kept.units.astype(np.float64)
    drawn = [_alphas(kept.codes, times @ units) for times in weights(len(units), draws, seed)]
    low, high = interval(np.concatenate(drawn)[:, np.newaxis])
    return float(low[0]), float(high[0])


def differing(patterns: Patterns) -> int:
    """Return how many units have more than one code."""
    return int(patterns.units[:, (patterns.codes > 0).sum(axis=1) > 1].sum())


def _exact(kept: Patterns) -> tuple[float, float]:
    """Return the interval of alpha where no unit differs; none where alpha is not defined."""
    given = kept.units.sum(axis=0) @ kept.codes
    pairable = given.sum()
    by_chance = pairable**2 - (given**2).sum()
    if by_chance == 0:
        return float("nan"), float("nan")
    low, high = exact_interval(len(kept.units), len(kept.units))
    return 1 - (1 - low) * pairable * (pairable - 1) / by_chance, high


def comparable(patterns: Patterns) -> Patterns:
    """Return the patterns of two codes or more, and the sources that have any: a single code can't be compared."""
    several = patterns.codes.sum(axis=1) > 1
    units = patterns.units[:, several]
    return Patterns(patterns.codes[several], units[units.sum(axis=1) > 0])


def _alphas(codes: Integers, weights: Floats) -> Floats:
    """Return alpha for each row of weights (draws × patterns), which say how often each pattern of codes occurs."""
    matches = (codes * (codes - 1)).sum(axis=1) / (codes.sum(axis=1) - 1)
    totals = weights @ codes.astype(np.float64)
    pairable = totals.sum(axis=1)
    unequal = (pairable - 1) * (pairable - weights @ matches)
    by_chance = pairable**2 - (totals**2).sum(axis=1)
    ratio: Floats = np.divide(unequal, by_chance, out=np.full(len(totals), np.nan), where=by_chance > 0)
    return 1 - ratio
