"""Draws the measurements: reports per minute, for each way and part; and how the time grows."""

from collections.abc import Sequence
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.figure import Figure

GROWTH = "grown to "  # prefix of the parts that are points of the curve
Rows = Sequence[dict[str, str]]


def write_chart(rows: Rows, path: Path) -> None:
    """Draw one bar for each way of each part, and below them the curve of the variants."""
    points = [row for row in rows if row["part"].startswith(GROWTH)]
    others = [row for row in rows if row not in points]
    heights = [0.35 * len(others) + 1, 4]
    figure = Figure(figsize=(9, sum(heights)), layout="constrained")
    above, below = figure.subplots(2, height_ratios=heights)
    draw_rates(others, above)
    draw_growth(points, below)
    figure.savefig(path, metadata={"Date": None})


def draw_rates(rows: Rows, axes: Axes) -> Axes:
    """Draw how many reports per minute each way makes, one bar for each row."""
    names = [f"{row['part']} · {row['way']}" for row in rows]
    drawn = axes.barh(
        names, [int(row["measured"]) / float(row["seconds"]) * 60 for row in rows], color="#1f5fa8"
    )
    axes.bar_label(drawn, fmt="%.1f", padding=3)
    axes.invert_yaxis()
    axes.set_xscale("log")
    axes.set_xlabel("reports in one language per minute (logarithmic)")
    axes.spines[["top", "right"]].set_visible(False)
    return axes


def draw_growth(rows: Rows, axes: Axes) -> Axes:
    """Draw the minutes that a matrix takes by its number of variants, next to the proportional time."""
    counts = [int(row["reports"]) for row in rows]
    minutes = [float(row["seconds"]) / 60 for row in rows]
    axes.loglog(counts, minutes, "o-", color="#1f5fa8", label="gcm matrix, web page alone")
    for count, taken in zip(counts, minutes, strict=True):
        axes.annotate(
            f"{taken:.1f} min", (count, taken), xytext=(-8, 6), textcoords="offset points", ha="right"
        )
    axes.margins(0.2)
    if rows:
        share = [minutes[-1] * count / counts[-1] for count in counts]
        axes.loglog(counts, share, "--", color="#767676", label="in proportion to the last")
        axes.legend(frameon=False)
    axes.set_xlabel("variants (logarithmic)")
    axes.set_ylabel("minutes (logarithmic)")
    axes.spines[["top", "right"]].set_visible(False)
    return axes
