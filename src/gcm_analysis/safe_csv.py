"""Writes tables for readers as CSV in which no cell can start a formula.

A spreadsheet takes a cell that begins with one of these signs for a formula and would run it; a leading apostrophe
makes it text (OWASP, CSV injection). Numbers stay numbers, negative ones too.
"""

import pandas as pd

STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def to_csv(table: pd.DataFrame) -> str:
    """Return the table as CSV with the line ends of RFC 4180, without its index, every text cell and name harmless."""
    safe = table.map(_harmless).rename(columns=_harmless)
    return safe.to_csv(index=False, lineterminator="\r\n")


def _harmless(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(STARTS_FORMULA) else cell
