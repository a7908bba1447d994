"""Single values of the data: codes of languages, and dates that may be a year, a month or a day."""

import re
from calendar import monthrange
from datetime import date
from functools import cache

from babel import Locale

DAY_IN_WORDS = re.compile(r"([0-9]{1,2})(?:er|st|nd|rd|th)?\s+([^\W\d_]+)\s+([0-9]{4})")
PARTIAL_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")

# Dates of sources, events and sessions are between these years; any other is a slip.
FIRST_YEAR, LAST_YEAR = 1900, 2100


def is_language(code: str) -> bool:
    """Return whether Babel has a name for this code of a language."""
    return code in Locale("en").languages


def parse_partial_date(text: str) -> date | None:
    """Return the first day that a partial date can mean, or nothing if it is no date between these years."""
    match = PARTIAL_DATE.fullmatch(text)
    year, month, day = (int(part or 1) for part in match.groups()) if match else (0, 0, 0)
    try:
        return date(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None


def parse_day(text: str) -> date | None:
    """Return a day that is given in full, as YYYY-MM-DD, or nothing."""
    return parse_partial_date(text) if len(text) == len("YYYY-MM-DD") else None


def day_in_words(text: str) -> date | None:
    """Return the day that a text gives in full and alone: 2018-10-10, 10 October 2018, 1er octobre 2018."""
    match = DAY_IN_WORDS.fullmatch(text.strip())
    if not match:
        return parse_day(text.strip())
    day, month, year = match.groups()
    number = next((number for name, number in months().items() if name.casefold() == month.casefold()), 0)
    return parse_day(f"{year}-{number:02}-{int(day):02}")


@cache
def months() -> dict[str, int]:
    """Return the number of each month by its name in the languages of reports."""
    wide = (Locale(code).months["format"]["wide"].items() for code in ("en", "fr"))
    return {name: number for names in wide for number, name in names}


def first_day(text: str) -> str:
    """Return the earliest day that a partial date can mean, as text that compares in order of time."""
    return text + "-01-01"[len(text) - 4 :] if text else ""


def last_day(text: str) -> str:
    """Return the latest day that a partial date can mean, as text that compares in order of time."""
    first = parse_partial_date(text)
    days = monthrange(first.year, first.month)[1] if first and len(text) == len("YYYY-MM") else 31
    return text + f"-12-{days}"[len(text) - 4 :] if text else ""
