"""Writes a report's manifest: its inputs by hash, parameters, versions and code, and its files."""

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import pypandoc

from gcm_analysis import __version__, paths
from gcm_analysis.caching import versions
from gcm_analysis.caching.files import digest, files_below
from gcm_analysis.edition import Edition
from gcm_analysis.evidence.event import Status

MANIFEST = "manifest.json"
EPOCH = "SOURCE_DATE_EPOCH"  # the only environment variable that affects a report's bytes
READ = (".csv", ".yml", ".png", ".svg", ".jpg", ".jpeg")  # tables, descriptions, logos, pictures
# Notebooks, which of them make a profile or a brief, and their translations.
NOTEBOOK_FILES = ("*.ipynb", "*.yml", "*.po")
BOOK = "_quarto*.yml"  # the settings of Quarto's book


def manifest(
    home: Path, report: Path, editions: list[Edition], publisher: str, status: Status
) -> dict[str, Any]:
    """Return the manifest of a report in the folder `report`, made from the project in `home`."""
    return {
        "event": editions[0].event,
        "status": status,
        "publisher": publisher,
        "parameters": {edition.language: edition.model_dump() for edition in editions},
        "time": os.environ.get(EPOCH, ""),
        "inputs": hashes(home, inputs(home, editions[0].event, publisher)),
        "outputs": hashes(report, files_below(report)),
        "versions": current_versions(),
        "code": code_digest(),
    }


def current_versions() -> dict[str, str]:
    """Return the installed versions of every package that a report is made with."""
    return {"gcm-analysis": __version__, "pandoc": str(pypandoc.get_pandoc_version()), **versions.needed()}


@cache
def code_digest() -> str:
    """Return a digest of the package with its catalogues, templates and typefaces; a version does not show an edit."""
    return digest(json.dumps(hashes(paths.PACKAGE, files_below(paths.PACKAGE)), sort_keys=True))


def hashes(folder: Path, files: list[Path]) -> dict[str, str]:
    """Return the SHA-256 of each file by its path within the folder."""
    return {path.relative_to(folder).as_posix(): digest(path.read_bytes()) for path in sorted(files)}


def inputs(home: Path, event: str, publisher: str = "embedded") -> list[Path]:
    """Return every file of data, logo, notebook, translation and description that the event's report reads."""
    data, events = home / "data", home / "data" / "events"
    # The folder of the events is not listed: a report does not depend on other events.
    shared = [path for path in data.iterdir() if path != events]
    files = [path for top in (*shared, events / event) for path in (top, *top.rglob("*")) if path.is_file()]
    notebooks = [path for pattern in NOTEBOOK_FILES for path in (home / "notebooks").glob(pattern)]
    book = home.glob(BOOK) if publisher == "quarto" else ()
    return sorted([*(path for path in files if path.suffix in READ), *notebooks, *book])
