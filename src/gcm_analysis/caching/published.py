"""Checks a whole report: whether its inputs and its published files are unchanged."""

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from gcm_analysis import paths
from gcm_analysis.build_request import BuildRequest
from gcm_analysis.caching import versions
from gcm_analysis.caching.files import digest, files_below, fingerprint, fingerprints
from gcm_analysis.caching.inputs import Unsettled, cells_now, check_settled, files_now, files_read, ordered
from gcm_analysis.caching.reasons import ORDER, reasons
from gcm_analysis.caching.store import Store, lines
from gcm_analysis.catalogue import of_notebooks
from gcm_analysis.edition import LANGUAGES, Edition

ENDING = ".ipynb"


def notebook_slot(notebook: Path, edition: Edition) -> str:
    """Return the name under which an executed notebook is kept: it has one for each edition and language."""
    return f"{edition.name}/{edition.language}/{notebook.stem}"


def report_slot(request: BuildRequest) -> str:
    """Return the name under which a published report is kept: it may be published in several places."""
    return f"{request.name}/published-{digest(str(request.output))[:8]}"


def unpublished(request: BuildRequest, store: Store) -> list[str]:
    """Return why a report has to be published again; none if nothing changed."""
    kept = store.get(report_slot(request))
    before = kept.inputs if kept else {}
    notebooks = _notebooks(before.get("cells", {}))
    now = _inputs(request, before.get("files", {}), before.get("folders", {}), notebooks)
    found = reasons(kept, now, store, _cells(notebooks)[1])
    if any(sentence.startswith(tuple(f"{path.stem}, " for path in notebooks)) for sentence in found):
        # A changed notebook is reported by its changed cells, not by its file.
        found = [sentence for sentence in found if not sentence.endswith(f"{ENDING} changed")]
    return found


def keep_published(
    request: BuildRequest, store: Store, observed: Mapping[str, Any], notebooks: Iterable[Path]
) -> None:
    """Keep the state of a report that was published; `observed` is what this process read for it.

    If an input was changed meanwhile, it is unknown which version the report has, and nothing is kept.
    """
    try:
        check_settled(observed)
    except Unsettled:
        return
    files = [path for path in files_read(observed) if path.is_relative_to(paths.home())]
    names = {*fingerprints(files), *_read_by_notebooks(request, store, notebooks)}
    folders = fingerprints(
        path for path in map(Path, observed["folders"]) if path.is_relative_to(paths.home())
    )
    inputs = _inputs(request, sorted(names), folders, notebooks)
    store.put(report_slot(request), inputs, b"")


def _read_by_notebooks(request: BuildRequest, store: Store, notebooks: Iterable[Path]) -> Iterator[str]:
    for edition in request.editions:
        for path in notebooks:
            kept = store.get(notebook_slot(path, edition))
            yield from (
                name for name in (kept.inputs["files"] if kept and kept.inputs else {}) if "/" in name
            )


def _inputs(
    request: BuildRequest, files: Iterable[str], folders: Iterable[str], notebooks: Iterable[Path]
) -> dict[str, dict[str, str]]:
    return {
        "settings": _settings(request),
        "cells": ordered(_cells(notebooks)[0]),
        **files_now(files, folders),
        "translations": {file.name: fingerprint(file.path) for file in map(of_notebooks, LANGUAGES)},
        "modules": fingerprints(files_below(paths.PACKAGE)),
        "versions": versions.needed(),
        "published": _published(request),
    }


def _settings(request: BuildRequest) -> dict[str, str]:
    parameters = {edition.language: lines(edition.model_dump()) for edition in request.editions}
    return {
        **{f"the parameters in {code}": content for code, content in parameters.items()},
        "--format": ",".join(request.formats),
        "--publisher": request.publisher,
        "--draft": str(request.draft),
        "SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH", ""),
    }


def _notebooks(cells: Iterable[str]) -> list[Path]:
    stems = dict.fromkeys(name.partition("/")[0] for name in cells if name != ORDER)
    return [paths.notebooks() / f"{stem}{ENDING}" for stem in stems]


def _cells(notebooks: Iterable[Path]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the fingerprint of each cell, prose and code, and where it is."""
    content: dict[str, str] = {}
    places: dict[str, str] = {}
    for path in filter(Path.is_file, notebooks):
        cells, where = cells_now(path, code_only=False)
        content |= {f"{path.stem}/{name}": mark for name, mark in cells.items()}
        places |= {f"{path.stem}/{name}": f"{path.stem}, {place}" for name, place in where.items()}
    return content, places


def _published(request: BuildRequest) -> dict[str, str]:
    """Return the fingerprint of every file of the report, and whether the page of all reports is there."""
    files = files_below(request.report)
    content = {path.relative_to(request.output).as_posix(): fingerprint(path) for path in files}
    return content | {"index.html": str((request.output / "index.html").is_file())}
