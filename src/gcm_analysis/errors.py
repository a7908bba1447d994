"""Mistakes that a user can mend, and the one door they leave by.

A `UserError` is printed without a traceback; anything else is a bug and keeps its traceback.

UserError              bad input                         exit code 1
├── NotebookFailed     a notebook stopped with an error  exit code 3
├── RenderFailed       the pages could not be written    exit code 4
└── Stopped            stopped from the keyboard         exit code 130

Exit code 2 is left to the command line itself (an unknown command or option).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn, Protocol


class UserError(Exception):
    """Something a user did or gave that the message tells how to mend."""

    exit_code = 1


class NotebookFailed(UserError):  # noqa: N818 - it says what happened, as the report does
    """A notebook stopped; the executed copy is kept and the message says where."""

    exit_code = 3


class RenderFailed(UserError):  # noqa: N818 - as above
    """A page, a PDF or a Word file could not be written."""

    exit_code = 4


class Stopped(UserError):  # noqa: N818 - as above
    """The user stopped the run."""

    exit_code = 130


class Leave(Protocol):
    """How a program shows a message and ends: given by the command line."""

    def __call__(self, message: str, exit_code: int) -> NoReturn: ...


@contextmanager
def door(leave: Leave) -> Iterator[None]:
    """Let user errors out as a message and an exit code; let bugs pass with their traceback."""
    try:
        yield
    except UserError as error:
        leave(str(error), error.exit_code)
