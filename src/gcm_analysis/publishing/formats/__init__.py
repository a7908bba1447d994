"""Writes the formats: page, PDF and Word by two publishers, the brief, the notebooks as pages, the workbook."""
