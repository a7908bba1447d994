"""Beginning an event: what must be known of it, and the folder that a rapporteur then fills in."""

from gcm_analysis.beginning.details import DETAILS, Detail, problems
from gcm_analysis.beginning.folder import begin, free

__all__ = ["DETAILS", "Detail", "begin", "free", "problems"]
