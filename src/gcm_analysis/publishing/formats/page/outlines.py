"""Turns the letters of a drawing into outlines, so that it looks the same where the typeface is not installed."""

import re
from dataclasses import dataclass, field
from functools import cache
from html import escape
from typing import Any
from xml.etree import ElementTree as ET

from matplotlib.font_manager import get_font
from matplotlib.path import Path
from matplotlib.textpath import text_to_path

from gcm_analysis import fonts

ROOT = re.compile(r"<svg\b[^>]*>")
TEXT = re.compile(r"<text\b.*?</text>", re.DOTALL)
LETTERS = {Path.MOVETO: "M", Path.LINETO: "L", Path.CURVE3: "Q", Path.CURVE4: "C", Path.CLOSEPOLY: "Z"}
BEFORE = {"middle": 0.5, "end": 1.0}  # share of a text's width that is left of its position
SIZE = 100  # type size of the outlines
LIGHTEST_BOLD = 600


def outlined(svg: str) -> str:
    """Return a drawing from matplotlib with its texts as outlines, each labelled with its words."""
    letters = _Letters()
    drawn = TEXT.sub(lambda found: letters.text(found[0]), svg)
    if not letters.paths:
        return drawn
    return ROOT.sub(
        lambda root: f"{root[0]}\n <defs>{''.join(letters.paths.values())}</defs>", drawn, count=1
    )


@dataclass
class _Letters:
    """The letters of one drawing: each outline is defined once and reused."""

    outlines: dict[str, Any] = field(default_factory=dict)  # by matplotlib's names
    paths: dict[str, str] = field(default_factory=dict)

    def text(self, written: str) -> str:
        """Return a text as outlines; a text from another tool, without matplotlib's way to give a size, is unchanged."""
        element = ET.fromstring(written)  # noqa: S314 - made by our own kernel
        style = dict(re.findall(r"([\w-]+):\s*([^;]+)", element.get("style", "")))
        if "font-size" not in style:
            return written
        words = "".join(element.itertext())
        font = _font(_face(style.get("font-weight", "")), rare=not fonts.in_main_typeface(words))
        font.set_text(words)
        scale = float(style["font-size"].removesuffix("px")) / SIZE
        before = font.get_width_height()[0] / 64 * scale * BEFORE.get(style.get("text-anchor", ""), 0)
        left, foot = float(element.get("x", 0)) - before, float(element.get("y", 0))
        place = (
            f"{element.get('transform', '')} translate({left:.2f} {foot:.2f}) scale({scale:.4f} -{scale:.4f})"
        )
        attributes = f'role="img" aria-label="{escape(words)}" fill="{escape(style.get("fill", "#000000"))}"'
        return f'<g {attributes} transform="{escape(place.strip())}">{self._used(font, words)}</g>'

    def _used(self, font: Any, words: str) -> str:  # noqa: ANN401 - a font of matplotlib's
        placed, _, _ = text_to_path.get_glyphs_with_font(font, words, self.outlines)
        return "".join(
            f'<use xlink:href="#{self._name(glyph)}" x="{x:.1f}" y="{y:.1f}"/>' for glyph, x, y, _ in placed
        )

    def _name(self, glyph: str) -> str:
        name = f"letter-{list(self.outlines).index(glyph)}"
        if name not in self.paths:
            self.paths[name] = f'<path id="{name}" d="{_path(*self.outlines[glyph])}"/>'
        return name


def _face(weight: str) -> str:
    bold = weight == "bold" or (weight.isdecimal() and int(weight) >= LIGHTEST_BOLD)
    return "SemiBold" if bold else "Regular"


@cache
def _font(face: str, *, rare: bool) -> Any:  # noqa: ANN401 - a font of matplotlib's
    extended = fonts.FALLBACK / f"NotoSansExtended-{face}.ttf"
    scripts = [path for path in sorted(fonts.FALLBACK.glob("NotoSans*.ttf")) if "Extended" not in path.name]
    files = [fonts.FOLDER / f"NotoSans-{face}.ttf", *((extended, *scripts) if rare else ())]
    font = get_font([str(path) for path in files])
    font.set_size(SIZE, 72)
    return font


def _path(vertices: Any, codes: Any) -> str:  # noqa: ANN401 - arrays
    segments = Path(vertices, codes).iter_segments(simplify=False)
    return "".join(LETTERS[code] + _points(points, code) for points, code in segments)


def _points(points: Any, code: Any) -> str:  # noqa: ANN401 - an array and a number of numpy's
    return "" if code == Path.CLOSEPOLY else " ".join(f"{value:.1f}".removesuffix(".0") for value in points)
