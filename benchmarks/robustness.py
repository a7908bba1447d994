"""Times every function of the robustness analysis on generated statements; prints a table and writes `robustness.csv`."""

import csv
import os
import platform
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

import numpy as np
import pandas as pd

from benchmarks import synthetic
from gcm_analysis import analysis

RESULTS = Path(__file__).with_suffix(".csv")
SIZES = (100, 10_000, 1_000_000)
RUNS = {100: 5, 10_000: 5, 1_000_000: 3}

Call = Callable[[], object]


def calls(rows: int) -> dict[str, Call]:
    """Return what is timed, by the name that the table shows, on one set of statements."""
    coded = synthetic.coded(rows)
    second = synthetic.second_coding(coded)
    largest = coded["origin"].mode()[0]
    kinds = list(coded["source_type"].value_counts().index)
    return {
        "balance": partial(analysis.balance, coded, "theme"),
        "bootstrap": partial(analysis.bootstrap, coded),
        "share_contrast": partial(analysis.share_contrast, coded, kinds[:1], kinds[1:3]),
        "lead": partial(analysis.lead, coded),
        "without_origin": partial(analysis.without_origin, coded, largest),
        "alpha_intervals": partial(analysis.alpha_intervals, coded, second),
        "disagreements": partial(analysis.disagreements, coded, second),
    }


def seconds(call: Call, runs: int) -> float:
    """Return the median time of several runs."""
    taken = []
    for _ in range(runs):
        begun = perf_counter()
        call()
        taken.append(perf_counter() - begun)
    return median(taken)


def measured() -> Iterator[tuple[str, int, int, float]]:
    """Yield function, statements, runs and seconds."""
    for rows in SIZES:
        for name, call in calls(rows).items():
            yield name, rows, RUNS[rows], seconds(call, RUNS[rows])


def machine() -> str:
    """Return the machine on which the times were measured."""
    versions = f"Python {platform.python_version()}, numpy {np.__version__}, pandas {pd.__version__}"
    return f"{os.cpu_count()} cores of {_processor()}, {versions}"


def as_markdown(results: list[tuple[str, int, int, float]]) -> str:
    """Return the times as a table, one row per function, one column per number of statements."""
    times = {(name, rows): taken for name, rows, _, taken in results}
    names = list(dict.fromkeys(name for name, *_ in results))
    lines = [
        "| function | " + " | ".join(f"{rows:,}" for rows in SIZES) + " |",
        "| --- |" + " ---: |" * len(SIZES),
        *(
            f"| {name} | " + " | ".join(f"{times[name, rows]:.3f} s" for rows in SIZES) + " |"
            for name in names
        ),
    ]
    return "\n".join(lines)


def main() -> None:
    """Measure, print and write."""
    results = list(measured())
    sys.stdout.write(f"Median seconds by number of statements; {machine()}\n\n{as_markdown(results)}\n")
    with RESULTS.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["function", "statements", "runs", "median_seconds", "machine"])
        table.writerows((name, rows, runs, f"{taken:.4f}", machine()) for name, rows, runs, taken in results)


def _processor() -> str:
    """Return the processor's name if Linux gives it, else its kind."""
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text(encoding="utf-8").splitlines() if cpuinfo.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


if __name__ == "__main__":
    main()
