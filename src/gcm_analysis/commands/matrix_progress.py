"""How far a matrix has come, overall and per worker: bars where there is a terminal, plain lines where there is none."""

from time import monotonic
from typing import Self

from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn
from rich.progress import Progress as Bars

from gcm_analysis.commands.terminal import err
from gcm_analysis.matrix.task import PUBLISHED, Outcome


def pace(done: int, total: int, seconds: float) -> str:
    """Return rate and time left in words; nothing before the first report is done."""
    if not done or seconds <= 0:
        return ""
    rate = done / seconds
    return f"{rate * 60:.0f} per minute, {clock((total - done) / rate)} left"


def clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


class Progress:
    """Listens to a run."""

    def __init__(self, total: int) -> None:
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[pace]}"),
        )
        self._bars = Bars(*columns, console=err, disable=not err.is_terminal, transient=True)
        self._all = self._bars.add_task("all reports", total=total, pace="")
        self._total, self._done, self._begun = total, 0, monotonic()
        self._workers: dict[str, _OfWorker] = {}

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bars.stop()

    def began(self, worker: str, name: str) -> None:
        """Show what a worker is at."""
        if worker not in self._workers:
            self._workers[worker] = _OfWorker(self._bars, worker)
        self._workers[worker].began(name)

    def step(self, worker: str, what: str) -> None:
        self._workers[worker].step(what)

    def ended(self, worker: str, outcome: Outcome) -> None:
        """Count a report, and say how fast it goes."""
        self._done += 1
        told = pace(self._done, self._total, monotonic() - self._begun)
        self._bars.update(self._all, advance=1, pace=told)
        self._workers[worker].ended()
        if not err.is_terminal:
            status = "" if outcome.status == PUBLISHED else f" {outcome.status.upper()}"
            line = f"{self._done}/{self._total} {outcome.name}{status} ({outcome.seconds:.1f} s, worker {worker}); {told}"
            err.print(line, soft_wrap=True, markup=False)


class _OfWorker:
    """The line of one worker: what it is at, how many it made, how fast."""

    def __init__(self, bars: Bars, worker: str) -> None:
        self._bars, self._worker, self._name = bars, worker, ""
        self._task = bars.add_task(f"worker {worker}", total=None, pace="")
        self._made, self._begun = 0, monotonic()

    def began(self, name: str) -> None:
        self._name = name
        self._show("")

    def step(self, what: str) -> None:
        self._show(what)

    def ended(self) -> None:
        self._made += 1
        rate = self._made / (monotonic() - self._begun) * 60
        self._bars.update(self._task, completed=self._made, pace=f"{rate:.0f} per minute")

    def _show(self, what: str) -> None:
        self._bars.update(
            self._task, description=f"worker {self._worker} · {self._name} · {what}".rstrip(" ·")
        )
