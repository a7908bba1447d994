"""The sources of a REFI-QDA project: their text, and the stretches of it that people selected and coded."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from gcm_analysis.importing.archives import Archive
from gcm_analysis.importing.markup import child, children, guid, local, text_of
from gcm_analysis.importing.model import Loss, clean
from gcm_analysis.importing.offsets import Counting, counting_of
from gcm_analysis.importing.passages import Coding, Document, Passage
from gcm_analysis.importing.safety import decoded

INTERNAL = "internal://"
TEXTS = ("Representation", "Transcript")  # text inside a source that is not text itself
AREAS = ("PDFSelection", "PictureSelection", "AudioSelection", "VideoSelection")
NO_WORDS = "a selection in a picture, a page, a sound or a film has no words to bring in"
NO_TEXT = "the text of this document is not in the project: export it with its documents inside"
OF_A_DOCUMENT = "a code on a whole document belongs to no passage"
OUTSIDE = "the selection lies outside the document's text"


@dataclass
class Sources:
    """Reads the sources one after the other and keeps what it finds and what it cannot bring in."""

    archive: Archive
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

    def read(self, source: Element, variables: dict[str, str]) -> None:
        """Read one source with the texts inside it."""
        name = source.get("name") or source.get("plainTextPath") or guid(source.get("guid"))
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
        return (self._text(element) or text_of(element, "Description")).strip() if element is not None else ""

    def _read_text(self, name: str, element: Element, values: dict[str, str]) -> None:
        for coding in children(element, "Coding"):
            self._lose(name, coding, OF_A_DOCUMENT)
        places = dict(_places(element))
        if not places:
            return
        text = self._text(element)
        if text is None:
            for selection in places:
                self._lose(name, selection, NO_TEXT)
            return
        told = [(start, end, each.get("name") or "") for each, (start, end) in places.items()]
        way = counting_of(text, told)
        for selection, (start, end) in places.items():
            self._read_selection(name, way, selection, way.place(start, end), values)

    def _read_selection(
        self, name: str, way: Counting, selection: Element, place: tuple[int, int], values: dict[str, str]
    ) -> None:
        start, end = place
        words = clean(way.text[start:end]).strip()
        if not (0 <= start < end <= len(way.text)) or not words:
            self._lose(name, selection, OUTSIDE)
            return
        key = guid(selection.get("guid"))
        self.passages.append(
            Passage(
                name,
                words,
                f"selection {key}",
                start,
                end,
                tuple(self._codings(name, selection)),
                self._comment(selection),
                {**values, **self.cases.get(key, {})},
            )
        )

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

    def _text(self, element: Element) -> str | None:
        """Return a text that stands in the XML or in a file of the archive; nothing if it stands elsewhere."""
        content = child(element, "PlainTextContent")
        if content is not None:
            return content.text or ""
        path = element.get("plainTextPath") or ""
        inside = path.lower().startswith(INTERNAL) or "://" not in path  # some tools leave the scheme out
        name = path[len(INTERNAL) if path.lower().startswith(INTERNAL) else 0 :].lstrip("/")
        if not inside or not name:
            return None
        member = self.archive.find(f"sources/{name}") or self.archive.find(name)
        return decoded(self.archive.read(member), self.archive.path, member) if member else None

    def _lose(self, document: str, selection: Element, why: str) -> None:
        what = selection.get("name") or local(selection)
        self.losses.append(
            Loss(f"{self.archive.path.name}, {document}", guid(selection.get("guid")), what, why)
        )

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
