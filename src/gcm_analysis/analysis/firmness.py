"""How much evidence stands behind a set of statements: a grade by thresholds that are stated, the same everywhere.

A grade counts independent sources first, since a source that repeats itself adds nothing. For the higher grades the
sources must also be of several kinds and speak of several levels, and no one of them may hold most of the statements.
A contrast of groups is no firmer than the weaker of them: many sources on one side make up for none on the other.
"""

from collections.abc import Iterable
from typing import Literal, NamedTuple

import pandas as pd

Grade = Literal["strong", "moderate", "limited", "single", "none"]


class Threshold(NamedTuple):
    """What a grade asks for: at least so many sources, kinds and levels; at most this share from one source."""

    sources: int
    kinds: int
    levels: int
    largest: float


# From the highest grade down; a set of statements gets the first whose threshold it reaches.
THRESHOLDS: dict[Grade, Threshold] = {
    "strong": Threshold(sources=10, kinds=3, levels=2, largest=0.5),
    "moderate": Threshold(sources=5, kinds=2, levels=1, largest=1.0),
    "limited": Threshold(sources=2, kinds=1, levels=1, largest=1.0),
    "single": Threshold(sources=1, kinds=1, levels=1, largest=1.0),
}


def measures(group: pd.DataFrame) -> Threshold:
    """Return what coded statements rest on: independent sources, kinds, levels, and the largest share from one source."""
    if group.empty:
        return Threshold(0, 0, 0, 0.0)
    return Threshold(
        sources=group["origin"].nunique(),
        kinds=group["source_type"].nunique(),
        levels=group["level"].nunique(),
        largest=float(group["origin"].value_counts().max() / len(group)),
    )


def grade(group: pd.DataFrame) -> Grade:
    """Return the highest grade that coded statements reach; statements that are none have the grade `none`."""
    found = measures(group)
    for name, asked in THRESHOLDS.items():
        enough = (
            found.sources >= asked.sources and found.kinds >= asked.kinds and found.levels >= asked.levels
        )
        if enough and found.largest <= asked.largest:
            return name
    return "none"


def weaker(groups: Iterable[pd.DataFrame]) -> Grade:
    """Return the grade of a contrast between groups of coded statements: the lowest that any of them has.

    A side that is one kind of source by its definition is limited at best, since no other kind bears it out.
    """
    return max((grade(group) for group in groups), key=[*THRESHOLDS, "none"].index)
