"""Whether more sources would still bring new codes: distinct codes against the number of origins read.

The curve is a sample-based rarefaction curve with origins as samples. Its mean over all orders is known exactly:
after k of N origins, each code that n origins hold has been met with probability 1 - C(N - n, k) / C(N, k) (Ugland,
Gray and Ellingsen, “The species-accumulation curve and estimation of species richness”, Journal of Animal Ecology 72,
2003, 888–897; Colwell, Mao and Chang, “Interpolating, extrapolating, and comparing incidence-based species
accumulation curves”, Ecology 85, 2004, 2717–2727). The band shows how far single random orders lie around it. That a
study may stop where new sources bring no new codes is the rule of Guest, Bunce and Johnson, “How many interviews are
enough?”, Field Methods 18, 2006, 59–82.

A flat curve says that sources like those in hand repeat the codes in hand. The codebook is closed, so it cannot say
that no other theme exists.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from gcm_analysis.analysis.arrays import SEED, Floats, Integers, chunks, interval

PERMUTATIONS = 1000


class _Holdings(NamedTuple):
    """Which origin holds which code: the origins of the first code, then those of the second, and so on."""

    origins: int
    holders: Integers  # one number of an origin per pair of code and origin
    begins: Integers  # where the origins of each code begin
    held_by: Integers  # how many origins hold each code


def saturation(
    coded: pd.DataFrame,
    columns: Sequence[str] = ("theme",),
    *,
    permutations: int = PERMUTATIONS,
    seed: int = SEED,
) -> pd.DataFrame:
    """Return how many distinct codes, or combinations of codes, are met in the first 1, 2, …, N origins.

    One row per number of origins read. Columns: `low`, `median`, `high`, the 2.5th, 50th and 97.5th percentiles over
    random orders of the origins; `expected`, the mean over all orders.
    """
    holdings = _holdings(coded, columns)
    curves = np.vstack(
        [np.zeros((0, holdings.origins), dtype=np.int64), *_curves(holdings, permutations, seed)]
    )
    low, high = interval(curves)
    return pd.DataFrame(
        {
            "low": low.astype(np.int64),
            "median": np.median(curves, axis=0) if curves.size else low,
            "high": high.astype(np.int64),
            "expected": _expected(holdings),
        },
        index=pd.RangeIndex(1, holdings.origins + 1, name="origins"),
    )


def last_new(curve: pd.DataFrame) -> float:
    """Return how many new codes the last origin brought, in the mean over all orders: singles over origins."""
    steps = np.diff(curve["expected"].to_numpy(), prepend=0.0)
    return float(steps[-1]) if steps.size else float("nan")


def singles(coded: pd.DataFrame, columns: Sequence[str] = ("theme",)) -> int:
    """Return how many codes, or combinations of codes, just one origin holds."""
    return int((_holdings(coded, columns).held_by == 1).sum())


def _holdings(coded: pd.DataFrame, columns: Sequence[str]) -> _Holdings:
    origin, origins = pd.factorize(coded["origin"], sort=True)
    code = np.zeros(len(coded), dtype=np.int64)
    for column in columns:
        part, parts = pd.factorize(coded[column], sort=True)
        # Numbered afresh after each column, so that the numbers stay small for any number of columns.
        code = np.unique(code * len(parts) + part, return_inverse=True)[1]
    pairs = np.unique(code * len(origins) + origin)
    _, begins, held_by = np.unique(pairs // max(1, len(origins)), return_index=True, return_counts=True)
    return _Holdings(len(origins), pairs % max(1, len(origins)), begins, held_by)


def _curves(holdings: _Holdings, permutations: int, seed: int) -> Iterator[Integers]:
    """Yield curves, some at a time (permutations × origins): a code is met when the first of its origins is read."""
    rng = np.random.default_rng(seed)
    if not holdings.origins:
        return
    for rows in chunks(permutations, len(holdings.holders)):
        order = np.tile(np.arange(holdings.origins, dtype=np.int32), (rows, 1))
        position = rng.permuted(order, axis=1)
        met = np.minimum.reduceat(position[:, holdings.holders], holdings.begins, axis=1)
        cells = met + holdings.origins * np.arange(rows)[:, np.newaxis]
        new = np.bincount(cells.ravel(), minlength=rows * holdings.origins)
        yield new.reshape(rows, holdings.origins).cumsum(axis=1)


def _expected(holdings: _Holdings) -> Floats:
    """Return the exact mean for each number of origins read, as the product of the chances to miss a code once more."""
    held, codes = np.unique(holdings.held_by, return_counts=True)
    read = np.arange(holdings.origins)
    missed: Floats = (holdings.origins - held[:, np.newaxis] - read) / (holdings.origins - read)
    met: Floats = codes @ (1.0 - np.cumprod(np.maximum(missed, 0.0), axis=1))
    return met
