"""Signals that stop a run: each unwinds it as Ctrl-C does, so that whatever is to be cleaned up is."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

STOPPING = [
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
]  # the last is unknown on Windows


@contextmanager
def stopping() -> Iterator[None]:
    """Have signals raise `KeyboardInterrupt` with their number; those that are ignored, as under nohup, stay so."""
    heard = [number for number in STOPPING if signal.getsignal(number) != signal.SIG_IGN]
    if threading.current_thread() is not threading.main_thread():
        heard = []  # only the main thread may set a handler
    before = {number: signal.signal(number, _interrupt) for number in heard}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _interrupt(number: int, _: object) -> NoReturn:
    for each in STOPPING:
        signal.signal(
            each, signal.SIG_IGN
        )  # what follows is the clean-up, which a second signal must not break off
    raise KeyboardInterrupt(number)


@contextmanager
def deaf_to_keyboard() -> Iterator[None]:
    """Have processes that are started meanwhile never hear Ctrl-C: whoever started them does, and ends them.

    The signal is blocked, not ignored, so that this process hears it afterwards.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
