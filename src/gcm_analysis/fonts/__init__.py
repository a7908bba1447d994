"""The typefaces of figures, pages and PDF, shipped so that a report looks the same on every machine.

`NAME.ttf` is for matplotlib and Typst, `NAME.woff2` is the same font for the self-contained page. What they lack, such
as Cyrillic or Arabic letters in a name, the fonts in `fallback` have. README.md says where they come from and what was
changed; OFL.txt is their licence.
"""

import re
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
FALLBACK = FOLDER / "fallback"
WORD = re.compile(r"[A-Z][a-z0-9]+")


def family(path: Path) -> str:
    """Return the family of a font's file: `NotoSansArabic-Regular.ttf` is of Noto Sans Arabic."""
    return " ".join(WORD.findall(path.stem.partition("-")[0]))


def fallback_families() -> list[str]:
    """Return the families that have what Noto Sans lacks; its own letters of other alphabets come first."""
    found = {family(path) for path in FALLBACK.glob("NotoSans*.ttf")}
    return sorted(found, key=lambda name: (name != "Noto Sans Extended", name))


@cache
def characters(path: Path) -> frozenset[int]:
    """Return the code points that a font has."""
    from matplotlib.ft2font import FT2Font  # noqa: PLC0415 - costly, and only where it is asked

    return frozenset(FT2Font(str(path)).get_charmap())
