"""What a server of forks does before it forks: it imports what its forks need, so that none of them has to, and uses it once.

It leaves nothing that forks would share by mistake: no thread, and no open file, whose position they would share. An
error here is left to the fork that needs the module.
"""

import atexit
import gc
import importlib
import os
import shutil
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from multiprocessing import forkserver
from pathlib import Path
from typing import Any

from gcm_analysis.running import forks


def prepare(modules: Iterable[str], *steps: Callable[[], object]) -> None:
    """Import modules and take steps, in the server."""
    os.setsid()  # Ctrl-C must not reach the server
    os.chdir("/")  # matplotlib reads settings where it is imported
    os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"  # the debugger would print a warning in each fork
    forks.conditions_of_server, forks.path_of_server = forks.conditions(), list(sys.path)
    server: Any = forkserver._forkserver  # noqa: SLF001 - there is no public way
    # Make a fork that forks use this server, as multiprocessing intends; else it would start another (python/cpython#86354).
    server.ensure_running = lambda: None
    atexit.register(_clear_up, server)
    gc.disable()  # little of what modules make is ever freed
    imports: list[Callable[[], object]] = [partial(importlib.import_module, name) for name in modules]
    for step in (*imports, *steps):
        with suppress(Exception):
            step()
    gc.enable()
    gc.collect()
    gc.freeze()  # existing objects are never scanned again, so their memory pages stay shared


def _clear_up(server: Any) -> None:  # noqa: ANN401 - private to multiprocessing
    """Remove the folder of the sockets; if the run was killed, no other process is left to do it."""
    shutil.rmtree(Path(server._forkserver_address).parent, ignore_errors=True)  # noqa: SLF001


def read_conclusions() -> None:
    """Read what every language of a report needs: the catalogues, the findings and answers."""
    from gcm_analysis import paths  # noqa: PLC0415 - a failure is the fork's
    from gcm_analysis.edition import LANGUAGES  # noqa: PLC0415
    from gcm_analysis.evidence.findings import load_synthesis  # noqa: PLC0415
    from gcm_analysis.narrative.language import read_ahead  # noqa: PLC0415

    for code in LANGUAGES:
        read_ahead(code)
    load_synthesis(paths.data())
