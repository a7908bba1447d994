"""The chart of the Fund: amounts as they were stated, one row each, targets apart from all else."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from gcm_analysis.figures.statements import FRAME, ROW_HEIGHT
from gcm_analysis.figures.style import BLUE, GREY, ORANGE, RULE, canvas


def stated_amounts(table: pd.DataFrame, words: Sequence[str]) -> Axes:
    """Draw one mark per stated amount: targets as hollow diamonds, all else as discs; no line joins them.

    `table` has `name` (the row's label), `millions`, `shown` (the text at the mark) and `target` (is it one?), in the
    order drawn. `words` are the legend's labels of targets and of the others, and the axis title.
    """
    axes = canvas(FRAME + ROW_HEIGHT * len(table))
    rows = np.arange(len(table))
    target = table["target"].to_numpy(dtype=bool)
    axes.hlines(rows, 0, table["millions"], color=RULE, linewidth=1, zorder=1)
    for chosen, marker, edge, face, label in (
        (target, "D", ORANGE, "white", words[0]),
        (~target, "o", BLUE, BLUE, words[1]),
    ):
        if chosen.any():
            axes.scatter(
                table["millions"][chosen], rows[chosen], s=54, marker=marker, color=face, edgecolor=edge,
                linewidth=1.8, label=label, zorder=3,
            )  # fmt: skip
    for row, (millions, shown) in enumerate(table[["millions", "shown"]].itertuples(index=False)):
        axes.annotate(shown, (millions, row), (9, 0), textcoords="offset points", va="center", fontsize=8.5)
    axes.set_yticks(rows, list(table["name"]))
    axes.set_ylim(len(table) - 0.4, -0.6)
    axes.set_xlim(0, max(float(table["millions"].max()), 1.0) * 1.28)  # room for the text of the largest
    axes.xaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))
    axes.set_xlabel(words[2], color=GREY)
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2)
    return axes
