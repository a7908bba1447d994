"""One run of a matrix: what has to be made, who makes it, what is kept of it."""

import json
import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from gcm_analysis.matrix.made_from import MadeFrom
from gcm_analysis.matrix.plan import Plan, Variant
from gcm_analysis.matrix.records import RESULTS, Record, keep, known, write_results
from gcm_analysis.matrix.summary import write_summary
from gcm_analysis.matrix.task import FAILED, PUBLISHED, Outcome, Place, Task
from gcm_analysis.matrix.workers import Listener

Perform = Callable[[Sequence[Task], Listener], None]


@dataclass
class Run:
    """A plan, the part of it that this run is about, and the folder of its reports."""

    plan: Plan
    part: Sequence[Variant]
    place: Place
    made_from: MadeFrom
    shard: tuple[int, int] | None = None
    records: dict[str, Record] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for folder in (self.place.logs, self.place.records):
            folder.mkdir(parents=True, exist_ok=True)
        before = known(self.place)
        for variant in self.plan.variants:
            self.records[variant.name] = before.get(variant.name, Record.of(variant))

    def tasks(self, *, force: bool = False) -> list[Task]:
        """Return what has to be made: all that was not published, or not from what is there now, or was changed since."""
        found = []
        for variant in self.part:
            made_from, folder = self.made_from(variant), self.place.report(variant.name)
            if force or not self.records[variant.name].holds(made_from, folder):
                found.append(Task.of(variant, self.plan, made_from, force=force))
        return found

    def perform(self, tasks: Sequence[Task], perform: Perform, listener: Listener) -> None:
        """Have the reports made; whatever ends this, what was done is kept."""
        try:
            perform(tasks, _Keeper(self, {task.name: task for task in tasks}, listener))
        finally:
            self.write()

    def write(self) -> None:
        """Write `matrix.json`, and the pages that lead to the reports; a shard writes what can be merged."""
        if self.shard:
            number, of = self.shard
            records = [self.records[variant.name] for variant in self.part]
            write_results(self.place, self.plan, records, f"matrix.{number}-of-{of}.json")
            return
        write_results(self.place, self.plan, self.all_records, RESULTS)
        write_summary(self.place.folder, self.plan, self.all_records)

    @property
    def all_records(self) -> list[Record]:
        return [self.records[variant.name] for variant in self.plan.variants]

    @property
    def failed(self) -> list[Record]:
        return [record for variant in self.part if (record := self.records[variant.name]).status == FAILED]


@dataclass
class _Keeper:
    """Keeps what came of each report, then passes it on to whoever shows it."""

    run: Run
    tasks: Mapping[str, Task]
    listener: Listener

    def began(self, worker: str, name: str) -> None:
        self.listener.began(worker, name)

    def step(self, worker: str, what: str) -> None:
        self.listener.step(worker, what)

    def ended(self, worker: str, outcome: Outcome) -> None:
        task, place = self.tasks[outcome.name], self.run.place
        record = Record.of(task.variant(), task.made_from, outcome, place.report(task.name))
        self.run.records[task.name] = record
        keep(place, record)
        _log(place, task, outcome)
        self.listener.ended(worker, outcome)


def _log(place: Place, task: Task, outcome: Outcome) -> None:
    """Keep the error in full, and how long the report took, which stands in nothing that is published."""
    log = place.log(outcome.name)
    log.unlink(missing_ok=True)
    if outcome.error:
        parameters = "\n".join(f"{name}: {value}" for name, value in task.variant().parameters.items())
        log.write_text(f"event: {task.variant().event}\n{parameters}\n\n{outcome.error}\n", encoding="utf-8")
    told = {
        "report": outcome.name,
        "status": outcome.status,
        "seconds": round(outcome.seconds, 3),
        "at": round(time.time(), 3),
    }
    with (place.work / "times.jsonl").open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(told) + "\n")


def merge(plan: Plan, place: Place, folders: Sequence[Path]) -> list[Record]:
    """Bring the reports of several runs together in one folder, and return the records of all."""
    place.folder.mkdir(parents=True, exist_ok=True)
    found: dict[str, tuple[Record, Path]] = {}
    for folder in folders:
        for name, record in known(Place(folder)).items():
            if name not in found or record.status == PUBLISHED:
                found[name] = (record, folder / name)
    records = []
    for variant in plan.variants:
        record, folder = found.get(variant.name, (Record.of(variant), place.report(variant.name)))
        if record.status == PUBLISHED:
            record = _brought(record, variant, folder, place.report(variant.name))
        records.append(record)
    write_results(place, plan, records)
    write_summary(place.folder, plan, records)
    return records


def _brought(record: Record, variant: Variant, source: Path, target: Path) -> Record:
    """Copy a report, unless it is not what its record says."""
    if not record.is_whole(source):
        error = f"{source} is not what was published there: a file is missing or was changed."
        return Record.of(variant, record.made_from, Outcome(record.name, FAILED, 0.0, error))
    if source.resolve() != target.resolve():
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(source, target)
    return record
