"""What the tests of a matrix share: a file in a project, a run with builds that publish nothing real."""

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from nbformat.v4 import new_code_cell, new_markdown_cell
from tests.matrix.fake_build import fake_build
from tests.running.conftest import write

from gcm_analysis.matrix.build import Fingerprints
from gcm_analysis.matrix.file import read_plan
from gcm_analysis.matrix.plan import Plan, Task, shard
from gcm_analysis.matrix.results import Folders, Outcome, Record
from gcm_analysis.matrix.run import Run
from gcm_analysis.running.parallel import events

TITLE = "title: {en: Levels, fr: Niveaux}\n"


def write_matrix(home: Path, text: str, name: str = "levels") -> Path:
    """Write a matrix file that has a title."""
    path = home / f"{name}.yml"
    path.write_text(TITLE + text, encoding="utf-8")
    return path


def plan_of(home: Path, text: str) -> Plan:
    return read_plan(write_matrix(home, text), home)


@dataclass
class Seen:
    """Progress that remembers."""

    begun: list[tuple[str, str]] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)

    def show(self, worker: str, report: str, what: str) -> None:
        assert worker
        if not what:
            self.begun.append((worker, report))

    def ended(self, worker: str, report: str, outcome: Outcome) -> None:
        assert (worker, report) in self.begun
        self.outcomes.append(outcome)


def run_of(home: Path, plan: Plan, folder: Path, numbers: tuple[int, int] | None = None) -> Run:
    part = shard(plan.variants, *numbers) if numbers else plan.variants
    return Run(plan, part, Folders(folder), Fingerprints(home, plan), numbers)


def failures(run: Run) -> list[Record]:
    return [record for record in run.all_records if record.status == "failed"]


def perform(run: Run, tasks: list[Task] | None = None, workers: int = 1, seen: Seen | None = None) -> Seen:
    seen, work = seen or Seen(), partial(fake_build, folders=run.folders)
    todo = run.tasks() if tasks is None else tasks
    run.perform(todo, lambda all_: events(work, all_, workers, tries=2, logs=run.folders.logs), seen)
    return seen


def tiny(home: Path) -> None:
    """Leave a project whose profile `tiny` is one notebook with one sentence, which fails for one level."""
    wrong = 'if level == "local":\n    raise ValueError("no such level today")'
    cells = [
        new_markdown_cell("# Tiny {#sec-tiny}", id="title"),
        new_code_cell(
            "event, language, level = '', 'en', 'all'", id="parameters", metadata={"tags": ["parameters"]}
        ),
        new_code_cell(wrong, id="fails"),
        new_markdown_cell("A sentence.", id="said"),
    ]
    write(home / "notebooks" / "30-tiny.ipynb", *cells)
    with (home / "notebooks" / "profiles.yml").open("a", encoding="utf-8") as profiles:
        profiles.write("tiny:\n  - 30-tiny\n")


def made(folder: Path) -> list[str]:
    """Return which reports the fake workers were given, in order."""
    path = folder / ".work" / "made.txt"
    return path.read_text(encoding="utf-8").split() if path.exists() else []
