"""A run's processes are forks of one that has imported the scientific stack: multiprocessing's server of forks.

The server starts with the run, imports `preload` while the evidence is read, and ends with the last process of the run.
docs/caching.md#forked-kernels says what its forks share. Where nothing can be forked, processes are started anew.
"""

import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import Thread
from typing import Any

from gcm_analysis.paths import PACKAGE
from gcm_analysis.signals import deaf_to_keyboard

SWITCH = "GCM_FORK"  # GCM_FORK=0 asks for processes that are not forked
PRELOAD = "gcm_analysis.running.preload"
SAFE_PATH = "PYTHONSAFEPATH"  # as the switch -P, which multiprocessing has no way to give
# Beginnings of the names of variables that Python, C or a module of the stack reads once, when it starts.
READ_AT_START = ("HOME", "LANG", "LC_", "MPL", "OMP_", "OPENBLAS_", "PYTHON", "TZ", "XDG_")
Conditions = tuple[dict[str, str], dict[str, int]]

conditions_of_server: Conditions | None = None  # the server's forks know it as well
path_of_server: list[str] = []  # of modules, without the run's working directory


def can_fork() -> bool:
    """Whether this machine and this user want forks; on macOS, Apple's libraries do not bear them.

    From 3.14 the server asks its forks for a key that they do not have.
    """
    return sys.platform == "linux" and sys.version_info < (3, 14) and os.environ.get(SWITCH) != "0"


def start_server() -> bool:
    """Have a server of today's code and environment, which may still be importing, and say whether there is one.

    A server that began before the code was edited is replaced, but not by its own forks and not while it has some.
    """
    global conditions_of_server  # noqa: PLW0603 - there is one server, which is multiprocessing's own state too
    if not can_fork():
        return False
    try:
        now = conditions()
        if now == conditions_of_server:
            return True
        if conditions_of_server and (multiprocessing.parent_process() or multiprocessing.active_children()):
            return False
        _replace_server()
    except OSError:  # there can be no socket in the folder for temporary files, perhaps
        return False
    conditions_of_server = now
    return True


def _replace_server() -> None:
    from multiprocessing import forkserver  # noqa: PLC0415 - Windows has none

    if multiprocessing.parent_process() and not conditions_of_server:
        # This process shares its parent's folder, and the server will remove the one that its socket is in.
        multiprocessing.current_process()._config["tempdir"] = None  # type: ignore[attr-defined]  # noqa: SLF001
    server: Any = forkserver._forkserver  # noqa: SLF001 - there is no public way
    if server._forkserver_pid:  # noqa: SLF001
        # At an end of its own accord it removes the folder of the sockets, which this process still needs.
        os.kill(server._forkserver_pid, signal.SIGKILL)  # noqa: SLF001
    with starting():
        server._stop()  # noqa: SLF001
        forkserver.set_forkserver_preload([PRELOAD])
        forkserver.ensure_running()


def conditions() -> Conditions:
    """Return what a process reads once, when it starts: variables, and the package's files with their times."""
    variables = {
        name: value
        for name, value in os.environ.items()
        if name.startswith(READ_AT_START) and name != SAFE_PATH
    }
    files = [path for path in PACKAGE.rglob("*") if path.parent.name != "__pycache__"]
    return variables, {str(path): path.stat().st_mtime_ns for path in files if path.is_file()}


def context() -> Any:  # noqa: ANN401 - its type says nothing of processes
    """Return multiprocessing's way to start processes: forks of the server, or each anew."""
    return multiprocessing.get_context("forkserver" if start_server() else "spawn")


@contextmanager
def starting() -> Iterator[None]:
    """Have Python start deaf to Ctrl-C and without the working directory among its modules: an `email.py` may be there."""
    before = os.environ.get(SAFE_PATH)
    os.environ[SAFE_PATH] = "1"
    try:
        with deaf_to_keyboard():
            yield
    finally:
        if before is None:
            del os.environ[SAFE_PATH]
        else:
            os.environ[SAFE_PATH] = before


def begin(environment: Mapping[str, str]) -> None:
    """Make this new process one of the run's: with the environment of whoever started it, and ended with it.

    It leads a session of its own, which Ctrl-C does not reach; one that came before is dropped, later signals are heard.
    """
    os.setsid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ.clear()
    os.environ.update(environment)
    multiprocessing.current_process().daemon = False  # which may not start processes of its own
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this process and all that it started when whoever started it is gone, whatever ended it."""
    parent = multiprocessing.parent_process()
    assert parent is not None, "this process was started by another"  # noqa: S101
    parent.join()
    os.killpg(0, signal.SIGKILL)
