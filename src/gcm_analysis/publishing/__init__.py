"""From executed notebooks to published pages: chapters, the staged report, its two publishers, the swap."""
