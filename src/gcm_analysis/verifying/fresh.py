"""The report made anew from the present data and notebooks, and what differs from the one that is published."""

import csv
import json
import os
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from difflib import SequenceMatcher
from itertools import groupby
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import nbformat

from gcm_analysis.build_request import BuildRequest, Progress
from gcm_analysis.edition import Edition, parse_edition
from gcm_analysis.publishing.folder.manifest import EPOCH, MANIFEST
from gcm_analysis.publishing.metadata.rocrate import CRATE
from gcm_analysis.publishing.status.status import DRAFT, DRAFT_FILES, FINAL_FILES, FORMATS, briefs_in
from gcm_analysis.report import publish_report
from gcm_analysis.verifying import facts, formats, html
from gcm_analysis.verifying.passages import Passage, Piece, around

NAMES = ("the report", "the new run")
DERIVED = {
    MANIFEST,
    CRATE,
}  # both list the hashes of the other files, and so differ wherever one of these does
BINARY = (".png", ".pdf", ".docx")
FEW = 5  # so many differences of one file are told; the rest is counted
CHUNK = 40  # letters that are shown of a passage that one side does not have


def make(manifest: dict[str, Any], output: Path, watch: Progress) -> Path:
    """Publish the editions that the manifest names into another folder, and return the new report's folder."""
    report = output
    with _time_of(manifest):
        for order in orders(manifest, output):
            report = publish_report(order, watch)
    return report


@contextmanager
def _time_of(manifest: dict[str, Any]) -> Iterator[None]:
    """Let the files have the time that those of the report were given."""
    kept = os.environ.pop(EPOCH, "")
    given = manifest.get("time", kept)  # older manifests do not say it
    os.environ.update({EPOCH: given} if given else {})
    try:
        yield
    finally:
        os.environ.pop(EPOCH, None)
        os.environ.update({EPOCH: kept} if kept else {})


def orders(manifest: dict[str, Any], output: Path) -> list[BuildRequest]:
    """Return what to publish: languages with the same formats together, as one order takes them."""
    editions = [parse_edition(parameters) for _, parameters in sorted(manifest["parameters"].items())]
    ordered = sorted(editions, key=lambda edition: _formats(manifest, edition))
    return [
        BuildRequest(
            tuple(group), chosen, str(manifest["publisher"]), output, draft=manifest.get("status") == DRAFT
        )
        for chosen, group in groupby(ordered, key=lambda edition: _formats(manifest, edition))
    ]


def differences(
    report: Path, made: Path, tell: Callable[[str], None], *, same_versions: bool
) -> tuple[list[str], list[str]]:
    """Return what a new run says otherwise, file by file, and what differs in bytes alone.

    `tell` is given the name of each file that is read closely. With the same versions of all packages and the same code
    every file has the same bytes, so that other bytes are wrong, whatever the file says; with others it is only remarked.
    """
    told, silent = [], []
    for name in sorted(_files(report) | _files(made)):
        old, new = report / name, made / name
        if not old.is_file() or not new.is_file():
            told.append(f"{name}: only in {NAMES[0] if old.is_file() else NAMES[1]}")
        elif old.read_bytes() != new.read_bytes():
            tell(name)
            found = [] if name in DERIVED else list(_within(name, old, new))
            if not found and same_versions:
                found = [f"other bytes{_place(old, new)}"]
            told += [f"{name}: {one}" for one in found[:FEW]]
            told += [f"{name}: and {len(found) - FEW} more differences"] if len(found) > FEW else []
            silent += [] if found or name in DERIVED else [f"{name}: other bytes, but it says the same"]
    return told, silent


def _place(old: Path, new: Path) -> str:
    """Return where two files first differ: the line and its words, or the parts of a Word file."""
    if old.suffix == ".docx":
        return _parts_of_word(old, new)
    if old.suffix in BINARY:
        return ""
    first, second = (path.read_bytes().decode("utf-8", "replace") for path in (old, new))
    start = _start(first, second)
    shown = [text[max(0, start - CHUNK) : start + CHUNK] for text in (first, second)]
    line = 1 + first.count("\n", 0, start)
    return f" in line {line}: {NAMES[0]} has {shown[0]!r}, {NAMES[1]} {shown[1]!r}"


def _parts_of_word(old: Path, new: Path) -> str:
    try:
        with zipfile.ZipFile(old) as first, zipfile.ZipFile(new) as second:
            parts = [{one.filename: one.CRC for one in archive.infolist()} for archive in (first, second)]
    except zipfile.BadZipFile:
        return ""
    differ = sorted(name for name in parts[0] | parts[1] if parts[0].get(name) != parts[1].get(name))
    return f" in {', '.join(differ)}" if differ else ""


