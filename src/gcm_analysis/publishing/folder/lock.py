"""Allows one run at a time in a folder of reports: a second one waits and says so, or is refused.

The system's lock ends with its process, even a killed one, so that no stale lock is left behind.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from gcm_analysis.errors import UserError

LOCK = ".lock"
TRIES = 1000  # another run may remove the folder meanwhile; after so many, the folder can't be written to


@contextmanager
def only_run(output: Path, notify: Callable[[str], None], *, wait: bool = True) -> Iterator[None]:
    """Be the only run in a folder of reports; `notify` gets a sentence if another run has to end first."""
    new, lock = not output.exists(), FileLock(output / LOCK)
    try:
        _acquire(lock, output, blocking=False)
    except Timeout:
        if not wait:
            raise UserError(f"Another run is at work in {output}: try again when it has ended.") from None
        notify(f"Another run is at work in {output}: waiting until it has ended (--no-wait would not wait).")
        _acquire(lock, output, blocking=True)
    try:
        yield
    finally:
        with suppress(OSError):
            (output / LOCK).unlink()  # a waiting run sees that it is gone, and makes a new one
            if new:
                output.rmdir()  # if nothing was published
        lock.release()


def _acquire(lock: FileLock, output: Path, *, blocking: bool) -> None:
    for _ in range(TRIES):
        try:
            output.mkdir(parents=True, exist_ok=True)
            lock.acquire(blocking=blocking)
        except FileNotFoundError:
            continue  # an earlier run, which published nothing, has just removed its folder
        except Timeout:
            if not (output / LOCK).exists():
                continue  # nobody holds it: it was released, or can't be made
            raise
        return
    raise UserError(f"Nothing can be written in {output}: choose another folder.")
