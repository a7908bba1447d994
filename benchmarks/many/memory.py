"""Measures the memory of all processes that work for one copy of the project: `python -m benchmarks.many.memory`.

Eight briefs are made with one worker, then with two, then with three. The measure is PSS: a memory page that several processes share counts for each of them by its share, so that sums are meaningful; kernels, their template and pandoc count too.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread

from benchmarks.many import ways
from benchmarks.many.project import briefs, copied

EVERY = 0.2  # seconds


@contextmanager
def measured(home: Path, what: str) -> Iterator[None]:
    """Print the highest sum of PSS that was seen meanwhile, in MiB."""
    over, seen = Event(), [0]
    watcher = Thread(target=_watch, args=(home, over, seen))
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()
    sys.stdout.write(
        f"{what}: at most {max(seen) / 2**20:.0f} MiB (PSS of all processes, without this one)\n"
    )


def _watch(home: Path, over: Event, seen: list[int]) -> None:
    while not over.wait(EVERY):
        seen.append(
            sum(_share(process) for process in Path("/proc").glob("[0-9]*") if _works_for(process, home))
        )


def _works_for(process: Path, home: Path) -> bool:
    with suppress(OSError):
        return f"GCM_HOME={home}".encode() in (process / "environ").read_bytes().split(b"\0")
    return False


def _share(process: Path) -> int:
    """Return the bytes of memory that count for a process, or nothing for one that has just ended."""
    with suppress(OSError, StopIteration):
        lines = (process / "smaps_rollup").read_text(encoding="ascii").splitlines()
        return 1024 * int(next(line for line in lines if line.startswith("Pss:")).split()[1])
    return 0


def main() -> None:
    """Make the same briefs with more and more workers."""
    with TemporaryDirectory(prefix="gcm-bench-") as folder:
        home = copied(Path(folder) / "p")
        for workers in (1, 2, 3):
            with measured(home, f"{workers} workers"):
                ways.matrix(home, briefs(8), "html,pdf,docx", workers)


if __name__ == "__main__":
    main()
