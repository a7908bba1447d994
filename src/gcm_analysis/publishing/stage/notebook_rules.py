"""Checks the rules for notebooks that their text alone shows, before a kernel starts, cell by cell."""

import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from gcm_analysis.evidence.problems import Problem
from gcm_analysis.near import suggestion
from gcm_analysis.project.notebook_file import Cell, name_of, read_cells
from gcm_analysis.publishing.stage.chapters import LABEL, PREFIX
from gcm_analysis.publishing.stage.references import HEADING, NUMBER, REFERENCE

TITLE = re.compile(r"# \S")
SHOWN = re.compile(r"^\s*page\.(figure|table)\(", re.MULTILINE)
NAMED = {"code": re.compile(r"^#\|\s*label:\s*([a-z][a-z0-9-]*)", re.MULTILINE), "markdown": HEADING}
MADE = re.compile("sec-(f[0-9]+|case-.+|session-.+|facts.*)")  # sections that are generated


def rule_problems(notebook: Path, declared: Collection[str]) -> Iterator[Problem]:
    """Yield what would stop the report after the notebook's execution; `declared` are the labels of all notebooks."""
    name, cells = name_of(notebook), read_cells(notebook)
    first = cells[0]["source"].strip()
    if cells[0]["cell_type"] != "markdown" or not TITLE.match(first):
        expected = "a first cell of Markdown that begins with “# Title <!-- {#sec-…} -->”"
        yield Problem(name, None, "cell 1", first[:60], expected, "give the notebook a title")
    for number, cell in enumerate(cells, start=1):
        for found, expected, remedy in (*_unlabelled(cell), *_leading_nowhere(cell, declared)):
            yield Problem(name, None, f"cell {number}", found, expected, remedy)


def repeated_labels(notebooks: Sequence[Path]) -> Iterator[Problem]:
    """Yield each label that a second cell of a report has: numbers, links and facts are found by it."""
    first: dict[str, str] = {}
    for path in notebooks:
        for number, cell in enumerate(read_cells(path), start=1):
            name, place = name_of(path), f"cell {number}"
            for label in (
                NAMED[cell["cell_type"]].findall(cell["source"]) if cell["cell_type"] in NAMED else ()
            ):
                if label in first:
                    found, remedy = f"{label}, as in {first[label]}", "give one of the two another label"
                    yield Problem(name, None, place, found, "each label once in a report", remedy)
                first.setdefault(label, f"{name}, {place}")


def _unlabelled(cell: Cell) -> Iterator[tuple[str, str, str]]:
    shown = {PREFIX[kind] for kind in SHOWN.findall(cell["source"])} if cell["cell_type"] == "code" else ()
    label = LABEL.search(cell["source"])
    for prefix in shown:
        if not label or not label["label"].startswith(prefix):
            found = label[0] if label else "no label"
            yield found, f"a label {prefix}…", f"begin the cell with “#| label: {prefix}…”"


def _leading_nowhere(cell: Cell, declared: Collection[str]) -> Iterator[tuple[str, str, str]]:
    for label in REFERENCE.findall(cell["source"]):
        if label not in declared and NUMBER.sub("", label) not in declared and not MADE.fullmatch(label):
            remedy = suggestion(
                label, declared, "correct it, or give the figure, table or section this label"
            )
            yield f"@{label}", "the label of a figure, a table or a section", remedy
