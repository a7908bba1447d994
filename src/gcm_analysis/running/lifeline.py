"""Processes that end with the one that started them, whatever ended it, and take along all that they started."""

import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from threading import Thread


def end_with(wait: Callable[[], object]) -> None:
    """End this process's group as soon as `wait` returns: when the parent is gone."""

    def watch() -> None:
        wait()
        os.killpg(0, signal.SIGKILL)

    Thread(target=watch, daemon=True).start()


def end_with_input() -> None:
    """End this process's group when its standard input ends, which whoever started it holds open."""
    end_with(
        lambda: os.read(sys.stdin.fileno(), 1)
    )  # not through `sys.stdin`, whose lock would hinder Python's exit


def end_group(leader: int | None) -> None:
    """End a process that leads a group, and the group."""
    if leader:  # none: it never started; zero would be the group of this very process
        with suppress(ProcessLookupError):
            os.killpg(leader, signal.SIGKILL)
