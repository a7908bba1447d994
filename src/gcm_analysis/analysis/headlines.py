"""The headline findings of the record, and how firm each is: without each source in turn, and over sources drawn again.

A finding is written as the codes that it names, joined by `|` and in alphabetical order where it names several; it is
empty where the statements are too few to say it.

- `valence`: which valence most statements have.
- `contrast`: which of two sides has the higher share of challenges: `own`, what programmes say of themselves, or
  `outside`, what evaluations, audits and academic work say.
- `named`: the theme with the most statements. `widest`: the theme with the most independent sources.
- `obstacles`: the themes under which challenges outnumber success factors.
- `phase`: the phase with the highest share of challenges.
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from gcm_analysis.analysis.arrays import SEED, Floats, Integers
from gcm_analysis.analysis.resampling import DRAWS, weights
from gcm_analysis.analysis.statements import SELF_REPORT
from gcm_analysis.analysis.tallies import tally

FINDINGS = ("valence", "contrast", "named", "widest", "obstacles", "phase")
OUTSIDE = ("independent_evaluation_or_audit", "academic_or_think_tank")


# These are not made where fewer than two groups can be compared, or where they do not differ.
COMPARED = ("contrast", "phase")


class _Table(NamedTuple):
    """Counts by origin (rows, all of them) and code (columns, in alphabetical order)."""

    codes: NDArray[np.object_]
    statements: Integers
    challenges: Integers


class _Named(NamedTuple):
    """Which codes (columns) a finding names in each row."""

    codes: NDArray[np.object_]
    chosen: NDArray[np.bool_]


def headlines(coded: pd.DataFrame, few: int) -> pd.Series:
    """Return the findings of all statements, by name; a share of fewer statements than `few` is not compared."""
    return _joined(_found(_tables(coded), np.ones((1, len(_origins(coded)))), few)).iloc[0]


def headlines_without_each(coded: pd.DataFrame, few: int) -> pd.DataFrame:
    """Return the findings without each independent source in turn: one row per origin, one column per finding."""
    origins = _origins(coded)
    found = _joined(_found(_tables(coded), 1 - np.eye(len(origins)), few))
    return found.set_axis(pd.Index(origins, name="origin"))


def headlines_redrawn(coded: pd.DataFrame, few: int, *, draws: int = DRAWS, seed: int = SEED) -> pd.Series:
    """Return for each finding the share of draws of the origins in which it is the same.

    An origin that is drawn twice counts twice. Draws that do not allow a finding are left out; so is, as no number, a
    finding that the whole record does not allow.
    """
    tables, number = _tables(coded), len(_origins(coded))
    base = _found(tables, np.ones((1, number)), few)
    same, made = pd.Series(0, index=list(FINDINGS)), pd.Series(0, index=list(FINDINGS))
    for times in weights(number, draws, seed) if number else ():
        for name, drawn in _found(tables, times, few).items():
            possible = drawn.chosen.any(axis=1) | (name not in COMPARED)
            same[name] += int((possible & (drawn.chosen == base[name].chosen).all(axis=1)).sum())
            made[name] += int(possible.sum())
    known = [name not in COMPARED or bool(base[name].chosen.any()) for name in FINDINGS]
    return (same / made.where(made > 0)).where(pd.Series(known, index=list(FINDINGS)))


def largest_origin(coded: pd.DataFrame) -> str:
    """Return the origin with the most statements, the first in the alphabet where several tie."""
    counts = coded["origin"].value_counts().sort_index()
    return str(counts.idxmax()) if len(counts) else ""


def _origins(coded: pd.DataFrame) -> list[str]:
    return sorted(set(coded["origin"]))


def _found(tables: Mapping[str, _Table], times: Floats, few: int) -> dict[str, _Named]:
    """Return what each finding names if the statements of each origin count so many times (rows × origins)."""
    theme, valence = tables["theme"], tables["valence"]
    return {
        "valence": _leading(times @ valence.statements, valence.codes),
        "contrast": _highest_share(tables["side"], times, few),
        "named": _leading(times @ theme.statements, theme.codes),
        "widest": _leading(times @ (theme.statements > 0), theme.codes),
        "obstacles": _Named(theme.codes, 2 * times @ theme.challenges > times @ theme.statements),
        "phase": _highest_share(tables["phase"], times, few),
    }


def _tables(coded: pd.DataFrame) -> dict[str, _Table]:
    side = coded["source_type"].map({SELF_REPORT: "own"} | dict.fromkeys(OUTSIDE, "outside"))
    sided = coded.assign(side=side)
    return {by: _table(sided, by) for by in ("theme", "phase", "valence", "side")}


def _table(coded: pd.DataFrame, by: str) -> _Table:
    """Return counts with a row for every origin, also for one that has no statement with a code of `by`."""
    tallies, origins = tally(coded, by), _origins(coded)
    statements, challenges = (
        pd.DataFrame(counts, index=tallies.origins, columns=tallies.codes)
        .sort_index(axis="columns")
        .reindex(origins, fill_value=0)
        for counts in (tallies.statements, tallies.challenges)
    )
    return _Table(
        statements.columns.to_numpy(dtype=object),
        statements.to_numpy(dtype=np.int64),
        challenges.to_numpy(dtype=np.int64),
    )


def _leading(totals: Floats, codes: NDArray[np.object_]) -> _Named:
    """Return for each row the codes with the highest total; none if all totals are zero."""
    return _Named(codes, (totals == totals.max(axis=1, keepdims=True, initial=0)) & (totals > 0))


def _highest_share(table: _Table, times: Floats, few: int) -> _Named:
    """Return for each row the codes with the highest share of challenges, where two can be compared and differ."""
    every = times @ table.statements
    shares = np.divide(times @ table.challenges, every, out=np.full(every.shape, -1.0), where=every >= few)
    leading = (shares == shares.max(axis=1, keepdims=True, initial=-1)) & (shares >= 0)
    differs = leading.sum(axis=1) < (shares >= 0).sum(axis=1)
    return _Named(table.codes, leading & differs[:, np.newaxis])


def _joined(found: Mapping[str, _Named]) -> pd.DataFrame:
    """Return the findings as text: one row per row, one column per finding."""
    texts = {name: ["|".join(codes[row]) for row in chosen] for name, (codes, chosen) in found.items()}
    return pd.DataFrame(texts, columns=list(FINDINGS), dtype=object)
