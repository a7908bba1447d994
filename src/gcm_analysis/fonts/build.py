"""Builds the typefaces: `python -m gcm_analysis.fonts.build NOTO TARGET`, where NOTO holds Debian's Noto fonts.

Nothing runs it: its results are in this folder. It needs fonttools with brotli, which compresses the page's WOFF2.
"""

import sys
from collections.abc import Iterable
from pathlib import Path

from fontTools import subset
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from gcm_analysis.fonts import PAGE, points

BASIC = (
    "20-7E,A0-17F,192,218-21B,2C6-2C7,2DA,2DC,300-303,308,327,1E9E,2000-2064,2066-2071,2074-208E,2090-209C,20A0-20BF,"
    "2116,2120,2122,2126,212E,2153-2154,215B-215E,25CC"
)
MATHS = "2190-2194,2196-2199,2208,2211-2212,221A,221E,2229-222A,2248,2260,2264-2265"  # only Noto Sans Math has them
# Every other Latin letter with its accents (also those without, so that letter and accent are of one font), Greek, Cyrillic.
EXTENDED = (
    "41-5A,61-7A,180-24F,253-257,259,25B,260,263,268-269,26F,272,275,283,289,28A-28B,292,2B0-2FF,300-36F,370-3FF,"
    "400-52F,1E00-1EFF"
)
FACES = (
    *("NotoSans-Regular", "NotoSans-SemiBold", "NotoSans-Italic"),
    *("NotoSerif-Regular", "NotoSerif-SemiBold", "NotoSerif-Italic"),
)
EXTENDED_FACES = ("NotoSans-Regular", "NotoSans-SemiBold", "NotoSerif-Regular", "NotoSerif-Italic")
SCRIPTS = {
    "Arabic": "600-6FF,750-77F,FDF2,FDFA,FDFC",
    "Armenian": "530-58F,FB13-FB17",
    "Bengali": "980-9FF",
    "Devanagari": "900-97F",
    "Ethiopic": "1200-137F",
    "Georgian": "10A0-10FF,1C90-1CBF",
    "Gurmukhi": "A00-A7F",
    "Hebrew": "590-5FF",
    "Khmer": "1780-17FF",
    "Lao": "E80-EFF",
    "Sinhala": "D80-DFF",
    "Tamil": "B80-BFF",
    "Thaana": "780-7BF",
    "Thai": "E00-E7F",
    "Tifinagh": "2D30-2D7F",
}
JOINERS = "200C-200F,25CC"  # what joins or separates letters has to be in the font of the letters
SYMBOLS = "25A0-25FF,2605-2606,2610-2612,2713-2718,27A2-27A4"  # bullets, boxes and ticks, as offices set them
FEATURES = [
    "kern",
    "mark",
    "mkmk",
    "liga",
    "ccmp",
    "locl",
    "tnum",
    "lnum",
    "pnum",
    "onum",
    "sups",
    "subs",
    "frac",
]


def main(noto: Path, target: Path) -> None:
    for name in FACES:
        font = _subset(noto / f"{name}.ttf", BASIC, FEATURES)
        _borrow(font, TTFont(noto / "NotoSansMath-Regular.ttf"), points(MATHS))
        font.save(target / f"{name}.ttf")
        page_font = _subset(target / f"{name}.ttf", PAGE, FEATURES)
        page_font.flavor = "woff2"
        page_font.save(target / f"{name}.woff2")
    fallback = target / "fallback"
    fallback.mkdir(exist_ok=True)
    for name in EXTENDED_FACES:
        font = _subset(noto / f"{name}.ttf", EXTENDED, ("mark", "mkmk", "ccmp", "locl"))
        _rename(font, "Extended")
        font.save(fallback / f"{name.replace('-', 'Extended-')}.ttf")
    for script, ranges in SCRIPTS.items():
        file = f"NotoSans{script}-Regular.ttf"
        _subset(noto / file, f"{ranges},{JOINERS}", ["*"]).save(fallback / file)
    _subset(noto / "NotoSansSymbols2-Regular.ttf", SYMBOLS, []).save(
        fallback / "NotoSansSymbols2-Regular.ttf"
    )


def _subset(path: Path, ranges: str, features: Iterable[str]) -> TTFont:
    font = TTFont(path, recalcTimestamp=False)
    options = subset.Options(
        hinting=False,
        glyph_names=False,
        layout_features=list(features),
        notdef_outline=True,
        name_IDs=[*range(7), 13, 14, 16, 17],  # names, licence, and the family that a weight belongs to
    )
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=points(ranges))
    subsetter.subset(font)
    return font


def _borrow(font: TTFont, other: TTFont, points: Iterable[int]) -> None:
    """Copy missing characters from a font of the same unit, without accents and kerning."""
    glyphs, names = other.getGlyphSet(), other.getBestCmap()
    for point in points:
        name = f"uni{point:04X}"
        pen = TTGlyphPen(None)
        glyphs[names[point]].draw(pen)
        font["glyf"][name] = pen.glyph()
        font["hmtx"][name] = other["hmtx"][names[point]]
        for table in font["cmap"].tables:
            if table.isUnicode():
                table.cmap[point] = name
    font["maxp"].numGlyphs = len(font.getGlyphOrder())


def _rename(font: TTFont, word: str) -> None:
    """Give the family its own name: only one file is found by a name."""
    family = font["name"].getBestFamilyName().removesuffix(" SemiBold")
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 6, 16):
            text = record.toUnicode()
            new = text.replace(family, f"{family} {word}").replace(
                family.replace(" ", ""), f"{family} {word}".replace(" ", "")
            )
            record.string = new


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
