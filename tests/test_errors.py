"""The one place that shows mistakes that a user can correct."""

import errno
import os
import signal
from typing import NoReturn

import pytest

from gcm_analysis.edition import ParameterError
from gcm_analysis.errors import MachineRefused, NotebookFailed, RenderFailed, UserError, show_errors
from gcm_analysis.evidence import EvidenceError, Problem


class Left(Exception):  # noqa: N818 - it says what happened
    """What was shown: the message and the exit code."""


def leave(message: str, exit_code: int) -> NoReturn:
    raise Left(message, exit_code)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UserError("x"), 1), (ParameterError("x"), 1), (EvidenceError([Problem("f", 1, "c", "x", "y", "z")]), 1),
        (NotebookFailed("x"), 3), (RenderFailed("x"), 4),
    ],
)  # fmt: skip
def test_a_mistake_that_a_user_can_correct_becomes_a_message_and_an_exit_code(
    error: UserError, code: int
) -> None:
    with pytest.raises(Left) as left, show_errors(leave):
        raise error
    assert left.value.args == (str(error), code)


@pytest.mark.parametrize(
    ("interruption", "code"), [(KeyboardInterrupt(), 130), (KeyboardInterrupt(signal.SIGTERM), 143)]
)
def test_a_signal_becomes_a_message_and_its_own_exit_code(interruption: KeyboardInterrupt, code: int) -> None:
    with pytest.raises(Left) as left, show_errors(leave):
        raise interruption
    assert left.value.args[1] == code


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EFBIG, errno.ENOTDIR])
def test_what_the_system_refuses_becomes_a_sentence_that_names_the_place(number: int) -> None:
    with pytest.raises(Left) as left, show_errors(leave):
        raise OSError(number, os.strerror(number), "/the/place")
    message, code = left.value.args
    assert code == MachineRefused.exit_code
    assert "/the/place" in message


@pytest.mark.parametrize("bug", [KeyError("x"), ValueError("x"), FileNotFoundError(errno.ENOENT, "x", "y")])
def test_a_bug_is_raised_with_its_traceback(bug: BaseException) -> None:
    with pytest.raises(type(bug)) as passed, show_errors(leave):
        raise bug
    assert passed.value is bug


def test_problems_are_counted_and_ordered_by_file_row_and_column() -> None:
    problems = [
        Problem(file, row, column, "x", "y", "z")
        for file, row, column in [("b", 2, "a"), ("a", 10, "a"), ("a", 9, "b"), ("a", 9, "a"), ("a", None, None)]
    ]  # fmt: skip
    error = EvidenceError(problems)
    assert [(one.file, one.row, one.column) for one in error.problems] == [
        ("a", None, None), ("a", 9, "a"), ("a", 9, "b"), ("a", 10, "a"), ("b", 2, "a"),
    ]  # fmt: skip
    assert str(error).startswith("5 problems in the project’s files; nothing was published.")
    assert str(EvidenceError(problems[:1])).startswith(
        "1 problem in the project’s files; nothing was published."
    )
