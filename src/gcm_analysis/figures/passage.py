"""A text of several lines next to a mark, from its place to the right edge of the figure."""

from functools import cache
from typing import Any, cast

from matplotlib.backend_bases import RendererBase
from matplotlib.figure import Figure
from matplotlib.ft2font import FT2Font
from matplotlib.text import Text

from gcm_analysis import fonts

POINTS = 72  # in an inch
SIZE = 10.0  # in points, at which the typeface is measured
FIXED = 0x10000  # a unit of FreeType's numbers with a fixed point
OTHER = 0.6  # of the font size: the width of a character that the main typeface does not have


class Passage(Text):
    """A text that is broken into lines when it is drawn; matplotlib's own breaking measures each line word by word."""

    def __init__(self, x: float, y: float, words: str, **how: Any) -> None:  # noqa: ANN401 - as its base
        super().__init__(x, y, words, clip_on=False, **how)
        self.words = words

    def draw(self, renderer: RendererBase) -> None:
        """Draw the text, as wide as the figure is now."""
        figure = cast("Figure", self.get_figure(root=True))
        left = self.get_transform().transform(self.get_position())[0]
        room = (figure.bbox.x1 - left) / figure.dpi * POINTS / self.get_fontsize()
        self.set_text("\n".join(lines(self.words, room)))
        super().draw(renderer)


def lines(words: str, room: float) -> list[str]:
    """Break a text into lines of at most this width, in font sizes, unless one word is wider."""
    found = [""]
    for word in words.split(" "):
        longer = f"{found[-1]} {word}".lstrip()
        if found[-1] and width(longer) > room:
            found.append(word)
        else:
            found[-1] = longer
    return found


def width(line: str) -> float:
    """Return the width of a line in the main typeface, in font sizes."""
    return sum(_widths().get(ord(sign), OTHER) for sign in line)


@cache
def _widths() -> dict[int, float]:
    """Return the width of each character that the main typeface has, by code point."""
    font = FT2Font(str(fonts.SANS))
    font.set_size(SIZE, POINTS)
    return {point: font.load_char(point).linearHoriAdvance / FIXED / SIZE for point in font.get_charmap()}
