"""Shows the progress of a run: bars in a terminal, else plain lines to standard error."""

from time import monotonic
from typing import Self

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)

from gcm_analysis.commands.terminal import err, notify
from gcm_analysis.matrix.results import PUBLISHED, Outcome


class _Bars:
    """Bars that are shown while a run lasts."""

    def __init__(self, last: ProgressColumn) -> None:
        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), last)
        self._bars = Progress(*columns, console=err, disable=not err.is_terminal, transient=True)

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bars.stop()


class ReportProgress(_Bars):
    """The steps of one report, shown as they are done."""

    def __init__(self, event: str) -> None:
        super().__init__(TimeElapsedColumn())
        self._task, self._event = self._bars.add_task(event, total=None), event
        self._steps, self._done, self._begun = 0, 0, monotonic()

    def begin(self, steps: int) -> None:
        self._bars.update(self._task, total=steps, completed=0)
        self._steps, self._done, self._begun = steps, 0, monotonic()

    def step(self, what: str) -> None:
        self._done += 1
        self._bars.update(self._task, advance=1, description=f"{self._event} · {what}")
        if not err.is_terminal:
            left = left_after(self._done, self._steps, monotonic() - self._begun)
            err.print(f"{self._event}: {self._done}/{self._steps} {what}; {left}", soft_wrap=True)


class MatrixProgress(_Bars):
    """The reports of a matrix, all of them and those of each worker."""

    def __init__(self, total: int) -> None:
        super().__init__(TextColumn("{task.fields[pace]}"))
        self._all = self._bars.add_task("all reports", total=total, pace="")
        self._total, self._done, self._begun = total, 0, monotonic()
        self._workers: dict[str, TaskID] = {}

    def show(self, worker: str, report: str, what: str) -> None:
        """Show what a worker is doing."""
        if worker not in self._workers:
            self._workers[worker] = self._bars.add_task(f"worker {worker}", total=None, pace="")
        description = f"worker {worker} · {report} · {what}".rstrip(" ·")
        self._bars.update(self._workers[worker], description=description)

    def ended(self, worker: str, report: str, outcome: Outcome) -> None:
        """Count a report, and show the pace."""
        self._done += 1
        rate = pace(self._done, self._total, monotonic() - self._begun)
        self._bars.update(self._all, advance=1, pace=rate)
        self._bars.update(self._workers[worker], advance=1)
        if not err.is_terminal:
            status = "" if outcome.status == PUBLISHED else f" {outcome.status.upper()}"
            line = f"{self._done}/{self._total} {report}{status} ({outcome.seconds:.1f} s, worker {worker}); {rate}"
            notify(line)


def pace(done: int, total: int, seconds: float) -> str:
    """Return rate and time left in words; nothing before the first report is done."""
    if not done or seconds <= 0:
        return ""
    return f"{done / seconds * 60:.0f} per minute, {left_after(done, total, seconds)}"


def left_after(done: int, total: int, seconds: float) -> str:
    """Return in words how long the rest takes at the same pace."""
    return f"{clock(max(total - done, 0) * seconds / done)} left"


def clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
