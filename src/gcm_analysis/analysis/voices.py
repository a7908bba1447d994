"""Who spoke, by level, without showing a group of voices so small that it would tell who they were."""

import pandas as pd

from gcm_analysis.analysis.statements import balance
from gcm_analysis.evidence.vocabulary import LEVELS

UNTOLD = ""  # the level of voices of whom it is not known, or not told


def by_level(said: pd.DataFrame, smallest: int) -> pd.DataFrame:
    """Return statements, `voices` and both valences by the level of who speaks; levels of few voices are not told.

    A level of fewer voices than `smallest` is counted as `UNTOLD`. Where those are still fewer together, the smallest
    other level joins them: what is left over must not tell them either. Rows are in the order of `LEVELS`, `UNTOLD` last.
    """
    merged = said.assign(level_told=_told(said, smallest))
    table = balance(merged, "level_told", (*LEVELS, UNTOLD)).rename(columns={"sources": "voices"})
    return table[["statements", "voices", "success_factor", "challenge"]]


def merged_levels(said: pd.DataFrame, smallest: int) -> set[str]:
    """Return the levels that are known and yet not told."""
    return set(said["voice_level"]) - set(_told(said, smallest))


def _told(said: pd.DataFrame, smallest: int) -> pd.Series:
    levels = said["voice_level"].astype(object)
    while True:
        sizes = said.groupby(levels)["origin"].nunique()
        told = sizes[sizes.index != UNTOLD]
        few = set(told.index[told < smallest])
        suppressed = set(said["voice_level"]) - set(levels)
        if not few and suppressed and len(told) and sizes.get(UNTOLD, 0) < smallest:
            few = {told.idxmin()}
        if not few:
            return levels
        levels = levels.mask(levels.isin(few), UNTOLD)
