"""A figure set again for a phone: the same marks on half the width, in letters of the same size."""

from textwrap import fill

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Annotation

NARROW = 3.5  # inches: what a phone of 360 px shows without making it smaller
ROW, COLUMN, LINE = 17, 11, 44  # characters: of the names of rows and of columns, and of a whole line
LEADING = 0.16  # inches from one line of a name to the next
LONGER = 1.7  # where sentences are broken into more lines
OUTSIDE = 0.9  # inches for the axis and the legend
UNDER = (2, -11)  # points from a mark's row to the words under it


def narrow(canvas: Figure) -> None:
    """Set a figure anew on the width of a phone, higher where its names take more lines. It is changed for good."""
    width, height = canvas.get_size_inches()
    canvas.set_layout_engine("constrained")
    heights = [height]
    for axes in canvas.axes:
        lines = _wrapped_names(axes)
        beside = [one for one in axes.texts if isinstance(one, Annotation) and not one.get_in_layout()]
        for note in beside:
            _under(axes, note)
        longer = beside or any(one.get_wrap() for one in axes.texts)
        heights += [LEADING * lines + OUTSIDE, height * (LONGER if longer else 1)]
    canvas.set_size_inches(min(width, NARROW), max(heights))


def _wrapped_names(axes: Axes) -> int:
    """Break the names of rows and columns into lines, and return how many lines those of the rows take."""
    for axis, most in ((axes.xaxis, COLUMN), (axes.yaxis, ROW)):
        names = [label.get_text() for label in axis.get_ticklabels()]
        if any(len(name) > most for name in names):
            axis.set_ticks(axis.get_ticklocs(), [fill(name, most) for name in names])
    return sum(label.get_text().count("\n") + 1 for label in axes.get_yticklabels())


def _under(axes: Axes, note: Annotation) -> None:
    """Put what stands beside a mark under it, where a line has the whole width."""
    note.xy = (axes.get_xlim()[0], note.xy[1])
    note.set(text=fill(note.get_text(), LINE), position=UNDER, ha="left")
