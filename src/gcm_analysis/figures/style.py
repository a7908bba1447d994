"""The house style of figures: typefaces, quiet axes, a sequence of blues."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache

import matplotlib as mpl
import matplotlib.pyplot as plt
import seaborn as sns
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.text import Text

from gcm_analysis import fonts
from gcm_analysis.figures.colours import *  # noqa: F403 - a notebook has colours and style from one module
from gcm_analysis.figures.colours import GREY, INK, RULE

# Neither ink nor white is readable on the blues between the two at STEP; the sequence leaves them out.
STEP = 0.6
SEQUENCE = LinearSegmentedColormap.from_list(
    "house", [(0, "#ffffff"), (0.3, "#cfe0f2"), (STEP, "#6fa0d4"), (STEP, "#2a68ae"), (1, "#123c6d")]
)
FONT = "Noto Sans"
FAMILIES = [FONT, *fonts.fallback_families()]  # for a name in another script
FALLBACK = "".join(f", '{name}'" for name in FAMILIES[1:])  # as matplotlib writes it at each text of an SVG
BOLD = 600
WIDTH = 7.4  # inches: the text width of the page
HATCH = "////"

HOUSE = {
    "axes.axisbelow": True,
    "axes.edgecolor": RULE,
    "axes.grid": False,
    "axes.labelcolor": GREY,
    "axes.spines.left": False,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "figure.constrained_layout.use": True,
    "figure.dpi": 100,
    "font.family": FAMILIES,
    "font.size": 9.5,  # 8 points on paper, which is narrower
    "hatch.linewidth": 0.6,
    "legend.frameon": False,
    "savefig.facecolor": "white",
    "svg.fonttype": "none",  # text stays text
    "svg.hashsalt": "gcm-analysis",  # the same figure has the same ids each time
    "text.color": INK,
    "text.parse_math": False,  # two dollars in a label are two dollars
    "xtick.color": GREY,
    "xtick.labelcolor": INK,
    "xtick.major.size": 0,
    "ytick.color": GREY,
    "ytick.labelcolor": INK,
    "ytick.major.size": 0,
}


@cache
def _register_fonts() -> None:
    """Register our fonts and no others of their family, so that a figure looks the same on every machine."""
    manager = font_manager.fontManager
    manager.ttflist = [entry for entry in manager.ttflist if entry.name not in FAMILIES]
    for path in sorted(fonts.FOLDER.rglob("*.ttf")):
        manager.addfont(path)
    weights = {(entry.name, entry.weight) for entry in manager.ttflist}
    for entry in [one for one in manager.ttflist if one.name in FAMILIES]:
        if (
            entry.name,
            BOLD,
        ) not in weights:  # a script has one face, and matplotlib would warn where it is bold
            manager.ttflist.append(replace(entry, weight=BOLD))


def use_house_style() -> None:
    """Draw in the house style from now on; for a notebook, which has its own process."""
    _register_fonts()
    sns.set_style("white")
    mpl.rcParams.update(HOUSE)  # type: ignore[arg-type]  # the stubs name each setting


@contextmanager
def house_style() -> Iterator[None]:
    """Draw in the house style, then restore matplotlib's settings."""
    with mpl.rc_context():
        use_house_style()
        yield


def name_typefaces(figure: Figure) -> None:
    """Let each text name the house's typeface alone if that has all its letters: half of what drawing takes."""
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            axis.get_ticklabels()  # only now ticks get their words
    for text in figure.findobj(Text):
        if fonts.in_main_typeface(text.get_text().replace("\n", "")):
            text.set_fontfamily(FONT)


def canvas(height: float, width: float = WIDTH) -> Axes:
    """Return the Axes of a new figure of this size in inches."""
    _, axes = plt.subplots(figsize=(width, height))
    return axes
