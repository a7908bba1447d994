"""Preloads the fork server, which imports this module: it imports the stack, so that no fork has to.

It leaves nothing that forks would share by mistake: no thread, and no open file, whose position they would share. An
error here is left to the fork that needs the module.
"""

import atexit
import gc
import importlib
import os
import shutil
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from io import BytesIO
from multiprocessing import forkserver
from pathlib import Path
from typing import Any

from gcm_analysis.running import forks

# What notebooks import, what a kernel imports to begin, and what executes notebooks. Not matplotlib_inline.backend_inline:
# it binds itself to the shell that runs when it is imported, and a figure of any other shell is lost.
MODULES = (
    "ipykernel.kernelapp",
    "ipykernel.debugger",
    "seaborn",
    "matplotlib.backends.backend_svg",
    "gcm_analysis.notebook",
    "gcm_analysis.running.kernels",
    "papermill",
)


def prepare() -> None:
    """Import the stack, and use it once."""
    os.setsid()  # Ctrl-C must not reach the server
    os.chdir("/")  # matplotlib reads settings where it is imported
    os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"  # the debugger would print a warning in each fork
    forks.conditions_of_server, forks.path_of_server = forks.conditions(), list(sys.path)
    server: Any = forkserver._forkserver  # noqa: SLF001 - there is no public way
    # Make a fork that forks use this server, as multiprocessing intends; else it would start another (python/cpython#86354).
    server.ensure_running = lambda: None
    atexit.register(_clear_up, server)
    imports: list[Callable[[], object]] = [partial(importlib.import_module, name) for name in MODULES]
    for step in (*imports, _draw, _read):
        with suppress(Exception):
            step()
    gc.collect()
    gc.freeze()  # existing objects are never scanned again, so their memory pages stay shared


def _clear_up(server: Any) -> None:  # noqa: ANN401 - private to multiprocessing
    """Remove the folder of the sockets; if the run was killed, no other process is left to do it."""
    shutil.rmtree(Path(server._forkserver_address).parent, ignore_errors=True)  # noqa: SLF001


def _draw() -> None:
    """Draw one figure, outside pyplot, to import what the first figure needs."""
    from matplotlib import font_manager  # noqa: PLC0415 - a stack that cannot be imported is the fork's failure
    from matplotlib.figure import Figure  # noqa: PLC0415

    figure = Figure()
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], label="x")
    axes.legend()
    for form in ("png", "svg"):
        figure.savefig(BytesIO(), format=form)
    # Each used font is an open file; each fork has to open its own.
    font_manager._get_font.cache_clear()  # type: ignore[attr-defined]  # noqa: SLF001 - there is no public way


def _read() -> None:
    """Read what the languages of reports need, the tables and the conclusions: kernels need not check unchanged ones."""
    from gcm_analysis import paths  # noqa: PLC0415
    from gcm_analysis.edition import LANGUAGES  # noqa: PLC0415
    from gcm_analysis.evidence import default_event, load_evidence  # noqa: PLC0415
    from gcm_analysis.evidence.findings import load_synthesis  # noqa: PLC0415
    from gcm_analysis.narrative.language import read_ahead  # noqa: PLC0415

    for code in LANGUAGES:
        read_ahead(code)
    load_evidence(paths.data(), default_event(paths.data()))
    load_synthesis(paths.data())


prepare()
