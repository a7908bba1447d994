"""REFI-QDA: codebooks (.qdc) and projects (.qdpx), as NVivo, ATLAS.ti, MAXQDA, QualCoder and others write them.

The standard (REFI-QDA 1.5, schemas 1.0) obliges a reader to report in detail what it leaves out.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from lxml.etree import _Element as Element

from gcm_analysis.evidence.files import decoded, marked_encoding
from gcm_analysis.evidence.problems import EvidenceError
from gcm_analysis.importing.archives import Archive, open_archive
from gcm_analysis.importing.markup import guid, local, namespace, parsed, text_of
from gcm_analysis.importing.model import (
    Code,
    Coding,
    Document,
    Loss,
    Passage,
    Project,
    clean,
    distinct,
    gathered,
)
from gcm_analysis.importing.offsets import Stretch, placed
from gcm_analysis.importing.safety import BOM, refused

PROJECTS, CODEBOOKS = "urn:QDA-XML:project:", "urn:QDA-XML:codebook:"
SEPARATOR = "/"  # between the names of nested codes
INTERNAL = "internal://"
LARGEST_TEXT = 30_000_000  # bytes; a book has one million
VALUES = {"TextValue", "BooleanValue", "IntegerValue", "FloatValue", "DateValue", "DateTimeValue"}
TEXTS = {"Representation", "Transcript"}  # text inside a source that is not text itself
AREAS = {"PDFSelection", "PictureSelection", "AudioSelection", "VideoSelection"}
LEFT_OUT = {
    "Sets/*": "groups are not used here",
    "Graphs/*": "drawings are not used here",
    "Links/*": "links between passages are not used here",
    "CodeBook/Sets/*": "groups are not used here",
}
OF_A_DOCUMENT = {
    "note": "a note on a whole document is not used here",
    "code": "a code on a whole document belongs to no passage",
}
NO_WORDS = "a selection in a picture, a page, a sound or a film has no words to bring in"
NO_TEXT = "the text of this document is not in the project: export it with its documents inside"
NOT_IN_UTF_8 = "Save this document in UTF-8, put it into the project again, and export that"


class Text(NamedTuple):
    """A document's text without its byte order mark, and whether it had one."""

    body: str
    is_marked: bool = False


def codebook(path: Path) -> Project:
    """Return the codes of a .qdc file."""
    root = parsed(path.read_bytes(), path)
    _must_be(path, root, "CodeBook", CODEBOOKS, "codebook")
    groups = root.iterfind("Sets/*")
    losses = [Loss(path.name, each.get("name", ""), "Set", LEFT_OUT["Sets/*"]) for each in groups]
    return Project(path.name, tuple(codes_of(root.findall("Codes/*")).values()), losses=tuple(losses))


def _must_be(path: Path, root: Element, name: str, standard: str, what: str) -> None:
    if local(root) != name or not namespace(root).startswith(standard):
        remedy = f"export the {what} in the REFI-QDA format again"
        raise refused(path, f"an element {local(root)}", f"a REFI-QDA {what}", remedy)


def codes_of(elements: Sequence[Element]) -> dict[str, Code]:
    """Return all codes by identifier; nested ones have the names of those above them in their path."""
    found: dict[str, Code] = {}
    todo = [("", element) for element in reversed(elements)]
    while todo:
        above, element = todo.pop()
        path = above + (element.get("name") or "").strip()
        found[_id(element) or path] = Code(path, text_of(element, "Description"))
        todo += [(path + SEPARATOR, inner) for inner in reversed(element.findall("Code"))]
    return found


def project(path: Path) -> Project:
    """Return the project of a .qdpx archive, with all that it leaves out."""
    return _Reader(path).project()


