"""Shows the progress of a run: bars in a terminal, else plain lines to standard error."""

from datetime import timedelta
from typing import Self

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)

from gcm_analysis.commands.terminal import err, notify
from gcm_analysis.matrix.results import PUBLISHED, Outcome


class _Bars:
    """Bars that are shown while a run lasts; the first one is of all that is done."""

    def __init__(self, what: str, total: int | None, last: ProgressColumn) -> None:
        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), last)
        self._bars = Progress(*columns, console=err, disable=not err.is_terminal, transient=True)
        self._all = self._bars.add_task(what, total=total, pace="")

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bars.stop()

    @property
    def _whole(self) -> Task:
        return self._bars.tasks[self._all]


class ReportProgress(_Bars):
    """The steps of one report, shown as they are done."""

    def __init__(self, event: str) -> None:
        super().__init__(event, None, TimeElapsedColumn())
        self._event = event

    def begin(self, steps: int) -> None:
        self._bars.reset(self._all, total=steps)

    def step(self, what: str) -> None:
        self._bars.update(self._all, advance=1, description=f"{self._event} · {what}")
        if not err.is_terminal:
            done = f"{self._whole.completed:.0f}/{self._whole.total:.0f}"
            err.print(f"{self._event}: {done} {what}; {time_left(self._whole)}", soft_wrap=True)


class MatrixProgress(_Bars):
    """The reports of a matrix, all of them and those of each worker."""

    def __init__(self, total: int) -> None:
        super().__init__("all reports", total, TextColumn("{task.fields[pace]}"))
        self._workers: dict[str, TaskID] = {}

    def show(self, worker: str, report: str, what: str) -> None:
        """Show what a worker is doing."""
        if worker not in self._workers:
            self._workers[worker] = self._bars.add_task(f"worker {worker}", total=None, pace="")
        description = f"worker {worker} · {report} · {what}".rstrip(" ·")
        self._bars.update(self._workers[worker], description=description)

    def ended(self, worker: str, report: str, outcome: Outcome) -> None:
        """Count a report, and show the pace."""
        self._bars.update(self._all, advance=1)
        self._bars.update(self._workers[worker], advance=1)
        done, whole = round(self._whole.completed), self._whole
        pace = f"{done / (whole.elapsed or 1) * 60:.0f} per minute, {time_left(whole)}"
        self._bars.update(self._all, pace=pace)
        if not err.is_terminal:
            status = "" if outcome.status == PUBLISHED else f" {outcome.status.upper()}"
            about = f"({outcome.seconds:.1f} s, worker {worker})"
            notify(f"{done}/{whole.total:.0f} {report}{status} {about}; {pace}")


def time_left(task: Task) -> str:
    """Return in words how long the rest takes at the same pace."""
    seconds = (task.elapsed or 0) * task.remaining / task.completed if task.remaining else 0
    return f"{timedelta(seconds=round(seconds))} left"
