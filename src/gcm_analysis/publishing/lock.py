"""One run at a time in a folder of reports: a second one waits and says so, or is refused.

The lock is the system's: it ends with the process that has it, however that ends, so that none is ever left behind.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from gcm_analysis.errors import UserError

LOCK = ".lock"


@contextmanager
def only_run(output: Path, tell: Callable[[str], None], *, wait: bool = True) -> Iterator[None]:
    """Be the only run in a folder of reports for a while; `tell` is given a sentence if another one has to end first."""
    output.mkdir(parents=True, exist_ok=True)
    lock = FileLock(output / LOCK)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        if not wait:
            raise UserError(f"Another run is at work in {output}: try again when it has ended.") from None
        tell(f"Another run is at work in {output}: waiting until it has ended (--no-wait would not wait).")
        lock.acquire()
    try:
        yield
    finally:
        with suppress(OSError):
            (output / LOCK).unlink()  # whoever waits sees that it is gone, and makes a new one
        lock.release()
