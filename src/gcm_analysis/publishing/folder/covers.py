"""The cover of a report on the pages that lead to it: its words, a colour and a pattern that are always its own.

The pattern is drawn from the report's name and shows no data.
"""

from hashlib import sha256
from typing import Any

COLOURS = 4  # in covers.css
CIRCLES = 6
WIDTH, HEIGHT = 100, 60
SMALLEST, LARGEST = 6, 26


def drawing(name: str, language: str, title: str, line: str) -> dict[str, Any]:
    """Return what the cover of the report of this name is drawn of."""
    lot = sha256(name.encode()).digest()
    return {
        "language": language,
        "title": title,
        "line": line,
        "colour": 1 + lot[-1] % COLOURS,
        "circles": [_circle(*lot[3 * n : 3 * n + 3]) for n in range(CIRCLES)],
    }


def _circle(across: int, down: int, size: int) -> dict[str, int]:
    return {
        "x": across % WIDTH,
        "y": down % HEIGHT,
        "r": SMALLEST + size % (LARGEST - SMALLEST),
    }
