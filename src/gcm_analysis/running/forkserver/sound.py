"""Where a forked kernel is as good as an ordinary one; everywhere else an ordinary one is started."""

import os
import signal
import socket
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from subprocess import DEVNULL
from typing import Any

SWITCH = "GCM_FORK"  # GCM_FORK=0 asks for ordinary kernels
LAUNCHER = ["-m", "ipykernel_launcher"]
KNOWN = frozenset({"env", "cwd", "stdin", "stdout", "stderr", "independent", "extra_arguments", "kernel_id"})


def forking_is_sound() -> bool:
    """Whether this machine and this user want forked kernels: Linux, with the calls that make them safe."""
    calls = ((os, "fork"), (os, "pidfd_open"), (signal, "pidfd_send_signal"), (socket, "SO_PEERCRED"))
    return (
        sys.platform == "linux"
        and os.environ.get(SWITCH) != "0"
        and all(hasattr(module, name) for module, name in calls)
    )


def same_kernel(command: Sequence[str], options: Mapping[str, Any]) -> bool:
    """Whether a fork would be the same kernel as the one that this command and these options of `Popen` start.

    It has to be ipykernel on this very interpreter, without switches of the interpreter's own; no pipe to its streams;
    not meant to outlive its client; no settings of matplotlib in its working directory, which are read at import.
    """
    folder = Path(options.get("cwd") or Path.cwd())
    streams = [options.get(name) for name in ("stdout", "stderr")]
    return (
        list(command[:3]) == [sys.executable, *LAUNCHER]
        and KNOWN.issuperset(options)
        and options.get("stdin") in (None, DEVNULL)
        and not any(isinstance(stream, int) and stream < 0 for stream in streams)
        and not options.get("independent")
        and folder.is_dir()
        and not (folder / "matplotlibrc").exists()
    )
