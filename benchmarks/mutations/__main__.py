"""`python -m benchmarks.mutations`: damages files at random, reads each, and counts the results.

refused     a message for people
accepted    read, with or without what was broken
traceback   a bug, by the place in the package where it occurred
hang        more than `--seconds` of the processor
memory      more than `--megabytes`
"""

import argparse
import random
import resource
import signal
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from benchmarks.mutations.kinds import KINDS
from benchmarks.mutations.project import Target, targets
from gcm_analysis import paths
from gcm_analysis.commands import terminal
from gcm_analysis.errors import UserError

OUTCOMES = ("refused", "accepted", "traceback", "hang", "memory")
PLACES = ("a folder", "nothing", "a link to nothing", "a link to itself")


class Hang(BaseException):
    """Reading takes too long; no `except Exception` keeps it."""


def main() -> None:
    """Damage `--count` files, and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=15)
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--megabytes", type=int, default=4000)
    parser.add_argument("--only", default="", help="files whose path contains this")
    parser.add_argument(
        "--keep", type=Path, help="a folder for what ended in a traceback, a hang or out of memory"
    )
    asked = parser.parse_args()
    terminal.out.quiet = True
    limit = asked.megabytes * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "project"
        chosen = [target for target in targets(home) if asked.only in str(target.file)]
        for target in chosen:
            target.read(
                target.file
            )  # an undamaged file has to be accepted, or the results would mean nothing
        counts, places = Counter[tuple[str, str]](), Counter[str]()
        try:
            for number in range(asked.count):
                lot = random.Random(f"{asked.seed} {number}")  # noqa: S311 - no secret: the same for the same seed
                _count(lot.choice(chosen), lot, asked, counts, places)
        except KeyboardInterrupt:
            print(f"stopped after {sum(counts.values())}")  # noqa: T201 - a command
    print_table(counts, places)


def _count(
    target: Target,
    lot: random.Random,
    asked: argparse.Namespace,
    counts: Counter[tuple[str, str]],
    places: Counter[str],
) -> None:
    """Damage a file, read it, and count the result."""
    name = target.file.name if target.read.__name__ != "_import" else f"import {target.file.suffix}"
    with broken(target, lot) as how:
        outcome, place = read(target, asked.seconds)
        counts[name, outcome] += 1
        if place:
            places[f"{place} ({target.file.name}, {how})"] += 1
            _keep(asked.keep, f"{sum(counts.values())}-{target.file.name}", target.file)


@contextmanager
def broken(target: Target, lot: random.Random) -> Iterator[str]:
    """Damage a file for a while, and return how."""
    whole = target.file.read_bytes()
    how = lot.choice([*KINDS[target.kind], *(("place",) if lot.random() < 0.3 else ())])  # noqa: PLR2004 - a share
    if how == "place":
        how = lot.choice(PLACES)
        _put(target.file, how)
    else:
        target.file.write_bytes(KINDS[target.kind][how](whole, lot))
    try:
        yield how
    finally:
        if target.file.is_dir():
            target.file.rmdir()
        target.file.unlink(missing_ok=True)
        target.file.write_bytes(whole)


def _put(file: Path, what: str) -> None:
    file.unlink()
    if what == "a folder":
        file.mkdir()
    elif what.startswith("a link"):
        file.symlink_to(file if what.endswith("itself") else file.with_name("nothing"))


def read(target: Target, seconds: int) -> tuple[str, str]:
    """Return the result of reading a damaged file and, for a bug of the package, its place."""
    signal.signal(signal.SIGPROF, _too_long)
    signal.setitimer(
        signal.ITIMER_PROF, seconds
    )  # processor time, so that other work on the machine does not count
    try:
        target.read(target.file)
    except UserError:
        return "refused", ""
    except Hang as error:
        return "hang", _place(error)
    except MemoryError as error:
        return "memory", _place(error)
    except Exception as error:  # noqa: BLE001 - whatever comes is counted
        return "traceback", _place(error)
    else:
        return "accepted", ""
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _too_long(_signal: int, _frame: FrameType | None) -> None:
    raise Hang


def _place(error: BaseException) -> str:
    own = [step for step in traceback.extract_tb(error.__traceback__) if str(paths.PACKAGE) in step.filename]
    last = own[-1] if own else None
    where = f"{Path(last.filename).relative_to(paths.PACKAGE)}:{last.lineno}" if last else "outside"
    return f"{where} {type(error).__name__}: {str(error)[:80]}"


def _keep(folder: Path | None, name: str, file: Path) -> None:
    if folder and file.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(file.read_bytes())


def print_table(counts: Counter[tuple[str, str]], places: Counter[str]) -> None:
    """Print a row for each file, the sum, and where tracebacks occurred."""
    names = sorted({name for name, _ in counts})
    rows = [[name, *(str(counts[name, outcome]) for outcome in OUTCOMES)] for name in names]
    sums = [str(sum(counts[name, outcome] for name in names)) for outcome in OUTCOMES]
    for row in (["file", *OUTCOMES], *rows, ["all", *sums]):
        print("".join(f"{cell:<22}" if place == 0 else f"{cell:>10}" for place, cell in enumerate(row)))  # noqa: T201
    for place, count in places.most_common():
        print(f"{count:5} {place}")  # noqa: T201 - a command


if __name__ == "__main__":
    main()
