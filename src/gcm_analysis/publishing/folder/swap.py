"""Replaces a report as a whole: the new one is built next to the old one, then put in its place."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from gcm_analysis.errors import UserError
from gcm_analysis.publishing.folder.manifest import MANIFEST

OLD, BUILDING = ".old-", ".building-"


@contextmanager
def replaced(target: Path) -> Iterator[Path]:
    """Yield an empty folder to build in; put it in the target's place on success, else remove it.

    A run that is stopped at any moment leaves the last good report in its place or next to it, where the next run
    finds and restores it.
    """
    restore(target)
    check_replaceable(target)
    building = target.with_name(BUILDING + target.name)
    _remove(building)
    building.mkdir(parents=True)
    try:
        yield building
    except BaseException:
        _remove(building)
        raise
    _swap(building, target)


def check_replaceable(target: Path) -> None:
    """Refuse to replace a folder that is not a report: it may be somebody's only copy of something."""
    if target.is_file() or (target.is_dir() and any(target.iterdir()) and not (target / MANIFEST).is_file()):
        raise UserError(
            f"{target} is not a published report (it has no {MANIFEST}), so it is not replaced: "
            "move it away, or choose another folder with --output."
        )


def restore(target: Path) -> None:
    """Put the old report back if a run was stopped between the two renamings."""
    old = target.with_name(OLD + target.name)
    if old.exists() and not target.exists():
        old.rename(target)
    _remove(old)


def restore_all(output: Path) -> None:
    """Repair what stopped runs left in a folder of reports. The caller has to be its only writer."""
    for old in output.glob(f"{OLD}*"):
        restore(output / old.name.removeprefix(OLD))
    for building in output.glob(f"{BUILDING}*"):
        _remove(building)


def clear(work: Path) -> None:
    """Remove a report's working folder, and its parent if no other report has one there."""
    _remove(work)
    with suppress(OSError):
        work.parent.rmdir()


def _swap(building: Path, target: Path) -> None:
    old = target.with_name(OLD + target.name)
    if target.exists():
        target.rename(old)
    building.rename(target)
    _remove(old)


def _remove(path: Path) -> None:
    """Remove a folder, or a link to one, if it exists; the next run removes what can't be removed now."""
    if path.is_symlink():
        path.unlink()
    shutil.rmtree(path, ignore_errors=True)
