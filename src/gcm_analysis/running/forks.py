"""Forks a run's processes from one that has imported the scientific stack: multiprocessing's fork server.

The server starts with the run, imports what its forks need while the evidence is read, and ends with the last process of the run.
docs/caching.md#forked-kernels says what its forks share. Where forking is impossible, processes are started from scratch.
"""

import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

from gcm_analysis.paths import PACKAGE
from gcm_analysis.signals import without_keyboard_interrupts

SWITCH = "GCM_FORK"  # GCM_FORK=0 asks for processes that are not forked
# What servers import in advance: for kernels, or only for the processes that write languages.
KERNELS, LANGUAGES = "gcm_analysis.running.preload_kernels", "gcm_analysis.publishing.preload"
SAFE_PATH = "PYTHONSAFEPATH"  # as the switch -P, which multiprocessing has no way to give
# Prefixes of variables that Python, C or a module of the stack reads once, when it starts.
READ_AT_START = ("HOME", "LANG", "LC_", "MPL", "OMP_", "OPENBLAS_", "PYTHON", "TZ", "XDG_")
Conditions = tuple[dict[str, str], dict[str, int]]

conditions_of_server: Conditions | None = None  # the server's forks know it as well
path_of_server: list[str] = []  # of modules, without the run's working directory


def can_fork() -> bool:
    """Return whether this machine allows forks and the user wants them; Apple's libraries on macOS do not allow them.

    From 3.14 the server asks its forks for a key that they do not have.
    """
    return sys.platform == "linux" and sys.version_info < (3, 14) and os.environ.get(SWITCH) != "0"


def start_server(preload: str = KERNELS) -> bool:
    """Start a server with the current code and environment if there is none, and return whether there is one.

    It may still be importing. One that imports other modules will do: its forks import the rest. A server older than the last edit of the code is replaced, but not by its own forks and
    not while it has any.
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
        _replace_server(preload)
    except OSError:  # for example, no socket is possible in the folder for temporary files
        return False
    conditions_of_server = now
    return True


def _replace_server(preload: str) -> None:
    from multiprocessing import forkserver  # noqa: PLC0415 - Windows has none

    if multiprocessing.parent_process() and not conditions_of_server:
        # This process shares its parent's folder, and the server will remove the one that its socket is in.
        multiprocessing.current_process()._config["tempdir"] = None  # type: ignore[attr-defined]  # noqa: SLF001
    server: Any = forkserver._forkserver  # noqa: SLF001 - there is no public way
    if server._forkserver_pid:  # noqa: SLF001
        # If it ended by itself, it would remove the folder of the sockets, which this process still needs.
        os.kill(server._forkserver_pid, signal.SIGKILL)  # noqa: SLF001
    with starting():
        server._stop()  # noqa: SLF001
        forkserver.set_forkserver_preload([preload])
        forkserver.ensure_running()


def conditions() -> Conditions:
    """Return what a process reads only once, when it starts: variables, and the package's files with their times."""
    variables = {
        name: value
        for name, value in os.environ.items()
        if name.startswith(READ_AT_START) and name != SAFE_PATH
    }
    return variables, dict(_edited(PACKAGE))


def _edited(folder: Path | str) -> Iterator[tuple[str, int]]:
    """Yield each file below a folder with its time; a report asks often, and this takes a fifth of what `rglob` takes."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if not entry.is_dir():
                yield entry.path, entry.stat().st_mtime_ns
            elif entry.name != "__pycache__":
                yield from _edited(entry.path)


def context() -> Any:  # noqa: ANN401 - its type says nothing of processes
    """Return multiprocessing's start method: forks of the server, or new processes."""
    return multiprocessing.get_context("forkserver" if start_server() else "spawn")


@contextmanager
def starting() -> Iterator[None]:
    """Let Python start with Ctrl-C blocked and without importing from the working directory, which may have an `email.py`."""
    before = os.environ.get(SAFE_PATH)
    os.environ[SAFE_PATH] = "1"
    try:
        with without_keyboard_interrupts():
            yield
    finally:
        if before is None:
            del os.environ[SAFE_PATH]
        else:
            os.environ[SAFE_PATH] = before


def begin(environment: Mapping[str, str]) -> None:
    """Make this new process one of the run's: with the environment of its parent, and ended with it.

    It leads its own session, which Ctrl-C does not reach; an earlier Ctrl-C is dropped, later signals are delivered.
    """
    os.setsid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ.clear()
    os.environ.update(environment)
    multiprocessing.current_process().daemon = False  # a daemon may not start processes
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this process and all that it started as soon as its parent has ended, for whatever reason."""
    parent = multiprocessing.parent_process()
    assert parent is not None, "this process was started by another"  # noqa: S101
    parent.join()
    os.killpg(0, signal.SIGKILL)
