"""Words of a Word or OpenDocument file that pandoc passes over: headers, text boxes, fields, content controls and others.

It drops them without a word, and in Word what stands around a text box too. So the words in the XML of the file are
compared with those that were read: what is not among them is a loss.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from lxml.etree import _Element as Element

from gcm_analysis.importing.markup import local
from gcm_analysis.importing.matching import letters_of
from gcm_analysis.importing.model import Loss
from gcm_analysis.importing.safety import refused

# Where words are in the XML; Word's blocks of ready-made text (glossary) are no part of a document.
IN_WORD = "//t/text() | //delText/text()"
IN_OPEN_DOCUMENT = "//p//text() | //h//text()"
HIDDEN_IN_WORD = "//r[rPr/vanish[not(@*) or @*='1' or @*='true' or @*='on']]/t/text()"
HIDDEN_SECTION = "//section[@text:display='none']//text()"
HIDDEN_STYLE = "//style[text-properties/@text:display='none']/@style:name"
OF_STYLE = "//*[@text:style-name=$name]//text()"
# Of attributes; elements are without theirs.
NAMESPACES = {kind: f"urn:oasis:names:tc:opendocument:xmlns:{kind}:1.0" for kind in ("style", "text")}
PARTS = ("word/", "content.xml", "styles.xml")
GLOSSARY = "word/glossary/"
WITHIN = ("t", "delText", "r")  # parts of one stretch of words in Word
# What is about a comment, a page, a note or a picture.
NO_WORDS = {"creator", "date", "note-citation", "page-number", "title", "desc"}
COMMENT = "comments are not read: move what matters into the text"
DELETED = "it is marked as deleted, so it was not read: accept or reject the change"
AROUND = "headers and footers are not read: move what matters into the text"
ELSEWHERE = (
    "it is in or around a text box, in a field or in another place that is not read: move it into a paragraph"
)
REASONS = {"annotation": COMMENT, "deletion": DELETED, "master-styles": AROUND, "hdr": AROUND, "ftr": AROUND}
# What a program writes itself, such as a table of contents; and formulas, which are read as TeX.
OTHERWISE = {"index-body", "oMath"}

Words = Any  # a text of lxml, which knows its element


def passed_over(path: Path, parts: Sequence[tuple[str, Element]], read: str) -> Iterator[Loss]:
    """Give each stretch of words that is not among those that were `read`. Refuse words that nobody sees."""
    known = letters_of(read)
    for part, root in parts:
        if part.lower().startswith(PARTS) and not part.lower().startswith(GLOSSARY):
            _must_be_seen(path, root)
            for container, stretch in groupby(_words(root), key=_container):
                around = [local(element) for element in (container, *container.iterancestors())]
                what = "" if OTHERWISE & {*around} else _unknown(list(stretch), known)
                if what:
                    why = next((REASONS[name] for name in around if name in REASONS), ELSEWHERE)
                    yield Loss(path.name, "", what, why, unread=why == ELSEWHERE)


def _must_be_seen(path: Path, root: Element) -> None:
    hidden = " ".join(_hidden(root))
    if letters_of(hidden):
        remedy = "show it (in Word: Font, Hidden), or remove it, and import the file again"
        raise refused(path, f"hidden text: {hidden.strip()[:60]}", "text that can be seen", remedy)


def _hidden(root: Element) -> Iterator[str]:
    names: Any = root.xpath(HIDDEN_STYLE, namespaces=NAMESPACES)
    for where in (HIDDEN_IN_WORD, HIDDEN_SECTION):
        yield from map(str, root.xpath(where, namespaces=NAMESPACES))
    for name in names:
        yield from map(str, root.xpath(OF_STYLE, namespaces=NAMESPACES, name=name))


def _words(root: Element) -> Iterator[Words]:
    is_word = local(root) not in ("document-content", "document-styles")
    for words in root.xpath(IN_WORD if is_word else IN_OPEN_DOCUMENT):
        if words.is_tail or words.getparent().tag not in NO_WORDS:
            yield words


def _container(words: Words) -> Element:
    """Return the element in which a stretch of words is, such as a paragraph."""
    element = words.getparent().getparent() if words.is_tail else words.getparent()
    while element.tag in WITHIN:
        element = element.getparent()
    return element


def _unknown(stretch: list[Words], known: str) -> str:
    """Return the parts of a stretch of words that were not read, if it was not read as a whole."""
    if letters_of("".join(stretch)) in known:
        return ""
    return "".join(words for words in stretch if letters_of(words) not in known).strip()
