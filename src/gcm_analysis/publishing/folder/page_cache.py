"""Caches pages, pictures and files: they are made again only if their inputs have changed."""

import os
from collections.abc import Callable
from functools import lru_cache
from itertools import chain
from pathlib import Path

from gcm_analysis import paths
from gcm_analysis.caching import versions
from gcm_analysis.caching.files import files_below, fingerprint, fingerprints
from gcm_analysis.caching.memory import Keep, Memory, not_kept
from gcm_analysis.caching.parts import NO_PARTS, Parts

# The parts of the package that make pages; not those that compute, whose results are inputs, nor the catalogues, whose
# words are in the stage or among the sources of a file.
WITH = ("publishing", "narrative", "figures", "fonts", "outputs")
GUESSING = paths.PACKAGE / "evidence" / "wrong_language.py"  # which language the words of a figure are in


def keeping(memory: Memory | None, slots: str) -> Keep:
    """Return a function that caches files below a slot, by their sources and everything that they are made with."""
    if memory is None:
        return not_kept
    return lambda slot, sources, make: memory.done(
        f"{slots}/{slot}", {"stage": sources, **_page_inputs()}, make
    )


def parts_of(memory: Memory | None, slots: str) -> Parts:
    """Return the parts of files that are kept below a slot."""
    return Parts(memory, f"{slots}/parts", _page_inputs()) if memory else NO_PARTS


def render(keep: Keep, slot: str, write: Callable[[Path, Path], None], stage: Path, target: Path) -> None:
    """Write a file that is made from a staged report."""
    sources = {path.relative_to(stage).as_posix(): fingerprint(path) for path in files_below(stage)}

    def make() -> bytes:
        write(stage, target)
        return target.read_bytes()

    target.write_bytes(keep(slot, sources, make))


def _page_inputs() -> dict[str, dict[str, str]]:
    """Return what pages are made with: code and resources of the package, other packages, the time in the files."""
    return {
        "modules": _code(),
        "versions": versions.needed(),
        "settings": {"SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH", "")},
    }


@lru_cache(maxsize=1)
def _code() -> dict[str, str]:
    folders = (files_below(paths.PACKAGE / name) for name in WITH)
    return fingerprints([*chain.from_iterable(folders), GUESSING])
