"""Times one report and many; prints a table and writes `many.csv`: `python -m benchmarks.many [--only PART…]`.

Each part can be run alone; its rows replace those of its last run. The ways of a part take turns, run by run. The
parts share one copy of the project, so that part b makes the report of part a again.
"""

import argparse
import csv
import os
import shutil
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.many import ways
from benchmarks.many.chart import write_chart
from benchmarks.many.project import DEFAULT, NOTEBOOKS, briefs, copied
from benchmarks.robustness import machine
from gcm_analysis.running.parallel import cores

RESULTS = Path(__file__).with_name("many.csv")
HEAD = ("part", "way", "reports", "measured", "runs", "seconds", "machine")
FORMATS, WEB = "html,pdf,docx", "html"
GROWTH = (10, 100, 1000)
SAMPLE = (
    4  # briefs on which slow ways are timed; the rest is extrapolated, since each brief takes the same work
)
Way = tuple[Callable[[], None], int]  # what is timed, and how many reports it makes


def ours(home: Path, count: int, formats: str = FORMATS) -> Way:
    return partial(ways.matrix, home, briefs(count), formats), count


def floor(home: Path, count: int, formats: str = FORMATS) -> Way:
    return partial(ways.floor, home, ways.of_briefs(briefs(count)), formats), count


def peers(home: Path) -> dict[str, Way]:
    """Return the ways of other tools to make the briefs; they only write a web page of each notebook."""
    few = ways.of_briefs(briefs(SAMPLE))
    found: dict[str, Way] = {
        "papermill + nbconvert, loop": (partial(ways.stock, home, few), SAMPLE),
        "papermill + nbconvert, all cores": (partial(ways.stock, home, few, cores()), SAMPLE),
        "papermill + nbconvert, in process": (partial(ways.in_process, home, few), SAMPLE),
    }
    return found | ({"Quarto": (partial(ways.quarto, home, few), SAMPLE)} if shutil.which("quarto") else {})


def forty(home: Path) -> dict[str, Way]:
    return {"gcm matrix": ours(home, 40), "floor: no notebook": floor(home, 40), **peers(home)}


def hundreds(home: Path) -> dict[str, Way]:
    return {"gcm matrix": ours(home, 200), "floor: no notebook": floor(home, 200)}


def grown(count: int, home: Path) -> dict[str, Way]:
    """Return the way to make a matrix with so many variants, web pages only."""
    return {"gcm matrix, web page alone": ours(home, count, WEB)}


def default(home: Path) -> dict[str, Way]:
    """Return the ways to make the default report from nothing, in both languages; those of other tools in one."""
    jobs = [({"language": code}, NOTEBOOKS[DEFAULT]) for code in ("en", "fr")]
    first = jobs[:1]
    return {
        "gcm report": (partial(_cold, home), 2),
        "floor: no notebook": (partial(ways.floor, home, jobs, FORMATS), 2),
        "papermill + nbconvert, loop": (partial(ways.stock, home, first), 1),
        "papermill + nbconvert, in process": (partial(ways.in_process, home, first), 1),
    }


def _cold(home: Path) -> None:
    ways.clear(home, "reports", "cache")
    ways.report(home)


def again(home: Path) -> dict[str, Way]:
    """Return a second run after no change; it needs an existing report."""
    ways.report(home)
    return {"gcm report": (partial(ways.report, home), 2)}


def sentence(home: Path) -> dict[str, Way]:
    """Return a run after one sentence of a notebook changed; a draft, since the sentence is not translated yet."""
    ways.report(home, "--draft")
    return {"gcm report": (partial(_corrected, home), 2)}


def _corrected(home: Path) -> None:
    path = home / "notebooks" / f"{NOTEBOOKS[DEFAULT][0]}.ipynb"
    text = path.read_text(encoding="utf-8")
    place = text.index('"cell_type": "markdown"')
    source = text.index('"source": [', place)
    end = text.index("]", text.index("{#sec-", source) if "{#sec-" in text[source : source + 400] else source)
    path.write_text(
        text[:end].rstrip()[:-1] + ' ",\n    "\\n\\nOnce more."\n   ' + text[end:], encoding="utf-8"
    )
    ways.report(home, "--draft")


PARTS: dict[str, tuple[Callable[[Path], dict[str, Way]], int]] = {
    "a: default report, cold": (default, 5),
    "b: nothing changed": (again, 5),
    "c: one sentence changed": (sentence, 5),
    "d40": (forty, 5),
    "d200": (hundreds, 1),
    **{f"grown to {count}": (partial(grown, count), 1) for count in GROWTH},
}


def main() -> None:
    """Measure the given parts, or all."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.many")
    options.add_argument(
        "--only", nargs="*", default=list(PARTS), help=f"parts: {', '.join(PARTS)}, or their beginnings"
    )
    asked = options.parse_args().only
    with TemporaryDirectory(prefix="gcm-bench-") as folder:
        home = copied(Path(folder) / "p")
        for name, (part, runs) in PARTS.items():
            if any(name.startswith(each) for each in asked):
                keep(name, measured(part(home), runs))
    show()
    write_chart(rows(), RESULTS.with_suffix(".svg"))


def measured(found: dict[str, Way], runs: int) -> list[tuple[str, int, int, float]]:
    """Return way, reports made, runs and median seconds; the ways take turns."""
    taken: dict[str, list[float]] = {name: [] for name in found}
    for _ in range(runs):
        for name, (call, _count) in found.items():
            begun = perf_counter()
            call()
            taken[name].append(perf_counter() - begun)
            sys.stderr.write(f"{name}: {taken[name][-1]:.1f} s\n")
    return [(name, found[name][1], runs, median(times)) for name, times in taken.items()]


def rows() -> list[dict[str, str]]:
    if not RESULTS.is_file():
        return []
    with RESULTS.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def keep(part: str, found: list[tuple[str, int, int, float]]) -> None:
    """Replace the rows of a part's last run."""
    others = [row for row in rows() if row["part"] != part]
    most = max(count for _, count, _, _ in found)  # a way may have been timed on fewer
    new = [
        dict(
            zip(
                HEAD,
                (part, way, str(most), str(count), str(runs), f"{seconds:.2f}", machine()),
                strict=True,
            )
        )
        for way, count, runs, seconds in found
    ]
    with RESULTS.open("w", encoding="utf-8", newline="") as lines:
        table = csv.DictWriter(lines, HEAD)
        table.writeheader()
        table.writerows(sorted(others + new, key=lambda row: list(PARTS).index(row["part"])))


def show() -> None:
    """Print all measurements."""
    sys.stdout.write(f"{machine()}, load {os.getloadavg()[0]:.1f}\n")
    for row in rows():
        count, seconds = int(row["measured"]), float(row["seconds"])
        whole = seconds / count * int(row["reports"])
        note = "" if row["measured"] == row["reports"] else f" (timed on {count})"
        sys.stdout.write(
            f"{row['part']:26} {row['way']:36} {whole:8.1f} s {count / seconds * 60:7.1f} reports a minute, {row['runs']} runs{note}\n"
        )


if __name__ == "__main__":
    main()
