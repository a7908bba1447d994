"""Observes what a process reads: files, listings of folders, modules of the package, messages of the catalogue.

Nobody declares these inputs: Python's audit hook reports every file that is opened and every folder that is listed. In a
kernel this module is an IPython extension. It writes its record after each cell, because a kernel is killed as soon as
its notebook is done.
"""

import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gcm_analysis import paths

RECORD = "GCM_OBSERVED"  # the environment variable that names the file to write
LANGUAGE = "gcm_analysis.narrative.language"
WRITING = os.O_WRONLY | os.O_RDWR
# Imported modules are recorded separately, more exactly than by file.
CODE = (".py", ".pyc")
LISTINGS = ("os.listdir", "os.scandir")
Stamp = tuple[int, int] | None  # time and size of a file when it was opened; none if it was not there


@dataclass
class Observed:
    """What was read below some folders. Each file has the stamp that it had when it was first opened."""

    roots: tuple[str, ...]
    files: dict[str, Stamp] = field(default_factory=dict)
    folders: set[str] = field(default_factory=set)
    begun: int = field(default_factory=time.time_ns)
    seen: set[str] = field(default_factory=set)  # the names of the modules that were imported when last asked
    modules: set[str] = field(default_factory=set)  # the files of those that are ours

    def record(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Record one audit event, if it is about a file or a folder; most are not."""
        if event == "open" and not _writes(arguments) and (path := self._inside(arguments[0])):
            self.files.setdefault(path, _stamp(path))
        elif event in LISTINGS and not _by_an_import() and (path := self._inside(arguments[0])):
            self.folders.add(path)

    def as_json(self) -> dict[str, Any]:
        messages = sorted({message for _, message in getattr(sys.modules.get(LANGUAGE), "ASKED", ())})
        return {
            "files": self.files,
            # Another event in this folder changes nothing: what is read of an event is among the files.
            "folders": sorted(path for path in self.folders if Path(path) != paths.data() / "events"),
            "modules": sorted(self.own_modules()),
            "begun": self.begun,
            "messages": messages,
        }

    def own_modules(self) -> set[str]:
        """Return the files of the modules that this process has imported from the package or the project.

        Only new modules are looked at: a kernel has thousands, and is asked after each cell.
        """
        new = sys.modules.keys() - self.seen
        self.seen |= new
        files = (getattr(sys.modules.get(name), "__file__", None) or "" for name in new)
        self.modules.update(file for file in files if file.startswith(self.roots))
        return self.modules

    def _inside(self, named: object) -> str | None:
        """Return the absolute path of a named file or folder if it is in one of the observed folders."""
        if not isinstance(named, str | os.PathLike):
            return None  # the descriptor of a file that is open already, or the working directory
        path = os.path.abspath(os.fsdecode(named))  # noqa: PTH100 - runs for each file that is opened
        return path if f"{path}{os.sep}".startswith(self.roots) and not path.endswith(CODE) else None


def _writes(arguments: tuple[Any, ...]) -> bool:
    _, mode, flags = arguments
    return bool(set(mode or "") & set("wax+")) or bool((flags or 0) & WRITING)


def _stamp(path: str) -> Stamp:
    try:
        found = os.stat(path)  # noqa: PTH116 - as above
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def _by_an_import() -> bool:
    """Return whether Python itself is listing a folder to find a module."""
    frame = sys._getframe(3)  # noqa: SLF001 - there is no other way to know who asks
    return frame.f_code.co_filename.startswith("<frozen importlib")


def read_roots() -> tuple[str, ...]:
    """Return the folders whose files are observed: the project's data and notebooks, and the package."""
    home = paths.home()
    return tuple(f"{folder}{os.sep}" for folder in (home / "data", home / "notebooks", paths.PACKAGE))


_LISTENING: list[Observed] = []
_hooked = False


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open" or event in LISTINGS:
        for observed in _LISTENING:
            observed.record(event, arguments)


def _listen(observed: Observed) -> None:
    global _hooked  # noqa: PLW0603 - Python has no way to take a hook away again, so there is one at most
    if not _hooked:
        sys.addaudithook(_hook)
        _hooked = True
    _LISTENING.append(observed)


@contextmanager
def observing() -> Iterator[Observed]:
    """Observe what this process reads for a while."""
    observed = Observed(read_roots())
    _listen(observed)
    try:
        yield observed
    finally:
        _LISTENING.remove(observed)


def load_ipython_extension(shell: Any) -> None:  # noqa: ANN401 - IPython is untyped
    """Observe this kernel from now on; IPython calls it by this name."""
    record, observed = Path(os.environ[RECORD]), Observed(read_roots())
    _listen(observed)
    written = ""

    def write(_: object) -> None:
        nonlocal written
        before, written = written, json.dumps(observed.as_json())
        if written != before:  # most cells read nothing new
            new = record.with_suffix(".new")
            new.write_text(written, encoding="utf-8")
            new.replace(record)

    shell.events.register("post_run_cell", write)


@contextmanager
def recorded(record: Path) -> Iterator[None]:
    """Make the kernels that this process starts meanwhile write what they read."""
    os.environ[RECORD] = str(record)
    try:
        yield
    finally:
        del os.environ[RECORD]
