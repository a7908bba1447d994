"""Worker processes on this machine: they live as long as the run, take one task after another, and leave nothing behind."""

import json
import os
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from selectors import EVENT_READ, DefaultSelector
from typing import Any, Protocol

from gcm_analysis.matrix.task import FAILED, Outcome, Place, Task
from gcm_analysis.running.forkserver.warm import clear_up

COMMAND = (sys.executable, "-P", "-m", f"{__package__}.worker")
TRIES = 2  # a report whose worker died is given to another, once
PATIENCE = 5.0  # seconds for a worker to end
TAIL = 2000  # characters of what a worker printed that are told when it dies


class Listener(Protocol):
    """Whoever shows and keeps how a run goes on."""

    def began(self, worker: str, name: str) -> None: ...

    def step(self, worker: str, what: str) -> None: ...

    def ended(self, worker: str, outcome: Outcome) -> None: ...


@dataclass
class Worker:
    """One process, and the task that it has."""

    name: str
    process: "subprocess.Popen[bytes]"
    log: Path
    task: Task | None = None
    unread: bytes = b""

    @classmethod
    def start(cls, name: str, command: Sequence[str], place: Place) -> "Worker":
        """Start a process in a session of its own: an interruption from the keyboard reaches us alone."""
        log = place.logs / f"worker-{name}.log"
        with log.open("ab") as errors:
            process = subprocess.Popen(
                [*command, str(place.folder)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                start_new_session=True,
            )
        return cls(name, process, log)

    def give(self, task: Task) -> None:
        """Give a task; if the process is dead, its output ends, which is seen there."""
        self.task = task
        assert self.process.stdin is not None  # noqa: S101 - it was asked for
        with suppress(BrokenPipeError):
            self.process.stdin.write(json.dumps(task.as_json()).encode() + b"\n")
            self.process.stdin.flush()

    def messages(self) -> list[dict[str, Any]] | None:
        """Return what the process has written since; nothing at all if it has ended."""
        assert self.process.stdout is not None  # noqa: S101 - as above
        read = os.read(self.process.stdout.fileno(), 1 << 16)
        if not read:
            return None
        *lines, self.unread = (self.unread + read).split(b"\n")
        return [json.loads(line) for line in lines]

    def stop(self) -> None:
        """End the process with all that it started."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(PATIENCE)
        for stream in (self.process.stdin, self.process.stdout):
            if stream:
                with suppress(BrokenPipeError):
                    stream.close()


@dataclass
class Workers:
    """The processes of one run."""

    place: Place
    listener: Listener
    command: Sequence[str] = COMMAND
    waiting: deque[Task] = field(default_factory=deque)
    tries: dict[str, int] = field(default_factory=dict)
    selector: DefaultSelector = field(default_factory=DefaultSelector)
    running: list[Worker] = field(default_factory=list)

    def perform(self, tasks: Iterable[Task], count: int) -> None:
        """Have `count` processes make all reports; whatever ends this ends them."""
        self.waiting.extend(tasks)
        try:
            for number in range(min(count, len(self.waiting))):
                self._start(str(number + 1))
            while any(worker.task for worker in self.running):
                for key, _ in self.selector.select():
                    self._hear(key.data)
        finally:
            for worker in self.running:
                worker.stop()
            self.selector.close()
            clear_up()

    def _start(self, name: str) -> None:
        worker = Worker.start(name, self.command, self.place)
        self.running.append(worker)
        self.selector.register(worker.process.stdout, EVENT_READ, worker)  # type: ignore[arg-type]  # it was asked for
        self._next(worker)

    def _next(self, worker: Worker) -> None:
        worker.task = None
        if self.waiting:
            task = self.waiting.popleft()
            self.tries[task.name] = self.tries.get(task.name, 0) + 1
            self.listener.began(worker.name, task.name)
            worker.give(task)

    def _hear(self, worker: Worker) -> None:
        messages = worker.messages()
        if messages is None:
            self._lost(worker)
            return
        for message in messages:
            if "step" in message:
                self.listener.step(worker.name, message["step"])
            elif "outcome" in message:
                self.listener.ended(worker.name, Outcome(**message["outcome"]))
                self._next(worker)

    def _lost(self, worker: Worker) -> None:
        """Start another process in the place of one that died; its report is tried again, first of all."""
        self.selector.unregister(worker.process.stdout)  # type: ignore[arg-type]  # as above
        self.running.remove(worker)
        worker.stop()
        task = worker.task
        if task and self.tries[task.name] < TRIES:
            self.waiting.appendleft(task)
        elif task:
            self.listener.ended(worker.name, Outcome(task.name, FAILED, 0.0, _told(worker)))
        if self.waiting:
            self._start(worker.name)


def _told(worker: Worker) -> str:
    said = worker.log.read_text(encoding="utf-8", errors="replace")[-TAIL:].strip()
    return (
        f"The process that made it ended with code {worker.process.returncode}, and so did the one before: for want of "
        f"memory perhaps. It printed:\n{said or '(nothing)'}"
    )
