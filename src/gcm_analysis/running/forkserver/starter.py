"""Finds the template that suits a kernel, or starts one; and says whether kernels can be forked here at all."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from subprocess import SubprocessError

from gcm_analysis.running.forkserver import wire
from gcm_analysis.running.forkserver.folder import IDLE, UNUSABLE, private_folder, sweep
from gcm_analysis.running.forkserver.key import template_name

SWITCH = "GCM_FORK"  # GCM_FORK=0 asks for ordinary kernels
NOBODY = (FileNotFoundError, ConnectionRefusedError)


class ForkError(OSError):
    """The template ended, or its fork did, before the kernel was ready."""


def can_fork() -> bool:
    """Whether this machine and this user want forked kernels: Linux, with the calls that make them safe."""
    calls = ((os, "fork"), (os, "pidfd_open"), (signal, "pidfd_send_signal"))
    return (
        sys.platform == "linux"
        and os.environ.get(SWITCH) != "0"
        and all(hasattr(module, name) for module, name in calls)
    )


def start_template() -> None:
    """Let the template of this environment's kernels import while the caller has other things to do."""
    clear_up()
    if can_fork():
        with suppress(OSError, SubprocessError):  # without one, kernels are started later
            template(os.environ).close()


def clear_up() -> None:
    """Remove what clients that are gone left beside the sockets of templates."""
    if can_fork():
        with suppress(OSError):  # another client clears up at the same time, or the folder can't be used
            sweep()


def template(environment: Mapping[str, str], idle: float = IDLE) -> socket.socket:
    """Return a connection to the template for kernels with this environment, which may still be importing."""
    folder = private_folder()
    path = folder / f"{template_name(environment)}.sock"
    with suppress(*NOBODY):
        return wire.connect(path)
    with _alone(folder):
        with suppress(*NOBODY):
            return wire.connect(path)  # somebody else started it in the meantime
        if (log := path.with_suffix(UNUSABLE)).exists():
            raise ForkError(f"a template like this one failed before, {log} says why")
        _start(path, environment, idle)
        return wire.connect(path)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let one client at a time start a template."""
    import fcntl  # noqa: PLC0415 - there is none on Windows

    number = os.open(folder, os.O_RDONLY)  # the folder itself is locked: it goes when it is empty
    try:
        fcntl.flock(number, fcntl.LOCK_EX)
        yield
    finally:
        os.close(number)


def _start(path: Path, environment: Mapping[str, str], idle: float) -> None:
    """Start a template that listens already: whoever connects while it imports is served when it has."""
    path.unlink(missing_ok=True)  # it is the socket of one that was killed
    with wire.listen(path) as listener, path.with_suffix(".log").open("wb") as log:
        number = listener.fileno()
        subprocess.run(
            [sys.executable, "-m", f"{__package__}.template", str(number), str(path), str(idle)],
            check=True,
            cwd="/",
            env=dict(environment),
            pass_fds=[number],
            start_new_session=True,  # an interruption from the keyboard is not for it
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
