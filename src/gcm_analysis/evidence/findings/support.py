"""What can be computed of the rows behind a finding: how many voices, of what kinds, read how far."""

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from gcm_analysis.evidence.vocabulary import OUTSIDE, SELF_REPORT


@dataclass(frozen=True)
class Support:
    """The statements that carry a finding, counted.

    `origins` are independent voices, `houses` the bodies behind them (one house may speak through several origins).
    `independent` counts statements from evaluations, audits and academic work, `self_reports` those of programmes on
    themselves. `largest_share` is the share of the origin with the most statements, `read_in_full` that of statements
    whose source was read whole; both are 0 where there is no statement.
    """

    statements: int
    origins: tuple[str, ...]
    houses: tuple[str, ...]
    source_types: tuple[str, ...]
    levels: tuple[str, ...]
    regions: tuple[str, ...]
    evidence_kinds: tuple[str, ...]
    independent: int
    self_reports: int
    largest_share: float
    read_in_full: float


def support(ids: Collection[str], coded: pd.DataFrame) -> Support:
    """Return what carries a finding; `coded` has one row per statement, joined with its source's columns."""
    rows = coded[coded["statement_id"].isin(ids)]
    number = len(rows)

    def present(column: str) -> tuple[str, ...]:
        return tuple(sorted(set(rows[column])))

    return Support(
        statements=number,
        origins=present("origin"),
        houses=present("house"),
        source_types=present("source_type"),
        levels=present("level"),
        regions=present("region"),
        evidence_kinds=present("evidence_kind"),
        independent=int(rows["source_type"].isin(OUTSIDE).sum()),
        self_reports=int((rows["source_type"] == SELF_REPORT).sum()),
        largest_share=float(rows["origin"].value_counts(normalize=True).max()) if number else 0.0,
        read_in_full=float((rows["read_extent"] == "full").mean()) if number else 0.0,
    )
