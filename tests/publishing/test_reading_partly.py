"""A report of which an earlier run kept parts is read and written as if there were none."""

import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from gcm_analysis.caching.memory import Memory
from gcm_analysis.caching.parts import NO_PARTS, Parts
from gcm_analysis.caching.store import Store
from gcm_analysis.errors import RenderFailed
from gcm_analysis.publishing.formats import chapterwise, reading
from gcm_analysis.publishing.formats.document import Document
from gcm_analysis.publishing.formats.reading import by_chapter, read

from .sample_stage import FRENCH, write_stage

FOOTNOTE = re.compile(r"\[\^1\](?:: .*)?")
CHANGES = {
    "a sentence": ("\n\n## ", "\n\nUne phrase nouvelle, [S003](#row-ST001).\n\n## "),
    "a sentence that refers to another chapter": (
        "\n\n## ",
        "\n\nVoir @tbl-key et [12](#fact-themes-total).\n\n## ",
    ),
    "a heading": ("## ", "## Encore : "),
    "a further chapter": ("# Annexe", "# Nouveau {#sec-new}\n\nDu texte.\n\n# Annexe"),
    "a further citation": ("\n\n## ", "\n\nUne phrase [@S011].\n\n## "),
    "a footnote": ("\n\n## ", "\n\nUne phrase[^1].\n\n[^1]: Une note.\n\n## "),
    "a heading in code, which is none": ("\n\n## ", "\n\n```\n# Titre {#sec-code}\n```\n\n## "),
}


@dataclass
class Reads:
    """The chapters that pandoc was given whole, reading by reading."""

    texts: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a stage, and a cache with everything that was read and written of it."""
    folder = tmp_path_factory.mktemp("made")
    text = write_stage(folder / "stage") / "report.md"
    text.write_text(FOOTNOTE.sub("", text.read_text(encoding="utf-8")), encoding="utf-8")
    written(folder / "stage", parts_in(folder))
    return folder


@pytest.fixture
def project(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "project"))


@pytest.fixture
def stage(project: Path) -> Path:
    return project / "stage"


@pytest.fixture
def parts(project: Path) -> Parts:
    return parts_in(project)


def parts_in(folder: Path) -> Parts:
    return Parts(Memory(Store(folder / "cache")), "slot", {"made with": {"pandoc": "3"}})


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Reads:
    seen, pandoc = Reads(), reading._pandoc

    def watched(unread: Document, markdown: str) -> Document:
        seen.texts.append(markdown)
        return pandoc(unread, markdown)

    monkeypatch.setattr(reading, "_pandoc", watched)
    return seen


def change(stage: Path, old: str, new: str) -> None:
    """Replace the first `old` in the staged text."""
    path = stage / "report.md"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def written(stage: Path, parts: Parts) -> tuple[object, ...]:
    """Return what the formats are made from: the document, the prose of the page, the PDF in Typst's language."""
    document = read(stage, parts)
    printed = chapterwise.printed(document)
    return (
        document.head,
        document.chapters,
        chapterwise.html(document, parts),
        chapterwise.typst(printed, parts),
    )


@pytest.mark.parametrize(("old", "new"), CHANGES.values(), ids=CHANGES)
def test_every_format_is_the_same_after_a_change(stage: Path, parts: Parts, old: str, new: str) -> None:
    change(stage, old, new)
    assert written(stage, parts) == written(stage, NO_PARTS)


def test_of_a_changed_report_only_the_changed_chapter_is_read_whole(
    stage: Path, parts: Parts, reads: Reads
) -> None:
    change(stage, *CHANGES["a sentence"])
    read(stage, parts)
    (partly,) = reads.texts
    assert "Une phrase nouvelle" in partly
    assert by_chapter(partly).keys() == by_chapter((stage / "report.md").read_text(encoding="utf-8")).keys()
    assert FRENCH.statement not in by_chapter(partly)["sec-summary"]


def test_an_unchanged_report_is_not_read_again(stage: Path, parts: Parts, reads: Reads) -> None:
    read(stage, parts)
    assert reads.texts == []


def test_parts_that_were_made_with_something_else_are_not_used(
    stage: Path, parts: Parts, reads: Reads
) -> None:
    read(stage, Parts(parts.memory, parts.slot, {"made with": {"pandoc": "4"}}))
    assert len(reads.texts) == 1


def test_a_link_from_an_unchanged_chapter_to_a_row_that_is_gone_is_refused(stage: Path, parts: Parts) -> None:
    change(stage, "\n\n## ", "\n\n[Une ligne]{#row-X1}.\n\n## ")
    change(stage, FRENCH.statement, "[Voir la ligne](#row-X1).")
    read(stage, parts)
    change(stage, "{#row-X1}", "")
    with pytest.raises(RenderFailed, match="row-X1 leads to nothing"):
        read(stage, parts)


def test_a_reading_that_is_killed_leaves_nothing_outside_the_folder_of_the_stages(
    stage: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(stage, *CHANGES["a sentence"])
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "missing"))  # of the system
    assert read(stage).chapters
