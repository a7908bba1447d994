"""Does the same work on several things at once, in processes that take one thing after another and report their steps.

Processes, not threads: drawing and parsing use one core in Python, and papermill changes the working directory. None of
them outlives its parent: a failure, an interruption and even a kill of the parent end them with all that they started.
"""

import os
import pickle
import signal
import sys
import traceback
from collections import Counter, deque
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, Literal, TypeVar

from gcm_analysis.errors import UserError
from gcm_analysis.running.forks import begin, context, starting

TAIL = 2000  # characters of what a process printed that are repeated when it dies
Result = TypeVar("Result")
Step = Callable[[str], None]
Work = Callable[[Any, Step], Any]
Kind = Literal["began", "step", "done", "failed"]


@dataclass(frozen=True)
class Event:
    """What a process did with a thing, by its place: a step in words, the result, or an exception."""

    worker: str
    thing: int
    kind: Kind
    content: Any = None


class Lost(UserError):  # noqa: N818 - it says what happened
    """A process that ended in the middle of its work, perhaps for lack of memory."""

    def __init__(self, code: int | None, said: str) -> None:
        super().__init__(
            f"A process ended with code {code}, perhaps for lack of memory. It printed:\n{said or '(nothing)'}"
        )


def cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def parallel(
    work: Callable[[Any, Step], Result], things: Sequence[Any], step: Step, most: int | None = None
) -> list[Result]:
    """Return the result for each thing, with at most one process per core; the first failure ends all.

    The work, the things and the results are pickled. With one thing or one core, the work is done in this process.
    """
    at_once = min(len(things), most or cores())
    if at_once < 2:  # noqa: PLR2004 - alone
        return [work(thing, step) for thing in things]
    results: dict[int, Result] = {}
    with closing(events(work, things, at_once)) as happening:
        for event in happening:
            if event.kind == "failed":
                raise event.content
            if event.kind == "step":
                step(event.content)
            elif event.kind == "done":
                results[event.thing] = event.content
    return [results[place] for place in range(len(things))]


def events(
    work: Work, things: Sequence[Any], count: int, *, tries: int = 1, logs: Path | None = None
) -> Generator[Event]:
    """Make `count` processes work on all things, and yield events; closing this generator ends them.

    A thing whose process died is given to another as often as there are `tries`. What processes print is in `logs`.
    """
    waiting, tried = deque(range(len(things))), Counter[int]()
    idle: list[_Worker] = []
    busy: dict[Connection, _Worker] = {}
    try:
        for number in range(min(count, len(things))):
            idle.append(_Worker(str(number + 1), work, logs))  # noqa: PERF401 - one by one: each is to be stopped
        while waiting or busy:
            while waiting and idle:
                worker, place = idle.pop(0), waiting.popleft()
                tried[place] += 1
                busy[worker.connection] = worker
                yield Event(worker.name, place, "began")
                worker.give(place, things[place])
            for connection in wait(list(busy)):
                worker = busy[connection]  # type: ignore[index]  # no sockets are among them
                event = worker.receive()
                lost = isinstance(event.content, Lost)
                again = lost and tried[event.thing] < tries
                if again:
                    waiting.appendleft(event.thing)
                if event.kind != "step":
                    del busy[worker.connection]
                    if lost:
                        worker.stop()
                    idle += [worker] if not lost else [_Worker(worker.name, work, logs)] if waiting else []
                if not again:
                    yield event
    finally:
        for worker in (*idle, *busy.values()):
            worker.stop()


class _Worker:
    """A process, and the place of the thing that it works on."""

    def __init__(self, name: str, work: Work, logs: Path | None) -> None:
        processes = context()
        self.name, self.place = name, -1
        self.log = logs / f"worker-{name}.log" if logs else None
        self.connection, theirs = processes.Pipe()
        arguments = (work, theirs, self.log, dict(os.environ))
        self.process = processes.Process(target=_serve, args=arguments, daemon=True)
        with starting():
            self.process.start()
        theirs.close()

    def give(self, place: int, thing: object) -> None:
        """Give a thing; if the process is dead, `receive` reports it next."""
        self.place = place
        with suppress(BrokenPipeError, ConnectionResetError):
            self.connection.send(thing)

    def receive(self) -> Event:
        """Return what the process did last."""
        try:
            kind, content = self.connection.recv()
        except (EOFError, OSError):
            self.process.join()
            kind, content = "failed", Lost(self.process.exitcode, self._said())
        return Event(self.name, self.place, kind, content)

    def _said(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")[-TAIL:].strip() if self.log else ""

    def stop(self) -> None:
        """End the process and all that it started."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.kill()  # it may not lead its group yet
        self.process.join()
        self.connection.close()


def _serve(work: Work, connection: Connection, log: Path | None, environment: Mapping[str, str]) -> None:
    """Work on each thing that arrives until the parent is gone."""
    begin(environment)
    if log:
        with log.open("ab") as printed:
            os.dup2(printed.fileno(), sys.stdout.fileno())
            os.dup2(printed.fileno(), sys.stderr.fileno())
    with suppress(EOFError, BrokenPipeError):
        while True:
            connection.send(_answer(work, connection.recv(), connection))


def _answer(work: Work, thing: object, connection: Connection) -> tuple[Kind, Any]:
    try:
        return "done", work(thing, lambda what: connection.send(("step", what)))
    except Exception as error:  # noqa: BLE001 - it is raised where it was asked for
        return "failed", _picklable(error)


def _picklable(error: Exception) -> Exception:
    """Return an exception that can be pickled; a bug with its traceback."""
    if not isinstance(error, UserError):
        error.add_note(traceback.format_exc())
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    except Exception:  # noqa: BLE001 - its class may do anything
        return RuntimeError(traceback.format_exc())
    return error
