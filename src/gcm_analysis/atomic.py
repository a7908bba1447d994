"""Files that are written at once: a reader, and whoever comes after a failure, finds the old one or the new one whole."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

Content = bytes | str


def write_whole(path: Path, content: Content) -> None:
    """Write a file beside its place and rename it; a part that could not be finished is removed."""
    write_together({path: content})


def write_together(contents: Mapping[Path, Content]) -> None:
    """Write several files, or none: all lie beside their places before the first is renamed, and a failure undoes it.

    A process that is killed between two renamings is the one case that leaves some of them.
    """
    new = {path: path.with_name(f".{path.name}-{uuid4().hex[:8]}.new") for path in contents}
    old: dict[Path, bytes | None] = {}
    try:
        for path, content in contents.items():
            with _named(path):
                new[path].write_bytes(content.encode() if isinstance(content, str) else content)
        for place, path in enumerate(contents, start=1):
            if place < len(contents):  # the last needs nothing to go back to
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
    """Name the file's place in an error: a disk that is full does not say where."""
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
