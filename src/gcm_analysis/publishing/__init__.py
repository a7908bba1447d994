"""Turns executed notebooks into published pages: chapters, the staged report, its two publishers, the swap."""
