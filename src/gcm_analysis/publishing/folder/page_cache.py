"""Pages and files that are written again only if something that they are made from has changed."""

import os
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from gcm_analysis import paths
from gcm_analysis.caching import versions
from gcm_analysis.caching.files import digest, fingerprint, fingerprints
from gcm_analysis.caching.memory import Memory

# Of the package, what a page is made with: not what computes, of which a page has only the results.
WITH = ("publishing", "narrative", "fonts", "locale")


def render(
    memory: Memory | None, slot: str, write: Callable[[Path, Path], None], stage: Path, target: Path
) -> None:
    """Write a format of a staged report."""
    if memory is None:
        write(stage, target)
        return
    files = {path.relative_to(stage).as_posix(): fingerprint(path) for path in _files(stage)}

    def make() -> bytes:
        write(stage, target)
        return target.read_bytes()

    target.write_bytes(memory.done(slot, {"stage": files, **_means()}, make))


def page(  # noqa: PLR0913 - what a page is made from, and where it is kept
    memory: Memory | None,
    slots: str,
    name: str,
    notebook: NotebookNode,
    about: object,
    make: Callable[[], str],
) -> str:
    """Return the page of a notebook; `about` is all else that it says."""
    if memory is None:
        return make()
    made_from = {
        "notebook": {
            "the notebook": digest(nbformat.writes(notebook)),
            "what is said of it": digest(str(about)),
        }
    }
    return memory.done(f"{slots}/{name}.html", {**made_from, **_means()}, lambda: make().encode()).decode()


def _means() -> dict[str, dict[str, str]]:
    """Return what pages are made with: code and resources of the package, other packages, the time that files carry."""
    return {
        "modules": _code(),
        "versions": versions.needed(),
        "settings": {"SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH", "")},
    }


@lru_cache(maxsize=1)
def _code() -> dict[str, str]:
    folders = [paths.PACKAGE / name for name in WITH]
    return fingerprints(path for folder in folders for path in _files(folder))


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
