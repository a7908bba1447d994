"""Draws a chain of steps from top to bottom, each with a text next to the box where it starts."""

from textwrap import fill

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch, Rectangle

from gcm_analysis.figures.colours import BLUE, INK, TINT
from gcm_analysis.figures.passage import Passage

BOX, HALF, LANE, WORDS = 0.31, 0.36, 0.335, 0.365  # of the width, but for half of a box's height, in rows
CHARACTERS = 14  # of a line in a box
TIGHT = 0.9  # line spacing, in heights of a letter with descenders: keeps texts of neighbouring boxes apart
LINES = {
    "best": ("solid", 3.0),
    "partly": ("solid", 1.4),
    "weakly": ((0, (6, 3)), 1.4),
    "least": ((0, (1, 2)), 1.4),
}


def chain(axes: Axes, steps: pd.DataFrame) -> Axes:
    """Draw one box per step, with an arrow to the box of the next step; a box with its text takes 0.6 inches.

    `steps` has, in order, `from` and `to`, the names of boxes; `said`, the text next to the box; `strength`, a key of LINES.
    A box that no later step starts from is drawn at the end.
    """
    starts, ends = steps["from"].tolist(), steps["to"].tolist()
    boxes = [(name, row) for row, name in enumerate([*starts, ends[-1]])]
    axes.set(xlim=(0, 1), ylim=(len(boxes) - 0.5, -0.5))
    axes.set_axis_off()
    for name, row in boxes:
        axes.add_patch(Rectangle((0.005, row - HALF), BOX - 0.005, 2 * HALF, facecolor=TINT, edgecolor=BLUE))
        axes.text(
            BOX / 2, row, fill(name, CHARACTERS), ha="center", va="center", weight=600, linespacing=TIGHT
        )
    for row, (end, said, strength) in enumerate(zip(ends, steps["said"], steps["strength"], strict=True)):
        words = Passage(WORDS, row - HALF, said, va="top", linespacing=TIGHT)
        words.set_in_layout(False)
        axes.add_artist(words)
        later = [other for name, other in boxes if name == end and other > row]
        if later:
            _arrow(axes, row, later[0], strength)
    return axes


def _arrow(axes: Axes, row: int, target: int, strength: str) -> None:
    """Draw a step: straight down to the next box, or along the lane next to the boxes between."""
    style, width = LINES[strength]
    points = [(BOX / 2, row + HALF), (BOX / 2, target - HALF)]
    if target > row + 1:
        axes.plot([BOX, LANE, LANE], [row, row, target], color=INK, linestyle=style, linewidth=width)
        points = [(LANE, target), (BOX, target)]
    head = FancyArrowPatch(*points, arrowstyle="-|>", mutation_scale=11, shrinkA=0, shrinkB=0, color=INK)
    head.set(linestyle=style, linewidth=width)
    axes.add_patch(head)
