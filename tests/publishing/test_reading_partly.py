"""A report of which an earlier run kept parts is read and written as if there were none."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from gcm_analysis.caching.memory import Memory
from gcm_analysis.caching.parts import NO_PARTS, Parts
from gcm_analysis.caching.store import Store
from gcm_analysis.errors import RenderFailed
from gcm_analysis.publishing.formats import embedded, reading
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


@pytest.fixture
def parts(tmp_path: Path) -> Parts:
    return Parts(Memory(Store(tmp_path / "cache")), "slot", {"made with": {"pandoc": "3"}})


@pytest.fixture
def stage(tmp_path: Path) -> Path:
    folder = write_stage(tmp_path / "stage")
    path = folder / "report.md"
    path.write_text(FOOTNOTE.sub("", path.read_text(encoding="utf-8")), encoding="utf-8")
    return folder


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


def written(stage: Path, parts: Parts) -> Mapping[str, bytes]:
    """Return the report in each format."""
    files = {name: stage.with_name(f"report.{name}") for name in embedded.WRITERS}
    for name, write in embedded.WRITERS.items():
        write(stage, files[name], parts)
    return {name: path.read_bytes() for name, path in files.items()}


@pytest.mark.parametrize(("old", "new"), CHANGES.values(), ids=CHANGES)
def test_every_format_is_the_same_after_a_change(stage: Path, parts: Parts, old: str, new: str) -> None:
    written(stage, parts)
    change(stage, old, new)
    assert read(stage, parts) == read(stage, NO_PARTS)
    assert written(stage, parts) == written(stage, NO_PARTS)


def test_of_a_changed_report_only_the_changed_chapter_is_read_whole(
    stage: Path, parts: Parts, reads: Reads
) -> None:
    read(stage, parts)
    change(stage, *CHANGES["a sentence"])
    read(stage, parts)
    _, partly = reads.texts
    assert "Une phrase nouvelle" in partly
    assert by_chapter(partly).keys() == by_chapter((stage / "report.md").read_text(encoding="utf-8")).keys()
    assert FRENCH.statement not in by_chapter(partly)["sec-summary"]


def test_an_unchanged_report_is_not_read_again(stage: Path, parts: Parts, reads: Reads) -> None:
    first = read(stage, parts)
    again = Parts(parts.memory, parts.slot, parts.inputs)
    assert read(stage, again) == first
    assert len(reads.texts) == 1


def test_parts_that_were_made_with_something_else_are_not_used(
    stage: Path, parts: Parts, reads: Reads
) -> None:
    read(stage, parts)
    read(stage, Parts(parts.memory, parts.slot, {"made with": {"pandoc": "4"}}))
    assert len(reads.texts) == 2


def test_a_link_from_an_unchanged_chapter_to_a_row_that_is_gone_is_refused(stage: Path, parts: Parts) -> None:
    change(stage, "\n\n## ", "\n\n[Une ligne]{#row-X1}.\n\n## ")
    change(stage, FRENCH.statement, "[Voir la ligne](#row-X1).")
    read(stage, parts)
    change(stage, "{#row-X1}", "")
    with pytest.raises(RenderFailed, match="row-X1 leads to nothing"):
        read(stage, parts)
