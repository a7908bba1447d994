"""Single values as the data write them: codes of countries and languages, and dates that say no more than is known."""

import re
from datetime import date

from babel import Locale
from babel.core import get_global

PARTIAL_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")

UNKNOWN = "ZZ"  # the code of no territory
ALPHA_3 = 3  # letters of a country code


def is_country(code: str) -> bool:
    """Tell whether this is an ISO 3166-1 alpha-3 code that Babel can name."""
    alpha2 = get_global("territory_aliases").get(code, [UNKNOWN])[0] if code.isalpha() else UNKNOWN
    return len(code) == ALPHA_3 and alpha2 != UNKNOWN and alpha2 in Locale("en").territories


def is_language(code: str) -> bool:
    """Tell whether this is a language code that Babel can name."""
    return code in Locale("en").languages


def parse_partial_date(text: str) -> date | None:
    """Return the first day that a partial date can mean, or nothing if it is no date."""
    match = PARTIAL_DATE.fullmatch(text)
    if not match:
        return None
    year, month, day = (int(part or 1) for part in match.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def first_day(text: str) -> str:
    """Return the earliest day that a partial date can mean, as text that compares in order of time."""
    return text + "-01-01"[len(text) - 4 :] if text else ""


def last_day(text: str) -> str:
    """Return the latest day that a partial date can mean, as text that compares in order of time."""
    return text + "-12-31"[len(text) - 4 :] if text else ""
