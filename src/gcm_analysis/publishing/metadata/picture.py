"""Adds the title above and source and licence below a figure's picture, so that it can be used without the report."""

from collections.abc import Mapping
from functools import cache
from io import BytesIO
from itertools import accumulate

from PIL import Image, ImageDraw, ImageFont
from PIL.PngImagePlugin import PngInfo

from gcm_analysis.figures.colours import GREY, INK
from gcm_analysis.fonts import FOLDER

DPI = 220  # as the figures are drawn
DOTS = DPI / 72  # of a point
MARGIN, LEADING = 10, 1.35  # points; of the size of the letters
NARROWEST = 144  # points: the least width of a line of words
TITLE, SMALL = ("SemiBold", 11.5), ("Regular", 8)


def captioned(png: bytes, title: str, below: str, texts: Mapping[str, str], language: str) -> bytes:
    """Return a picture with a title above it and a line below; both are broken where the picture ends.

    `texts` are written into the file, in the chunks that the PNG standard names for them.
    """
    with Image.open(BytesIO(png)) as picture:
        drawn = picture.convert("RGB")
    margin = round(MARGIN * DOTS)
    width = max(drawn.width, round(NARROWEST * DOTS))
    head = _set(title, TITLE, INK, width - 2 * margin)
    foot = _set(below, SMALL, GREY, width - 2 * margin)
    parts = [(margin, head), (0, drawn), (margin, foot)]
    heights = [margin, *(part.height + margin for _, part in parts)]
    *tops, whole = accumulate(heights)
    made = Image.new("RGB", (width, whole), "white")
    for (left, part), top in zip(parts, tops, strict=True):
        made.paste(part, (left, top))
    written = BytesIO()
    inside = PngInfo()
    for name, text in texts.items():
        inside.add_itxt(name, text, language)
    made.save(written, "png", dpi=(DPI, DPI), pnginfo=inside)
    return written.getvalue()


def _set(text: str, letters: tuple[str, float], colour: str, width: int) -> Image.Image:
    """Return a text as a picture of this width."""
    font = _font(*letters)
    lines = _lines(text, font, width)
    leading = round(letters[1] * DOTS * LEADING)
    made = Image.new("RGB", (width, leading * len(lines)), "white")
    draw = ImageDraw.Draw(made)
    for number, line in enumerate(lines):
        draw.text((0, leading * number), line, fill=colour, font=font)
    return made


def _lines(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and font.getlength(longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


@cache
def _font(weight: str, size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FOLDER / f"NotoSans-{weight}.ttf"), round(size * DOTS))
