"""The chart of implications: every theme on one scale from what helps to what hinders."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from gcm_analysis.figures.style import BLUE, GREY, INK, ORANGE, PURPLE, RULE, canvas

FRAME, ROW_HEIGHT = 1.25, 0.33  # inches: axis, legend and the words above the zones; one row
# Groups differ by shape as well as by colour.
MARKS = {"keep": (BLUE, "o"), "fix": (PURPLE, "D"), "avoid": (ORANGE, "s"), "open": (GREY, "v")}
ZONES = ("keep", "fix", "avoid")  # from left to right, between the bounds


def share_lanes(
    table: pd.DataFrame, bounds: Sequence[float], words: Mapping[str, str], ticks: Mapping[float, str]
) -> Axes:
    """Draw each row's share as a mark on its lane, with a line over its range and a text at the right.

    `table` has the columns `challenge_share`, `lowest`, `highest`, `group`, `holds` (the mark is filled) and `shown`
    (the text); its index are the names. `bounds` divide the zones. `words` name the groups, what `holds` and `moves`
    mean, the `axis` and the column of texts, `shown`; `ticks` are the texts of the scale.
    """
    axes = canvas(FRAME + ROW_HEIGHT * len(table))
    rows = np.arange(len(table))
    axes.hlines(rows, 0, 1, color=RULE, linewidth=0.6, zorder=0)
    axes.hlines(rows, table["lowest"], table["highest"], color=GREY, linewidth=2.2, zorder=1)
    for group, (colour, shape) in MARKS.items():
        for filled in (True, False):
            _marks(
                axes,
                (table["group"] == group) & (table["holds"] == filled),
                table,
                colour if filled else "white",
                (colour, shape),
            )
    for row, text in enumerate(table["shown"]):
        axes.annotate(text, (1, row), (12, 0), textcoords="offset points", va="center", annotation_clip=False)
    axes.vlines(bounds, -0.6, len(table) - 0.4, color=INK, linewidth=0.8, linestyle=(0, (4, 3)), zorder=0)
    _name_zones(axes, bounds, words)
    axes.set_xlim(-0.03, 1.0)
    axes.set_ylim(len(table) - 0.4, -0.6)
    axes.set_yticks(rows, [str(name) for name in table.index])
    axes.set_xticks(list(ticks), list(ticks.values()))
    axes.set_xlabel(words["axis"])
    _legend(axes, words, with_open=bool((table["group"] == "open").any()))
    return axes


def _marks(axes: Axes, chosen: pd.Series, table: pd.DataFrame, face: str, style: tuple[str, str]) -> None:
    rows = np.flatnonzero(chosen.to_numpy())
    colour, shape = style
    shares = table["challenge_share"].to_numpy()[rows]
    axes.scatter(
        shares,
        rows,
        s=58,
        marker=shape,
        facecolor=face,
        edgecolor=colour,
        linewidth=1.6,
        zorder=3,
        clip_on=False,
    )


def _name_zones(axes: Axes, bounds: Sequence[float], words: Mapping[str, str]) -> None:
    """Write each zone's name above it, and above the texts at the right what they are."""
    edges = [0.0, *bounds, 1.0]
    for zone, left, right in zip(ZONES, edges, edges[1:], strict=False):
        axes.annotate(
            words[zone], ((left + right) / 2, 1), (0, 4), xycoords=("data", "axes fraction"), textcoords="offset points",
            ha="center", color=MARKS[zone][0], fontweight="semibold",
        )  # fmt: skip
    axes.annotate(
        words["shown"], (1, 1), (12, 4), xycoords="axes fraction", textcoords="offset points", color=GREY,
        fontsize=8.5, annotation_clip=False,
    )  # fmt: skip


def _legend(axes: Axes, words: Mapping[str, str], *, with_open: bool) -> None:
    def entry(face: str, name: str, shape: str = "o", edge: str = INK) -> Line2D:
        return Line2D(
            [],
            [],
            linestyle="",
            marker=shape,
            markersize=7,
            markerfacecolor=face,
            markeredgecolor=edge,
            label=words[name],
        )

    entries = [entry(INK, "holds"), entry("white", "moves")]
    entries += [entry("white", "open", "v", GREY)] if with_open else []
    # Over the whole figure: the lanes alone are too narrow for the words in some languages.
    axes.figure.legend(handles=entries, loc="outside upper center", ncols=len(entries))
