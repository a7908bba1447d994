"""XML from elsewhere: no document type, no entities, nothing fetched, nothing nested without end."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from gcm_analysis.importing.safety import refused

DEEPEST = 100  # levels; codes nest a dozen deep at most
MOST_ELEMENTS = 1_000_000


def parsed(content: bytes, path: Path, inside: str = "") -> Element:
    """Return the root element; the names of the elements in it are without their namespaces."""
    with _well_formed(path, f"{inside}: " if inside else ""):
        root: Element | None = None
        for count, (_, element) in enumerate(_elements(BytesIO(content)), start=1):
            root = element if root is None else root
            if count > 2 * MOST_ELEMENTS:  # each begins and ends
                raise ValueError(f"more than {MOST_ELEMENTS} elements")
        if root is None:
            raise ValueError("no element")
        return root


def streamed(path: Path, name: str) -> Iterator[Element]:
    """Give the root element as it begins, then one child of this name after the other; each is forgotten at the next.

    So a file of any size takes the room of one child.
    """
    with _well_formed(path), path.open("rb") as file:
        root: Element | None = None
        for event, element in _elements(file):
            if root is None:
                root = element
                yield root
            elif event == "end" and element.tag == name:
                yield element
                root.clear()


def _elements(file: BinaryIO) -> Iterator[tuple[str, Element]]:
    depth = 0
    for event, element in iterparse(file, events=("start", "end"), forbid_dtd=True):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            raise ValueError(f"elements in each other, more than {DEEPEST} deep")
        if event == "end" and depth:
            element.tag = local(element)
        yield event, element


@contextmanager
def _well_formed(path: Path, where: str = "") -> Iterator[None]:
    """Say in a problem of the file what its XML has that it must not have."""
    try:
        yield
    except DefusedXmlException as error:
        found = f"{where}{type(error).__name__}: a document type or an entity"
        remedy = "do not use this file; export it again with the tool it comes from"
        raise refused(path, found, "XML without document type and entities", remedy) from None
    except (ParseError, ValueError, LookupError) as error:
        raise refused(path, f"{where}{error}", "well-formed XML", "export the file again") from None


def local(element: Element) -> str:
    """Return an element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def namespace(element: Element) -> str:
    return element.tag.rpartition("}")[0].lstrip("{")


def text_of(element: Element, name: str) -> str:
    """Return the text of the child of this name without blanks around it, or nothing."""
    return (element.findtext(name) or "").strip()


def guid(text: str | None) -> str:
    """Return an identifier in one spelling: tools write it with and without braces, in small and capital letters."""
    return (text or "").strip().strip("{}").lower()
