"""Ways to make the same reports: ours, papermill and nbconvert in a loop, both in one process, Quarto, and the floor."""

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.many.project import NOTEBOOKS, PROFILE, Brief, environment, matrix_file
from gcm_analysis.running.parallel import cores

BIN = Path(sys.executable).parent
Job = tuple[dict[str, Any], Sequence[str]]  # the parameters of a report in one language, and its notebooks


def run(home: Path, *command: str) -> None:
    """Run a command to its end; show its output only if it fails."""
    done = subprocess.run(
        command, env=environment(home), cwd=home, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(
            f"{' '.join(command)[:200]} ended with {done.returncode}:\n{done.stdout[-2000:]}{done.stderr[-2000:]}"
        )


def of_briefs(briefs: Sequence[Brief]) -> list[Job]:
    return [(brief.parameters | {"profile": PROFILE}, NOTEBOOKS[PROFILE]) for brief in briefs]


def clear(home: Path, *names: str) -> None:
    """Remove what earlier runs left: reports, the cache."""
    for name in names:
        shutil.rmtree(home / name, ignore_errors=True)


def report(home: Path, *options: str) -> None:
    """Publish the default report."""
    run(home, str(BIN / "gcm"), "report", *options)


def matrix(home: Path, briefs: list[Brief], formats: str, workers: int | None = None) -> None:
    """Publish briefs, from nothing."""
    clear(home, "reports/briefs", "cache")
    path = matrix_file(home, briefs, "briefs", formats)
    run(home, str(BIN / "gcm"), "matrix", str(path), *(["--workers", str(workers)] if workers else []))


def floor(home: Path, jobs: Sequence[Job], formats: str) -> None:
    """Do the same computing, drawing and files without a notebook, on as many processes as there are cores."""
    clear(home, "floor")
    run(
        home,
        sys.executable,
        "-m",
        "benchmarks.many.floor",
        str(home / "floor"),
        str(cores()),
        formats,
        json.dumps(jobs),
    )


def stock(home: Path, jobs: Sequence[Job], at_once: int = 1) -> None:
    """Run papermill, then nbconvert, for each notebook of each report, in a shell loop, or `at_once` in parallel."""
    clear(home, "stock")
    (home / "stock").mkdir()
    lines = []
    for number, (source, target, parameters) in enumerate(_notebooks(home, jobs, home / "stock")):
        given = " ".join(f"-p {name} '{value}'" for name, value in parameters.items())
        script = home / "stock" / f"{number}.sh"
        script.write_text(
            f"set -e\n'{BIN}/papermill' '{source}' '{target}' {given} --cwd '{home}/notebooks' --no-progress-bar\n"
            f"'{BIN}/jupyter' nbconvert --to html '{target}'\n",
            encoding="utf-8",
        )
        lines.append(str(script))
    run(home, "sh", "-c", f"printf '%s\\n' {' '.join(lines)} | xargs -P {at_once} -n 1 sh")


def in_process(home: Path, jobs: Sequence[Job]) -> None:
    clear(home, "in-process")
    (home / "in-process").mkdir()
    run(
        home,
        sys.executable,
        "-m",
        "benchmarks.many.in_process",
        json.dumps(_notebooks(home, jobs, home / "in-process")),
    )


def quarto(home: Path, jobs: Sequence[Job]) -> None:
    """Render each notebook of each report with Quarto, executed with its parameters."""
    clear(home, "quarto")
    (home / "quarto").mkdir()
    for source, target, parameters in _notebooks(home, jobs, home / "quarto"):
        shutil.copy(source, target)
        given = [part for name, value in parameters.items() for part in ("-P", f"{name}:{value}")]
        run(home, "quarto", "render", str(target), "--execute", "--to", "html", *given)


def _notebooks(home: Path, jobs: Sequence[Job], folder: Path) -> list[tuple[str, str, dict[str, Any]]]:
    """Return source, target and parameters of every notebook; parameters that it does not take are left out."""
    return [
        (
            str(home / "notebooks" / f"{name}.ipynb"),
            str(folder / f"{number}-{name}.ipynb"),
            {key: value for key, value in given.items() if key != "profile"},
        )
        for number, (given, names) in enumerate(jobs)
        for name in names
    ]
