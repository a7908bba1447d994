"""Bringing an event's own notes in from workbooks and from tools for qualitative analysis, and giving them back."""

from gcm_analysis.evidence.notes import Notes
from gcm_analysis.importing.exporting import Kind, export
from gcm_analysis.importing.loss import Counts, FileReport, Report, summary
from gcm_analysis.importing.model import Loss
from gcm_analysis.importing.run import run
from gcm_analysis.importing.safety import ImportRefused

__all__ = [
    "Counts",
    "FileReport",
    "ImportRefused",
    "Kind",
    "Loss",
    "Notes",
    "Report",
    "export",
    "run",
    "summary",
]
