"""Executing the notebooks of an edition."""
