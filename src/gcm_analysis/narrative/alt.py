"""Alt texts: what a figure shows, computed from the data drawn, for a reader who does not see it."""

import pandas as pd

from gcm_analysis.analysis import top
from gcm_analysis.narrative.language import Language

NAMED = 6  # rows that an alt text names one by one; the data download has the rest


def balance_alt(language: Language, drawn: pd.DataFrame) -> str:
    """Describe a balance chart: its form and its largest rows."""
    return language.text(
        "Bars to both sides of a line, success factors to the right, challenges to the left. From the top: {rows}.",
        rows=language.listed([_row(language, name, row) for name, row in _named(drawn).iterrows()]),
    )


def _named(drawn: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with the most statements, in the order drawn; ties are not cut."""
    return drawn[drawn.index.isin(top(drawn["statements"], NAMED).index)]


def _row(language: Language, name: object, row: pd.Series) -> str:
    return language.text(
        "{name}, {success} against {challenge}",
        name=name,
        success=language.number(int(row["success_factor"])),
        challenge=language.number(int(row["challenge"])),
    )
