"""Executes one notebook with papermill; an error names the notebook, the place, the parameters and the cause."""

import os
import re
import warnings
from pathlib import Path
from typing import Any

import nbformat
import papermill
from nbclient.exceptions import DeadKernelError
from papermill.engines import NBClientEngine, NotebookExecutionManager, papermill_engines
from papermill.exceptions import PapermillExecutionError

from gcm_analysis.caching.observing import RECORD
from gcm_analysis.edition import Edition
from gcm_analysis.errors import NotebookFailed
from gcm_analysis.project.notebook_file import parameters_of
from gcm_analysis.running.kernels import QuickManager

KERNEL = "python3"
ENGINE = "gcm"  # as papermill knows ours
OBSERVER = "--ext=gcm_analysis.caching.observing"
ID = re.compile(r" (?:<!-- ?)?\{")  # of a heading, which may be in a comment
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
USER_ERRORS = frozenset({"UserError", "ParameterError", "EvidenceError"})


class QuickEngine(NBClientEngine):  # type: ignore[misc]  # papermill is untyped
    """papermill's engine with a quick kernel; it keeps the executed copy even if the kernel dies."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: NotebookExecutionManager,
        kernel_name: str,
        *,
        kept: Path,
        **options: Any,  # noqa: ANN401 - as its base
    ) -> None:
        # A kernel whose notebook is done may be killed.
        quick = {"kernel_manager_class": QuickManager, "shutdown_kernel": "immediate"}
        try:
            super().execute_managed_notebook(nb_man, kernel_name, **options, **quick)
        except DeadKernelError:
            nbformat.write(nb_man.nb, kept)
            raise


papermill_engines.register(ENGINE, QuickEngine)


def execute(notebook: Path, target: Path, edition: Edition) -> None:
    """Execute a notebook with an edition's parameters; the executed copy is kept at `target`, even if it fails."""
    parameters = parameters_of(notebook, edition)
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with warnings.catch_warnings():
            # pyzmq and nbclient announce their own deprecations, which do not concern a report.
            warnings.simplefilter("ignore", DeprecationWarning)
            papermill.execute_notebook(
                _escaped(notebook),
                _escaped(target),
                parameters,
                kernel_name=KERNEL,
                engine_name=ENGINE,
                kept=target,
                progress_bar=False,
                cwd=notebook.parent,
                # Written once, at the end; papermill would write it twice per cell.
                autosave_cell_every=0,
                request_save_on_cell_execute=False,
                extra_arguments=_kernel_arguments(target),
            )
    except PapermillExecutionError as error:
        raise NotebookFailed(_explained(notebook, target, parameters, error)) from None
    except DeadKernelError as error:
        raise NotebookFailed(
            f"The notebook {notebook.name} lost its kernel: the process ended, perhaps for lack of memory. Nothing was "
            f"published and the last report is as it was. To inspect: {target}"
        ) from error


def _kernel_arguments(target: Path) -> list[str]:
    # The kernel announces on every start that it talks over local TCP, and on every stop that it was interrupted.
    quiet = "--log-level=CRITICAL"
    # The user's own settings and start-up files would make another report, and may be in a read-only place.
    folder = target.with_suffix(".ipython")
    folder.mkdir(exist_ok=True)
    # A history of what was typed, which nobody asks for here, takes a database and a thread.
    no_history = "--HistoryManager.enabled=False"
    return [quiet, no_history, f"--ipython-dir={folder}", *([OBSERVER] if RECORD in os.environ else [])]


def _escaped(path: Path) -> str:
    """Return a path escaped for papermill, which fills in parameters between braces."""
    return str(path).replace("{", "{{").replace("}", "}}")


def _explained(
    notebook: Path, target: Path, parameters: dict[str, Any], error: PapermillExecutionError
) -> str:
    given = ", ".join(f"{name}={value}" for name, value in parameters.items())
    place = _heading_before(target, error.cell_index)
    lines = [
        f"The notebook {notebook.name} stopped with an error; nothing was published and the last report is as it was.",
        f"    place:      {place}",
        f"    parameters: {given}",
        f"    error:      {error.ename}: {error.evalue}",
        f"    to inspect: {target}",
    ]
    if error.ename not in USER_ERRORS:
        lines += [
            "",
            "The notebook printed:",
            *(COLOUR.sub("", line).rstrip() for line in error.traceback),
        ]
    return "\n".join(lines)


def _heading_before(target: Path, index: int) -> str:
    """Return the heading above a cell."""
    cells = nbformat.read(target, as_version=4).cells[: index + 1]
    headings = [
        line
        for cell in cells
        if cell.cell_type == "markdown"
        for line in cell.source.split("\n")
        if line.startswith("#")
    ]
    return ID.split(headings[-1].lstrip("# "))[0] if headings else "the first cells"
