"""The measurements as a figure: how many reports a minute, each way, for each part."""

from collections.abc import Sequence
from pathlib import Path

from matplotlib.figure import Figure


def write_chart(rows: Sequence[dict[str, str]], path: Path) -> None:
    """Draw one bar for each way of each part."""
    bars = [
        (f"{row['part']} · {row['way']}", int(row["measured"]) / float(row["seconds"]) * 60) for row in rows
    ]
    figure = Figure(figsize=(9, 0.35 * len(bars) + 1), layout="constrained")
    axes = figure.subplots()
    drawn = axes.barh([name for name, _ in bars], [rate for _, rate in bars], color="#1f5fa8")
    axes.bar_label(drawn, fmt="%.1f", padding=3)
    axes.invert_yaxis()
    axes.set_xscale("log")
    axes.set_xlabel("reports in one language per minute (logarithmic)")
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, metadata={"Date": None})
