"""The typefaces, style sheets and scripts of a page. All are embedded in the page.

For the few characters that the page's own typefaces do not have, such as a name in another script, it has further ones.
"""

import re
from base64 import b64encode
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path

from gcm_analysis import fonts
from gcm_analysis.paths import RESOURCES

FOR_AUTHORS = re.compile(r"/\*.*?\*/|(?<=\n)\s+", re.DOTALL)  # comments and indents, which readers do without
JOINERS = frozenset((0x200C, 0x200D))  # they only work within one font
IN_THE_PAGE = frozenset(fonts.points(fonts.PAGE))
# Letters of the house families join these; other scripts have their own family after them in the style sheet.
FAMILIES = ("Noto Sans", "Noto Serif")


@cache
def style() -> str:
    """Return the typefaces and the style sheets in the order of their names."""
    sheets = "".join(path.read_text(encoding="utf-8") for path in sorted((RESOURCES / "style").glob("*.css")))
    return "\n".join([*map(_font_face, sorted(fonts.FOLDER.glob("*.woff2"))), FOR_AUTHORS.sub("", sheets)])


@cache
def script(name: str) -> str:
    """Return the scripts in a folder, one after another, each in its own scope."""
    paths = sorted((RESOURCES / "script" / name).glob("*.js"))
    return "\n".join(f"{{\n{path.read_text(encoding='utf-8')}}}" for path in paths)


@cache
def explorer_script() -> str:
    """Return the script of the evidence explorer's page, which is all that runs there."""
    return (RESOURCES / "explorer" / "explorer.js").read_text(encoding="utf-8").rstrip("\n")


def _font_face(path: Path) -> str:
    family, style = path.stem.removeprefix("Noto").split("-")
    weight = "600 700" if style == "SemiBold" else "400"
    return (
        f'@font-face{{font-family:"Noto {family}";font-weight:{weight};font-display:block;'
        f"font-style:{'italic' if style == 'Italic' else 'normal'};"
        f"src:url(data:font/woff2;base64,{b64encode(path.read_bytes()).decode()}) format('woff2')}}"
    )


def faces_for(page: str) -> str:
    """Return a style sheet with every font that has letters of the page missing from the page's own; empty if none."""
    rare = frozenset(map(ord, set(page))) - IN_THE_PAGE
    if not rare:
        return ""
    every = sorted([*fonts.FOLDER.glob("*.ttf"), *fonts.FALLBACK.glob("*.ttf")])
    needed = ((path, rare & fonts.characters(path)) for path in every)
    joiners = JOINERS & set(map(ord, page))
    return "".join(_face(path, found | joiners & fonts.characters(path)) for path, found in needed if found)


@lru_cache(maxsize=64)
def _face(path: Path, points: frozenset[int]) -> str:
    own = fonts.family(path).removesuffix(" Extended")
    family = own if own in FAMILIES else "Noto Fallback"
    style = path.stem.partition("-")[2]
    weight = {"SemiBold": "600 700"}.get(style, "400")
    ranges = ",".join(f"U+{point:X}" for point in sorted(points))
    return (
        f'@font-face{{font-family:"{family}";font-weight:{weight};unicode-range:{ranges};'
        f"font-style:{'italic' if style == 'Italic' else 'normal'};"
        f"src:url(data:font/woff;base64,{b64encode(_subset(path, points)).decode()}) format('woff')}}\n"
    )


def _subset(path: Path, points: frozenset[int]) -> bytes:
    """Return the font with these characters alone."""
    from fontTools import subset  # noqa: PLC0415 - only where a page needs it
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    font = TTFont(path, recalcTimestamp=False)
    subsetter = subset.Subsetter(subset.Options(layout_features=["*"]))
    subsetter.populate(unicodes=points)
    subsetter.subset(font)
    font.flavor = "woff"
    stream = BytesIO()
    font.save(stream)
    return stream.getvalue()
