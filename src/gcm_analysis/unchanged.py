"""A whole report: whether all that it was made from, and all that was published, still is as it was."""

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from gcm_analysis import paths
from gcm_analysis.caching import versions
from gcm_analysis.caching.files import digest, fingerprint, fingerprints, listing, located
from gcm_analysis.caching.inputs import Unsettled, check_settled
from gcm_analysis.caching.reasons import ORDER, reasons
from gcm_analysis.caching.store import Store, lines
from gcm_analysis.order import Order
from gcm_analysis.running.notebook_file import read_cells

ENDING = ".ipynb"


def slot_of(order: Order) -> str:
    """Return the step's name: a report may be published in several places."""
    return f"{order.name}/published-{digest(str(order.output))[:8]}"


def unpublished(order: Order, store: Store) -> list[str]:
    """Return why a report has to be published again; none if all is as it was."""
    kept = store.get(slot_of(order))
    before = kept.inputs if kept else {}
    now = _inputs(order, before.get("files", {}), before.get("folders", {}), before.get("cells", {}))
    notebooks = _notebooks(before.get("cells", {}))
    found = reasons(kept, now, store, _places(notebooks))
    if any(sentence.startswith(tuple(f"{path.stem}, " for path in notebooks)) for sentence in found):
        # That a notebook's file changed is known where it is known which of its cells did.
        found = [sentence for sentence in found if not sentence.endswith(f"{ENDING} changed")]
    return found


def keep_published(
    order: Order, store: Store, observed: Mapping[str, Any], notebooks: Iterable[Path]
) -> None:
    """Keep that a report was published as it now lies there; `observed` is what this process read for it.

    If some of it was changed meanwhile, nobody knows whether the report has it, and nothing is kept.
    """
    try:
        check_settled(observed)
    except Unsettled:
        return
    files = [path for path in map(Path, observed["files"]) if path.is_relative_to(paths.home())]
    names = {*fingerprints(files), *_read_by_notebooks(order, store, notebooks)}
    folders = fingerprints(
        path for path in map(Path, observed["folders"]) if path.is_relative_to(paths.home())
    )
    inputs = _inputs(order, sorted(names), folders, [path.stem for path in notebooks])
    store.put(slot_of(order), inputs, b"")


def _read_by_notebooks(order: Order, store: Store, notebooks: Iterable[Path]) -> Iterator[str]:
    for edition in order.editions:
        for path in notebooks:
            kept = store.get(f"{edition.name}/{edition.language}/{path.stem}")
            yield from (
                name for name in (kept.inputs["files"] if kept and kept.inputs else {}) if "/" in name
            )


def _inputs(
    order: Order, files: Iterable[str], folders: Iterable[str], cells: Iterable[str]
) -> dict[str, dict[str, str]]:
    return {
        "settings": _settings(order),
        "cells": _cells(_notebooks(cells)),
        "files": {name: fingerprint(located(name)) for name in files},
        "folders": {name: listing(located(name)) for name in folders},
        "modules": fingerprints(_package()),
        "versions": versions.needed(),
        "published": _published(order),
    }


def _settings(order: Order) -> dict[str, str]:
    asked = {edition.language: lines(edition.model_dump()) for edition in order.editions}
    return {
        **{f"the parameters in {code}": told for code, told in asked.items()},
        "--format": ",".join(order.formats),
        "--publisher": order.publisher,
        "--draft": str(order.draft),
        "SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH", ""),
    }


def _notebooks(cells: Iterable[str]) -> list[Path]:
    stems = dict.fromkeys(name.partition("/")[0] for name in cells if name != ORDER)
    return [paths.notebooks() / f"{stem}{ENDING}" for stem in stems]


def _cells(notebooks: Iterable[Path]) -> dict[str, str]:
    """Return a fingerprint of each cell, prose and code, and of the order of all."""
    found = {
        f"{path.stem}/{cell.get('id', place)}": cell for path in notebooks for place, cell in _read(path)
    }
    told = {
        name: digest(lines([cell["cell_type"], cell["metadata"], cell["source"]]))
        for name, cell in found.items()
    }
    return told | {ORDER: digest(lines(list(told)))}


def _places(notebooks: Iterable[Path]) -> dict[str, str]:
    return {
        f"{path.stem}/{cell.get('id', place)}": f"{path.stem}, cell {place}"
        for path in notebooks
        for place, cell in _read(path)
    }


def _read(notebook: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    if notebook.is_file():
        yield from enumerate(read_cells(notebook), start=1)


def _package() -> list[Path]:
    return [path for path in paths.PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in path.parts]


def _published(order: Order) -> dict[str, str]:
    """Return the fingerprint of every file of the report, and whether the page of all reports is there."""
    files = [path for path in order.report.rglob("*") if path.is_file()]
    told = {path.relative_to(order.output).as_posix(): fingerprint(path) for path in sorted(files)}
    return told | {"index.html": str((order.output / "index.html").is_file())}
