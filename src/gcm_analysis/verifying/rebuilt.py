"""Makes a report again from the present data and notebooks, and compares it with the published one.

So are the index, feed and site map of its folder made again, from the cards of all reports.
"""

import os
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from jinja2 import TemplateError

from gcm_analysis import near, paths
from gcm_analysis.build_request import BuildRequest, Progress
from gcm_analysis.evidence import project_publication
from gcm_analysis.publishing.folder.indexes import CARD, FEED, INDEX, SITEMAP, write_reports_pages
from gcm_analysis.publishing.folder.manifest import EPOCH, MANIFEST
from gcm_analysis.publishing.metadata.rocrate import CRATE
from gcm_analysis.publishing.metadata.workflow import by_formats
from gcm_analysis.publishing.status.status import DRAFT
from gcm_analysis.report import publish_report
from gcm_analysis.verifying import facts, formats
from gcm_analysis.verifying.passages import Passage, Piece, around, differing
from gcm_analysis.verifying.temporary_folder import temporary_folder

NAMES = ("the report", "the new run")
# Both list the hashes of the other files, and so differ where one of these does.
DERIVED = {MANIFEST, CRATE}
BINARY = (".png", ".pdf")
FEW = 5  # so many differences of one file are named; the rest is counted
CHUNK = 40  # letters of a passage that are shown
MATRIX = "matrix*.json"  # the results of a matrix
# Errors from a card that is not as it was written.
CARD_ERRORS = (TemplateError, AttributeError, KeyError, TypeError, ValueError, RecursionError)


def make(manifest: dict[str, Any], output: Path, watch: Progress) -> Path:
    """Publish the editions that the manifest names into another folder, and return the new report's folder."""
    with _time_of(manifest):
        made = [publish_report(request, watch) for request in requests(manifest, output)]
    return made[-1]


@contextmanager
def _time_of(manifest: dict[str, Any]) -> Iterator[None]:
    """Give the new files the time that the files of the report have."""
    kept = os.environ.pop(EPOCH, "")
    given = manifest.get("time", kept)  # older manifests have none
    os.environ.update({EPOCH: given} if given else {})
    try:
        yield
    finally:
        os.environ.pop(EPOCH, None)
        os.environ.update({EPOCH: kept} if kept else {})


def requests(manifest: dict[str, Any], output: Path) -> list[BuildRequest]:
    """Return what to publish: languages with the same formats together, as one request takes them."""
    publisher, draft = str(manifest["publisher"]), manifest.get("status") == DRAFT
    return [
        BuildRequest(tuple(editions), formats, publisher, output, draft=draft)
        for formats, editions in by_formats(manifest)
    ]


def differences(report: Path, made: Path, *, same_versions: bool) -> tuple[list[str], list[str]]:
    """Return the differences in content, file by file, and the files that differ in their bytes alone.

    With the same code and the same versions of all packages every file has the same bytes, so that other bytes are a
    difference; with others they are only remarked.
    """
    differences, same_words = [], []
    for name in sorted(_files(report) | _files(made)):
        old, new = report / name, made / name
        if not old.is_file() or not new.is_file():
            differences.append(f"{name}: only in {NAMES[0] if old.is_file() else NAMES[1]}")
        elif old.read_bytes() != new.read_bytes():
            found = [] if name in DERIVED else list(_content_differences(name, old, new))
            if not found and same_versions:
                found = list(_byte_differences(old, new))
            differences += [f"{name}: {one}" for one in found[:FEW]]
            differences += [f"{name}: and {len(found) - FEW} more differences"] if len(found) > FEW else []
            same_words += [] if found or name in DERIVED else [f"{name}: other bytes, but it says the same"]
    return differences, same_words


def _files(folder: Path) -> set[str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix() for path in files}


def _content_differences(name: str, old: Path, new: Path) -> Iterator[str]:
    """Yield the differences in the content of two versions of a file."""
    try:
        if name == facts.FILE:
            sides = facts.of_report(old.parent), facts.of_report(new.parent)
            yield from facts.differences(*sides, names=NAMES)
        elif name.endswith(facts.FILE):
            sides = facts.of_language(old.parent), facts.of_language(new.parent)
            yield from facts.differences(*sides, names=NAMES)
        else:
            yield from passage_differences(formats.read(old), formats.read(new))
    except formats.Unreadable as error:
        yield str(error)


def _byte_differences(old: Path, new: Path) -> Iterator[str]:
    """Yield where the bytes of two files with the same content differ: in lines, or in parts of a Word file."""
    sides = () if old.suffix in BINARY else [_written(path) for path in (old, new)]
    yield from (f"other bytes in {one}" for one in passage_differences(*sides)) if sides else ("other bytes",)


def _written(path: Path) -> list[Passage]:
    if path.suffix != ".docx":
        return formats.lines(path)
    with zipfile.ZipFile(path) as archive:
        return [Passage(part.filename, (Piece(f"{part.CRC}"),)) for part in archive.infolist()]


def passage_differences(old: list[Passage], new: list[Passage]) -> Iterator[str]:
    """Yield each place where two readings differ, with the words of both."""
    for before, after in differing(old, new):
        if before and after:
            first, second = _around(before.text, after.text)
            yield f"{before.where}: {NAMES[0]} says {first!r}, {NAMES[1]} {second!r}"
        elif one := before or after:
            yield f"{one.where}: only in {NAMES[0] if before else NAMES[1]}: {one.text[:CHUNK]!r}"


def _around(old: str, new: str) -> tuple[str, str]:
    """Return the words around the first and last letters in which two texts differ."""
    start = near.shared_start(old, new)
    back = near.shared_start(old[start:][::-1], new[start:][::-1])
    return around(old, start, len(old) - back, CHUNK), around(new, start, len(new) - back, CHUNK)


def folder_differences(report: Path) -> Iterator[str]:
    """Yield each file that differs from the cards; the page of a matrix is another, and a single report has none."""
    reports = report.resolve().parent
    if not (reports / INDEX).is_file() or any(reports.glob(MATRIX)):
        return
    site = project_publication(paths.data()).site_url
    with temporary_folder() as anew:
        for card in sorted(reports.glob(f"*/{CARD}")):
            (anew / card.parent.name).mkdir()
            shutil.copy(card, anew / card.parent.name)
            try:
                write_reports_pages(anew, site)
            except CARD_ERRORS as error:
                yield f"../{card.parent.name}/{CARD} can’t be read: {error}. Publish the report again with gcm report."
                return
        for name in (INDEX, FEED, SITEMAP):
            if _bytes(anew / name) != _bytes(reports / name):
                yield f"../{name}: other than the cards of the reports say"


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""
