"""Executes all notebooks of an edition, several at a time: one kernel each, in as many processes as there are cores."""

from collections.abc import Callable, Sequence
from contextlib import closing, nullcontext
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from gcm_analysis.caching.memory import Memory
from gcm_analysis.caching.notebooks import keep, kept_notebook
from gcm_analysis.caching.observing import recorded
from gcm_analysis.edition import Edition
from gcm_analysis.errors import NotebookFailed, refusals
from gcm_analysis.running.parallel import Lost, Step, cores, events


def execute_all(  # noqa: PLR0913 - what is asked for, and how
    editions: Sequence[Edition],
    notebooks: Sequence[Path],
    work: Path,
    done: Callable[[Edition, str], None],
    memory: Memory | None = None,
    at_once: int | None = None,
) -> dict[str, dict[str, NotebookNode]]:
    """Execute every notebook for every edition and return them by language and name.

    Executed copies are written below `work`, by language. The first failure, or an interruption, ends everything.
    What `memory` has of earlier runs is not executed again; without one, all is executed and nothing is kept. If only
    one runs at once, it runs in this process, which saves time when one process makes one report after another.
    """
    tasks = [
        Task(path, work / edition.language / path.name, edition, observe=memory is not None)
        for edition in editions
        for path in notebooks
    ]
    executed = _kept_notebooks(tasks, memory, done) if memory else {}
    waiting = [task for task in tasks if task not in executed]
    if at_once == 1:
        for task in waiting:
            run(task)
            _finish(task, memory, done)
    else:
        _run_in_processes(waiting, at_once or cores(), work, lambda task: _finish(task, memory, done))
    executed |= {task: nbformat.read(task.target, as_version=4) for task in waiting}
    return {
        edition.language: {task.notebook.stem: executed[task] for task in tasks if task.edition == edition}
        for edition in editions
    }


def _kept_notebooks(
    tasks: Sequence["Task"], memory: Memory, done: Callable[[Edition, str], None]
) -> dict["Task", NotebookNode]:
    """Return the executed copies of an earlier run that still hold."""
    kept = {}
    for task in tasks:
        executed = kept_notebook(memory, task.notebook, task.edition)
        if executed is not None:
            kept[task] = executed
            done(task.edition, task.notebook.stem)
    return kept


def _run_in_processes(
    tasks: Sequence["Task"], at_once: int, work: Path, finish: Callable[["Task"], None]
) -> None:
    work.mkdir(parents=True, exist_ok=True)
    with closing(events(run, tasks, at_once, logs=work)) as happening:
        for event in happening:
            if event.kind == "failed":
                raise _failure(tasks[event.thing], event.content)
            if event.kind == "done":
                finish(tasks[event.thing])


def _finish(task: "Task", memory: Memory | None, done: Callable[[Edition, str], None]) -> None:
    if memory:
        keep(memory, task.notebook, task.edition, task.target, task.observed)
    done(task.edition, task.notebook.stem)


@dataclass(frozen=True)
class Task:
    """One notebook to execute for one edition."""

    notebook: Path
    target: Path
    edition: Edition
    observe: bool = False

    @property
    def observed(self) -> Path:
        """What the kernel was observed to read."""
        return self.target.with_suffix(".observed")


def run(task: Task, _: Step | None = None) -> None:
    """Execute a notebook in this process."""
    from gcm_analysis.running.execute import execute  # noqa: PLC0415 - only who executes waits for papermill

    with refusals(task.target.parent), recorded(task.observed) if task.observe else nullcontext():
        execute(task.notebook, task.target, task.edition)


def _failure(task: Task, error: Exception) -> Exception:
    if not isinstance(error, Lost):
        return error
    return NotebookFailed(
        f"{task.notebook.name} was not executed; nothing was published and the last report is as it was. {error}"
    )
