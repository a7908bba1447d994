"""Generates random statements similar to the real ones: a few origins and codes have many, most have few."""

import numpy as np
import pandas as pd

from gcm_analysis.analysis.agreement import VARIABLES
from gcm_analysis.evidence.vocabulary import CRITERIA, LEVELS, PHASES, SOURCE_TYPES, VALENCES

ORIGINS, PUBLISHERS, THEMES = 5_000, 400, 14
AGREEING = 0.85  # share of codes that the second coding repeats


def coded(rows: int, seed: int = 2018) -> pd.DataFrame:
    """Return `rows` statements as `coded_statements` returns them, with the columns that the analysis reads."""
    rng = np.random.default_rng(seed)
    origin = _drawn(rng, [f"O{number:04}" for number in range(ORIGINS)], rows)
    return pd.DataFrame(
        {
            "statement_id": [f"ST{number:07}" for number in range(rows)],
            "source_id": origin,
            "origin": origin,
            "source_type": _drawn(rng, SOURCE_TYPES, rows),
            "level": _drawn(rng, LEVELS, rows),
            "phase": _drawn(rng, PHASES, rows),
            "valence": _drawn(rng, VALENCES, rows),
            "theme": _drawn(rng, [f"THEME{number:02}" for number in range(THEMES)], rows),
            "criterion": _drawn(rng, CRITERIA, rows),
        }
    ).astype(str)


def sources() -> pd.DataFrame:
    """Return one source per origin, each with a publisher."""
    names = [f"O{number:04}" for number in range(ORIGINS)]
    publishers = [f"Publisher {number % PUBLISHERS}" for number in range(ORIGINS)]
    return pd.DataFrame({"source_id": names, "publisher": publishers})


def second_coding(first: pd.DataFrame, seed: int = 2019) -> pd.DataFrame:
    """Return a coding of all statements by a second coder, who repeats most codes and draws the others at random."""
    rng = np.random.default_rng(seed)
    again = {
        name: first[name].where(rng.random(len(first)) < AGREEING, rng.permutation(first[name]))
        for name in VARIABLES
    }
    return first[["statement_id"]].assign(coder="B", **again)


def _drawn(rng: np.random.Generator, names: list[str] | tuple[str, ...], rows: int) -> np.ndarray:
    """Return names drawn by Zipf's law: the second half as often as the first, the third a third as often."""
    chances = 1 / np.arange(1, len(names) + 1)
    return np.array(names, dtype=object)[rng.choice(len(names), size=rows, p=chances / chances.sum())]
