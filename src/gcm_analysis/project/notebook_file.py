"""Reads a notebook's file before a kernel starts; what can't be executed is reported with what to do about it.

Editors and version control can leave files that are not JSON any more: merge conflicts, a byte order mark, a truncated file.
"""

import ast
import json
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any
from warnings import catch_warnings

from gcm_analysis.edition import Edition
from gcm_analysis.errors import UserError
from gcm_analysis.evidence.faulty_text import faults
from gcm_analysis.evidence.files import read_text, refusal
from gcm_analysis.evidence.problems import EvidenceError, Problem
from gcm_analysis.project.profiles import PROFILES

Cell = dict[str, Any]
INJECTED = "injected-parameters"  # papermill's tag of the cell that it adds

WHAT = "a notebook of Jupyter"
AGAIN = "open it in Jupyter and save it, or take its last good version from version control"
KEPT = 64  # notebooks, which many reports and a preview read again and again
VERSION = 4  # of the format of notebooks
MERGE_MARK = re.compile(r"^(<<<<<<<|=======|>>>>>>>)", re.MULTILINE)


def name_of(notebook: Path) -> str:
    return f"notebooks/{notebook.name}"


def read_cells(notebook: Path) -> list[Cell]:
    """Return the cells of a notebook, each with its type, its source as text and its metadata."""
    name = name_of(notebook)
    content = _parsed(notebook, name)
    cells = content.get("cells") if isinstance(content, dict) else None
    if not isinstance(cells, list) or not cells:
        raise refusal(name, "no cells", f"{WHAT} (version 4) with cells", AGAIN)
    if content.get("nbformat") != VERSION:
        raise refusal(name, f"version {content.get('nbformat')}", f"version {VERSION} of the format", AGAIN)
    for number, cell in enumerate(cells, start=1):
        if not _is_cell(cell):
            raise refusal(name, f"cell {number} of another form", "cells as Jupyter writes them", AGAIN)
    return [cell | {"source": _text(cell["source"])} for cell in cells]


def declared(notebook: Path) -> frozenset[str]:
    """Return the parameters that a notebook takes: the names that its cell tagged “parameters” sets.

    A notebook without such a cell is refused: papermill would silently run it with its defaults.
    """
    tagged = [cell for cell in read_cells(notebook) if "parameters" in _tags(cell)]
    if len(tagged) != 1:
        found = f"{len(tagged)} cells tagged “parameters”"
        raise refusal(name_of(notebook), found, "exactly one", "tag the cell that sets the defaults")
    try:
        names = list(ast.walk(ast.parse(tagged[0]["source"])))
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        found = f"a cell of parameters that Python can't read: {error}"
        raise refusal(
            name_of(notebook), found, "lines of the form NAME = VALUE", "correct the cell"
        ) from None
    return frozenset(
        node.id for node in names if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    )


def parameters_of(notebook: Path, edition: Edition) -> dict[str, Any]:
    """Return the parameters of an edition that a notebook takes."""
    names = declared(notebook)
    return {name: value for name, value in edition.model_dump().items() if name in names}


def check_parameters(edition: Edition, notebooks: Sequence[Path]) -> None:
    """Refuse a parameter that none of these notebooks takes: the report would be the same without it."""
    known = frozenset[str]().union(*(declared(path) for path in notebooks)) | {"profile"}
    unknown = {name: value for name, value in edition.changed.items() if name not in known}
    if unknown:
        given = ", ".join(f"{name}={value}" for name, value in unknown.items())
        raise UserError(
            f"No notebook of this report takes {given}. Leave it out, or choose a profile of {PROFILES} whose notebooks do: "
            "-p profile=NAME."
        )


def notebook_problems(notebook: Path) -> list[Problem]:
    """Return what keeps a notebook from being executed."""
    try:
        declared(notebook)
    except EvidenceError as error:
        return list(error.problems)
    if found := _invalid(notebook.read_text(encoding="utf-8")):
        return [Problem(name_of(notebook), None, None, found, "cells as Jupyter writes them", AGAIN)]
    return list(_faulty(notebook))


@lru_cache(maxsize=KEPT)
def _invalid(text: str) -> str:
    """Return what is wrong with the form of a notebook's cells; nothing if they are valid."""
    import nbformat  # noqa: PLC0415 - costly, and only where notebooks are checked

    try:
        with catch_warnings(action="ignore"):  # about cells without an id, which run as well
            nbformat.validate(json.loads(text))
    except (
        nbformat.ValidationError,
        KeyError,
        TypeError,
        AttributeError,
        ValueError,
        AssertionError,
    ) as error:
        return next(iter(str(error).splitlines()), type(error).__name__)
    return ""


def _faulty(notebook: Path) -> Iterator[Problem]:
    """Yield the cells with text that nobody meant to write and that would be printed."""
    for number, cell in enumerate(read_cells(notebook), start=1):
        for found, expected, remedy in faults(cell["source"]):
            yield Problem(name_of(notebook), None, f"cell {number}", found, expected, remedy)


def _parsed(notebook: Path, name: str) -> Any:  # noqa: ANN401 - any JSON
    text = read_text(notebook, name, WHAT, AGAIN)
    if notebook.read_bytes().startswith(b"\xef\xbb\xbf"):
        raise refusal(name, "a byte order mark", "UTF-8 without one", "save it without byte order mark (BOM)")
    return _content(text, name)


@lru_cache(maxsize=KEPT)
def _content(text: str, name: str) -> Any:  # noqa: ANN401 - any JSON
    """Return what a notebook's text says, which nobody may change."""
    if not text.strip():
        raise refusal(name, "an empty file", WHAT, AGAIN)
    try:
        return json.loads(text)
    except (json.JSONDecodeError, RecursionError, ValueError) as error:
        if mark := MERGE_MARK.search(text):
            found = f"marks of a merge ({mark[0]}), first in line {text.count(chr(10), 0, mark.start()) + 1}"
            remedy = "resolve the conflict: keep one of the two versions"
            raise refusal(name, found, WHAT, remedy) from None
        raise refusal(name, f"no JSON: {error}", WHAT, AGAIN) from None


def _is_cell(cell: object) -> bool:
    if not isinstance(cell, dict):
        return False
    source, metadata = cell.get("source"), cell.get("metadata")
    lines = source if isinstance(source, list) else [source]
    return (
        isinstance(cell.get("cell_type"), str)
        and isinstance(metadata, dict)
        and isinstance(metadata.get("tags", []), list)
        and all(isinstance(line, str) for line in lines)
    )


def _text(source: str | list[str]) -> str:
    return source if isinstance(source, str) else "".join(source)


def _tags(cell: Cell) -> list[Any]:
    tags: list[Any] = cell["metadata"].get("tags", [])
    return tags