def _formats(manifest: dict[str, Any], edition: Edition) -> tuple[str, ...]:
    made = set(manifest["outputs"])
    return tuple(
        name
        for name in FORMATS
        if made & {f"{edition.language}/{files[name]}" for files in (FINAL_FILES, DRAFT_FILES)}
    )


def _files(folder: Path) -> set[str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix() for path in files}


def _within(name: str, old: Path, new: Path) -> Iterator[str]:
    """Yield what two versions of a file say differently; each kind of file is read in its own way."""
    try:
        if name.endswith(facts.FILE):
            yield from _of_facts(name, old, new)
        elif old.suffix in (".pdf", ".docx"):
            kind = old.suffix[1:]
            yield from passage_differences(_edition(old).read(kind), _edition(new).read(kind))
        else:
            yield from passage_differences(*(READERS.get(old.suffix, _unread)(path) for path in (old, new)))
    except formats.Unreadable as error:
        yield str(error)


def passage_differences(old: list[Passage], new: list[Passage]) -> Iterator[str]:
    """Yield each place where two readings differ, with the words of both."""
    texts = [passage.text for passage in old], [passage.text for passage in new]
    for kind, a, b, c, d in SequenceMatcher(None, *texts, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        for place in range(max(b - a, d - c)):
            before = old[a + place] if a + place < b else None
            after = new[c + place] if c + place < d else None
            yield _told(before, after)


def _told(old: Passage | None, new: Passage | None) -> str:
    if old and new:
        first, second = _parted(old.text, new.text)
        return f"{old.where}: {NAMES[0]} says {first!r}, {NAMES[1]} {second!r}"
    one = old or new
    return f"{one.where}: only in {NAMES[0] if old else NAMES[1]}: {one.text[:CHUNK]!r}" if one else ""


def _start(old: str, new: str) -> int:
    """Return the place of the first letter in which two texts differ."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(old), len(new)))


def _parted(old: str, new: str) -> tuple[str, str]:
    """Return the words around the first and last letters in which two texts differ."""
    start = _start(old, new)
    most = min(len(old), len(new)) - start
    back = next((n for n in range(most) if old[-1 - n] != new[-1 - n]), most)
    return around(old, start, len(old) - back, CHUNK), around(new, start, len(new) - back, CHUNK)


def _of_facts(name: str, old: Path, new: Path) -> Iterator[str]:
    if name == facts.FILE:
        sides = facts.of_report(old.parent), facts.of_report(new.parent)
    else:
        sides = _language(old), _language(new)
    yield from facts.differences(*sides, names=NAMES)


def _language(path: Path) -> facts.Facts:
    """Return the facts of the language in whose folder a file lies."""
    return facts.of_language(path.parents[1], path.parent.name)


def _edition(path: Path) -> formats.Edition:
    brief = path.name in briefs_in(path.parent).values()
    return formats.Edition(path.parent, tuple(_language(path)), brief)


def _page(path: Path) -> list[Passage]:
    return html.read(path.read_text(encoding="utf-8", errors="replace"))


def _table(path: Path) -> list[Passage]:
    rows = csv.reader(path.read_text(encoding="utf-8", errors="replace").splitlines())
    return [_passage(f"line {number}", ", ".join(row)) for number, row in enumerate(rows, start=1)]


def _notebook(path: Path) -> list[Passage]:
    try:
        cells = nbformat.read(path, as_version=4).cells
    except (
        nbformat.reader.NotJSONError,
        nbformat.ValidationError,
        AttributeError,
        UnicodeDecodeError,
    ) as error:
        raise formats.Unreadable(f"{path.name} can’t be read: {error}") from error
    return [
        _passage(f"cell {cell.id}", line)
        for cell in cells
        for line in json.dumps(cell, ensure_ascii=False, indent=1).splitlines()
        if "image/png" not in line
    ]


def _drawing(path: Path) -> list[Passage]:
    """Read the words of a figure; where its lines lie is not compared."""
    try:
        root = ET.fromstring(path.read_bytes())  # noqa: S314 - expat resolves no outside entity
    except ET.ParseError as error:
        raise formats.Unreadable(f"{path.name} can’t be read: {error}") from error
    texts = ("".join(element.itertext()).strip() for element in root.iter() if element.tag.endswith("}text"))
    return [_passage("a label", text) for text in texts if text]


def _lines(path: Path) -> list[Passage]:
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return [_passage(f"line {number}", line) for number, line in enumerate(lines, start=1)]


def _passage(where: str, text: str) -> Passage:
    return Passage(where, (Piece(text),))


def _unread(_: Path) -> list[Passage]:
    return []


READERS: dict[str, Callable[[Path], list[Passage]]] = {
    ".html": _page, ".csv": _table, ".ipynb": _notebook, ".svg": _drawing, ".json": _lines, ".bib": _lines, ".ris": _lines,
    ".sh": _lines,
}  # fmt: skip
