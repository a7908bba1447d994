"""What the HTML page has beyond what pandoc writes: drawings, colours for the dark, data tables, style and script."""
