"""Single values as the data write them: codes of languages, and dates that say no more than is known."""

import re
from datetime import date

from babel import Locale

PARTIAL_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")

# Dates of sources, events and sessions lie between these years; what does not is a slip of the pen.
FIRST_YEAR, LAST_YEAR = 1900, 2100


def is_language(code: str) -> bool:
    """Tell whether this is a language code that Babel can name."""
    return code in Locale("en").languages


def parse_partial_date(text: str) -> date | None:
    """Return the first day that a partial date can mean, or nothing if it is no date of our time."""
    match = PARTIAL_DATE.fullmatch(text)
    if not match:
        return None
    year, month, day = (int(part or 1) for part in match.groups())
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def is_day(text: str) -> bool:
    """Tell whether this is one day, as YYYY-MM-DD, of our time."""
    return len(text) == len("YYYY-MM-DD") and parse_partial_date(text) is not None


def first_day(text: str) -> str:
    """Return the earliest day that a partial date can mean, as text that compares in order of time."""
    return text + "-01-01"[len(text) - 4 :] if text else ""


def last_day(text: str) -> str:
    """Return the latest day that a partial date can mean, as text that compares in order of time."""
    return text + "-12-31"[len(text) - 4 :] if text else ""
