"""Finds the template that suits a kernel, or starts one."""

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from socket import socket

from gcm_analysis.running.forkserver import wire
from gcm_analysis.running.forkserver.key import template_name
from gcm_analysis.running.forkserver.place import IDLE, UNSOUND, private_folder
from gcm_analysis.running.forkserver.process import ForkError

NOBODY = (FileNotFoundError, ConnectionRefusedError)


def template(environment: Mapping[str, str], idle: float = IDLE) -> socket:
    """Return a connection to the template for kernels with this environment, which may still be importing."""
    folder = private_folder()
    path = folder / f"{template_name(environment)}.sock"
    with suppress(*NOBODY):
        return wire.connect(path)
    with _alone(folder):
        with suppress(*NOBODY):
            return wire.connect(path)  # somebody else started it in the meantime
        if (told := path.with_suffix(UNSOUND)).exists():
            raise ForkError(f"a template like this one failed before, {told} says why")
        _start(path, environment, idle)
        _retire_older(path)
        return wire.connect(path)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let one client at a time start a template."""
    number = os.open(folder, os.O_RDONLY)
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


def _retire_older(path: Path) -> None:
    """Let templates for the same conditions go, whose code was edited since: nobody will ask for them again."""
    for other in path.parent.glob(f"{path.stem.split('-')[0]}-*.sock"):
        if other != path:
            with suppress(OSError), wire.connect(other) as connection:
                wire.send(connection, {"retire": True})
