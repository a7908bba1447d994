"""The template: a process of one thread that has imported the stack once, and forks a kernel per request.

`python -m gcm_analysis.running.forkserver.template LISTENER SOCKET IDLE`: the number of the open listening socket, its
path, and after how many seconds without a kernel the template ends. `starter` starts it; nobody has to end it.
"""

import gc
import importlib
import os
import socket
import sys
import time
from contextlib import suppress
from io import BytesIO
from pathlib import Path

from gcm_analysis.running.forkserver.child import become_kernel
from gcm_analysis.running.forkserver.folder import UNUSABLE
from gcm_analysis.running.forkserver.server import Server

# What notebooks import, and what a kernel imports to begin. Not matplotlib_inline.backend_inline: it binds itself to the
# shell that runs when it is imported, and a figure of any other shell is lost.
MODULES = (
    "ipykernel.kernelapp",
    "ipykernel.debugger",
    "nbformat",
    "seaborn",
    "matplotlib.backends.backend_svg",
    "gcm_analysis.notebook",
)
SETTLING = 1.0  # seconds that threads have to end once the last import is over


class UnsafeToForkError(RuntimeError):
    """The template is not one that may be forked; whoever asked starts an ordinary kernel."""


def main(listener: int, path: Path, idle: float) -> None:
    """Import, settle, serve; what returns from serving with a request is not the template any more but a kernel."""
    if os.fork():
        os._exit(0)  # the starter waited for this process, not for the one that goes on
    if not sys.flags.safe_path:
        del sys.path[0]  # the working directory, as ipykernel's launcher does it
    try:
        named = prepare()
    except Exception:
        path.with_suffix(".log").rename(path.with_suffix(UNUSABLE))  # what is printed next is its last entry
        raise
    request = Server(socket.socket(fileno=listener), path, idle).serve()
    if request:
        become_kernel(request, named)


def prepare() -> dict[str, str]:
    """Import the stack and leave nothing in this process that forks would share by mistake.

    Returns the variables of the environment that modules set while they were imported.
    """
    before = dict(os.environ)
    for name in MODULES:
        importlib.import_module(name)
    _draw()
    _read_languages()
    _read_evidence()
    _end_idle_threads()
    gc.collect()
    gc.freeze()  # what is here already is never looked at again, so its pages stay shared
    for found, what in ((_threads() - 1, "threads besides the first"), (_open_files(), "open files")):
        if found:
            raise UnsafeToForkError(f"{what} after the imports: {found}")
    return {name: value for name, value in os.environ.items() if before.get(name) != value}


def _draw() -> None:
    """Draw one figure, outside pyplot, so that what is imported for the first figure is there."""
    from matplotlib import font_manager  # noqa: PLC0415 - only after the process has left its starter
    from matplotlib.figure import Figure  # noqa: PLC0415

    figure = Figure()
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], label="x")
    axes.legend()
    for form in ("png", "svg"):
        figure.savefig(BytesIO(), format=form)
    # Each font that was used is an open file, and forks would share its position: each kernel opens its own.
    font_manager._get_font.cache_clear()  # type: ignore[attr-defined]  # noqa: SLF001 - there is no public way


def _read_languages() -> None:
    """Read what the languages of reports need: files of the package and of Babel, which this template's name holds."""
    from gcm_analysis.edition import LANGUAGES  # noqa: PLC0415 - only after the process has left its starter
    from gcm_analysis.narrative.language import read_ahead  # noqa: PLC0415

    for code in LANGUAGES:
        read_ahead(code)


def _read_evidence() -> None:
    """Read the tables of the project that the environment names: those that stay as they are, kernels need not check."""
    from gcm_analysis import paths  # noqa: PLC0415 - only after the process has left its starter
    from gcm_analysis.errors import UserError  # noqa: PLC0415
    from gcm_analysis.evidence import default_event, load_evidence  # noqa: PLC0415

    with suppress(UserError, OSError):  # a kernel that is asked for the evidence says what is wrong with it
        load_evidence(paths.data(), default_event(paths.data()))


def _end_idle_threads() -> None:
    """Fork once for nothing: OpenBLAS ends its threads before a fork and starts them when it is next used."""
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    end = time.monotonic() + SETTLING
    while _threads() > 1 and time.monotonic() < end:
        time.sleep(0.01)


def _threads() -> int:
    return len(list(Path("/proc/self/task").iterdir()))


def _open_files() -> list[str]:
    """Return the regular files that are open besides the standard streams: their positions would be shared."""
    links = [link for link in Path("/proc/self/fd").iterdir() if int(link.name) > sys.stderr.fileno()]
    return [str(link.readlink()) for link in links if link.is_file()]


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3]))
