"""Executes one notebook in a process of its own: `python -m gcm_analysis.running.worker NOTEBOOK TARGET EDITION`.

A process, not a thread: papermill changes the working directory, and a kernel that dies takes nothing with it.
"""

import sys
from pathlib import Path
from typing import NoReturn

from gcm_analysis.caching.observing import add_own_modules
from gcm_analysis.edition import Edition
from gcm_analysis.errors import door, refusals
from gcm_analysis.running.execute import execute
from gcm_analysis.running.lifeline import end_with_input


def main(notebook: str, target: str, edition: str) -> None:
    """Execute a notebook for an edition, given as JSON."""
    execute(Path(notebook), Path(target), Edition.model_validate_json(edition))
    add_own_modules()


def _leave(message: str, exit_code: int) -> NoReturn:
    sys.stderr.write(message)
    sys.exit(exit_code)


if __name__ == "__main__":
    end_with_input()
    with door(_leave), refusals(Path(sys.argv[2]).parent):
        main(*sys.argv[1:])
