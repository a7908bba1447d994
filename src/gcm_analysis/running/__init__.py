"""Executes the notebooks of an edition."""
