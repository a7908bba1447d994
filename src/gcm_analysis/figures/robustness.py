"""Charts of how firm the counts are. Rows of a frame are labels for readers; their order is the order drawn."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from gcm_analysis.figures.statements import FRAME, ROW_HEIGHT
from gcm_analysis.figures.style import BLUE, INK, canvas


def interval_dots(table: pd.DataFrame, title: str) -> Axes:
    """Draw one count per row as a dot on the bar of its interval, and write both at the end of the bar.

    `table` has the columns `statements`, `low` and `high`; `title` is the axis title.
    """
    axes = canvas(FRAME + ROW_HEIGHT * len(table))
    rows = np.arange(len(table))
    axes.hlines(rows, table["low"], table["high"], color=INK, linewidth=1.4, zorder=1)
    for end in ("low", "high"):
        axes.scatter(table[end], rows, marker="|", s=60, color=INK, zorder=1)
    axes.scatter(table["statements"], rows, s=46, color=BLUE, zorder=2)
    for row, (count, low, high) in enumerate(
        table[["statements", "low", "high"]].itertuples(index=False, name=None)
    ):
        axes.annotate(
            f"{count:.0f} ({low:.0f}–{high:.0f})", (high, row), (7, 0),
            textcoords="offset points", va="center", color=INK,
        )  # fmt: skip
    axes.set_yticks(rows, [str(name) for name in table.index])
    axes.invert_yaxis()
    axes.set_xlim(0, max(float(table["high"].max()), 1) * 1.18)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_xlabel(title)
    return axes