class _Reader:
    """Reads one project and keeps what it finds and what it cannot bring in."""

    def __init__(self, path: Path) -> None:
        self.archive = open_archive(path)
        self.root = _root(path, self.archive)
        self.file = path.name
        self.codes = codes_of(self.root.findall("CodeBook/Codes/*"))
        self.notes = {_id(note): note for note in self.root.iterfind("Notes/*")}
        people = self.root.findall("Users/*")
        names = distinct(user.get("name") or user.get("id") or "" for user in people)
        self.users = dict(zip(map(_id, people), names, strict=True))  # two of one name stay two
        self.variables = {_id(each): each.get("name") or "" for each in self.root.iterfind("Variables/*")}
        self.cases = self._of_cases()
        self.annotations = self._annotations()
        self.passages: list[Passage] = []
        self.losses: list[Loss] = []
        self.used_notes: set[str] = set()
        self.used_links: set[tuple[str, str]] = set()  # selection and note

    def project(self) -> Project:
        sources = self.root.findall("Sources/*")
        names = distinct(each.get("name") or each.get("plainTextPath") or _id(each) for each in sources)
        documents = [self._document(name, each) for name, each in zip(names, sources, strict=True)]
        losses = [*self.losses, *self._left_out()]
        listed = {code.path: code for code in reversed(self.codes.values())}
        passages = gathered(self.passages)
        return Project(self.file, tuple(listed.values())[::-1], tuple(documents), passages, tuple(losses))

    def _values(self, owner: Element) -> dict[str, str]:
        """Return the values that a source or a case has for the project's variables, by the variables' names."""
        found: dict[str, str] = {}
        for value in owner.iterfind("VariableValue"):
            name = self.variables.get(_target(value.find("VariableRef")), "")
            text = next(((each.text or "").strip() for each in value if each.tag in VALUES), "")
            if name and text:
                found[name] = text
        return found

    def _of_cases(self) -> dict[str, dict[str, str]]:
        """Return the values of cases by the source or the selection that is theirs; the case's own name among them."""
        found: dict[str, dict[str, str]] = {}
        for case in self.root.iterfind("Cases/*"):
            values = {"Case": case.get("name") or "", **self._values(case)}
            for reference in case:
                if reference.tag in ("SourceRef", "SelectionRef"):
                    found.setdefault(_target(reference), {}).update(values)
        return found

    def _document(self, name: str, source: Element) -> Document:
        """Read one source with the texts inside it, under a name that no other source has."""
        self.archive.allowance.take(0)
        values = {**self.cases.get(_id(source), {}), **self._values(source)}
        for reference in source.iterfind("NoteRef"):
            key = _target(reference)
            self.used_notes.add(key)
            self.losses.append(Loss(f"{self.file}, {name}", key, self._note(key), OF_A_DOCUMENT["note"]))
        for area in source:
            if area.tag in AREAS:
                self._lose(name, area, NO_WORDS)
        for element in (source, *(each for each in source if each.tag in TEXTS)):
            self._read_text(name, element, values)
        return Document(name, text_of(source, "Description"), values)

    def _read_text(self, name: str, element: Element, values: dict[str, str]) -> None:
        for coding in element.iterfind("Coding"):
            self._lose(name, coding, OF_A_DOCUMENT["code"])
        places = dict(_places(element))
        if not places:
            return
        text = self._text(element)
        if isinstance(text, str):
            for selection in places:
                self._lose(name, selection, text)
            return
        spans = [(start, end, each.get("name") or "") for each, (start, end) in places.items()]
        origin, allowance = self.root.get("origin") or "", self.archive.allowance
        found = placed(text.body, spans, origin, allowance, marked=text.is_marked)
        for selection, stretch in zip(places, found, strict=True):
            if isinstance(stretch, Stretch):
                self.passages.append(self._passage(name, selection, stretch, values))
            else:
                self._lose(name, selection, stretch)

    def _passage(self, name: str, selection: Element, stretch: Stretch, values: dict[str, str]) -> Passage:
        key = _id(selection)
        codings, comment = tuple(self._codings(name, selection)), self._comment(selection)
        values = {**values, **self.cases.get(key, {})}
        words, place = clean(stretch.words).strip(), (stretch.start, stretch.end)
        return Passage(name, words, f"selection {key}", *place, codings, comment, values)

    def _codings(self, name: str, selection: Element) -> Iterator[Coding]:
        for coding in selection.iterfind("Coding"):
            user = guid(coding.get("creatingUser") or selection.get("creatingUser"))
            for reference in coding.iterfind("CodeRef"):
                code = self.codes.get(_target(reference))
                if code is None:
                    self._lose(name, selection, "its code is not in the project's codebook")
                else:
                    yield Coding(self.users.get(user, ""), code.path)

    def _comment(self, selection: Element) -> str:
        """Return what people wrote about a selection: in it, in its codings, and in notes that lead to it."""
        references = [*selection.iterfind("NoteRef"), *selection.iterfind("Coding/NoteRef")]
        linked = self.annotations.get(_id(selection), ())
        self.used_links.update((_id(selection), note) for note in linked)
        keys = [*map(_target, references), *linked]
        self.used_notes.update(keys)
        parts = [text_of(selection, "Description"), *map(self._note, keys)]
        return "\n".join(dict.fromkeys(filter(None, parts)))

    def _annotations(self) -> dict[str, list[str]]:
        """Return the notes that a link joins to anything, by what they are joined to: some tools annotate passages so."""
        found: dict[str, list[str]] = defaultdict(list)
        for link in self.root.iterfind("Links/*"):
            ends = _ends(link)
            for owner, note in (ends, ends[::-1]):
                if note in self.notes and owner not in self.notes:
                    found[owner].append(note)
        return found

    def _note(self, key: str) -> str:
        """Return the words of a note: they are in it, or in a file of the archive."""
        element = self.notes.get(key)
        if element is None:
            return ""
        text = self._text(element)
        return ((text.body if isinstance(text, Text) else "") or text_of(element, "Description")).strip()

    def _text(self, element: Element) -> Text | str:
        """Return a text that is in the XML or in a file of the archive, or why there is none."""
        content = element.find("PlainTextContent")
        if content is not None:
            return Text((content.text or "").removeprefix(BOM))
        path = element.get("plainTextPath") or ""
        is_internal = path.lower().startswith(INTERNAL)
        name = path[len(INTERNAL) * is_internal :].lstrip("/")
        is_inside = is_internal or "://" not in path  # some tools leave the scheme out
        found = self.archive.find(f"sources/{name}") or self.archive.find(name)
        if not (is_inside and name and found):
            return NO_TEXT
        data = self.archive.read(found)
        if len(data) > LARGEST_TEXT:
            return f"its text has {len(data)} bytes, more than {LARGEST_TEXT}: divide the document"
        try:
            mark = marked_encoding(data)
            return Text(decoded(data, found, encoding=mark), is_marked=mark is not None)
        except EvidenceError as error:
            return f"{found}: {error.problems[0].found}. {NOT_IN_UTF_8}"

    def _lose(self, document: str, selection: Element, why: str) -> None:
        what = selection.get("name") or selection.tag
        self.losses.append(Loss(f"{self.file}, {document}", _id(selection), what, why))

    def _left_out(self) -> Iterator[Loss]:
        for place, why in LEFT_OUT.items():
            for element in self.root.iterfind(place):
                if not self.used_links & {_ends(element), _ends(element)[::-1]}:
                    yield Loss(self.file, element.get("name") or _id(element), element.tag, why)
        for case in self.root.iterfind("Cases/*"):
            for _ in case.iterfind("CodeRef"):
                why = "a code on a whole case belongs to no passage"
                yield Loss(self.file, case.get("name") or "", "CodeRef", why)
        if described := text_of(self.root, "Description"):
            yield Loss(self.file, "", described, "the description of the project is not used here")
        for key, note in self.notes.items():
            if key not in self.used_notes:
                what = note.get("name") or self._note(key)
                yield Loss(self.file, key, what, "a note or memo that belongs to no passage is not used here")


