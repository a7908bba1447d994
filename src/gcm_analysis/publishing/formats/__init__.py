"""What readers get: page, PDF and Word by two publishers, the brief, the notebooks as pages, the workbook."""
