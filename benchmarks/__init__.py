"""Measurements of the analysis, run by hand with `make bench`."""
