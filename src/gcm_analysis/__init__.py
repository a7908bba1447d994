"""Coded evidence on migration capacity building, published as a bilingual, cited and accessible report."""

__version__ = "0.1.0"
