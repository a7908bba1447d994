"""The interactive figure: theme by phase by level, as a Vega-Lite specification that also draws the static picture.

A cell shows its number, so that no colour speaks alone. The classes of colour keep the number readable: contrast of ink
on the lightest three is at least 8, of white on the darkest two at least 6.4 to 1.
"""

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from html import escape
from math import ceil
from typing import Any

import vl_convert
from babel.numbers import get_decimal_symbol, get_group_symbol

from gcm_analysis import fonts
from gcm_analysis.figures.style import FONT, GREY, INK, ORANGE, RULE
from gcm_analysis.narrative.language import Language
from gcm_analysis.publishing.explorer.matrix import Matrix
from gcm_analysis.publishing.explorer.statements import Statements

CLASSES = (
    "#edf3fa",
    "#cfe0f2",
    "#a5c6e6",
    "#1f5fa8",
    "#123c6d",
)  # from few to many; tints of the house's blue
DARK = 3  # from this class on, white has the higher contrast
CELL_WIDTH, CELL_HEIGHT = 38, 28  # pixels; more than the 24 that a target of a pointer needs
THEME_WIDTH, LETTER_WIDTH = (
    340,
    7,
)  # pixels: the most for the names of themes, and what a letter of them takes
CELLS = "cells"
ROOT = re.compile(r"<svg [^>]*>")
WIDTH = re.compile(r'viewBox="0 0 (?P<width>\d+)')
SIZE = re.compile(r' (?:width|height)="[^"]*"')
PARTS = re.compile(r' (?:role|aria-roledescription)="[^"]*"')  # of a picture that is described as a whole


def thresholds(most: int) -> list[int]:
    """Return the least number of each class of colour: whole numbers that rise, the first one 1."""
    bounds = [1]
    for place in range(1, len(CLASSES)):
        bounds.append(max(bounds[-1] + 1, ceil(1 + (most - 1) * place / len(CLASSES))))
    return bounds


def specification(counted: Matrix, found: Statements, language: Language, description: str) -> dict[str, Any]:
    """Return the figure as Vega-Lite has it; a cell whose `on` is true has been chosen."""
    bounds = thresholds(counted.most)
    values = [
        {"theme": one.theme, "phase": one.phase, "level": one.level, "n": one.number, "on": False}
        for one in counted.cells
    ]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "description": description,
        "data": {"name": CELLS, "values": values},
        "facet": {"column": _columns(counted, found)},
        "spacing": 14,
        "spec": {
            "width": {"step": CELL_WIDTH},
            "height": {"step": CELL_HEIGHT},
            "encoding": {"x": _across(counted, found), "y": _down(counted, found)},
            "layer": [_tiles(bounds), _numbers(bounds)],
        },
        "config": _config(language),
    }


def compiled(specification: dict[str, Any]) -> dict[str, Any]:
    """Return the figure as Vega runs it, so that the page needs no compiler."""
    made: dict[str, Any] = vl_convert.vegalite_to_vega(specification)
    return made


def drawn(specification: dict[str, Any], alt: str) -> str:
    """Return the figure as SVG with real text, of the width that it is given."""
    svg = _svg(json.dumps(specification))
    root = SIZE.sub("", ROOT.search(svg)[0])  # type: ignore[index]  # an SVG has a root
    named = root.replace("<svg ", f'<svg role="img" aria-label="{escape(alt)}" ', 1)
    return ROOT.sub(lambda _: named, svg, count=1)


@lru_cache(maxsize=8)  # many reports of a language show the same numbers
def _svg(specification: str) -> str:
    vl_convert.register_font_directory(str(fonts.FOLDER))
    return PARTS.sub("", vl_convert.vegalite_to_svg(specification))


def width(svg: str) -> int:
    """Return the width of a drawing in pixels, as it was meant."""
    found = WIDTH.search(svg)
    return int(found["width"]) if found else 0


def _columns(counted: Matrix, found: Statements) -> dict[str, Any]:
    header = {
        "title": None,
        "labelExpr": _named(found.options["level"]),
        "labelFontSize": 13,
        "labelFontWeight": 600,
        "labelColor": INK,
    }
    return {"field": "level", "type": "ordinal", "sort": list(counted.levels), "header": header}


def _across(counted: Matrix, found: Statements) -> dict[str, Any]:
    axis = {
        "labelExpr": _named(found.options["phase"]),
        "labelAngle": -45,
        "orient": "top",
        "labelLimit": 140,
        "labelOverlap": False,
    }
    return {"field": "phase", "type": "ordinal", "sort": list(counted.phases), "title": None, "axis": axis}


def _down(counted: Matrix, found: Statements) -> dict[str, Any]:
    names = found.options["theme"]
    space = min(THEME_WIDTH, LETTER_WIDTH * max(map(len, names.values())))
    extent = {"minExtent": space, "maxExtent": space, "labelLimit": space}  # the same on every machine
    axis = {"labelExpr": _named(names), "labelFontSize": 12.5, **extent}
    return {"field": "theme", "type": "ordinal", "sort": list(counted.themes), "title": None, "axis": axis}


def _tiles(bounds: list[int]) -> dict[str, Any]:
    colour = {
        "field": "n",
        "type": "quantitative",
        "scale": {"type": "threshold", "domain": bounds, "range": ["#ffffff", *CLASSES]},
        "legend": None,
    }
    return {
        "mark": {"type": "rect", "cursor": "pointer", "cornerRadius": 2},
        "encoding": {
            "color": colour,
            "stroke": {"condition": {"test": "datum.on", "value": ORANGE}, "value": RULE},
            "strokeWidth": {"condition": {"test": "datum.on", "value": 2.5}, "value": 0.75},
        },
    }


def _numbers(bounds: list[int]) -> dict[str, Any]:
    on_dark = {"test": f"datum.n >= {bounds[DARK]}", "value": "#ffffff"}
    return {
        "mark": {"type": "text", "cursor": "pointer", "fontSize": 12.5},
        "transform": [{"filter": "datum.n > 0"}],
        "encoding": {
            "text": {"field": "n", "type": "quantitative", "format": ",d"},
            "color": {"condition": on_dark, "value": INK},
        },
    }


def _config(language: Language) -> dict[str, Any]:
    locale = {
        "decimal": get_decimal_symbol(language.code),
        "thousands": get_group_symbol(language.code),
        "grouping": [3],
        "currency": ["", ""],
    }
    quiet = {"domain": False, "ticks": False, "labelColor": INK, "titleColor": GREY, "labelPadding": 6}
    return {
        "aria": False,  # the picture is described as a whole; the table beside it has each cell
        "background": None,
        "font": FONT,
        "locale": {"number": locale},
        "axis": quiet,
        "scale": {"bandPaddingInner": 0.1, "bandPaddingOuter": 0.05},
        "view": {"stroke": None},
    }


def _named(options: Mapping[str, str]) -> str:
    """Return an expression that gives a code its label; in ASCII, for in an expression U+2028 ends a line."""
    return f"({json.dumps(dict(options))})[datum.value]"
