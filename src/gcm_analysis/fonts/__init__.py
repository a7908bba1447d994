"""The typefaces of figures, pages and PDF, included so that a report looks the same on every machine.

`NAME.ttf` is for matplotlib and Typst, `NAME.woff2` has the characters of it that a page in English or French needs
(`PAGE`). The fonts in `fallback` have further characters, such as Cyrillic or Arabic letters in a name. README.md says where
they come from and what was changed; OFL.txt is their licence.
"""

import re
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
FALLBACK = FOLDER / "fallback"
SANS = FOLDER / "NotoSans-Regular.ttf"  # the main typeface
PAGE = (
    "20-7E,A0-FF,131,152-153,160-161,178,17D-17E,192,2C6,2DA,2DC,300-303,308,327,2000-200F,2010-2015,2018-201E,"
    "2020-2022,2026-2027,202F-2030,2032-2033,2039-203A,2044,2060,2070-2071,2074-2079,2080-2089,20AC,2116,2122,"
    "2190-2194,2212,2248,2260,2264-2265"
)
WORD = re.compile(r"[A-Z][a-z0-9]+")


def family(path: Path) -> str:
    """Return the family of a font's file: `NotoSansArabic-Regular.ttf` is of Noto Sans Arabic."""
    return " ".join(WORD.findall(path.stem.partition("-")[0]))


def fallback_families() -> list[str]:
    """Return the families with the characters that Noto Sans does not have; its own letters of other alphabets first."""
    found = {family(path) for path in FALLBACK.glob("NotoSans*.ttf")}
    return sorted(found, key=lambda name: (name != "Noto Sans Extended", name))


def points(ranges: str) -> list[int]:
    """Return the code points of ranges such as `41-5A,20AC`."""
    bounds = (part.split("-") for part in ranges.split(","))
    return [point for pair in bounds for point in range(int(pair[0], 16), int(pair[-1], 16) + 1)]


@cache
def characters(path: Path) -> frozenset[int]:
    """Return the code points that a font has."""
    from matplotlib.ft2font import FT2Font  # noqa: PLC0415 - costly, and only where it is asked

    return frozenset(FT2Font(str(path)).get_charmap())


def in_main_typeface(words: str) -> bool:
    """Return whether the main typeface has all characters of a text."""
    return characters(SANS).issuperset(map(ord, words))
