"""What a cell shows: an exhibit as Jupyter shows it, and as the report takes it."""

from gcm_analysis.outputs.cells import METADATA, dialect, display

__all__ = ["METADATA", "dialect", "display"]
