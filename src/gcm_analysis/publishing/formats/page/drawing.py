"""Makes drawings part of the page: an SVG without active or external content, compact, for light and dark pages.

Text stays text and uses the page's fonts. Style that matplotlib repeats at every element is written once, in the page's
style sheet. Colours become properties, so that the page can invert them on dark screens.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree as ET

from gcm_analysis.errors import RenderFailed
from gcm_analysis.publishing.formats.page.colours import dark

SVG, XLINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}"
# Matplotlib sets the line style of all elements in a style sheet, which would affect the whole page.
ROOT = {"role": "img", "stroke-linejoin": "round", "stroke-linecap": "butt"}
UNWANTED = {"script", "style", "metadata", "foreignObject", "a", "title", "desc"}
OF_FILE = ("width", "height", "version")  # attributes of the root: the page sets the size
PACKED = "data:image/png;base64,"  # a picture in the drawing, which is not fetched
LINES = {"d", "points", "transform"}
PLACES = LINES | {"x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "width", "height"}
LONG_NUMBER = re.compile(r"-?\d+\.\d{3,}")
COMMAND = re.compile(r"\s*([MLHVCSQTAZz])\s*")
NO_TURN = re.compile(r"rotate\(-?0(?: [^)]*)?\)\s*")
COLOUR = re.compile(r"#[0-9a-f]{6}\b")
PAINTED = ("fill", "stroke")
CLIP = "clip-path"
REFERENCE = re.compile(r"(?:^|url\()#([^)\s]+)")

ET.register_namespace("", SVG.strip("{}"))


@dataclass
class Drawings:
    """The drawings of one page, with their shared style."""

    classes: dict[str, str] = field(default_factory=dict)  # names of classes by their declarations

    def inline(self, path: Path, alt: str) -> str:
        """Return an SVG file as part of the page; `alt` is escaped as HTML already."""
        try:
            root = ET.parse(path).getroot()  # noqa: S314 - expat resolves no outside entity
        except ET.ParseError as error:
            raise RenderFailed(f"The image {path.name} is not well-formed SVG: {error}.") from error
        _clean(root)
        _keep_needed_ids(root, path.stem)
        for element in root.iter():
            _shorten(element)
            self._classify(element)
        _unwrap(root)
        for key in OF_FILE:
            root.attrib.pop(key, None)
        root.attrib |= ROOT
        drawn = ET.tostring(root, encoding="unicode")
        return drawn.replace("<svg ", f'<svg aria-label="{alt}" ', 1)

    def style(self) -> str:
        """Return the style sheet of all drawings so far: their classes, and their light and dark colours."""
        rules = "\n".join(f".chart .{name}{{{declared}}}" for declared, name in self.classes.items())
        colours = sorted(set(COLOUR.findall(rules)))
        day = "".join(f"--c-{one[1:]}:{one};" for one in colours)
        both = "".join(f"--c-{one[1:]}:light-dark({one},{dark(one)});" for one in colours)
        definitions = (
            f":root{{{day}}}\n@supports (color:light-dark(#000,#fff)){{:root{{{both}}}}}\n" if colours else ""
        )
        return definitions + COLOUR.sub(lambda found: f"var(--c-{found[0][1:]})", rules)

    def _classify(self, element: ET.Element) -> None:
        """Move an element's style into a class that it shares with others."""
        declared = dict(_declarations(element.attrib.pop("style", "")))
        for name in PAINTED:
            if COLOUR.fullmatch(element.attrib.get(name, "")):
                declared.setdefault(name, element.attrib.pop(name))
        if CLIP in element.attrib:
            declared[CLIP] = element.attrib.pop(CLIP)
        if declared:
            declarations = ";".join(f"{name}:{value}" for name, value in declared.items())
            element.attrib["class"] = self.classes.setdefault(declarations, f"d{len(self.classes) + 1}")


def _declarations(style: str) -> list[tuple[str, str]]:
    pairs = (part.partition(":") for part in style.split(";") if part.strip())
    declarations = [(name.strip(), value.strip()) for name, _, value in pairs]
    return [(name, value) for name, value in declarations if name != "font-family"]  # the page's own


def _clean(root: ET.Element) -> None:
    for parent in list(root.iter()):
        for child in list(parent):
            tag = child.tag.removeprefix(SVG)
            if tag in UNWANTED or (tag == "image" and not _source(child).startswith(PACKED)):
                parent.remove(child)
        for name in list(parent.attrib):
            outside = name.endswith("href") and not parent.attrib[name].startswith(("#", PACKED))
            if outside or name.lower().startswith("on"):
                del parent.attrib[name]


def _source(image: ET.Element) -> str:
    return image.attrib.get(f"{XLINK}href") or image.attrib.get("href", "")


def _keep_needed_ids(root: ET.Element, prefix: str) -> None:
    """Drop the ids that nothing refers to; the others become the drawing's own."""
    values = (value for element in root.iter() for value in element.attrib.values())
    needed = {found[1] for value in values for found in REFERENCE.finditer(value)}
    for element in root.iter():
        if element.attrib.get("id", "") not in needed:
            element.attrib.pop("id", None)
        for name, value in list(element.attrib.items()):
            if name == "id":
                element.attrib[name] = f"{prefix}-{value}"
            elif name.endswith("href"):
                element.attrib.pop(name)
                element.attrib["href"] = value if value.startswith(PACKED) else f"#{prefix}-{value[1:]}"
            else:
                element.attrib[name] = value.replace("url(#", f"url(#{prefix}-")


def _shorten(element: ET.Element) -> None:
    """Write coordinates to a hundredth of a point, as briefly as possible."""
    for name in element.attrib.keys() & PLACES:
        value = LONG_NUMBER.sub(lambda found: f"{round(float(found[0]), 2):g}", element.attrib[name])
        if name in LINES:
            value = COMMAND.sub(r"\1", " ".join(NO_TURN.sub("", value).split()))
        element.attrib[name] = value
    if element.attrib.get("transform") == "":
        del element.attrib["transform"]
    if element.tag.removeprefix(SVG) not in {"text", "tspan"}:
        element.text = None
    element.tail = None


def _unwrap(parent: ET.Element) -> None:
    """Replace groups without attributes by their content."""
    for child in list(parent):
        _unwrap(child)
        if child.tag == f"{SVG}g" and not child.attrib:
            place = list(parent).index(child)
            parent[place : place + 1] = list(child)
