"""Charts of how firm the counts are. Rows of a frame are labels for readers; their order is the order drawn."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from gcm_analysis.figures.statements import FRAME, ROW_HEIGHT
from gcm_analysis.figures.style import BLUE, GREY, INK, ORANGE, RULE, SPAN, canvas

CURVE_HEIGHT = 3.3  # inches
STYLES = (
    (BLUE, "-", "o"),
    (ORANGE, "--", "D"),
)  # a line's colour, dashes and mark: two lines differ in all three


def interval_dots(table: pd.DataFrame, title: str) -> Axes:
    """Draw one count per row as a dot on the bar of its interval, and write both at the end of the bar.

    `table` has the columns `statements`, `low` and `high`; `title` is the axis title. A band shows the interval of the
    first row, so that the eye can see which others reach into it.
    """
    axes = canvas(FRAME + ROW_HEIGHT * len(table))
    rows = np.arange(len(table))
    axes.axvspan(table["low"].iloc[0], table["high"].iloc[0], color=SPAN, zorder=0)
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


def accumulation(curves: dict[str, pd.DataFrame], words: Sequence[str]) -> Axes:
    """Draw how the share seen grows with the number of sources: one line per curve, its name at its side, and a band.

    `curves` holds by label a frame whose index is the number of sources, with the columns `expected`, `low` and
    `high`, all as shares of the total; `words` are the titles of the two axes. At most two curves are drawn.
    """
    axes = canvas(CURVE_HEIGHT)
    for (name, curve), (colour, dashes, mark) in zip(curves.items(), STYLES, strict=False):
        steps = curve.index.to_numpy()
        low, expected, high = (100 * curve[column].to_numpy() for column in ("low", "expected", "high"))
        axes.fill_between(steps, low, high, color=colour, alpha=0.13, linewidth=0)
        for bound in (low, high):
            axes.plot(steps, bound, color=colour, linewidth=0.6, linestyle=":")
        axes.plot(
            steps, expected, color=colour, linestyle=dashes, linewidth=2,
            marker=mark, markevery=max(len(steps) // 8, 1), markersize=5, label=name,
        )  # fmt: skip
    axes.axhline(100, color=GREY, linewidth=0.8)
    axes.set_ylim(0, 106)
    axes.set_xlim(left=0)
    axes.set_xlabel(words[0])
    axes.set_ylabel(words[1])
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.yaxis.grid(visible=True, color=RULE, linewidth=0.6)
    axes.legend(loc="lower right", handlelength=4)
    return axes
