"""Handles signals that stop a run: each unwinds it like Ctrl-C, so that everything is cleaned up."""

import os
import select
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

STOPPING = [
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
]  # the last is unknown on Windows
PATIENCE = 3.0  # seconds that a run may take to unwind
SHOW_CURSOR = "\x1b[?25h"  # a bar of progress had hidden it


@contextmanager
def stopping() -> Iterator[None]:
    """Make signals raise `KeyboardInterrupt` with their number; ignored ones, as under nohup, stay ignored."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may set a handler
        return
    handled = [number for number in STOPPING if signal.getsignal(number) != signal.SIG_IGN]
    before = {number: signal.signal(number, _interrupt) for number in handled}
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    wakeup = signal.set_wakeup_fd(writing)
    threading.Thread(target=_end_in_time, args=(reading,), daemon=True).start()
    try:
        yield
    finally:
        signal.set_wakeup_fd(wakeup)
        os.close(writing)
        for number, handler in before.items():
            signal.signal(number, handler)


def _interrupt(number: int, _: object) -> NoReturn:
    for each in STOPPING:
        signal.signal(
            each, signal.SIG_IGN
        )  # what follows is the clean-up, which a second signal must not break off
    raise KeyboardInterrupt(number)


def _end_in_time(reading: int) -> None:
    """End a run that does not unwind: Python handles a signal only after a long call, for example of Typst, has returned.

    Processes that it started end with it, and the next run cleans up what is left.
    """
    signal_byte = os.read(reading, 1)  # empty: the run is over
    if signal_byte and not select.select([reading], [], [], PATIENCE)[0]:
        sys.stderr.write(f"{SHOW_CURSOR if sys.stderr.isatty() else ''}Stopped.\n")
        sys.stderr.flush()
        os._exit(128 + signal_byte[0])
    os.close(reading)


@contextmanager
def without_keyboard_interrupts() -> Iterator[None]:
    """Block Ctrl-C in processes that are started meanwhile: their parent gets it, and ends them.

    The signal is blocked, not ignored, so that this process still gets it afterwards.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
