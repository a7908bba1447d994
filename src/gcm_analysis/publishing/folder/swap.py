"""What is published is published whole: built beside the old report, then put in its place."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from gcm_analysis.errors import UserError
from gcm_analysis.publishing.folder.manifest import MANIFEST

OLD, BUILDING = ".old-", ".building-"


@contextmanager
def replaced(target: Path) -> Iterator[Path]:
    """Give an empty folder to build in; put it in the target's place if all went well, else remove it.

    A run that is stopped at any moment leaves the last good report in place, or beside it, from where the next run
    restores it.
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
    """Refuse to put a report in the place of what is not one: it may be somebody's only copy of something."""
    if target.is_file() or (target.is_dir() and any(target.iterdir()) and not (target / MANIFEST).is_file()):
        raise UserError(
            f"{target} is not a published report (it has no {MANIFEST}), so it is not replaced: "
            "move it away, or choose another folder with --output."
        )


def restore(target: Path) -> None:
    """Put the old report back if a run was stopped in the instant between the two renamings."""
    old = target.with_name(OLD + target.name)
    if old.exists() and not target.exists():
        old.rename(target)
    _remove(old)


def restore_all(output: Path) -> None:
    """Put right whatever stopped runs left in a folder of reports. Only for whoever is its only writer."""
    for old in output.glob(f"{OLD}*"):
        restore(output / old.name.removeprefix(OLD))
    for building in output.glob(f"{BUILDING}*"):
        _remove(building)


def clear(work: Path) -> None:
    """Remove what a report was made with, and the folder of all such if no other report's is kept there."""
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
    """Remove a folder, or a link to one, if it is there; what can't be removed now is by the next run."""
    if path.is_symlink():
        path.unlink()
    shutil.rmtree(path, ignore_errors=True)
