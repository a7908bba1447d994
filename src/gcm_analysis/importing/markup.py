"""XML from elsewhere: no document type, no entities, nothing fetched, nothing nested without end.

libxml2 refuses more than 256 levels of elements and texts of more than ten million signs.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import IO

from lxml import etree
from lxml.etree import _Element as Element

from gcm_analysis.importing.safety import refused

MOST_ELEMENTS = 1_000_000
SAFELY = {
    "resolve_entities": False,
    "load_dtd": False,
    "no_network": True,
    "remove_comments": True,
    "remove_pis": True,
}


class _DocumentTypeError(Exception):
    """A document says what its entities are, or where that is written."""


def parsed(content: bytes, path: Path, inside: str = "") -> Element:
    """Return the root element; the names of the elements in it are without their namespaces."""
    with _well_formed(path, f"{inside}: " if inside else ""):
        root, count = None, 0
        for _, element in _elements(BytesIO(content)):
            root, count = element, count + 1  # the last to end is the root
            if count > 2 * MOST_ELEMENTS:  # each begins and ends
                raise ValueError(f"more than {MOST_ELEMENTS} elements")
        _forget_namespaces(root)
        return root


def streamed(path: Path, name: str) -> Iterator[Element]:
    """Give the root element as it begins, then one child of this name after the other; each is forgotten at the next.

    So a file of any size takes the room of one child.
    """
    with _well_formed(path), path.open("rb") as file:
        elements = _elements(file)
        _, root = next(elements)
        yield root
        for event, element in elements:
            if event == "end" and element.getparent() is root:
                if local(element) == name:
                    _forget_namespaces(element)
                    yield element
                root.remove(element)


def _elements(file: IO[bytes]) -> Iterator[tuple[str, Element]]:
    for event, element in etree.iterparse(file, events=("start", "end"), **SAFELY):
        if element.getparent() is None and element.getroottree().docinfo.doctype:
            raise _DocumentTypeError
        yield event, element


def _forget_namespaces(root: Element) -> None:
    for element in root.iterdescendants("{*}*"):
        element.tag = local(element)


@contextmanager
def _well_formed(path: Path, where: str = "") -> Iterator[None]:
    """Say in a problem of the file what its XML has that it must not have."""
    try:
        yield
    except _DocumentTypeError:
        found = f"{where}a document type or an entity"
        remedy = "do not use this file; export it again with the tool it comes from"
        raise refused(path, found, "XML without document type and entities", remedy) from None
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise refused(path, f"{where}{error}", "well-formed XML", "export the file again") from None


def local(element: Element) -> str:
    """Return an element's name without its namespace."""
    return str(etree.QName(element).localname)


def namespace(element: Element) -> str:
    return etree.QName(element).namespace or ""


def text_of(element: Element, name: str) -> str:
    """Return the text of the child of this name without blanks around it, or nothing."""
    return (element.findtext(name) or "").strip()


def guid(text: str | None) -> str:
    """Return an identifier in one spelling: tools write it with and without braces, in small and capital letters."""
    return (text or "").strip().strip("{}").lower()
