"""What turns a fork of the template into a kernel that differs in nothing from one that was started."""

import ctypes
import importlib.util
import os
import signal
import sys
from collections.abc import Mapping

from gcm_analysis.running.forkserver import wire
from gcm_analysis.running.forkserver.server import Request

PARENT_DEATH_SIGNAL = 1  # prctl's number for it


def become_kernel(request: Request, named: Mapping[str, str]) -> None:
    """Run the kernel that was asked for, until it is shut down; `named` are variables that imports set."""
    os.setsid()
    _end_with(os.getppid())
    os.chdir(request.directory)
    os.environ.clear()
    os.environ.update({**named, **request.environment})
    _take_streams(request.files)
    _run(request)


def _end_with(parent: int) -> None:
    """Have the system kill this process when the template ends, however it ends."""
    ctypes.CDLL(None).prctl(PARENT_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)  # it ended before it was asked for


def _take_streams(files: list[int]) -> None:
    for given, stream in zip(files, (sys.stdout, sys.stderr), strict=True):
        stream.flush()
        os.dup2(given, stream.fileno())
        os.close(given)


def _run(request: Request) -> None:
    # All of it was imported by the template; here, so that the template's start can be seen off first.
    import matplotlib as mpl  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415
    from ipykernel.kernelapp import IPKernelApp  # noqa: PLC0415

    np.random.seed()  # noqa: NPY002 - the old generator is a module's state; Python's own sees to itself after a fork
    launcher = importlib.util.find_spec("ipykernel_launcher")
    sys.argv = [str(launcher and launcher.origin), *request.arguments]
    # Given here because ipykernel reads its parent's number when it is imported; a kernel without one prints a notice.
    app = IPKernelApp.instance(parent_handle=os.getppid())
    app.initialize(request.arguments)
    # ipykernel has just named its backend in the environment, where matplotlib would find it when it is imported.
    mpl.rcParams["backend"] = os.environ["MPLBACKEND"]
    wire.send(request.connection, {"ready": True})
    request.connection.close()
    app.start()
