"""What is published is published whole: built beside the old report, then put in its place."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OLD = ".old-"


@contextmanager
def replaced(target: Path) -> Iterator[Path]:
    """Give an empty folder to build in; put it in the target's place if all went well, else remove it.

    A run that is stopped at any moment leaves the last good report in place, or beside it, from where the next run
    restores it.
    """
    restore(target)
    building = target.with_name(f".building-{target.name}")
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(parents=True)
    try:
        yield building
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise
    _swap(building, target)


def restore(target: Path) -> None:
    """Put the old report back if a run was stopped in the instant between the two renamings."""
    old = target.with_name(OLD + target.name)
    if old.exists() and not target.exists():
        old.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def _swap(building: Path, target: Path) -> None:
    old = target.with_name(OLD + target.name)
    if target.exists():
        target.rename(old)
    building.rename(target)
    shutil.rmtree(old, ignore_errors=True)
