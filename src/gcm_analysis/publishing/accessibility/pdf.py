"""The PDF as a reading program gets it, read with pikepdf, which did not write it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf

from gcm_analysis.publishing.accessibility.criteria import Name

UA = "pdfuaid:part"
HEADING = ("/H1", "/H2", "/H3", "/H4")


@dataclass(frozen=True)
class Element:
    """One element of the tag tree: its kind, the title that a heading carries, and what it says of itself."""

    kind: str
    title: str
    alt: bool
    scope: bool


@dataclass(frozen=True)
class Tags:
    """What a PDF says of itself, and its elements in the order of the tag tree, which is that of reading."""

    said: dict[str, str]
    elements: tuple[Element, ...]


def read(path: Path) -> Tags:
    with pikepdf.open(path) as pdf:
        root = pdf.Root.get("/StructTreeRoot")
        return Tags(_said(pdf), tuple(_below(root)) if root is not None else ())


def headings(tags: Tags) -> list[str]:
    """Return the words of the headings in the order of reading."""
    return [element.title for element in tags.elements if element.kind in HEADING]


def found_in(tags: Tags, code: str) -> Iterator[tuple[Name, str]]:
    """Yield what a PDF lacks of title, language, claim, tags, alternative texts and headers of tables."""
    if not tags.said["language"].startswith(code):
        yield "passages", f"the PDF says that its language is “{tags.said['language']}”"
    lacking = (
        ("title", "the PDF has no title"),
        ("shown", "the PDF does not show its title"),
        ("tagged", "the PDF is not tagged"),
    )
    yield from (("tags", what) for key, what in lacking if not tags.said[key])
    if tags.said["claim"] != "1":
        yield "tags", "the PDF does not claim PDF/UA-1"
    yield from (("tags", what) for what in _untold(tags))


def _untold(tags: Tags) -> Iterator[str]:
    kinds = Counter(element.kind for element in tags.elements)
    if not kinds["/H1"]:
        yield "the PDF has no headings"
    if any(element.kind == "/Figure" and not element.alt for element in tags.elements):
        yield "a figure of the PDF has no alternative text"
    if kinds["/Table"] and not kinds["/TH"]:
        yield "the tables of the PDF have no header cells"
    if any(element.kind == "/TH" and not element.scope for element in tags.elements):
        yield "a header cell of the PDF has no scope"


def _said(pdf: pikepdf.Pdf) -> dict[str, str]:
    """Return title, language and claims; what is not said is empty."""
    with pdf.open_metadata() as metadata:
        described = {"title": str(metadata.get("dc:title") or ""), "claim": str(metadata.get(UA) or "")}
    none = pikepdf.Dictionary()
    marked = pdf.Root.get("/MarkInfo", none).get("/Marked", False)
    shown = pdf.Root.get("/ViewerPreferences", none).get("/DisplayDocTitle", False)
    language = str(pdf.Root.get("/Lang", ""))
    return described | {
        "tagged": "yes" if marked else "",
        "shown": "yes" if shown else "",
        "language": language,
    }


def _below(element: Any) -> Iterator[Element]:  # noqa: ANN401 - an object of pikepdf
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            title, alt = " ".join(str(kid.get("/T", "")).split()), str(kid.get("/Alt", "")).strip()
            yield Element(str(kid.S), title, bool(alt), _scoped(kid))
            yield from _below(kid)


def _scoped(element: Any) -> bool:  # noqa: ANN401 - an object of pikepdf
    said = element.get("/A", [])
    return any("/Scope" in one for one in (said if isinstance(said, pikepdf.Array) else [said]))
