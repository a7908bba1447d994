"""The command line. Only it and `commands/` print; only it exits.

The overview of commands imports nothing else, so that `gcm --help` is fast.
"""

import atexit
import gc
import os
import sys
from typing import NoReturn

from gcm_analysis import __version__
from gcm_analysis.commands import COMMANDS
from gcm_analysis.errors import show_errors
from gcm_analysis.signals import stopping

SELDOM = 50_000  # new objects
COMPLETING = "_GCM_COMPLETE"  # the shell sets it to ask for completions


def entrypoint() -> None:
    """Run the command line; a mistake that a user can fix ends in a message and an exit code."""
    arguments = sys.argv[1:]
    if arguments in ([], ["--help"], ["--version"]) and COMPLETING not in os.environ:
        sys.stdout.write(f"gcm-analysis {__version__}\n" if arguments == ["--version"] else overview())
        sys.exit(0)
    _collect_seldom()
    with show_errors(_leave), stopping():
        from gcm_analysis.commands.line import run

        run()


def _collect_seldom() -> None:
    """Look for unused cycles of objects less often, and not at the end: it would take a twentieth of a short run."""
    gc.set_threshold(SELDOM)
    atexit.register(gc.freeze)


def overview() -> str:
    """Return the list of commands."""
    width = max(map(len, COMMANDS))
    lines = [f"  {name:{width}}  {entry.what}" for name, entry in COMMANDS.items()]
    return "\n".join(
        [
            "Usage: gcm COMMAND …",
            "",
            "Publish cited, bilingual reports on migration capacity building from coded evidence.",
            "",
            *lines,
            "",
            "gcm COMMAND --help explains a command, gcm --version prints the version.",
            "gcm --install-completion lets your shell complete commands, options and events.",
            "",
        ]
    )


def _leave(message: str, exit_code: int) -> NoReturn:
    from gcm_analysis.commands.terminal import notify

    notify(message)
    sys.exit(exit_code)
