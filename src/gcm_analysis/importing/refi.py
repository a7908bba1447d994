"""REFI-QDA: codebooks (.qdc) and projects (.qdpx), as NVivo, ATLAS.ti, MAXQDA, QualCoder and others write them.

The standard (REFI-QDA 1.5, schemas 1.0) obliges a reader to report in detail what it leaves out.
"""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from gcm_analysis.importing.archives import Archive, open_archive
from gcm_analysis.importing.markup import child, children, guid, local, namespace, parsed, text_of
from gcm_analysis.importing.model import Code, Loss, Project, distinct, gathered
from gcm_analysis.importing.refi_sources import Sources, name_of
from gcm_analysis.importing.refusal import refused

PROJECTS, CODEBOOKS = "urn:QDA-XML:project:", "urn:QDA-XML:codebook:"
SEPARATOR = "/"  # between the names of nested codes
VALUES = ("TextValue", "BooleanValue", "IntegerValue", "FloatValue", "DateValue", "DateTimeValue")
LEFT_OUT = {
    "Sets": "groups are not used here",
    "Graphs": "drawings are not used here",
    "Links": "links between passages are not used here",
}


def codebook(path: Path) -> Project:
    """Return the codes of a .qdc file."""
    root = parsed(path.read_bytes(), path)
    if local(root) != "CodeBook" or not namespace(root).startswith(CODEBOOKS):
        found, remedy = f"an element {local(root)}", "export the codebook in the REFI-QDA format again"
        raise refused(path, found, "a REFI-QDA codebook", remedy)
    losses = [
        Loss(path.name, each.get("name", ""), "Set", LEFT_OUT["Sets"]) for each in _inside(root, "Sets")
    ]
    return Project(path.name, tuple(codes_of(root).values()), losses=tuple(losses))


def project(path: Path) -> Project:
    """Return the project of a .qdpx archive, with all that it leaves out."""
    archive = open_archive(path)
    root = _root(path, archive)
    book = child(root, "CodeBook")
    codes = codes_of(book) if book is not None else {}
    values = _values(root)
    paths = {key: code.path for key, code in codes.items()}
    sources = Sources(
        archive, root.get("origin") or "", _users(root), values, paths, _notes(root), _annotations(root)
    )
    elements = _inside(root, "Sources")
    for name, element in zip(distinct(map(name_of, elements)), elements, strict=True):
        sources.read(name, element, _variables(root, element))
    losses = [*sources.losses, *_left_out(path.name, root, sources), *_unused_notes(path.name, sources)]
    passages = gathered(sources.passages)
    return Project(path.name, _listed(codes), tuple(sources.documents), passages, tuple(losses))


def _root(path: Path, archive: Archive) -> Element:
    """Return the project; where somebody packed a folder, the archive's names are looked for in it from then on."""
    names = [name for name in archive.names if name.lower().endswith(".qde")]
    top = archive.find("project.qde") or (names[0] if len(names) == 1 else None)
    if top is None:
        found = ", ".join(names) or "no .qde file inside"
        raise refused(path, found, "a REFI-QDA project with project.qde", "export the project again")
    archive.folder = top[: top.rfind("/") + 1]
    root = parsed(archive.read(top), path, top)
    if local(root) != "Project" or not namespace(root).startswith(PROJECTS):
        remedy = "export the project in the REFI-QDA format again"
        raise refused(path, f"an element {local(root)}", "a REFI-QDA project", remedy)
    return root


def _inside(root: Element, name: str) -> list[Element]:
    found = child(root, name)
    return list(found) if found is not None else []


def _users(root: Element) -> dict[str, str]:
    """Return the people by identifier; two of one name stay two."""
    users = _inside(root, "Users")
    names = distinct(user.get("name") or user.get("id") or "" for user in users)
    return {guid(user.get("guid")): name for user, name in zip(users, names, strict=True)}


def codes_of(book: Element) -> dict[str, Code]:
    """Return all codes by identifier; nested ones have the names of those above them in their path."""
    found: dict[str, Code] = {}
    todo = [("", element) for element in reversed(_inside(book, "Codes"))]
    while todo:
        above, element = todo.pop()
        path = above + (element.get("name") or "").strip()
        found[guid(element.get("guid")) or path] = Code(path, text_of(element, "Description"))
        todo += [(path + SEPARATOR, inner) for inner in reversed(list(children(element, "Code")))]
    return found


def _listed(codes: dict[str, Code]) -> tuple[Code, ...]:
    return tuple({code.path: code for code in reversed(codes.values())}.values())[::-1]


def _notes(root: Element) -> dict[str, Element]:
    return {guid(note.get("guid")): note for note in _inside(root, "Notes")}


def _annotations(root: Element) -> dict[str, list[str]]:
    """Return the notes that a link joins to anything, by what they are joined to: some tools annotate passages so."""
    notes, found = _notes(root), defaultdict(list)
    for link in _inside(root, "Links"):
        ends = _ends(link)
        for owner, note in (ends, ends[::-1]):
            if note in notes and owner not in notes:
                found[owner].append(note)
    return found


def _ends(link: Element) -> tuple[str, str]:
    return guid(link.get("originGUID")), guid(link.get("targetGUID"))


def _variables(root: Element, owner: Element) -> dict[str, str]:
    """Return the values that a source or a case has for the project's variables, by the variables' names."""
    names = {guid(each.get("guid")): each.get("name") or "" for each in _inside(root, "Variables")}
    found: dict[str, str] = {}
    for value in children(owner, "VariableValue"):
        reference = child(value, "VariableRef")
        name = names.get(guid(reference.get("targetGUID")), "") if reference is not None else ""
        text = next(((each.text or "").strip() for each in children(value, *VALUES)), "")
        if name and text:
            found[name] = text
    return found


def _values(root: Element) -> dict[str, dict[str, str]]:
    """Return the values of cases by the source or the selection that is theirs; the case's own name among them."""
    found: dict[str, dict[str, str]] = {}
    for case in _inside(root, "Cases"):
        values = {"Case": case.get("name") or "", **_variables(root, case)}
        for reference in children(case, "SourceRef", "SelectionRef"):
            found.setdefault(guid(reference.get("targetGUID")), {}).update(values)
    return found


def _left_out(file: str, root: Element, sources: Sources) -> Iterator[Loss]:
    book = child(root, "CodeBook")
    parts = [(root, name) for name in LEFT_OUT] + ([(book, "Sets")] if book is not None else [])
    for part, name in parts:
        for element in _inside(part, name):
            if not sources.used_links & {_ends(element), _ends(element)[::-1]}:
                row = element.get("name") or guid(element.get("guid"))
                yield Loss(file, row, local(element), LEFT_OUT[name])
    for case in _inside(root, "Cases"):
        for _ in children(case, "CodeRef"):
            why = "a code on a whole case belongs to no passage"
            yield Loss(file, case.get("name") or "", "CodeRef", why)
    described = text_of(root, "Description")
    if described:
        yield Loss(file, "", described, "the description of the project is not used here")


def _unused_notes(file: str, sources: Sources) -> Iterator[Loss]:
    for key, note in sources.notes.items():
        if key not in sources.used_notes:
            what = note.get("name") or sources.note(key)
            yield Loss(file, key, what, "a note or memo that belongs to no passage is not used here")
