"""The parts of the HTML page that pandoc does not write: drawings, dark colours, data tables, style and script."""
