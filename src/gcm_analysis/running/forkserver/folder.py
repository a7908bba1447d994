"""The private folder of sockets and connection files, this user's alone, and how long a socket is kept there."""

import os
import re
import stat
import tempfile
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

NAME = "gcm-fork"
UNUSABLE = ".unusable"  # the ending of the log of a template that must not be forked and is not tried again
IDLE = 60.0  # seconds for which a template without kernels waits for the next
LONGEST = 100  # bytes: a Unix socket's path may have 107
OF_A_PROCESS = re.compile(r"kernel-(\d+)-")  # a connection file and its sockets, by the client's number


def private_folder() -> Path:
    """Return the folder, made if need be; refuse one that others can reach."""
    folder = _short(_runtime_folder())
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o077:
        raise PermissionError(f"{folder} is not a folder that this user alone can reach")
    return folder


def connection_file() -> Path:
    """Return a new path for a kernel's connection file, beside which its sockets will be."""
    return private_folder() / f"kernel-{os.getpid()}-{uuid4().hex[:12]}.json"


def sweep() -> None:
    """Remove what clients that were killed left in the folder, and the folder if nothing is in it any more."""
    folder = private_folder()
    for path in folder.iterdir():
        if (owner := OF_A_PROCESS.match(path.name)) and not _runs(int(owner[1])):
            path.unlink(missing_ok=True)
    with suppress(OSError):
        folder.rmdir()


def _runtime_folder() -> Path:
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    if runtime and os.access(runtime, os.W_OK):
        return Path(runtime) / NAME
    return Path(tempfile.gettempdir()) / f"{NAME}-{os.getuid()}"


def _short(folder: Path) -> Path:
    """Return a folder in which sockets fit: where temporary files have too long a path, one at the top."""
    longest = folder / f"kernel-{2**22}-{'0' * 12}-ipc-00000"
    return folder if len(os.fsencode(longest)) < LONGEST else Path("/tmp") / f"{NAME}-{os.getuid()}"  # noqa: S108 - checked as any other


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass  # another user's, which took over the number: nothing is removed for once
    return True
