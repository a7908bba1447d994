"""The outputs of cells: exhibits as Jupyter shows them and as the report uses them."""

from gcm_analysis.outputs.cells import METADATA, dialect, display

__all__ = ["METADATA", "dialect", "display"]