def _root(path: Path, archive: Archive) -> Element:
    """Return the project; where somebody packed a folder, the archive's names are looked for in it from then on."""
    names = [name for name in archive.names if name.lower().endswith(".qde")]
    top = archive.find("project.qde") or (names[0] if len(names) == 1 else None)
    if top is None:
        found = ", ".join(names) or "no .qde file inside"
        raise refused(path, found, "a REFI-QDA project with project.qde", "export the project again")
    archive.folder = top[: top.rfind("/") + 1]
    root = parsed(archive.read(top), path, top)
    _must_be(path, root, "Project", PROJECTS, "project")
    return root


def _id(element: Element) -> str:
    return guid(element.get("guid"))


def _target(reference: Element | None) -> str:
    return guid(reference.get("targetGUID")) if reference is not None else ""


def _ends(link: Element) -> tuple[str, str]:
    return guid(link.get("originGUID")), guid(link.get("targetGUID"))


def _places(element: Element) -> Iterator[tuple[Element, tuple[int, int]]]:
    """Give the selections of a text with their first and last positions, as the tool counts them."""
    points = {_id(point): point.get("position") for point in element.iterfind("SyncPoint")}
    for selection in element.iterfind("PlainTextSelection"):
        yield selection, _numbers(selection.get("startPosition"), selection.get("endPosition"))
    for selection in element.iterfind("TranscriptSelection"):
        ends = (points.get(guid(selection.get(name))) for name in ("fromSyncPoint", "toSyncPoint"))
        yield selection, _numbers(*ends)


def _numbers(start: str | None, end: str | None) -> tuple[int, int]:
    """Return two positions; what is no number is outside the text."""
    try:
        return int(start or ""), int(end or "")
    except ValueError:
        return -1, -1
