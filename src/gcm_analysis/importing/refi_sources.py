"""The sources of a REFI-QDA project: their text, and the stretches of it that people selected and coded."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from gcm_analysis.evidence.files import marked_encoding
from gcm_analysis.importing.archives import Archive
from gcm_analysis.importing.markup import child, children, guid, local, text_of
from gcm_analysis.importing.model import Coding, Document, Loss, Passage, clean
from gcm_analysis.importing.offsets import Stretch, placed
from gcm_analysis.importing.safety import BOM, NotUnicode, text_from

LARGEST_TEXT = 30_000_000  # bytes; a book has one million
INTERNAL = "internal://"
TEXTS = ("Representation", "Transcript")  # text inside a source that is not text itself
AREAS = ("PDFSelection", "PictureSelection", "AudioSelection", "VideoSelection")
NO_WORDS = "a selection in a picture, a page, a sound or a film has no words to bring in"
NO_TEXT = "the text of this document is not in the project: export it with its documents inside"
OF_A_DOCUMENT = "a code on a whole document belongs to no passage"


@dataclass(frozen=True)
class Text:
    """A document's text without its byte order mark, and whether it had one."""

    body: str
    is_marked: bool = False


def name_of(source: Element) -> str:
    return source.get("name") or source.get("plainTextPath") or guid(source.get("guid"))


@dataclass
class Sources:
    """Reads the sources one after the other and keeps what it finds and what it cannot bring in."""

    archive: Archive
    origin: str  # what the file says of its tool
    users: Mapping[str, str]
    cases: Mapping[str, dict[str, str]]  # values of cases by source or selection
    codes: Mapping[str, str]  # path by identifier
    notes: Mapping[str, Element]
    annotations: Mapping[str, Sequence[str]]  # notes by the selection that a link joins them to
    documents: list[Document] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    used_notes: set[str] = field(default_factory=set)
    used_links: set[tuple[str, str]] = field(default_factory=set)  # selection and note

    def read(self, name: str, source: Element, variables: dict[str, str]) -> None:
        """Read one source with the texts inside it, under a name that no other source has."""
        self.archive.allowance.take(0)
        values = {**self.cases.get(guid(source.get("guid")), {}), **variables}
        self.documents.append(Document(name, text_of(source, "Description"), values))
        for reference in children(source, "NoteRef"):
            self._lose_note(name, reference)
        for area in children(source, *AREAS):
            self._lose(name, area, NO_WORDS)
        for element in (source, *children(source, *TEXTS)):
            self._read_text(name, element, values)

    def note(self, key: str) -> str:
        """Return the words of a note: they stand in it, or in a file of the archive."""
        element = self.notes.get(key)
        if element is None:
            return ""
        text = self._text(element)
        return ((text.body if isinstance(text, Text) else "") or text_of(element, "Description")).strip()

    def _read_text(self, name: str, element: Element, values: dict[str, str]) -> None:
        for coding in children(element, "Coding"):
            self._lose(name, coding, OF_A_DOCUMENT)
        places = dict(_places(element))
        if not places:
            return
        text = self._text(element)
        if isinstance(text, str):
            for selection in places:
                self._lose(name, selection, text)
            return
        spans = [(start, end, each.get("name") or "") for each, (start, end) in places.items()]
        found = placed(text.body, spans, self.origin, self.archive.allowance, marked=text.is_marked)
        for selection, stretch in zip(places, found, strict=True):
            if isinstance(stretch, Stretch):
                self._read_selection(name, selection, stretch, values)
            else:
                self._lose(name, selection, stretch)

    def _read_selection(
        self, name: str, selection: Element, stretch: Stretch, values: dict[str, str]
    ) -> None:
        key = guid(selection.get("guid"))
        codings, comment = tuple(self._codings(name, selection)), self._comment(selection)
        values = {**values, **self.cases.get(key, {})}
        words, place = clean(stretch.words).strip(), (stretch.start, stretch.end)
        self.passages.append(Passage(name, words, f"selection {key}", *place, codings, comment, values))

    def _codings(self, name: str, selection: Element) -> Iterator[Coding]:
        for coding in children(selection, "Coding"):
            user = guid(coding.get("creatingUser") or selection.get("creatingUser"))
            for reference in children(coding, "CodeRef"):
                path = self.codes.get(guid(reference.get("targetGUID")))
                if path is None:
                    self._lose(name, selection, "its code is not in the project's codebook")
                else:
                    yield Coding(self.users.get(user, ""), path)

    def _comment(self, selection: Element) -> str:
        keys = [
            guid(reference.get("targetGUID"))
            for owner in (selection, *children(selection, "Coding"))
            for reference in children(owner, "NoteRef")
        ]
        key = guid(selection.get("guid"))
        linked = self.annotations.get(key, ())
        self.used_links.update((key, note) for note in linked)
        keys += linked
        self.used_notes.update(keys)
        parts = [text_of(selection, "Description"), *map(self.note, keys)]
        return "\n".join(dict.fromkeys(filter(None, parts)))

    def _text(self, element: Element) -> "Text | str":
        """Return a text that stands in the XML or in a file of the archive, or why there is none."""
        content = child(element, "PlainTextContent")
        if content is not None:
            return Text((content.text or "").removeprefix(BOM))
        path = element.get("plainTextPath") or ""
        inside = path.lower().startswith(INTERNAL) or "://" not in path  # some tools leave the scheme out
        name = path[len(INTERNAL) if path.lower().startswith(INTERNAL) else 0 :].lstrip("/")
        member = (
            (self.archive.find(f"sources/{name}") or self.archive.find(name)) if inside and name else None
        )
        if member is None:
            return NO_TEXT
        data = self.archive.read(member)
        if len(data) > LARGEST_TEXT:
            return f"its text has {len(data)} bytes, more than {LARGEST_TEXT}: divide the document"
        try:
            return Text(text_from(data), is_marked=marked_encoding(data) is not None)
        except NotUnicode as error:
            return f"{member}: {error}. Save this document in UTF-8, put it into the project again, and export that"

    def _lose(self, document: str, selection: Element, why: str) -> None:
        what, key = selection.get("name") or local(selection), guid(selection.get("guid"))
        self.losses.append(Loss(f"{self.archive.path.name}, {document}", key, what, why))

    def _lose_note(self, document: str, reference: Element) -> None:
        key = guid(reference.get("targetGUID"))
        self.used_notes.add(key)
        why = "a note on a whole document is not used here"
        self.losses.append(Loss(f"{self.archive.path.name}, {document}", key, self.note(key), why))


def _places(element: Element) -> Iterator[tuple[Element, tuple[int, int]]]:
    """Give the selections of a text with their first and last positions, as the tool counts them."""
    points = {guid(point.get("guid")): point.get("position") for point in children(element, "SyncPoint")}
    for selection in children(element, "PlainTextSelection"):
        yield selection, _numbers(selection.get("startPosition"), selection.get("endPosition"))
    for selection in children(element, "TranscriptSelection"):
        ends = (points.get(guid(selection.get(name))) for name in ("fromSyncPoint", "toSyncPoint"))
        yield selection, _numbers(*ends)


def _numbers(start: str | None, end: str | None) -> tuple[int, int]:
    """Return two positions; what is no number stands nowhere."""
    try:
        return int(start or ""), int(end or "")
    except ValueError:
        return -1, -1
