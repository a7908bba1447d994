"""Files that are written at once: a reader, and whoever comes after a failure, finds the old one or the new one whole."""

from pathlib import Path
from uuid import uuid4


def write_whole(path: Path, content: bytes | str) -> None:
    """Write a file beside its place and rename it; a part that could not be finished is removed."""
    new = path.with_name(f".{path.name}-{uuid4().hex[:8]}.new")
    try:
        new.write_bytes(content.encode() if isinstance(content, str) else content)
        new.replace(path)
    except BaseException as error:
        new.unlink(missing_ok=True)
        if isinstance(error, OSError):
            error.filename = str(path)  # a disk that is full does not say where
        raise
