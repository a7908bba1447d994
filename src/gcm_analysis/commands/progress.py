"""How far a run has come: a bar where there is a terminal, plain lines to standard error where there is none."""

from typing import Self

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)

from gcm_analysis.commands.terminal import err


class Steps:
    """The steps of one run, shown as they are done."""

    def __init__(self, event: str) -> None:
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
        )
        self._bar = Progress(*columns, console=err, disable=not err.is_terminal, transient=True)
        self._task = self._bar.add_task(event, total=None)
        self._event = event

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def begin(self, steps: int) -> None:
        self._bar.update(self._task, total=steps)

    def step(self, what: str) -> None:
        self._bar.update(self._task, advance=1, description=f"{self._event} · {what}")
        if not err.is_terminal:
            err.print(f"{self._event}: {what}", soft_wrap=True)
