"""Builds reports of a plan in several processes on this machine, as many as its memory allows.

Each is built next to the last one and then put in its place; a failure is an outcome too.
"""

import os
import shutil
import traceback
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from time import perf_counter

from gcm_analysis.build_request import BuildRequest, Steps
from gcm_analysis.caching.files import digest
from gcm_analysis.caching.memory import Memory
from gcm_analysis.caching.store import Store, cache_folder, lines
from gcm_analysis.errors import UserError, refusals
from gcm_analysis.matrix.plan import Plan, Task, Variant
from gcm_analysis.matrix.results import FAILED, PUBLISHED, Folders, Outcome
from gcm_analysis.publishing.folder.manifest import EPOCH, code_digest, current_versions, hashes, inputs
from gcm_analysis.publishing.folder.swap import replaced
from gcm_analysis.report import publish_report
from gcm_analysis.running.parallel import Event, Step, cores, events

PER_WORKER = 600  # MB: a process and the kernel that it has, with room for the largest report: `python -m benchmarks.many.memory` measures it
TRIES = 2  # a report whose process died is given to another, once


@dataclass(frozen=True)
class Fingerprints:
    """Digests of everything that the reports of a plan depend on; shared inputs are read once."""

    home: Path
    plan: Plan
    _inputs: dict[str, dict[str, str]] = field(default_factory=dict)

    def get(self, variant: Variant) -> str:
        event, plan = variant.event, self.plan
        if event not in self._inputs:
            self._inputs[event] = hashes(self.home, inputs(self.home, event, plan.publisher))
        editions = [edition.model_dump() for edition in variant.editions]
        programme = [code_digest(), current_versions(), os.environ.get(EPOCH, "")]
        settings = [plan.formats, plan.publisher, plan.draft]
        return digest(lines([self._inputs[event], editions, settings, programme]))


def build(task: Task, step: Step, folders: Folders) -> Outcome:
    """Publish a report and return the outcome. Files of a failed report are kept for inspection."""
    begun = perf_counter()
    try:
        with refusals():
            made = _publish(task, folders.building(task.name), step)
            put_in_place(made, folders.report(task.name))
    except UserError as error:
        return Outcome(FAILED, perf_counter() - begun, str(error))
    except Exception:  # noqa: BLE001 - said in full; the other reports go on
        return Outcome(FAILED, perf_counter() - begun, traceback.format_exc())
    shutil.rmtree(folders.building(task.name))
    return Outcome(PUBLISHED, perf_counter() - begun)


def _publish(task: Task, folder: Path, step: Step) -> Path:
    """Publish a report below its own new folder, so that no two reports write the same index."""
    shutil.rmtree(folder, ignore_errors=True)
    memory, plan = Memory(Store(cache_folder()), force=task.force), task.plan
    request = BuildRequest(
        task.variant.editions, plan.formats, plan.publisher, folder, plan.draft, memory, at_once=1
    )
    return publish_report(request, Steps(step))


def put_in_place(made: Path, report: Path) -> None:
    """Put a complete report in the place of the last one."""
    with replaced(report) as building:
        for part in made.iterdir():
            part.rename(building / part.name)


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
