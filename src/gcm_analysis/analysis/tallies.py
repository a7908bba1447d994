"""Statements as a table of numbers: how many of each code every origin holds. The other modules resample this table."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from gcm_analysis.analysis.arrays import Floats, Integers
from gcm_analysis.analysis.statements import weighable

CHALLENGE = "challenge"


class Tallies(NamedTuple):
    """Origins in alphabetical order, codes as `balance` sorts them, and counts of the shape origins × codes."""

    origins: pd.Index
    codes: pd.Index
    statements: Integers
    challenges: Integers


def tally(coded: pd.DataFrame, by: str) -> Tallies:
    """Return how many statements, and how many challenges among them, each origin has under each code of `by`.

    Rows without a code are left out, and what is neither success factor nor challenge. The order of the rows changes nothing.
    """
    counted = weighable(coded[coded[by].notna() & coded["origin"].notna()])
    origin, origins = pd.factorize(counted["origin"], sort=True)
    code, codes = pd.factorize(counted[by], sort=True)
    shape = len(origins), len(codes)
    statements = _table(origin, code, shape)
    hinders = (counted["valence"] == CHALLENGE).to_numpy(dtype=bool)
    challenges = _table(origin[hinders], code[hinders], shape)
    order = np.argsort(-statements.sum(axis=0), kind="stable")
    return Tallies(
        pd.Index(origins), pd.Index(codes, name=by)[order], statements[:, order], challenges[:, order]
    )


def ranks(counts: Integers | Floats) -> Integers:
    """Return the competition rank of every code in every row (rows × codes): 1 for the most, ties share a rank."""
    larger = [(counts > column[:, np.newaxis]).sum(axis=1) for column in counts.T]
    return 1 + np.array(larger, dtype=np.int64).reshape(counts.shape[::-1]).T


def _table(row: Integers, column: Integers, shape: tuple[int, int]) -> Integers:
    cells = np.bincount(row * shape[1] + column, minlength=shape[0] * shape[1])
    return cells.reshape(shape).astype(np.int64)
