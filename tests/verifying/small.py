"""A small report in both languages and all formats, published without running a notebook, and ways to break it.

A break changes one published file and then writes the manifest anew, as someone would who covers the traces.
"""

import csv
import io
import json
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import nbformat
from tests.builders import DEFAULT_EVENT
from tests.publishing.notebooks import code, fact, notebook

from gcm_analysis import paths
from gcm_analysis.edition import LANGUAGES, Edition
from gcm_analysis.evidence import Evidence
from gcm_analysis.evidence.event import Status
from gcm_analysis.publishing.folder.manifest import manifest
from gcm_analysis.publishing.formats import embedded
from gcm_analysis.publishing.stage.chapters import Chapter, FigureBlock, TableBlock, Text
from gcm_analysis.publishing.stage.facts import write_facts
from gcm_analysis.publishing.stage.staging import Offer, write_stage
from gcm_analysis.publishing.status.status import FORMATS, files_in, format_files

NAME = "01-counts"
FACTS = (
    fact("record.statements", 250, how="coded statements", rows=["ST001", "ST002"], sources=["S008"]),
    fact("record.share", 0.15, shown="15%", unit="share", how="challenges as a share", rows=["ST001"]),
    fact("claim.F025", 120, shown="more than 120", unit="claim", how="as published", rows=["F025"]),
)  # fmt: skip
ROWS = (("Local", "40", "10", "25%"), ("National", "94", "12", "33%"))
PROSE = {
    "en": "On 7 December 2018 it counts {0} statements, {1} of them challenges, as {2} countries say [@S008, Lesson 1].",
    "fr": "Le 7 décembre 2018, elle compte {0} énoncés, dont {1} de défis, comme le disent {2} pays [@S008, Lesson 1].",
}
TITLES = {"en": "Counts", "fr": "Nombres"}


def marked(one: dict[str, Any]) -> str:
    shown = str(one["shown"]).replace("%", "\\%")
    return f'[{shown}]{{.fact fact="{one["id"]}"}}'


def in_language(code_: str) -> list[dict[str, Any]]:
    """Return the facts as a language shows them."""
    shown = {"en": {}, "fr": {"record.share": "15\u00a0%", "claim.F025": "plus de 120"}}[code_]
    return [one | {"shown": shown.get(one["id"], one["shown"])} for one in FACTS]


def sheet(*rows: tuple[str, ...]) -> str:
    target = io.StringIO()
    csv.writer(target, lineterminator="\n").writerows(rows)
    return target.getvalue()


def chapter(code_: str) -> Chapter:
    facts = [one | {"notebook": NAME, "cell": "01-01"} for one in in_language(code_)]
    sentence = PROSE[code_].format(*(marked(one) for one in facts))
    table = "\n".join(
        f"| {' | '.join(row)} |" for row in (("Level", "All", "Few", "Share"), ("---",) * 4, *ROWS)
    )
    counts = sheet(("Level", "All", "Few", "Share"), *((a, b, c, f"0.{d[:2]}") for a, b, c, d in ROWS))
    svg, png = drawing()
    blocks = (
        Text(f"# {TITLES[code_]} {{#sec-counts}}"),
        Text(f"{sentence} (@tbl-levels)"),
        TableBlock("tbl-levels", "Two levels", "", "A note.", counts, table.replace("%", "\\%"), 1, (), ""),
        FigureBlock(
            "fig-levels", "Levels", "", "A note.", counts, "Two bars: 40 and 94; in all 134.", svg, png
        ),
        Text("## Sources {#sec-sources}"),
        Text("::: {#refs}\n:::"),
    )
    return Chapter(NAME, TITLES[code_], blocks, tuple(facts))


@mpl.style.context("default")
def drawing() -> tuple[str, bytes]:
    figure, axes = plt.subplots(figsize=(2, 1))
    axes.bar(["a", "b"], [40, 94])
    pictures = {}
    for kind in ("svg", "png"):
        target = io.BytesIO()
        figure.savefig(target, format=kind, metadata={"Date": None} if kind == "svg" else None)
        pictures[kind] = target.getvalue()
    plt.close(figure)
    return pictures["svg"].decode(), pictures["png"]


def publish(report: Path, evidence: Evidence) -> Path:
    """Publish the small report into an empty folder; its stages are beside it, as STAGE of each language says."""
    editions = [Edition(event=DEFAULT_EVENT, language=code_) for code_ in LANGUAGES]
    for edition in editions:
        folder, stage = report / edition.language, stage_of(report, edition.language)
        folder.mkdir(parents=True)
        offer = Offer(FORMATS, LANGUAGES)
        write_stage(stage, [chapter(edition.language)], edition, evidence, offer)
        for name, write in embedded.WRITERS.items():
            write(stage, folder / format_files(evidence.event.status)[name])
        shutil.copytree(stage / "data", folder / "data")
        shutil.copytree(stage / "figures", folder / "figures")
        shutil.copy(stage / "facts.json", folder)
        write_notebook(folder / "notebooks" / f"{NAME}.ipynb", edition.language)
    write_facts(report, editions)
    sign(report, evidence.event.status)
    return report


def write_notebook(path: Path, code_: str) -> None:
    path.parent.mkdir()
    book = notebook(code("1 + 1"), title=f"# {TITLES[code_]} {{#sec-counts}}")
    for number, cell in enumerate(book.cells):
        cell.id = f"01-{number:02}"
    path.write_text(nbformat.writes(book), encoding="utf-8")


def stage_of(report: Path, code_: str) -> Path:
    return report.parent / f"stage-{code_}"


def sign(report: Path, status: Status = "published") -> None:
    """Write the manifest of what is in the folder now."""
    (report / "manifest.json").unlink(missing_ok=True)
    editions = [Edition(event=DEFAULT_EVENT, language=code_) for code_ in LANGUAGES]
    content = manifest(paths.home(), report, editions, "embedded", status)
    (report / "manifest.json").write_text(json.dumps(content), encoding="utf-8")


def edit_manifest(report: Path, edit: Callable[[dict[str, Any]], object]) -> None:
    path = report / "manifest.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    edit(content)
    path.write_text(json.dumps(content), encoding="utf-8")


def replaced(path: Path, old: str, new: str, count: int = 1) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path.name} has no {old!r}"
    path.write_text(text.replace(old, new, count), encoding="utf-8")


def in_archive(path: Path, part: str, pattern: str, new: str) -> None:
    """Replace the first place of a pattern in one part of a Word file."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = parts[part].decode()
    changed = re.sub(pattern, new, text, count=1)
    assert changed != text, f"{part} has no {pattern!r}"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, changed.encode() if name == part else content)


def in_word(path: Path, old: str, new: str) -> None:
    """Replace a part of the text of one run in a Word file."""
    in_archive(
        path, "word/document.xml", rf"(<w:t(?: [^>]*)?>[^<]*?){re.escape(old)}([^<]*</w:t>)", rf"\g<1>{new}\2"
    )


def set_anew(report: Path, code_: str, name: str, change: Callable[[str], str]) -> None:
    """Put a file in the place of one format that is set from a changed text."""
    stage = report.parent / f"changed-{code_}-{name}"
    original = next(path for path in report.parents if (path / f"stage-{code_}").is_dir()) / f"stage-{code_}"
    shutil.copytree(original, stage)
    source = stage / "report.md"
    text = source.read_text(encoding="utf-8")
    assert change(text) != text
    source.write_text(change(text), encoding="utf-8")
    folder = report / code_
    embedded.WRITERS[name](stage, folder / files_in(folder)[name])
