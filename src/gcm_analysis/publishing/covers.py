"""The cover of a report on the pages that lead to it: its words, a colour and a pattern that are always its own.

The pattern is drawn from the report's name and shows no data.
"""

from hashlib import sha256
from typing import Any

from gcm_analysis.evidence import Event
from gcm_analysis.narrative.language import Language
from gcm_analysis.narrative.when_where import city_and_days, series

COLOURS = 4  # in covers.css
CIRCLES = 6
WIDTH, HEIGHT = 100, 60
SMALLEST, LARGEST = 6, 26


def cover(name: str, event: Event, language: Language) -> dict[str, Any]:
    """Return what the cover of the report of this name is drawn of."""
    lot = sha256(name.encode()).digest()
    return {
        "language": language.code,
        "title": language.words(event.title),
        "series": series(language, event),
        "where": city_and_days(language, event),
        "colour": 1 + lot[-1] % COLOURS,
        "circles": [_circle(*lot[3 * n : 3 * n + 3]) for n in range(CIRCLES)],
    }


def _circle(across: int, down: int, size: int) -> dict[str, int]:
    return {
        "x": across % WIDTH,
        "y": down % HEIGHT,
        "r": SMALLEST + size % (LARGEST - SMALLEST),
    }
