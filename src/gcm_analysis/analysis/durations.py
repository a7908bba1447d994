"""How long Actions lasted, and which of them end where a phase of the programme ended."""

import pandas as pd

from gcm_analysis.analysis.programme import with_phase
from gcm_analysis.evidence.values import last_day

MONTH = len("2018-12")


def durations(actions: pd.DataFrame, phases: pd.DataFrame) -> pd.DataFrame:
    """Return the Actions of which the first and the last month are known, with how long they lasted.

    A bound given as a year alone is too coarse and leaves the Action out. Added columns: `phase` (in which it began),
    `months` (first and last month included) and `closed`: the phase that ended in the Action's last month or in the
    month before it, else empty. Such an end may be the programme's calendar rather than the end of the work.
    """
    phased = with_phase(actions, phases)
    exact = phased[(phased["start"].str.len() >= MONTH) & (phased["end"].str.len() >= MONTH)]
    start, end = (exact[name].map(_month).astype(int) for name in ("start", "end"))
    return exact.assign(months=end - start + 1, closed=end.map(_closings(phases)).fillna("")).reset_index(
        drop=True
    )


def durations_by_phase(table: pd.DataFrame, phases: pd.DataFrame) -> pd.DataFrame:
    """Return one row per phase in which Actions with a known duration began: number, median, shortest and longest.

    Columns: `phase`, `actions`, `median`, `shortest`, `longest`, `at_close`. Actions from before the first phase are
    last, with an empty `phase`.
    """
    grouped = table.assign(at_close=table["closed"] != "").groupby("phase")
    summary = grouped.agg(
        actions=("months", "size"), median=("months", "median"), shortest=("months", "min"), longest=("months", "max"), at_close=("at_close", "sum"),
    )  # fmt: skip
    order = [phase for phase in [*phases["phase"], ""] if phase in summary.index]
    return summary.reindex(order).rename_axis("phase").reset_index()


def _closings(phases: pd.DataFrame) -> dict[int, str]:
    """Return the phase that closes in each month: its last month and the one after it."""
    ended = phases[phases["end"] != ""]
    ends = {_month(last_day(end)): phase for phase, end in zip(ended["phase"], ended["end"], strict=True)}
    return {month + 1: phase for month, phase in ends.items()} | ends


def _month(date: str) -> int:
    """Return a month as the number of months since the year 0."""
    return int(date[:4]) * 12 + int(date[5:7]) - 1
