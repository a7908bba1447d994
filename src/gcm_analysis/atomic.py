"""Writes files atomically: a reader always finds the complete old file or the complete new one, also after a failure."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

Content = bytes | str


def write_whole(path: Path, content: Content) -> None:
    """Write a file next to its place and rename it; a file that could not be finished is removed."""
    write_together({path: content})


def write_together(contents: Mapping[Path, Content]) -> None:
    """Write several files, or none: all are written next to their places before the first is renamed; a failure undoes it.

    Only a process that is killed between two renamings leaves some of them.
    """
    new = {path: path.with_name(f".{path.name}-{uuid4().hex[:8]}.new") for path in contents}
    old: dict[Path, bytes | None] = {}
    try:
        for path, content in contents.items():
            with _named(path):
                new[path].write_bytes(content.encode() if isinstance(content, str) else content)
        for place, path in enumerate(contents, start=1):
            if place < len(contents):  # the last one never has to be undone
                old[path] = path.read_bytes() if path.exists() else None
            with _named(path):
                new[path].replace(path)
    except BaseException:
        for path in new.values():
            path.unlink(missing_ok=True)
        for path, before in old.items():
            _restore(path, before)
        raise


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Add the file's path to an error: the error of a full disk does not name it."""
    try:
        yield
    except OSError as error:
        error.filename = str(path)
        raise


def _restore(path: Path, content: bytes | None) -> None:
    if content is None:
        path.unlink(missing_ok=True)
    elif path.read_bytes() != content:
        write_whole(path, content)
