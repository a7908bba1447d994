"""Reads the shapes and texts of a drawing, in the order in which they are painted.

It reads SVG from matplotlib: outlines of straight lines and curves in absolute coordinates, `use` of marks that are
defined once, and fills that are colours or hatches. Distances are in points.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from xml.etree import ElementTree as ET

SVG, XLINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}"
COLOUR = re.compile(r"#[0-9a-f]{6}")
PATTERN = re.compile(r"url\(#([^)]+)\)")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")
SIZE = re.compile(r"(\d+(?:\.\d+)?)px")
LETTER_WIDTH, CAPITAL_HEIGHT = 0.5, 0.7  # of the type size: exact enough to find what is behind a text
PAPER = "#ffffff"


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    def moved(self, x: float, y: float) -> "Box":
        return Box(self.left + x, self.top + y, self.right + x, self.bottom + y)


@dataclass(frozen=True)
class Shape:
    """An area or a line; colours are `#rrggbb`, empty where nothing is painted."""

    form: str  # its outline and its hatch; equal for marks of the same form
    box: Box
    fill: str
    stroke: str
    hatched: bool
    dashes: str

    @property
    def colour(self) -> str:
        """The colour that a reader sees: that of the hatch or the outline if the area is hollow."""
        return self.stroke if self.hatched or self.fill in ("", PAPER) else self.fill


@dataclass(frozen=True)
class Words:
    """A text and the point at its middle."""

    text: str
    colour: str
    size: float
    x: float
    y: float


@lru_cache(maxsize=1)  # several checks of one drawing follow each other
def read(svg: str) -> tuple[Shape | Words, ...]:
    """Return everything that a drawing paints, the first painted first."""
    root = ET.fromstring(svg)  # noqa: S314 - made by our own kernel, and expat resolves no outside entity
    defined = {key: element for element in root.iter() if (key := element.get("id"))}
    return tuple(_painted(root, defined))


def _painted(parent: ET.Element, defined: dict[str, ET.Element]) -> Iterator[Shape | Words]:
    for element in parent:
        tag = element.tag.removeprefix(SVG)
        if tag in ("path", "use"):
            yield from _shape(element, defined)
        elif tag == "text":
            yield from _words(element)
        elif tag not in ("defs", "clipPath", "metadata"):
            yield from _painted(element, defined)


def _shape(element: ET.Element, defined: dict[str, ET.Element]) -> Iterator[Shape]:
    used = defined.get(element.get(f"{XLINK}href", "").removeprefix("#"))
    drawn = element if used is None else used
    numbers = [float(number) for number in NUMBER.findall(drawn.get("d", ""))]
    if not numbers:
        return
    across, down = numbers[0::2], numbers[1::2]
    box = Box(min(across), min(down), max(across), max(down))
    look = _look(drawn) | _look(element)
    fill, hatch = look.get("fill", "#000000"), PATTERN.search(look.get("fill", ""))
    pattern = defined.get(hatch[1]) if hatch else None
    lines = [] if pattern is None else [one.get("d", "") for one in pattern.iter(f"{SVG}path")]
    yield Shape(
        form=" ".join((_outline(drawn, used), *lines[:1])),
        box=box.moved(float(element.get("x", 0)), float(element.get("y", 0))),
        fill=_ground(pattern) if pattern is not None else _on_paper(fill, look.get("fill-opacity", "1")),
        stroke=_colour(look.get("stroke", "")) or (_lines(pattern) if pattern is not None else ""),
        hatched=pattern is not None,
        dashes=look.get("stroke-dasharray", "").replace("none", ""),
    )


def _outline(drawn: ET.Element, used: ET.Element | None) -> str:
    """Return the full outline of a mark that is defined once, else only its letters: bars of all lengths are one form."""
    return drawn.get("d", "") if used is not None else re.sub("[^MLCQz]", "", drawn.get("d", ""))[:12]


def _on_paper(fill: str, opacity: str) -> str:
    """Return a colour as it looks on paper."""
    colour, share = _colour(fill), float(opacity)
    if not colour or share == 1:
        return colour
    channels = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 + (channel - 255) * share):02x}" for channel in channels)


def _ground(pattern: ET.Element) -> str:
    fills = (_colour(_look(one).get("fill", "")) for one in pattern.iter() if one.tag != f"{SVG}pattern")
    return next(filter(None, fills), PAPER)


def _lines(pattern: ET.Element) -> str:
    return next(filter(None, (_colour(_look(one).get("stroke", "")) for one in pattern.iter())), "")


def _words(element: ET.Element) -> Iterator[Words]:
    text, look = "".join(element.itertext()).strip(), _look(element)
    size = float(found[1]) if (found := SIZE.search(look.get("font-size", look.get("font", "")))) else 10.0
    x, y = _position(element)
    shift = (
        {"middle": 0.0, "end": -0.5}.get(look.get("text-anchor", ""), 0.5) * LETTER_WIDTH * size * len(text)
    )
    if text:
        colour = _colour(look.get("fill", "")) or "#000000"
        yield Words(text, colour, size, x + shift, y - CAPITAL_HEIGHT * size / 2)


def _position(element: ET.Element) -> tuple[float, float]:
    moved = re.search(r"translate\(([^)]*)\)", element.get("transform", ""))
    if moved and "x" not in element.attrib:
        x, y = (float(number) for number in NUMBER.findall(moved[1])[:2])
        return x, y
    return float(element.get("x", 0)), float(element.get("y", 0))


def _look(element: ET.Element) -> dict[str, str]:
    """Return the presentation properties of an element, from its attributes or its style."""
    attributes = {
        name: element.get(name, "") for name in ("fill", "stroke", "stroke-dasharray") if element.get(name)
    }
    pairs = (part.partition(":") for part in element.get("style", "").split(";"))
    return attributes | {name.strip(): value.strip() for name, _, value in pairs if value}


def _colour(value: str) -> str:
    return value.lower() if COLOUR.fullmatch(value.lower()) else ""
