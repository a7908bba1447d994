"""What a notebook takes: the parameters that its cell tagged “parameters” sets."""

import ast
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from gcm_analysis.edition import Edition
from gcm_analysis.errors import NotebookFailed, UserError

PROFILES = "profiles.yml"


def declared(notebook: Path) -> frozenset[str]:
    """Return the parameters that a notebook takes: what its cell tagged “parameters” sets.

    A notebook without such a cell is refused: papermill would run it with its defaults, without a word.
    """
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]  # quicker than to import nbformat
    tagged = [cell for cell in cells if "parameters" in cell["metadata"].get("tags", [])]
    if len(tagged) != 1:
        raise NotebookFailed(
            f"{notebook.name} has {len(tagged)} cells tagged “parameters”; it needs exactly one. Tag the cell that sets "
            "the defaults."
        )
    names = ast.walk(ast.parse("".join(tagged[0]["source"])))
    return frozenset(
        node.id for node in names if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    )


def taken(notebook: Path, edition: Edition) -> dict[str, Any]:
    """Return the parameters of an edition that a notebook takes."""
    names = declared(notebook)
    return {name: value for name, value in edition.model_dump().items() if name in names}


def check_parameters(edition: Edition, notebooks: Sequence[Path]) -> None:
    """Refuse a parameter that none of these notebooks takes: the report would be the same without it."""
    heard = frozenset[str]().union(*(declared(path) for path in notebooks)) | {"profile"}
    unheard = {name: value for name, value in edition.changed.items() if name not in heard}
    if unheard:
        told = ", ".join(f"{name}={value}" for name, value in unheard.items())
        raise UserError(
            f"No notebook of this report takes {told}. Leave it out, or choose a profile of {PROFILES} whose notebooks do: "
            "-p profile=NAME."
        )
