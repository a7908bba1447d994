"""What a notebook takes: the parameters that its cell tagged “parameters” sets."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from gcm_analysis.edition import Edition
from gcm_analysis.errors import UserError
from gcm_analysis.running.notebook_file import declared
from gcm_analysis.running.profiles import PROFILES


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
