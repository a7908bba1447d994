"""The command line. Only it and `commands/` print; only it exits.

What it offers is told without importing anything: whoever asks for help does not wait for what would do the work.
"""

import sys
from typing import NamedTuple, NoReturn

from gcm_analysis import __version__
from gcm_analysis.errors import door
from gcm_analysis.signals import stopping


class Entry(NamedTuple):
    """Where a command is, and what it does in a sentence."""

    module: str
    what: str


COMMANDS = {
    "report": Entry("reports", "Execute the notebooks and publish an event’s report."),
    "matrix": Entry("matrix", "Publish every report that a file asks for: events × languages × parameters."),
    "preview": Entry("preview", "Show an event’s page in a browser, and follow the files it is made from."),
    "why": Entry("reports", "Say why each step of a report would be done again, or that nothing changed."),
    "check": Entry("data", "Check the data of one event, or of all, and say what to mend."),
    "verify": Entry(
        "published", "Verify a published report: inputs, files, a new run, facts, and every number."
    ),
    "diff": Entry("published", "Compare two published reports: facts and words."),
    "release": Entry("releases", "Bind a report’s signature to what it says now; say what was corrected."),
    "parameters": Entry("data", "Show the parameters that a report can take."),
    "new": Entry("events", "Begin an event: its description to complete, and a workbook for its notes."),
    "import": Entry("events", "Bring notes in from a workbook, CSV, Taguette or REFI-QDA."),
    "export": Entry("events", "Give an event’s notes back: its codebook, or all of its tables."),
}


def entrypoint() -> None:
    """Run the command line; a mistake that a user can mend leaves as a message and an exit code."""
    asked = sys.argv[1:]
    if asked in ([], ["--help"], ["--version"]):
        sys.stdout.write(f"gcm-analysis {__version__}\n" if asked == ["--version"] else overview())
        sys.exit(0)
    with door(_leave), stopping():
        from gcm_analysis.commands.line import run

        run()


def overview() -> str:
    """Return what there is to run."""
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
            "gcm COMMAND --help tells more of a command, gcm --version which version this is.",
            "",
        ]
    )


def _leave(message: str, exit_code: int) -> NoReturn:
    from gcm_analysis.commands.terminal import err

    err.print(message, markup=False, soft_wrap=True)
    sys.exit(exit_code)
