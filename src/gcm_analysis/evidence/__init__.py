"""Reads and checks `data/`: nothing passes that the data dictionary does not allow.

Each name is imported from its module when it is first used: an import of an event's name alone waits for no table.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gcm_analysis.evidence.as_of import known_by as known_by
    from gcm_analysis.evidence.event import Event as Event
    from gcm_analysis.evidence.load import Evidence as Evidence
    from gcm_analysis.evidence.load import load_evidence as load_evidence
    from gcm_analysis.evidence.names import event_names as event_names
    from gcm_analysis.evidence.names import must_be_event as must_be_event
    from gcm_analysis.evidence.problems import EvidenceError as EvidenceError
    from gcm_analysis.evidence.problems import Problem as Problem
    from gcm_analysis.evidence.project import Publication as Publication
    from gcm_analysis.evidence.project import default_event as default_event
    from gcm_analysis.evidence.project import project_problems as project_problems
    from gcm_analysis.evidence.project import project_publication as project_publication

MODULES = {
    "as_of": ("known_by",),
    "event": ("Event",),
    "load": ("Evidence", "load_evidence"),
    "names": ("event_names", "must_be_event"),
    "problems": ("EvidenceError", "Problem"),
    "project": ("Publication", "default_event", "project_problems", "project_publication"),
}


def __getattr__(name: str) -> object:
    for module, names in MODULES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
