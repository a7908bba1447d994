"""The commands of the command line, by subject. Like `cli.py`, they may print.

Of a command only its name and a sentence are here: `gcm --help` imports nothing else, so that it is fast.
"""

from typing import NamedTuple


class Entry(NamedTuple):
    """A command's module, and what the command does, in a sentence."""

    module: str
    what: str


COMMANDS = {
    "report": Entry("reports", "Execute the notebooks and publish an event’s report."),
    "matrix": Entry("matrix", "Publish every report that a file asks for: events × languages × parameters."),
    "preview": Entry("preview", "Show an event’s page in a browser, and follow the files it is made from."),
    "why": Entry("reports", "Say why each step of a report would be done again, or that nothing changed."),
    "check": Entry("data", "Check the data of one event, or of all, and say what to fix."),
    "messages": Entry("messages", "Gather what has to be translated in the notebooks, and say what is left."),
    "verify": Entry(
        "published", "Verify a published report: inputs, files, a new run, facts, and every number in it."
    ),
    "diff": Entry("published", "Compare two published reports: facts, and words in every language."),
    "release": Entry("releases", "Bind a report’s signature to what it says now; say what was corrected."),
    "add": Entry("add", "Add a source, a statement, an Action, a figure or a milestone to the data."),
    "tables": Entry("tables", "Write the tables that all events share into a workbook, a sheet each."),
    "update": Entry(
        "tables", "Show what edited tables, or open data, change cell by cell, and write it once you agree."
    ),
    "parameters": Entry("data", "Show the parameters that a report can take."),
    "init": Entry(
        "init", "Begin a project in a new or empty folder, with the data, the notebooks and the settings."
    ),
    "new": Entry("events", "Begin an event: its description to complete, and a workbook for its notes."),
    "import": Entry("events", "Import notes: workbook, Word, text, transcript, table, Taguette, REFI-QDA."),
    "export": Entry("events", "Export an event’s notes: its codebook, or all of its tables."),
}
