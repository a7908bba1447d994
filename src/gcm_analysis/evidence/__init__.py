"""Reading and checking `data/`: nothing passes that the data dictionary does not allow."""

from gcm_analysis.evidence.as_of import known_by
from gcm_analysis.evidence.event import Event, Panellist
from gcm_analysis.evidence.load import Evidence, event_names, known_event, load_evidence
from gcm_analysis.evidence.problems import EvidenceError, Problem
from gcm_analysis.evidence.project import default_event, project_problems, project_publication
from gcm_analysis.evidence.publication import Publication

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
