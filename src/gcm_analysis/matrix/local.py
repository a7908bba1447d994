"""Builds reports in several processes on this machine, as many as its memory allows."""

from collections.abc import Generator, Sequence
from functools import partial
from pathlib import Path

from gcm_analysis.matrix.build import build
from gcm_analysis.matrix.plan import Task
from gcm_analysis.matrix.results import Folders
from gcm_analysis.running.parallel import Event, cores, events

PER_WORKER = 600  # MB: a process and the kernel that it has, with room for the largest report: `python -m benchmarks.many.memory` measures it
TRIES = 2  # a report whose process died is given to another, once


def perform(folders: Folders, tasks: Sequence[Task], count: int) -> Generator[Event]:
    """Make `count` processes build all reports, and yield events."""
    return events(partial(build, folders=folders), tasks, count, tries=TRIES, logs=folders.logs)


def affordable() -> int:
    """Return one process per core, or as many as memory allows; always one."""
    memory = free_memory()
    return max(1, cores() if memory is None else min(cores(), memory // PER_WORKER))


def free_memory() -> int | None:
    """Return the MB that are free; None if the system does not say."""
    meminfo = Path("/proc/meminfo")
    if not meminfo.is_file():
        return None
    lines = dict(line.split(":", 1) for line in meminfo.read_text(encoding="ascii").splitlines())
    return min([int(lines["MemAvailable"].split()[0]) // 1024, *_limits()])


def _limits() -> list[int]:
    """Return the MB that a container leaves, if it sets a limit."""
    limit, used = Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory.current")
    if not limit.is_file() or not (text := limit.read_text(encoding="ascii").strip()).isdecimal():
        return []
    return [(int(text) - int(used.read_text(encoding="ascii"))) // 2**20]
