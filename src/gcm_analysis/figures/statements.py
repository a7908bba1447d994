"""Charts of coded statements. Rows and columns of a frame are labels for readers; their order is the order drawn."""

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from gcm_analysis.figures.style import BLUE, GREY, HATCH, INK, ORANGE, canvas

ROW_HEIGHT = 0.33  # inches a bar takes, with its gap
FRAME = 0.85  # inches for the axis and the legend


def balance_bars(table: pd.DataFrame, words: Sequence[str]) -> Axes:
    """Draw success factors to the right and challenges to the left of a common line, one bar pair per row.

    `table` has the columns `success_factor` and `challenge`; `words` are the legend's two labels and the axis title.
    Challenges are hatched and lie on the other side, so that colour is never alone.
    """
    axes = canvas(FRAME + ROW_HEIGHT * len(table))
    rows = np.arange(len(table))
    axes.barh(rows, table["success_factor"], color=BLUE, height=0.72)
    axes.barh(rows, -table["challenge"], color="white", edgecolor=ORANGE, hatch=HATCH, height=0.72)
    for row, (success, challenge) in enumerate(
        table[["success_factor", "challenge"]].itertuples(index=False)
    ):
        _count(axes, success, row, BLUE)
        _count(axes, -challenge, row, ORANGE)
    axes.axvline(0, color=INK, linewidth=0.8)
    _named_rows(axes, table.index)
    _symmetric_axis(axes, words[2])
    legend = [
        Patch(facecolor="white", edgecolor=ORANGE, hatch=HATCH, label=words[1]),
        Patch(color=BLUE, label=words[0]),
    ]
    axes.legend(handles=legend, loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2)
    return axes


def _named_rows(axes: Axes, names: Iterable[object]) -> None:
    texts = [str(name) for name in names]
    axes.set_yticks(range(len(texts)), texts)
    axes.invert_yaxis()


def _count(axes: Axes, value: int, row: int, colour: str) -> None:
    if value:
        side = 1 if value > 0 else -1
        axes.annotate(
            f"{abs(value):d}", (value, row), (4 * side, 0), textcoords="offset points",
            ha="left" if side > 0 else "right", va="center", color=colour,
        )  # fmt: skip


def _symmetric_axis(axes: Axes, title: str) -> None:
    low, high = axes.get_xlim()
    axes.set_xlim(low * 1.08 - 0.6, high * 1.08 + 0.6)
    axes.xaxis.set_major_formatter(lambda value, _: f"{abs(value):.0f}")
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_xlabel(title, color=GREY)
