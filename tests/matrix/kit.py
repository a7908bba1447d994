"""What the tests of a matrix share: a file in a project, a run with workers that publish nothing real."""

import sys
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from gcm_analysis.matrix.file import read_plan
from gcm_analysis.matrix.made_from import MadeFrom
from gcm_analysis.matrix.plan import Plan, shard
from gcm_analysis.matrix.run import Run
from gcm_analysis.matrix.task import Outcome, Place, Task
from gcm_analysis.matrix.workers import Workers

FAKE = (sys.executable, str(Path(__file__).with_name("fake_worker.py")))
TITLE = "title: {en: Levels, fr: Niveaux}\n"


def plan_of(home: Path, text: str, name: str = "levels") -> Plan:
    path = home / f"{name}.yml"
    path.write_text(TITLE + text, encoding="utf-8")
    return read_plan(path, home)


@dataclass
class Heard:
    """A listener that remembers."""

    begun: list[tuple[str, str]] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)

    def began(self, worker: str, name: str) -> None:
        self.begun.append((worker, name))

    def step(self, worker: str, what: str) -> None:
        assert (worker, what) >= ("1", "begun")

    def ended(self, worker: str, outcome: Outcome) -> None:
        assert worker
        self.outcomes.append(outcome)


def run_of(home: Path, plan: Plan, folder: Path, numbers: tuple[int, int] | None = None) -> Run:
    part = shard(plan.variants, *numbers) if numbers else plan.variants
    return Run(plan, part, Place(folder), MadeFrom(home, plan), numbers)


def perform(run: Run, tasks: list[Task] | None = None, workers: int = 2) -> Heard:
    heard = Heard()
    todo = run.tasks() if tasks is None else tasks
    run.perform(todo, lambda all_, listener: Workers(run.place, listener, FAKE).perform(all_, workers), heard)
    return heard


def tiny(home: Path) -> None:
    """Leave a project whose profile `tiny` is one notebook with one sentence, which fails for one level."""
    wrong = 'if level == "local":\n    raise ValueError("no such level today")'
    cells = [
        new_markdown_cell("# Tiny {#sec-tiny}", id="title"),
        new_code_cell(
            "event, language, level = '', 'en', 'all'", id="parameters", metadata={"tags": ["parameters"]}
        ),
        new_code_cell(
            f"from gcm_analysis.notebook import open_page\n{wrong}\npage = open_page(event=event, language=language, level=level)",
            id="open",
        ),
        new_markdown_cell("A sentence.", id="said"),
    ]
    notebook = new_notebook(
        cells=cells,
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
    )
    nbformat.write(notebook, home / "notebooks" / "30-tiny.ipynb")
    with (home / "notebooks" / "profiles.yml").open("a", encoding="utf-8") as profiles:
        profiles.write("tiny:\n  - 30-tiny\n")


def made(folder: Path) -> list[str]:
    """Return which reports the fake workers were given, in order."""
    path = folder / ".work" / "made.txt"
    return path.read_text(encoding="utf-8").split() if path.exists() else []
