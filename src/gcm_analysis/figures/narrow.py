"""Redraws a figure for a phone: the same marks on half the width, with letters of the same size."""

import math
from textwrap import fill

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Annotation
from matplotlib.transforms import blended_transform_factory

from gcm_analysis.figures.passage import Passage

NARROW = 3.5  # inches: what a phone of 360 px shows without making it smaller
ROW, COLUMN, LINE = 17, 9, 32  # characters: of the names of rows and of columns, and of a line under a mark
LETTER, LEADING = 0.07, 0.16  # inches: a letter of a name, and from one line to the next
OUTSIDE = 0.9  # inches for the axis
LONGER = 2.3  # where sentences take more lines
HALF_A_ROW = 0.5
UNDER = (2, -5)  # points from a mark's row to the words under it


def narrow(canvas: Figure) -> None:
    """Lay out a figure, in place, for the width of a phone; higher if its names take more lines."""
    height, above = float(canvas.get_size_inches()[1]), 0.0
    heights = [height]
    for axes in canvas.axes:
        heights.append(_rows(axes) + _columns(axes) + OUTSIDE)
        notes = [one for one in axes.texts if isinstance(one, Annotation) and not one.get_in_layout()]
        for note in notes:
            _under(axes, note)
        if notes:  # the words of the last row are above the axis
            bottom, top = axes.get_ylim()
            axes.set_ylim(bottom + math.copysign(HALF_A_ROW, bottom - top), top)
        if notes or any(isinstance(one, Passage) for one in axes.texts):
            heights.append(LONGER * height)
        above = max(above, _legend(canvas, axes))
    whole = max(heights) + above
    canvas.set_size_inches(NARROW, whole)
    canvas.set_layout_engine("constrained", rect=(0, 0, 1, 1 - above / whole))


def _rows(axes: Axes) -> float:
    """Break the names of the rows into lines, and return the height that all rows take, in inches."""
    names = [fill(label.get_text(), ROW) for label in axes.get_yticklabels()]
    if any("\n" in name for name in names):
        axes.set_yticks(axes.get_yticks(), names)
    lines = max((name.count("\n") + 1 for name in names), default=0)
    return LEADING * lines * len(names)


def _columns(axes: Axes) -> float:
    """Turn the names of columns upright if they would overlap, and return the height that they take then."""
    names = [label.get_text() for label in axes.get_xticklabels()]
    if all(len(name) <= COLUMN for name in names):
        return 0
    axes.set_xticks(axes.get_xticks(), [fill(name.replace("\n", " "), 2 * COLUMN) for name in names])
    axes.tick_params(axis="x", rotation=90)
    return LETTER * 2 * COLUMN


def _under(axes: Axes, note: Annotation) -> None:
    """Move the words next to a mark below it, where a line has the whole width and no rule between rows crosses them."""
    note.xy = (axes.get_xlim()[0], note.xy[1])
    note.set(text=fill(note.get_text(), LINE), position=UNDER, ha="left", va="top")
    note.set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 0})


def _legend(canvas: Figure, axes: Axes) -> float:
    """Put the legend above the axes, at the figure's left edge, and return its height in inches."""
    legend = axes.get_legend()
    if legend is None:
        return 0
    edge = blended_transform_factory(canvas.transFigure, axes.transAxes)
    legend.set(loc="lower left", in_layout=False)
    legend.set_bbox_to_anchor((0, 1), transform=edge)
    return LEADING + 1.4 * LEADING * (len(legend.get_texts()) + bool(legend.get_title().get_text()))
