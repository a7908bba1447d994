"""Draws frames on matplotlib Axes in the house style. All text comes with the data."""
