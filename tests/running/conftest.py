"""What tests of kernels share: a kernel to ask."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook
from tests.builders import DEFAULT_EVENT

from gcm_analysis.edition import Edition
from gcm_analysis.running.forks import can_fork
from gcm_analysis.running.kernels import QuickManager

Ask = Callable[..., str]


def output_of(code: str, folder: Path | None = None) -> str:
    """Return what a new kernel prints when it runs the code."""
    notebook = new_notebook(cells=[new_code_cell(code)])
    resources = {"metadata": {"path": str(folder)}} if folder else {}
    NotebookClient(
        notebook,
        kernel_name="python3",
        kernel_manager_class=QuickManager,
        shutdown_kernel="immediate",
        extra_arguments=["--log-level=CRITICAL"],
        resources=resources,
    ).execute()
    return "".join(output.text for output in notebook.cells[0].outputs).strip()


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Return how to ask a new kernel, which is forked unless the test prevents it."""
    if not can_fork():
        pytest.skip("kernels are not forked on this machine")
    monkeypatch.delenv("PYTEST_CURRENT_TEST", raising=False)
    return output_of


def parent(ask: Ask) -> int:
    """Return the process that a new kernel comes from: this one if it was started, else the server of forks."""
    return int(ask("import os; print(os.getppid())"))


def gone(pid: int, within: float = 30.0) -> bool:
    """Say whether a process ends, and is waited for, within so many seconds."""
    end = time.monotonic() + within
    while time.monotonic() < end:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    return False


def parameters() -> NotebookNode:
    lines = [f"{name} = {value!r}" for name, value in Edition(event=DEFAULT_EVENT).model_dump().items()]
    return new_code_cell("\n".join(lines), metadata={"tags": ["parameters"]})


def write(path: Path, *cells: NotebookNode) -> Path:
    """Write a notebook of these cells."""
    path.parent.mkdir(parents=True, exist_ok=True)
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(new_notebook(cells=list(cells), metadata={"kernelspec": kernel}), path)
    return path
