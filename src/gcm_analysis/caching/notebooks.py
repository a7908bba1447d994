"""Reuses an executed notebook: checks that it is still valid, and joins its outputs to the current prose.

Only code is executed. Correcting a sentence between two cells changes what is published but not what is computed, so
the kept outputs are put into the current notebook.
"""

import json
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from gcm_analysis import paths
from gcm_analysis.caching.files import digest, fingerprints
from gcm_analysis.caching.inputs import Unsettled, cells_now, observed_inputs, ordered, present
from gcm_analysis.caching.memory import NOTEBOOK, Memory
from gcm_analysis.caching.published import notebook_slot
from gcm_analysis.caching.store import Inputs, Store, lines
from gcm_analysis.edition import Edition
from gcm_analysis.project.notebook_file import INJECTED, parameters_of

SETTINGS = "the notebook’s settings"


def kept_notebook(memory: Memory, notebook: Path, edition: Edition) -> NotebookNode | None:
    """Return the executed notebook, with its current prose, if nothing that it depends on has changed."""
    result = _kept_result(memory, notebook, edition)
    return None if result is None else joined(notebook, nbformat.reads(result.decode(), as_version=4))


def keep(memory: Memory, notebook: Path, edition: Edition, executed: Path, observed: Path) -> None:
    """Keep an executed notebook with what its kernel was observed to read; without that, nothing is kept."""
    if not observed.is_file() or not same_code(_read(notebook), _read(executed)):
        return  # the last condition: it was edited while it ran
    try:
        inputs = observed_inputs(json.loads(observed.read_text(encoding="utf-8")), edition.language)
    except Unsettled:
        return
    # Independent of what made the kernel execute it.
    inputs["modules"] |= fingerprints((paths.PACKAGE / "running").rglob("*.py"))
    inputs |= own_inputs(notebook, edition)
    memory.store.put(notebook_slot(notebook, edition), inputs, executed.read_bytes())


def why(store: Store, notebook: Path, edition: Edition) -> list[str]:
    """Return why a notebook has to be executed for an edition; none if the kept result is still valid."""
    memory = Memory(store)
    _kept_result(memory, notebook, edition)
    return memory.why[NOTEBOOK, notebook_slot(notebook, edition)]


def _kept_result(memory: Memory, notebook: Path, edition: Edition) -> bytes | None:
    def now(kept: Inputs) -> Inputs:
        return present(kept, edition.language) | own_inputs(notebook, edition)

    _, places = cells_now(notebook, code_only=True)
    return memory.kept_result(NOTEBOOK, notebook_slot(notebook, edition), now, places)


def own_inputs(notebook: Path, edition: Edition) -> dict[str, dict[str, str]]:
    """Return the parameters and the code."""
    metadata = json.loads(notebook.read_text(encoding="utf-8"))["metadata"]
    return {
        "parameters": {name: str(value) for name, value in parameters_of(notebook, edition).items()},
        "cells": ordered(cells_now(notebook, code_only=True)[0]),
        "notebook": {SETTINGS: digest(lines(metadata))},
    }


def joined(notebook: Path, executed: NotebookNode) -> NotebookNode:
    """Return the executed notebook with the markdown cells of the notebook as it is now.

    The code cells are the same, one by one and in order; papermill added one for the parameters after the cell that
    they replace.
    """
    current = _read(notebook)
    if not same_code(current, executed):
        raise ValueError(f"{notebook.name}: its cells and those of its executed copy do not match")
    code = iter([cell for cell in executed.cells if cell.cell_type == "code"])
    cells = []
    for cell in current.cells:
        cells.append(next(code) if cell.cell_type == "code" else cell)
        if "parameters" in _tags(cell):
            cells.append(next(code))
    executed.cells = cells
    return executed


def same_code(current: NotebookNode, executed: NotebookNode) -> bool:
    """Return whether the executed code is the current code of the notebook."""
    now = [cell.source for cell in current.cells if cell.cell_type == "code"]
    ran = [cell for cell in executed.cells if cell.cell_type == "code"]
    return now == [cell.source for cell in ran if INJECTED not in _tags(cell)]


def _read(notebook: Path) -> NotebookNode:
    read: NotebookNode = nbformat.read(notebook, as_version=4)
    return read


def _tags(cell: NotebookNode) -> list[str]:
    tags: list[str] = cell.metadata.get("tags", [])
    return tags
