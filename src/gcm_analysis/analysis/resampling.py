"""Measures how far a result depends on which sources happen to be in the record.

Statements of one origin are not independent of each other, so whole origins are drawn, never single statements.

- **Cluster bootstrap.** One draw takes as many origins as the record has, with replacement, each with all its
  statements (Davison and Hinkley, Bootstrap Methods and their Application, 1997, section 3.8; Field and Welsh,
  “Bootstrapping clustered data”, Journal of the Royal Statistical Society B 69, 2007, 369–390). The number of
  statements differs from draw to draw. Intervals are percentile intervals, see `arrays`.
- **Ranks.** Their intervals are read from the same draws (Goldstein and Spiegelhalter, “League tables and their
  limitations”, Journal of the Royal Statistical Society A 159, 1996, 385–443). Where codes nearly tie, a bootstrap
  says less about ranks than about counts (Hall and Miller, “Using the bootstrap to quantify the authority of an
  empirical ranking”, Annals of Statistics 37, 2009, 3929–3959).

The sources were found by searching, not drawn at random. An interval says how much the result depends on single sources; it
says nothing about sources that were not found. What no source in hand says cannot be drawn: a share of 0 or 1 is 0 or
1 in every draw, and the share in a group of one single origin does not vary either. A contrast makes room for that by
the exact bound of such a share, see `arrays`.

Two codes are compared by their difference within each draw: a source that speaks of both moves both, so that two
intervals of single codes that overlap do not tell whether one code has more.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from gcm_analysis.analysis.arrays import DRAWS, SEED, Floats, Integers, chunks, exact_interval, interval
from gcm_analysis.analysis.statements import weighable

CHALLENGE = "challenge"


class Tallies(NamedTuple):
    """Codes as `balance` sorts them, and counts of the shape origins × codes, origins in alphabetical order."""

    codes: pd.Index
    statements: Integers
    challenges: Integers


class Contrast(NamedTuple):
    """The share of challenges in two groups of statements, the second less the first, and the interval of that."""

    first: float
    second: float
    difference: float
    low: float
    high: float


def bootstrap(
    coded: pd.DataFrame, by: str = "theme", *, draws: int = DRAWS, seed: int = SEED
) -> pd.DataFrame:
    """Return counts, shares of challenges and ranks of the codes with 95 % intervals over resampled origins.

    One row per code, sorted as `balance` sorts. Columns: `statements`, `low`, `high`; `challenge_share`, `share_low`,
    `share_high` (draws without the code are left out; exact where the share is 0 or 1); `first`, the share of draws in which no code has more
    statements; `rank`, `rank_low`, `rank_high` (1 for the most; ties share a rank).
    """
    tallies = _tally(coded, by)
    drawn = _resampled(np.hstack([tallies.statements, tallies.challenges]), draws, seed)
    statements, challenges = np.hsplit(drawn, 2)
    placed = _ranks(statements)
    total = tallies.statements.sum(axis=0)
    low, high = interval(statements)
    share = _ratio(tallies.challenges.sum(axis=0), total)
    share_low, share_high = interval(_ratio(challenges, statements))
    below, above = _rooms(share, tallies.statements)
    rank_low, rank_high = interval(placed)
    return pd.DataFrame(
        {
            "statements": total,
            "low": low.astype(np.int64),
            "high": high.astype(np.int64),
            "challenge_share": share,
            "share_low": share_low - below,
            "share_high": share_high + above,
            "first": (placed == 1).sum(axis=0) / draws,
            "rank": _ranks(total[np.newaxis])[0],
            "rank_low": rank_low.astype(np.int64),
            "rank_high": rank_high.astype(np.int64),
        },
        index=tallies.codes,
    )


def share_contrast(  # noqa: PLR0913 - two groups of one column, and how often to draw
    coded: pd.DataFrame,
    first: Sequence[str],
    second: Sequence[str],
    by: str = "source_type",
    *,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Contrast:
    """Return how the share of challenges under the codes `second` differs from that under `first`.

    Only origins that have a statement of either group are drawn; draws in which a group is empty are left out. Where
    none or all of a group are challenges, the interval is wider by what the exact bound over its origins leaves open.
    """
    either = weighable(coded[coded[by].isin([*first, *second])])
    groups = np.column_stack([either[by].isin(first), either[by].isin(second)])
    hinders = (either["valence"] == CHALLENGE).to_numpy(dtype=bool)[:, np.newaxis]
    per_statement = np.hstack([groups, groups & hinders]).astype(np.int64)
    per_origin = pd.DataFrame(per_statement).groupby(either["origin"].to_numpy()).sum().to_numpy()
    shares = _shares(per_origin.sum(axis=0, keepdims=True))[0]
    low, high = interval(np.diff(_shares(_resampled(per_origin, draws, seed)), axis=1))
    below, above = _rooms(shares, per_origin[:, :2])
    ends = np.clip([low[0] - below[1] - above[0], high[0] + above[1] + below[0]], -1, 1)
    return Contrast(*map(float, (*shares, shares[1] - shares[0], *ends)))


def lead(coded: pd.DataFrame, by: str = "theme", *, draws: int = DRAWS, seed: int = SEED) -> pd.DataFrame:
    """Return how far the code with the most statements leads each other one, with intervals over resampled origins.

    One row per code but the leading one (the first that `balance` sorts). Columns: `difference` of the shares of all
    statements, the leader's less the code's, and `low` and `high`, the 95 % interval of that difference within draws.
    """
    tallies = _tally(coded, by)
    drawn = _ahead(_resampled(tallies.statements, draws, seed))
    low, high = interval(drawn)
    difference = _ahead(tallies.statements.sum(axis=0, keepdims=True))[0]
    return pd.DataFrame({"difference": difference, "low": low, "high": high}, index=tallies.codes[1:])


def _ahead(counts: Integers) -> Floats:
    """Return by how much of all the first column is ahead of each other one, in every row."""
    return _ratio(counts[:, :1] - counts[:, 1:], counts.sum(axis=1, keepdims=True))


def _rooms(shares: Floats, statements: Integers) -> tuple[Floats, Floats]:
    """Return how far the exact bounds are below and above each share of 0 or 1; other shares vary in the draws.

    `statements` (origins × shares) give the number of origins of a share.
    """
    rooms = np.zeros((2, len(shares)))
    for place, (share, origins) in enumerate(zip(shares, (statements > 0).sum(axis=0), strict=True)):
        if share in (0, 1):
            low, high = exact_interval(int(share * origins), int(origins))
            rooms[:, place] = share - low, high - share
    return rooms[0], rooms[1]


def _resampled(counts: Integers, draws: int, seed: int) -> Integers:
    """Return the sums of the counts (origins × columns) over the origins of each draw, as draws × columns."""
    if not counts.size:
        return np.zeros((draws, counts.shape[1]), dtype=np.int64)
    # Matrices of floats multiply faster, and whole numbers stay whole up to 2**53.
    exact = counts.astype(np.float64)
    sums = [drawn @ exact for drawn in weights(len(counts), draws, seed)]
    return np.vstack(sums).astype(np.int64)


def weights(origins: int, draws: int, seed: int) -> Iterator[Floats]:
    """Yield how often each origin was drawn, some draws at a time (draws × origins)."""
    rng = np.random.default_rng(seed)
    for rows in chunks(draws, origins):
        picks = rng.integers(origins, size=(rows, origins)) + origins * np.arange(rows)[:, np.newaxis]
        yield np.bincount(picks.ravel(), minlength=rows * origins).reshape(rows, origins).astype(np.float64)


def _shares(sums: Integers) -> Floats:
    """Return two shares of challenges from sums of statements and challenges (draws × 4)."""
    return _ratio(sums[:, 2:], sums[:, :2])


def _ratio(part: Integers, whole: Integers) -> Floats:
    ratio: Floats = np.divide(part, whole, out=np.full(part.shape, np.nan), where=whole > 0)
    return ratio


def _tally(coded: pd.DataFrame, by: str) -> Tallies:
    """Return how many statements, and how many challenges among them, each origin has under each code of `by`.

    Rows without a code are left out, and those that are neither success factor nor challenge. The order of the rows changes nothing.
    """
    counted = weighable(coded[coded[by].notna() & coded["origin"].notna()])
    origin, origins = pd.factorize(counted["origin"], sort=True)
    code, codes = pd.factorize(counted[by], sort=True)
    cells, shape = origin * len(codes) + code, (len(origins), len(codes))
    hinders = (counted["valence"] == CHALLENGE).to_numpy(dtype=bool)
    statements, challenges = (
        np.bincount(kind, minlength=len(origins) * len(codes)).reshape(shape)
        for kind in (cells, cells[hinders])
    )
    order = np.argsort(-statements.sum(axis=0), kind="stable")
    return Tallies(pd.Index(codes, name=by)[order], statements[:, order], challenges[:, order])


def _ranks(counts: Integers | Floats) -> Integers:
    """Return the competition rank of every code in every row (rows × codes): 1 for the most, ties share a rank."""
    return pd.DataFrame(counts).rank(axis=1, method="min", ascending=False).to_numpy(dtype=np.int64)
