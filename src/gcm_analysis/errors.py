"""Errors that a user can fix, and the one place where they are shown.

A `UserError` is printed without a traceback; any other exception is a bug and keeps its traceback.

UserError              bad input                         exit code 1
├── NotebookFailed     a notebook stopped with an error  exit code 3
├── RenderFailed       the pages could not be written    exit code 4
├── MachineRefused     no room, no right to write        exit code 5
└── Stopped            stopped by a signal               exit code 130 (Ctrl-C), 143 (SIGTERM)

Exit code 2 is left to the command line itself (an unknown command or option).
"""

import errno
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn, Protocol


class UserError(Exception):
    """A mistake in what a user did or gave; the message says how to fix it."""

    exit_code = 1

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the exception as it is, with any arguments its class may take."""
        return _copied, (type(self), self.args, self.__dict__)


def _copied(kind: type[UserError], args: tuple[Any, ...], content: dict[str, Any]) -> UserError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(content)
    return error


class NotebookFailed(UserError):  # noqa: N818 - it says what happened, as the report does
    """A notebook stopped; the executed copy is kept and the message says where."""

    exit_code = 3


class RenderFailed(UserError):  # noqa: N818 - as above
    """A page, a PDF or a Word file could not be written."""

    exit_code = 4


class MachineRefused(UserError):  # noqa: N818 - as above
    """The system did not let a file be written or read: no room, no right, a wrong kind of place."""

    exit_code = 5


class Stopped(UserError):  # noqa: N818 - as above
    """A signal stopped the run: the exit code is 128 and its number, as shells have it."""

    def __init__(self, message: str, interruption: KeyboardInterrupt) -> None:
        super().__init__(message)
        self.exit_code = 128 + next(iter(interruption.args), signal.SIGINT)  # Python's own has no number


# Refusals of the system that a user can fix; any other `OSError` is a bug.
REMEDIES = {
    errno.ENOSPC: "make room on this disk, or choose a folder on another",
    errno.EDQUOT: "make room within your quota, or choose a folder on another disk",
    errno.EFBIG: "allow larger files (ulimit -f), or choose a folder on another disk",
    errno.EROFS: "choose a folder that can be written to",
    errno.EACCES: "choose a folder that you may write to, or have its permissions changed",
    errno.EPERM: "choose a folder that you may write to, or have its permissions changed",
    errno.ENOTDIR: "a part of this path is a file: choose another folder",
    errno.EISDIR: "this is a folder where a file has to be: remove it, or choose another folder",
    errno.ENAMETOOLONG: "choose a shorter path",
    errno.ELOOP: "the links of this path lead in a circle: fix them, or choose another folder",
    errno.EMFILE: "allow more open files (ulimit -n)",
    errno.ENFILE: "close other programs: the system has no more open files to give",
    errno.ENOMEM: "close other programs: there is no memory left",
    errno.EIO: "have this disk looked at: it could not be read or written",
}


@contextmanager
def refusals(folder: Path | None = None) -> Iterator[None]:
    """Turn a refusal of the system into one sentence on what, where and what to do; `folder` is the default place."""
    try:
        yield
    except OSError as error:
        if error.errno not in REMEDIES:
            raise
        place = error.filename or folder
        where = f" ({place})" if place else ""
        raise MachineRefused(f"{error.strerror}{where}: {REMEDIES[error.errno]}.") from error


class Leave(Protocol):
    """Shows a message and ends the program; the command line provides it."""

    def __call__(self, message: str, exit_code: int) -> NoReturn: ...


@contextmanager
def show_errors(leave: Leave) -> Iterator[None]:
    """Show user errors as a message with an exit code; let bugs pass with their traceback."""
    try:
        with refusals():
            yield
    except KeyboardInterrupt as interruption:
        stopped = Stopped("Stopped.", interruption)
        leave(str(stopped), stopped.exit_code)
    except UserError as error:
        leave(str(error), error.exit_code)
