"""Krippendorff's alpha for nominal data, and its interval.

Alpha is 1 for perfect agreement and 0 for what chance alone would give (Krippendorff, Content Analysis, 2nd ed. 2004,
chapter 11). Of the coincidence matrix it needs only the diagonal, how often codes match within a unit, and the margins,
how often each code was given.

The interval is the percentile interval of a bootstrap over units: each draw takes as many units as there are, with
replacement, and computes alpha anew (Zapf, Castell, Morawietz and Karch, “Measuring inter-rater reliability for
nominal data – which coefficients and confidence intervals are appropriate?”, BMC Medical Research Methodology 16,
2016, 93, who call it the standard approach). Krippendorff's own algorithm is another: it redraws from the coincidence
matrix and keeps the expected disagreement as it is (Hayes and Krippendorff, “Answering the call for a standard
reliability measure for coding data”, Communication Methods and Measures 1, 2007, 77–89). Where no unit differs, no
draw can differ either: the interval is then the value 1 alone, and says nothing about how rare a difference may be.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

from gcm_analysis.analysis.arrays import Floats, Integers, chunks, interval


class Patterns(NamedTuple):
    """Combinations of codes (patterns × codes) and how many units hold each. They are few, even of many units."""

    codes: Integers
    units: Integers


def patterns_of(unit: Integers, code: pd.Series) -> Patterns:
    """Return the patterns of codes: the codes of a unit in alphabetical order, and the patterns so too.

    `unit` numbers the unit that each code was given to; a missing code counts for nothing. Neither the order of units
    nor that of coders changes anything.
    """
    number, names = pd.factorize(code, sort=True)
    known = number >= 0
    cells = np.sort(unit[known] * len(names) + number[known])
    of_unit, of_code = np.divmod(cells, max(1, len(names)))
    sizes = np.diff(np.flatnonzero(np.diff(of_unit, prepend=-1)), append=len(cells))
    pattern = _folded(of_code, sizes)
    units = np.bincount(pattern)
    held = np.repeat(pattern, sizes) * len(names) + of_code
    totals = np.bincount(held, minlength=len(units) * len(names)).reshape(len(units), len(names))
    return Patterns(totals // units[:, np.newaxis], units)


def alpha(patterns: Patterns) -> float:
    """Return alpha; it is not a number if one code is all there is."""
    kept = comparable(patterns)
    return float(_alphas(kept.codes, kept.units[np.newaxis].astype(np.float64))[0])


def alpha_interval(patterns: Patterns, draws: int, seed: int) -> tuple[float, float]:
    """Return the ends of the interval of alpha over resampled units; draws in which it is not defined are left out.

    Units with the same pattern are alike, so that drawing units is drawing patterns as often as units hold them.
    """
    kept = comparable(patterns)
    units = int(kept.units.sum())
    if not units:
        return float("nan"), float("nan")
    rng = np.random.default_rng(seed)
    drawn = [
        _alphas(kept.codes, rng.multinomial(units, kept.units / units, size=rows).astype(np.float64))
        for rows in chunks(draws, len(kept.units))
    ]
    low, high = interval(np.concatenate(drawn)[:, np.newaxis])
    return float(low[0]), float(high[0])


def _folded(codes: Integers, sizes: Integers) -> Integers:
    """Return the number of the pattern of each unit. The codes of a unit stand together, in order; `sizes` says how many.

    One code after another is appended to the number, which is then made small again, for any number of coders.
    """
    begins = np.cumsum(sizes) - sizes
    pattern = np.zeros(len(sizes), dtype=np.int64)
    for place in range(sizes.max(initial=0)):
        has = sizes > place
        code = np.zeros(len(sizes), dtype=np.int64)
        code[has] = 1 + codes[begins[has] + place]
        pattern = np.unique(pattern * (2 + codes.max()) + code, return_inverse=True)[1]
    return pattern


def comparable(patterns: Patterns) -> Patterns:
    """Return the patterns of two codes or more: a code alone agrees with nothing."""
    several = patterns.codes.sum(axis=1) > 1
    return Patterns(patterns.codes[several], patterns.units[several])


def _alphas(codes: Integers, weights: Floats) -> Floats:
    """Return alpha for each row of weights (draws × patterns), which say how often each pattern of codes occurs."""
    matches = (codes * (codes - 1)).sum(axis=1) / (codes.sum(axis=1) - 1)
    totals = weights @ codes.astype(np.float64)
    pairable = totals.sum(axis=1)
    unequal = (pairable - 1) * (pairable - weights @ matches)
    by_chance = pairable**2 - (totals**2).sum(axis=1)
    ratio: Floats = np.divide(unequal, by_chance, out=np.full(len(totals), np.nan), where=by_chance > 0)
    return 1 - ratio
