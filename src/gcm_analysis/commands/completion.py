"""Completions that a shell offers, besides commands and options."""

from typing import Annotated

import typer

from gcm_analysis import paths
from gcm_analysis.errors import UserError
from gcm_analysis.evidence import event_names


def offer_events(incomplete: str) -> list[str]:
    """Return the events whose names begin so; none outside a project, since a message could not be read here."""
    try:
        return [name for name in event_names(paths.data()) if name.startswith(incomplete)]
    except UserError:
        return []


EventArgument = Annotated[
    str, typer.Argument(metavar="EVENT", help="A folder of data/events.", autocompletion=offer_events)
]
