"""A folder to publish anew in: it ends with the run, and where that was killed, with the next one."""

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PREFIX = "gcm-verify-"
YOUNG = 60  # seconds in which a run may have made its folder and not locked it yet


@contextmanager
def workplace() -> Iterator[Path]:
    """Give an empty folder, and remove those that killed runs left: the system ends a lock with the process that has it."""
    for left in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError), _locked(left):
            if time.time() - left.stat().st_mtime > YOUNG:
                shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=PREFIX) as folder, _locked(Path(folder)):
        yield Path(folder).resolve()


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold a folder's lock; raises an `OSError` where another process has it, or where it is no folder of ours."""
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(opened)
