"""All notebooks of an edition, several at a time: one process and one kernel each."""

import multiprocessing
import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from gcm_analysis.edition import Edition
from gcm_analysis.running.execute import execute


def notebook_paths(folder: Path) -> list[Path]:
    """Return the notebooks in the order of the report."""
    return sorted(path for path in folder.glob("*.ipynb") if path.name[:2].isdigit())


def execute_all(
    editions: Sequence[Edition], notebooks: Sequence[Path], work: Path, done: Callable[[Edition, str], None]
) -> dict[str, dict[str, NotebookNode]]:
    """Execute every notebook for every edition and return them by language and name.

    The executed copies are kept below `work`, by language. The first failure stops what has not begun and is raised.
    """
    # A fresh interpreter for each worker: forking would copy the threads of the caller's progress display.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(
        max_workers=_workers(len(editions) * len(notebooks)), mp_context=context
    ) as pool:
        running: dict[Future[None], tuple[Edition, Path]] = {
            pool.submit(execute, path, work / edition.language / path.name, edition): (edition, path)
            for edition in editions
            for path in notebooks
        }
        try:
            for future in as_completed(running):
                future.result()
                edition, path = running[future]
                done(edition, path.stem)
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise
    return {edition.language: _read(work / edition.language, notebooks) for edition in editions}


def _read(folder: Path, notebooks: Sequence[Path]) -> dict[str, NotebookNode]:
    return {path.stem: nbformat.read(folder / path.name, as_version=4) for path in notebooks}


def _workers(tasks: int) -> int:
    return max(
        1,
        min(tasks, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1),
    )
