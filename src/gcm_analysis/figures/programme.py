"""Charts of what a programme claims and what its Actions show."""

from collections.abc import Mapping, Sequence
from datetime import date

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from gcm_analysis.figures.statements import FRAME
from gcm_analysis.figures.style import BLUE, GREY, INK, ORANGE, PURPLE, RULE, canvas

MARKERS = {"exact": "o", "about": "D", "almost": "v", "at_most": "v", "at_least": "^"}
ORIGIN_STYLES = {"eu": (BLUE, ""), "south": (ORANGE, "//"), "other": (PURPLE, "..")}


def claims_over_time(claims: pd.DataFrame, names: Mapping[str, str], shown: Sequence[str], day: date) -> Axes:
    """Draw published claims by date, the mark telling the qualifier and the text the claim; `day` is marked by a line.

    `claims` has `day` (ISO text), `value`, `qualifier`; `names` are the legend's words by qualifier.
    """
    axes = canvas(3.4)
    days = mdates.date2num(pd.to_datetime(claims["day"]).dt.to_pydatetime())
    for qualifier, group in claims.assign(x=days).groupby("qualifier"):
        axes.scatter(group["x"], group["value"], marker=MARKERS[str(qualifier)], s=62, color=BLUE, zorder=3)
    axes.axvline(mdates.date2num(day), color=ORANGE, linewidth=1.2, linestyle=(0, (4, 3)), zorder=1)
    _spread_labels(axes, days, claims["value"].to_numpy(dtype=float), shown)
    axes.xaxis_date()
    axes.xaxis.set_major_locator(mdates.YearLocator())
    axes.xaxis.set_major_formatter(mdates.DateFormatter("%Y"))
    low, high = float(claims["value"].min()), float(claims["value"].max())
    axes.set_ylim(low - 0.35 * (high - low + 1), high + 0.35 * (high - low + 1))
    axes.margins(x=0.08)
    axes.yaxis.grid(visible=True, color=RULE, linewidth=0.6)
    marks = [
        Line2D([], [], linestyle="", marker=MARKERS[code], color=BLUE, label=names[code])
        for code in MARKERS
        if code in set(claims["qualifier"])
    ]
    axes.legend(handles=marks, loc="lower right", ncols=len(marks))
    return axes


def origin_bars(table: pd.DataFrame, names: Mapping[str, str], title: str) -> Axes:
    """Draw in how many Actions each country's experts were present; the hatch and the legend tell the group.

    `table` has `name`, `origin` and `actions`, most first; `names` are the legend's words by group.
    """
    axes = canvas(FRAME + 0.24 * len(table))
    rows = np.arange(len(table))
    for row, (origin, actions) in enumerate(table[["origin", "actions"]].itertuples(index=False)):
        colour, hatch = ORIGIN_STYLES[origin]
        axes.barh(
            row, actions, height=0.74, color="white" if hatch else colour, edgecolor=colour, hatch=hatch
        )
        axes.annotate(
            f"{actions:d}", (actions, row), (4, 0), textcoords="offset points", va="center", fontsize=8.5
        )
    axes.set_yticks(rows, list(table["name"]), fontsize=8.5)
    axes.invert_yaxis()
    axes.set_xlabel(title, color=GREY)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.margins(y=0.01)
    axes.legend(handles=_origin_legend(table, names), loc="lower right")
    return axes


def _origin_legend(table: pd.DataFrame, names: Mapping[str, str]) -> list[Patch]:
    present = [origin for origin in ORIGIN_STYLES if origin in set(table["origin"])]
    styles = {origin: ORIGIN_STYLES[origin] for origin in present}
    return [
        Patch(facecolor="white" if hatch else colour, edgecolor=colour, hatch=hatch, label=names[origin])
        for origin, (colour, hatch) in styles.items()
    ]


def _spread_labels(axes: Axes, days: np.ndarray, values: np.ndarray, shown: Sequence[str]) -> None:
    """Write each claim's text above or below its mark in turn, so that neighbours do not cover each other."""
    order = np.argsort(days, kind="stable")
    for place, index in enumerate(order):
        above = place % 2 == 0
        axes.annotate(
            shown[index], (days[index], values[index]), (0, 9 if above else -9), textcoords="offset points",
            ha="center", va="bottom" if above else "top", fontsize=8.5, color=INK, bbox={"facecolor": "white", "edgecolor": "none", "pad": 1},
        )  # fmt: skip


def duration_dots(
    table: pd.DataFrame, groups: pd.DataFrame, shown: Sequence[str], words: Sequence[str]
) -> Axes:
    """Draw one mark per Action at its duration, a row per phase, ends at the close of a phase as hollow diamonds.

    `table` has `phase`, `months` and `closed` (empty for other ends); `groups` has `phase`, `name` and `median`, one
    row per phase in the order drawn; `shown` are the medians as text; `words` are the legend's three labels (closed,
    other, median) and the axis title.
    """
    axes = canvas(FRAME + 0.62 * len(groups))
    for row, (phase, median) in enumerate(groups[["phase", "median"]].itertuples(index=False)):
        own = table[table["phase"] == phase].sort_values(["months", "action_id"])
        # Marks of a row are shifted up and down in turn, so that equal durations stay apart.
        heights = row + (np.arange(len(own)) % 5 - 2) * 0.11
        closed = (own["closed"] != "").to_numpy()
        months = own["months"].to_numpy(dtype=float)
        axes.scatter(months[~closed], heights[~closed], s=30, color=BLUE, zorder=3)
        axes.scatter(
            months[closed],
            heights[closed],
            s=36,
            marker="D",
            color="white",
            edgecolor=ORANGE,
            linewidth=1.4,
            zorder=3,
        )
        axes.vlines(median, row - 0.38, row + 0.38, color=INK, linewidth=1.6, zorder=2)
        axes.annotate(
            shown[row],
            (median, row - 0.38),
            (0, 2),
            textcoords="offset points",
            ha="center",
            va="bottom",
            fontsize=8.5,
        )
    axes.set_yticks(range(len(groups)), list(groups["name"]))
    axes.set_ylim(len(groups) - 0.5, -0.72)
    axes.set_xlim(left=0)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.xaxis.grid(visible=True, color=RULE, linewidth=0.6)
    axes.set_xlabel(words[3], color=GREY)
    axes.legend(handles=_duration_legend(words), loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=3)
    return axes


def _duration_legend(words: Sequence[str]) -> list[Line2D]:
    return [
        Line2D([], [], linestyle="", marker="o", color=BLUE, label=words[1]),
        Line2D([], [], linestyle="", marker="D", markerfacecolor="white", markeredgecolor=ORANGE, markeredgewidth=1.4, label=words[0]),
        Line2D([], [], linestyle="", marker="|", markersize=12, markeredgewidth=1.6, color=INK, label=words[2]),
    ]  # fmt: skip
