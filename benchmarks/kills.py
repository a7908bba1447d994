"""Kills, stops and pairs runs: `python -m benchmarks.kills --kills 50 --pairs 8` prints a table.

Each run makes a small report again. It is killed or stopped at a random moment, with a fixed seed. Afterwards the last
report has to be complete, the next run has to succeed, and nothing may be left: no file next to the reports, no temporary
file, no process.
"""

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from gcm_analysis import paths

EVENT = "bangkok-2018-mieux"
GCM = (sys.executable, "-c", "from gcm_analysis.cli import entrypoint; entrypoint()")
REPORT = ("report", EVENT, "--language", "en", "--format", "html", "--output", "out")
MATRIX = ("matrix", "small.yml", "--workers", "1")
MATRIX_FILE = (
    f"title: {{en: Small, fr: Petit}}\nevents: [{EVENT}]\nlanguages: en\nformats: html\ndraft: true\n"
)
SETTLING = 3.0  # seconds in which the processes of a killed run notice its end
LONGEST = 600  # seconds


@dataclass
class Bench:
    """A separate project, in which everything that a run leaves can be seen."""

    folder: Path
    draw: random.Random
    seconds: float = 0.0  # that a whole run takes
    table: dict[str, Counter[str]] = field(default_factory=dict)

    @property
    def home(self) -> Path:
        return self.folder / "project"

    @property
    def report(self) -> Path:
        return self.home / "out" / EVENT

    @property
    def temporary(self) -> Path:
        return self.folder / "tmp"

    def prepare(self) -> None:
        for part in ("data", "notebooks"):
            shutil.copytree(paths.home() / part, self.home / part)
        (self.home / "small.yml").write_text(MATRIX_FILE, encoding="utf-8")
        self.temporary.mkdir()
        begun = time.monotonic()
        if self.end(self.start(*REPORT))[0]:
            raise SystemExit("the first run failed")
        self.seconds = time.monotonic() - begun

    def start(self, *arguments: str) -> "subprocess.Popen[str]":
        environment = os.environ | {"GCM_HOME": str(self.home), "TMPDIR": str(self.temporary)}
        environment.pop("XDG_RUNTIME_DIR", None)
        return subprocess.Popen(
            [*GCM, *arguments],
            cwd=self.home,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def end(self, process: "subprocess.Popen[str]") -> tuple[int, str]:
        said, _ = process.communicate(timeout=LONGEST)
        return process.returncode, said

    def stopped(self, kind: str, number: signal.Signals) -> None:
        """Stop a run at a random moment, as a terminal does, or kill only its first process."""
        counts, process = self.table.setdefault(kind, Counter()), self.start(*REPORT, "--force")
        time.sleep(self.draw.uniform(0.2, self.seconds))
        begun = time.monotonic()
        with suppress(ProcessLookupError):
            (os.kill if number == signal.SIGKILL else os.killpg)(process.pid, number)
        code, said = self.end(process)
        seconds = time.monotonic() - begun
        counts["runs"] += 1
        counts["ended before"] += code == 0
        counts["exit code as it should be"] += code in {
            0,
            -number if number == signal.SIGKILL else 128 + number,
        }
        counts["slower than 5 s"] += seconds > 5  # noqa: PLR2004 - what a user waits for
        counts["traceback"] += "Traceback" in said
        counts["report whole at once"] += whole(self.report)
        time.sleep(SETTLING)
        counts["processes left"] += len(self.processes())
        counts["left until the next run"] += bool(self.left())
        self.next(counts)

    def next(self, counts: Counter[str]) -> None:
        """Run again, and count the results."""
        code, said = self.end(self.start(*REPORT))
        counts["next run succeeds"] += code == 0
        counts["report whole then"] += whole(self.report)
        if code or self.left():
            sys.stderr.write(f"{said}\nleft: {self.left()}\n")
        counts["left after the next run"] += bool(self.left())
        self.print_table()

    def pair(self, kind: str, *arguments: str) -> None:
        """Run twice at once."""
        counts = self.table.setdefault(kind, Counter())
        both = [self.start(*arguments, "--force") for _ in range(2)]
        ended = [self.end(process) for process in both]
        counts["runs"] += 1
        counts["both succeed"] += all(code == 0 for code, _ in ended)
        counts["traceback"] += any("Traceback" in said for _, said in ended)
        counts["report whole then"] += all(
            map(whole, (self.report, *self.home.glob("reports/small/bangkok*")))
        )
        counts["left after the next run"] += bool(self.left())
        for code, said in ended:
            if code:
                sys.stderr.write(said)
        self.print_table()

    def print_table(self) -> None:
        """Print the table so far: one row per kind."""
        for kind, counts in self.table.items():
            counted = ", ".join(f"{what} {count}" for what, count in counts.items())
            sys.stdout.write(f"{kind}: {counted}\n")
        sys.stdout.write("\n")
        sys.stdout.flush()

    def left(self) -> list[str]:
        """Return what is in the places that a run cleans up, and among temporary files."""
        own = {EVENT, "index.html", "feed.xml"}
        output = [path.name for path in (self.home / "out").iterdir() if path.name not in own]
        cache = [path.name for path in (self.home / ".gcm-cache").rglob("*.new")]
        temporary = [path for path in self.temporary.rglob("*") if path.is_file() or path.is_socket()]
        return output + cache + [path.name for path in temporary]

    def processes(self) -> list[int]:
        """Return the processes of this bench."""
        mark, found = f"TMPDIR={self.temporary}\0".encode(), []
        for path in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if mark in (path / "environ").read_bytes():
                    found.append(int(path.name))
        return found


def whole(report: Path) -> bool:
    """Return whether a report has every file of its manifest, byte by byte."""
    manifest = report / "manifest.json"
    if not manifest.is_file():
        return False
    outputs = json.loads(manifest.read_text(encoding="utf-8"))["outputs"]
    return all(
        (report / name).is_file() and sha256((report / name).read_bytes()).hexdigest() == known
        for name, known in outputs.items()
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in (("kills", 50), ("stops", 10), ("pairs", 8), ("matrix-pairs", 2), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=default)
    asked = parser.parse_args()
    # A shell's background job ignores Ctrl-C, and so would all that it starts.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with TemporaryDirectory(prefix="kills-") as folder:
        bench = Bench(Path(folder), random.Random(asked.seed))  # noqa: S311 - it draws instants
        bench.prepare()
        for _ in range(asked.kills):
            bench.stopped("SIGKILL", signal.SIGKILL)
        for number in range(asked.stops):
            chosen = (signal.SIGTERM, signal.SIGINT)[number % 2]
            bench.stopped(chosen.name, chosen)
        for _ in range(asked.pairs):
            bench.pair("two reports at once", *REPORT)
        for _ in range(asked.matrix_pairs):
            bench.pair("two matrices at once", *MATRIX)


if __name__ == "__main__":
    main()
