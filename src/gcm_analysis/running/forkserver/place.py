"""The private folder of sockets and connection files, this user's alone, and how long a socket is kept there."""

import os
import stat
import tempfile
from pathlib import Path

NAME = "gcm-fork"
UNSOUND = (
    ".unsound"  # the ending of the log of a template that must not be forked, and will not be tried again
)
IDLE = 300.0  # seconds for which a template without kernels waits for the next
LONGEST = 100  # bytes: a Unix socket's path may have 107


def private_folder() -> Path:
    """Return the folder, made if need be; refuse one that others can reach."""
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    folder = Path(runtime) / NAME if runtime else Path(tempfile.gettempdir()) / f"{NAME}-{os.getuid()}"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o077:
        raise PermissionError(f"{folder} is not a folder that this user alone can reach")
    return folder
