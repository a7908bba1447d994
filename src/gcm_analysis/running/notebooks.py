"""All notebooks of an edition, several at a time: one process and one kernel each."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from gcm_analysis.caching.memory import Memory
from gcm_analysis.caching.observing import RECORD, recorded
from gcm_analysis.edition import Edition
from gcm_analysis.errors import MachineRefused, NotebookFailed
from gcm_analysis.running.forkserver.warm import clear_up
from gcm_analysis.running.lifeline import end_group
from gcm_analysis.running.remembered import keep, recalled
from gcm_analysis.running.side_by_side import cores

POLL = 0.05  # seconds between two looks at what has finished


def notebook_paths(folder: Path) -> list[Path]:
    """Return all notebooks, by number."""
    return sorted(path for path in folder.glob("*.ipynb") if path.name[:2].isdigit())


def execute_all(  # noqa: PLR0913 - what is asked for, and how
    editions: Sequence[Edition],
    notebooks: Sequence[Path],
    work: Path,
    done: Callable[[Edition, str], None],
    memory: Memory | None = None,
    at_once: int | None = None,
) -> dict[str, dict[str, NotebookNode]]:
    """Execute every notebook for every edition and return them by language and name.

    The executed copies are kept below `work`, by language. The first failure, and an interruption, ends all that runs.
    What `memory` has of earlier runs is not executed again; without one, all is executed and nothing is kept. One at
    once is executed in this very process, which a process that makes one report after another does not wait for.
    """
    tasks = [
        Task(path, work / edition.language / path.name, edition) for edition in editions for path in notebooks
    ]
    waiting = [task for task in tasks if not _recalled(task, memory, done)]
    if at_once == 1:
        for task in waiting:
            task.run(observe=memory is not None)
            _finish(task, memory, done)
    else:
        _execute_in_processes(waiting, at_once, memory, done)
    return {edition.language: _read(work / edition.language, notebooks) for edition in editions}


def _execute_in_processes(
    waiting: list["Task"], at_once: int | None, memory: Memory | None, done: Callable[[Edition, str], None]
) -> None:
    workers = min(len(waiting), at_once or cores())
    running: list[tuple[Task, subprocess.Popen[bytes]]] = []
    try:
        while waiting or running:
            while waiting and len(running) < workers:
                task = waiting.pop(0)
                running.append((task, task.start(observe=memory is not None)))
            time.sleep(POLL)
            for task, process in [pair for pair in running if pair[1].poll() is not None]:
                running.remove((task, process))
                process.communicate()  # closes its input
                task.check(process.returncode)
                _finish(task, memory, done)
    finally:
        for _, process in running:
            end_group(process.pid)  # its kernel sees that it is gone, and ends too
            process.communicate()
        clear_up()


def _finish(task: "Task", memory: Memory | None, done: Callable[[Edition, str], None]) -> None:
    if memory:
        keep(memory, task.notebook, task.edition, task.target, task.observed)
    done(task.edition, task.notebook.stem)


def _recalled(task: "Task", memory: Memory | None, done: Callable[[Edition, str], None]) -> bool:
    """Write the executed copy of an earlier run if it still holds, and say whether it does."""
    executed = recalled(memory, task.notebook, task.edition) if memory else None
    if executed is None:
        return False
    task.target.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(executed, task.target)
    done(task.edition, task.notebook.stem)
    return True


@dataclass(frozen=True)
class Task:
    """One notebook to execute for one edition; what the process prints is kept beside the executed copy."""

    notebook: Path
    target: Path
    edition: Edition

    @property
    def log(self) -> Path:
        return self.target.with_suffix(".log")

    @property
    def observed(self) -> Path:
        """What the kernel was observed to read."""
        return self.target.with_suffix(".observed")

    def start(self, *, observe: bool) -> "subprocess.Popen[bytes]":
        self.target.parent.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-P", "-m", "gcm_analysis.running.worker"]
        arguments = [str(self.notebook), str(self.target), self.edition.model_dump_json()]
        with self.log.open("wb") as log:
            # A session of its own: an interruption from the keyboard reaches us alone, and we end the process.
            return subprocess.Popen(
                [*command, *arguments],
                stdout=log,
                stderr=log,
                stdin=subprocess.PIPE,  # its end tells the process that we are gone
                start_new_session=True,
                env=os.environ | ({RECORD: str(self.observed)} if observe else {}),
            )

    def run(self, *, observe: bool) -> None:
        """Execute the notebook in this process."""
        from gcm_analysis.running.execute import execute  # noqa: PLC0415 - only who executes here waits for papermill

        with recorded(self.observed) if observe else nullcontext():
            execute(self.notebook, self.target, self.edition)

    def check(self, code: int) -> None:
        """Raise what the process said if it failed."""
        if code == 0:
            return
        said = self.log.read_text(encoding="utf-8", errors="replace").strip()
        if code == NotebookFailed.exit_code:
            raise NotebookFailed(said)
        if code == MachineRefused.exit_code:
            # Where there is no room, the process may not even have been able to say so.
            raise MachineRefused(
                said or f"There is no room, or no right, to write below {self.target.parent}."
            )
        raise NotebookFailed(
            f"The process that executed {self.notebook.name} ended with code {code}; nothing was published and the last "
            f"report is as it was. It printed:\n{said}"
        )


def _read(folder: Path, notebooks: Sequence[Path]) -> dict[str, NotebookNode]:
    return {path.stem: nbformat.read(folder / path.name, as_version=4) for path in notebooks}
