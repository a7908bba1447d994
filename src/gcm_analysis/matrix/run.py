"""Runs a matrix: decides what has to be built, and keeps the results."""

import json
import shutil
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from gcm_analysis.matrix import results
from gcm_analysis.matrix.build import Fingerprints
from gcm_analysis.matrix.plan import Plan, Task, Variant
from gcm_analysis.matrix.results import Folders, Outcome, Record
from gcm_analysis.matrix.summary import write_summary
from gcm_analysis.running.parallel import Event

Perform = Callable[[Sequence[Task]], Generator[Event]]  # as `local.perform` and `cluster.perform` do


class MatrixProgress(Protocol):
    """Shows the progress of a run."""

    def show(self, worker: str, report: str, what: str) -> None: ...

    def ended(self, worker: str, report: str, outcome: Outcome) -> None: ...


@dataclass
class Run:
    """A plan, the part of it that this run builds, and the folder of its reports."""

    plan: Plan
    part: Sequence[Variant]
    folders: Folders
    fingerprints: Fingerprints
    shard: tuple[int, int] | None = None
    records: dict[str, Record] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for folder in (self.folders.logs, self.folders.records):
            folder.mkdir(parents=True, exist_ok=True)
        before = results.kept_records(self.folders)
        for variant in self.plan.variants:
            self.records[variant.name] = before.get(variant.name, Record.for_variant(variant))

    def tasks(self, *, force: bool = False) -> list[Task]:
        """Return what has to be built: reports that are not published, made from older inputs, or changed since."""
        found = []
        for variant in self.part:
            fingerprint, folder = self.fingerprints.get(variant), self.folders.report(variant.name)
            if force or not self.records[variant.name].holds(fingerprint, folder):
                found.append(Task(self.plan.with_only(variant), fingerprint, force))
        return found

    def perform(self, tasks: Sequence[Task], perform: Perform, progress: MatrixProgress) -> None:
        """Build the reports; whatever was done is kept, even after an interruption."""
        try:
            with closing(perform(tasks)) as events:
                for event in events:
                    task = tasks[event.thing]
                    if event.kind in ("began", "step"):
                        progress.show(event.worker, task.name, event.content or "")
                        continue
                    died = event.kind == "failed"
                    outcome = Outcome(results.FAILED, 0.0, str(event.content)) if died else event.content
                    self._keep(task, outcome)
                    progress.ended(event.worker, task.name, outcome)
        finally:
            self.write()

    def _keep(self, task: Task, outcome: Outcome) -> None:
        record = Record.for_variant(task.variant, task.fingerprint, outcome, self.folders.report(task.name))
        self.records[task.name] = record
        results.keep(self.folders, record)
        _log(self.folders, task, outcome)

    def write(self) -> None:
        """Write `matrix.json` and the pages that link to the reports; a shard writes results that can be merged."""
        if self.shard:
            number, of = self.shard
            records = [self.records[variant.name] for variant in self.part]
            results.write_results(self.folders, self.plan, records, f"matrix.{number}-of-{of}.json")
            return
        results.write_results(self.folders, self.plan, self.all_records, results.RESULTS)
        write_summary(self.folders.folder, self.plan, self.all_records)

    @property
    def all_records(self) -> list[Record]:
        return [self.records[variant.name] for variant in self.plan.variants]


def _log(folders: Folders, task: Task, outcome: Outcome) -> None:
    """Keep the full error, and how long the report took, which is not published."""
    log = folders.log(task.name)
    log.unlink(missing_ok=True)
    if outcome.error:
        parameters = "\n".join(f"{name}: {value}" for name, value in task.variant.parameters.items())
        log.write_text(f"event: {task.variant.event}\n{parameters}\n\n{outcome.error}\n", encoding="utf-8")
    times = {"seconds": round(outcome.seconds, 3), "at": round(time.time(), 3)}
    line = {"report": task.name, "status": outcome.status, **times}
    with (folders.work / "times.jsonl").open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(line) + "\n")


def merge(plan: Plan, target: Folders, sources: Sequence[Path]) -> list[Record]:
    """Bring the reports of several runs together in one folder, and return the records of all."""
    target.folder.mkdir(parents=True, exist_ok=True)
    found: dict[str, tuple[Record, Path]] = {}
    for folder in sources:
        for name, record in results.kept_records(Folders(folder)).items():
            if name not in found or record.status == results.PUBLISHED:
                found[name] = (record, folder / name)
    records = []
    for variant in plan.variants:
        record, folder = found.get(variant.name, (Record.for_variant(variant), target.report(variant.name)))
        if record.status == results.PUBLISHED:
            record = _brought(record, variant, folder, target.report(variant.name))
        records.append(record)
    results.write_results(target, plan, records)
    write_summary(target.folder, plan, records)
    return records


def _brought(record: Record, variant: Variant, source: Path, target: Path) -> Record:
    """Copy a report if it is what its record says."""
    if not record.is_whole(source):
        error = f"{source} is not what was published there: a file is missing or was changed."
        return Record.for_variant(variant, record.made_from, Outcome(results.FAILED, 0.0, error))
    if source.resolve() != target.resolve():
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(source, target)
    return record
