"""The same work on several things at once, each in a process of its own, which tells its steps while it works.

A process, not a thread: drawing and parsing keep to one core in Python. None of them outlives whoever asked: the first
failure, and an interruption, ends them all.
"""

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar, cast

from gcm_analysis.running.lifeline import end_group, end_with
from gcm_analysis.signals import deaf_to_keyboard

# A fork of this process would take its threads' locks with it; a server of forks leaves a socket behind when it is killed.
METHOD = "spawn"
SAFE_PATH = "PYTHONSAFEPATH"  # as the switch -P, which multiprocessing has no way to give
Result = TypeVar("Result")
Step = Callable[[str], None]
STEP, DONE, FAILED = "step", "done", "failed"


def cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def side_by_side(
    work: Callable[[Any, Step], Result], things: Sequence[Any], step: Step, most: int | None = None
) -> list[Result]:
    """Return what the work gives for each thing, at most so many at once as there are cores.

    The work, the things and the results travel between processes. One thing, or one core, is worked on right here.
    """
    at_once = min(len(things), most or cores())
    if at_once < 2:  # noqa: PLR2004 - alone
        return [work(thing, step) for thing in things]
    results: dict[int, Result] = {}
    waiting = list(enumerate(things))
    with _processes() as running:
        while waiting or running:
            while waiting and len(running) < at_once:
                place, thing = waiting.pop(0)
                connection, process = _start(work, thing)
                running[connection] = (place, process)
            for ready in wait(list(running)):
                _hear(cast("Connection", ready), running, results, step)
    return [results[place] for place in range(len(things))]


Running = dict[Connection, tuple[int, BaseProcess]]


@contextmanager
def _processes() -> Iterator[Running]:
    running: Running = {}
    try:
        yield running
    finally:
        for _, process in running.values():
            end_group(process.pid)
            process.kill()  # it may not lead its group yet
            process.join()


@contextmanager
def _own_modules_only() -> Iterator[None]:
    """Have Python start without the working directory among its modules: an `email.py` may lie there."""
    before = os.environ.get(SAFE_PATH)
    os.environ[SAFE_PATH] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[SAFE_PATH]
        else:
            os.environ[SAFE_PATH] = before


def _start(work: Callable[[Any, Step], Any], thing: object) -> tuple[Connection, BaseProcess]:
    context: Any = multiprocessing.get_context(METHOD)  # its type says nothing of processes
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(work, thing, sending), daemon=True)
    with deaf_to_keyboard(), _own_modules_only():
        process.start()
    sending.close()
    return receiving, process


def _hear(connection: Connection, running: Running, results: dict[int, Any], step: Step) -> None:
    """Take one message of a process: a step, its result, or why there is none."""
    place, process = running[connection]
    try:
        kind, content = connection.recv()
    except EOFError:
        process.join()
        raise RuntimeError(f"a process ended with code {process.exitcode} and said nothing") from None
    if kind == STEP:
        step(content)
    elif kind == FAILED:
        raise content
    else:
        results[place] = content
        del running[connection]
        process.join()


def _work(work: Callable[[Any, Step], Any], thing: object, sending: Connection) -> None:
    os.setsid()
    if parent := multiprocessing.parent_process():
        end_with(parent.join)
    with suppress(BrokenPipeError):
        try:
            sending.send((DONE, work(thing, lambda what: sending.send((STEP, what)))))
        except Exception as error:  # noqa: BLE001 - it is raised where it was asked for
            sending.send((FAILED, error))
