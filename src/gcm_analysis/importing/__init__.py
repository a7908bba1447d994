"""Bringing an event's own notes in from workbooks and from tools for qualitative analysis, and giving them back."""

from gcm_analysis.importing.exporting import Kind as Kind
from gcm_analysis.importing.exporting import export as export
from gcm_analysis.importing.loss import Report as Report
from gcm_analysis.importing.loss import summary as summary
from gcm_analysis.importing.run import run as run
from gcm_analysis.importing.safety import ImportRefused as ImportRefused
