"""What a report was made from: inputs by hash, parameters, versions; and what it consists of."""

import platform
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pypandoc

from gcm_analysis import __version__
from gcm_analysis.edition import Edition
from gcm_analysis.evidence.event import Status

PACKAGES = (
    "babel", "ipykernel", "matplotlib", "nbconvert", "nbformat", "pandas", "pandera", "papermill", "pydantic",
    "pypandoc_binary", "python-docx", "seaborn", "typst", "vl-convert-python",
)  # fmt: skip


MANIFEST = "manifest.json"
READ = (".csv", ".yml", ".png", ".svg")  # tables, descriptions, logos


def manifest(
    home: Path, report: Path, editions: list[Edition], publisher: str, status: Status
) -> dict[str, Any]:
    """Return the manifest of a report that lies in `report`, made from the project in `home`."""
    return {
        "event": editions[0].event,
        "status": status,
        "publisher": publisher,
        "parameters": {edition.language: edition.model_dump() for edition in editions},
        "inputs": hashes(home, inputs(home, editions[0].event)),
        "outputs": hashes(report, [path for path in report.rglob("*") if path.is_file()]),
        "versions": current_versions(),
    }


def current_versions() -> dict[str, str]:
    """Return the versions of what a report is made with, as they are installed now."""
    return {
        "gcm-analysis": __version__,
        "python": platform.python_version(),
        "pandoc": str(pypandoc.get_pandoc_version()),
        **{name: version(name) for name in PACKAGES},
    }


def hashes(folder: Path, files: list[Path]) -> dict[str, str]:
    """Return the SHA-256 of each file by its path within the folder."""
    return {path.relative_to(folder).as_posix(): _hash(path) for path in sorted(files)}


def inputs(home: Path, event: str) -> list[Path]:
    """Return every file of data, every logo and every notebook that the event's report reads."""
    data, events = home / "data", home / "data" / "events"
    # The folder of the events is not looked into: a report does not depend on which others there are.
    shared = [path for path in data.iterdir() if path != events]
    files = [path for top in (*shared, events / event) for path in (top, *top.rglob("*")) if path.is_file()]
    return sorted(
        [path for path in files if path.suffix in READ] + list((home / "notebooks").glob("*.ipynb"))
    )


def _hash(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
