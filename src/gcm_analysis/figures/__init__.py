"""Frame in, matplotlib Axes out; the house style. No text here: words come with the data."""
