"""A process that makes one report after another: `python -m gcm_analysis.matrix.worker FOLDER`.

It reads a task in each line of its standard input and writes to its standard output, a line of JSON each, the steps and
the outcome. What anything else prints goes to standard error. If the input ends, whoever gave the tasks is gone: then
it ends at once, with all that it started.
"""

import json
import os
import signal
import sys
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any, TextIO

from gcm_analysis.matrix.making import make
from gcm_analysis.matrix.task import Place, Task


class Teller:
    """A watch that writes each step for whoever gave the task."""

    def __init__(self, channel: TextIO) -> None:
        self._channel = channel

    def begin(self, steps: int) -> None:
        self.tell({"steps": steps})

    def step(self, what: str) -> None:
        self.tell({"step": what})

    def tell(self, message: dict[str, Any]) -> None:
        self._channel.write(json.dumps(message) + "\n")
        self._channel.flush()


def main(folder: str) -> None:
    """Make reports until there are no more."""
    channel = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    tasks: SimpleQueue[str] = SimpleQueue()
    Thread(target=_read, args=(tasks,), daemon=True).start()
    teller, place = Teller(channel), Place(Path(folder))
    teller.tell({"ready": os.getpid()})
    while True:
        task = Task.from_json(json.loads(tasks.get()))
        teller.tell({"outcome": make(task, place, teller).as_json()})


def _read(tasks: SimpleQueue[str]) -> None:
    """Pass tasks on; when there will be no more, end this process and what it started."""
    for line in sys.stdin:
        tasks.put(line)
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    main(*sys.argv[1:])
