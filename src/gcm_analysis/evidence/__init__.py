"""Reading and checking `data/`: nothing passes that the data dictionary does not allow.

Each name is imported from its module when it is asked for: who only wants an event's name waits for no table.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gcm_analysis.evidence.as_of import known_by
    from gcm_analysis.evidence.event import Event, Panellist
    from gcm_analysis.evidence.load import Evidence, load_evidence
    from gcm_analysis.evidence.names import event_names, known_event
    from gcm_analysis.evidence.problems import EvidenceError, Problem
    from gcm_analysis.evidence.project import (
        Publication,
        default_event,
        project_problems,
        project_publication,
    )

__all__ = [
    "Event",
    "Evidence",
    "EvidenceError",
    "Panellist",
    "Problem",
    "Publication",
    "default_event",
    "event_names",
    "known_by",
    "known_event",
    "load_evidence",
    "project_problems",
    "project_publication",
]
HOMES = {  # the module of each
    "as_of": ("known_by",),
    "event": ("Event", "Panellist"),
    "load": ("Evidence", "load_evidence"),
    "names": ("event_names", "known_event"),
    "problems": ("EvidenceError", "Problem"),
    "project": ("Publication", "default_event", "project_problems", "project_publication"),
}


def __getattr__(name: str) -> object:
    home = next((module for module, names in HOMES.items() if name in names), None)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{home}"), name)
