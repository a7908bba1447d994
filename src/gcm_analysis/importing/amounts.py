"""An amount that somebody publishes as open data: of one kind, year and currency, about one activity or body."""

from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from gcm_analysis.evidence.problems import Problem


class Words(NamedTuple):
    """The same in both languages of reports."""

    en: str
    fr: str


class Amount(NamedTuple):
    """One amount of a file; those that differ in `value` alone are parts of one sum."""

    indicator: str
    donor: str  # a country's code, where a country gave it
    year: str
    currency: str
    locator: Words
    text: Words  # what it is, before the number
    note: Words
    value: Decimal


def misread(path: Path, place: str, found: str, expected: str, remedy: str) -> Problem:
    """Return what is wrong at a place of a file: an element, or a row and its column."""
    return Problem(f"{path.name}, {place}", None, None, found, expected, remedy)


def quoted(name: str) -> Words:
    """Return a name between the quotation marks of each language: it may be in any other."""
    return Words(f"“{name}”", f"« {name} »")
