"""An amount that somebody publishes as open data: of one kind, year and currency, about one activity or body."""

import re
from decimal import Decimal
from typing import Any, NamedTuple

from gcm_analysis.importing.model import resource

NAMES: dict[str, Any] = resource("open_data.yml")
CURRENCY = re.compile("[A-Z]{3}")


class Words(NamedTuple):
    """The same in both languages of reports."""

    en: str
    fr: str


class Kind(NamedTuple):
    """What is counted: its indicator, and its words."""

    indicator: str
    words: Words


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


def kinds(name: str) -> dict[str, Kind]:
    """Return a list of kinds of amount by what the files call them."""
    return {str(key): Kind(first, Words(*words)) for key, (first, *words) in NAMES[name].items()}


def both(en: str, fr: str, **parts: Words | str) -> Words:
    """Return words in both languages, with the same parts filled in."""
    filled = {name: Words(part, part) if isinstance(part, str) else part for name, part in parts.items()}
    return Words(
        en.format(**{name: part.en for name, part in filled.items()}),
        fr.format(**{name: part.fr for name, part in filled.items()}),
    )


def quoted(name: str | Words) -> Words:
    """Return a name between the quotation marks of each language: it may be in any other."""
    return both("“{name}”", "« {name} »", name=name)


def joined(parts: list[Words]) -> Words:
    return Words("; ".join(each.en for each in parts), " ; ".join(each.fr for each in parts))
