"""The folder in which a report is published anew; one that a killed run left is removed by the next run."""

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PREFIX = "gcm-verify-"
SECONDS_TO_LOCK = 60  # that a run may take from making its folder to locking it


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """Give an empty folder to publish in: it is removed at the end or, if the run is killed, by the next run.

    The system releases a lock when its process ends.
    """
    for left in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError), _locked(left):
            if time.time() - left.stat().st_mtime > SECONDS_TO_LOCK:
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
