"""From order to published pages, without running a notebook: what is kept, what is replaced, what is left."""

import json
import os
from pathlib import Path

import pytest
from nbformat import NotebookNode
from tests.builders import DEFAULT_EVENT, Watch
from tests.publishing.notebooks import code, fact, figure, notebook, publish_instead, text

from gcm_analysis.caching.parts import Parts
from gcm_analysis.commands.report_options import with_published_languages
from gcm_analysis.edition import Edition
from gcm_analysis.errors import RenderFailed, UserError
from gcm_analysis.evidence import EvidenceError
from gcm_analysis.publishing.formats import embedded, quarto
from gcm_analysis.report import BuildRequest, publish_report

DRAWN = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>a</text></svg>'


def story(number: int = 1) -> dict[str, NotebookNode]:
    sentence = code("page.show(a)", text(f"Said {number}.", fact("n", number)))
    drawn = code("#| label: fig-a\npage.show(b)", figure(svg=DRAWN))
    return {"01-x": notebook(sentence, drawn, title="# The event {#sec-event}")}


@pytest.fixture
def output(small_copy: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Publish notebooks made by hand instead of executed ones, below this folder."""
    publish_instead(monkeypatch, lambda _: story())
    return small_copy / "reports"


def order(output: Path, *languages: str, formats: tuple[str, ...] = ("html",)) -> BuildRequest:
    editions = tuple(Edition(event=DEFAULT_EVENT, language=code) for code in languages)
    return BuildRequest(editions, formats, "embedded", output)


def test_a_report_is_published_with_all_its_files_and_leaves_no_date_for_the_next(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    steps = Watch()
    folder = publish_report(order(output, "en"), steps)
    assert folder == output / DEFAULT_EVENT
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert files == {
        "index.html", "card.json", "facts.json", "manifest.json", "ro-crate-metadata.json", "rerun.sh", "en/index.html", "en/evidence.html",
        "en/datacite.json", "en/cite/report.bib", "en/cite/report.ris", "en/figures/fig-a.csv", "en/figures/fig-a.json",
        "en/facts.json", "en/data/fig-a.csv", "en/accessibility.html",
        "en/figures/fig-a.svg", "en/figures/fig-a.png", "en/notebooks/01-x.html", "en/notebooks/01-x.ipynb",
    }  # fmt: skip
    assert {path.name for path in output.iterdir()} == {DEFAULT_EVENT, "index.html", "feed.xml"}
    assert steps.steps[-1] == "index and manifest"
    assert os.environ["GCM_HOME"] == str(output.parent)
    assert "SOURCE_DATE_EPOCH" not in os.environ


def test_an_already_published_language_is_either_ordered_too_or_removed(
    output: Path,
) -> None:
    assert with_published_languages(order(output, "fr")) == order(output, "fr")
    publish_report(order(output, "en"), Watch())
    assert with_published_languages(order(output, "fr")) == order(output, "en", "fr")
    publish_report(order(output, "fr"), Watch())
    manifest = json.loads((output / DEFAULT_EVENT / "manifest.json").read_text(encoding="utf-8"))
    assert set(manifest["parameters"]) == {"fr"}
    assert not (output / DEFAULT_EVENT / "en").exists()


@pytest.mark.parametrize("name", ["data/codebook.csv", "notebooks/fr.po"])
def test_data_and_translations_that_change_while_a_report_is_made_publish_nothing(
    name: str, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_report(order(output, "en"), Watch())
    before = (output / DEFAULT_EVENT / "en" / "index.html").read_bytes()
    table = output.parent / name
    write = embedded.WRITERS["html"]

    def import_meanwhile(stage: Path, target: Path, parts: Parts) -> None:
        table.write_bytes(table.read_bytes() + b"\n")
        write(stage, target, parts)

    monkeypatch.setitem(embedded.WRITERS, "html", import_meanwhile)
    with pytest.raises(UserError, match=f"{name} changed"):
        publish_report(order(output, "en"), Watch())
    assert (output / DEFAULT_EVENT / "en" / "index.html").read_bytes() == before


def test_a_mistake_in_the_data_does_not_hide_a_report_that_a_killed_run_had_set_aside(output: Path) -> None:
    folder = publish_report(order(output, "en"), Watch())
    folder.rename(folder.with_name(f".old-{folder.name}"))
    (output.parent / "data" / "codebook.csv").write_text("", encoding="utf-8")
    with pytest.raises(EvidenceError):
        publish_report(order(output, "en"), Watch())
    assert (folder / "en" / "index.html").is_file()


def test_a_folder_that_is_not_a_report_is_not_replaced(output: Path) -> None:
    mine = output / DEFAULT_EVENT / "thesis.txt"
    mine.parent.mkdir(parents=True)
    mine.write_text("my only copy", encoding="utf-8")
    with pytest.raises(UserError, match="not a published report"):
        publish_report(order(output, "en"), Watch())
    assert mine.read_text(encoding="utf-8") == "my only copy"


def test_a_page_that_cannot_be_written_leaves_the_last_report(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_report(order(output, "en"), Watch())
    before = {path: path.read_bytes() for path in output.rglob("*") if path.is_file()}

    def fail(*_: object, **__: object) -> None:
        raise RenderFailed("no page")

    monkeypatch.setitem(embedded.WRITERS, "html", fail)
    with pytest.raises(RenderFailed, match="no page"):
        publish_report(order(output, "en"), Watch())
    assert {path: path.read_bytes() for path in before} == before
    assert {path.name for path in output.iterdir()} == {DEFAULT_EVENT, "index.html", "feed.xml", ".work"}


def test_data_with_problems_stop_a_report_before_anything_runs(output: Path) -> None:
    (output.parent / "data" / "codebook.csv").write_text("", encoding="utf-8")
    with pytest.raises(EvidenceError):
        publish_report(order(output, "en"), Watch())
    assert not output.exists()


def test_the_quarto_publisher_gets_a_project_of_its_own(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    called: list[tuple[str, tuple[str, ...]]] = []
    monkeypatch.setattr(quarto, "write_project", lambda project, *_: called.append((project.name, ())))
    monkeypatch.setattr(
        quarto, "publish", lambda project, formats, target: (called.append((project.name, formats)), (target / "index.html").touch())
    )  # fmt: skip
    request = BuildRequest((Edition(event=DEFAULT_EVENT),), ("html",), "quarto", output)
    publish_report(request, Watch())
    assert called == [("en", ()), ("en", ("html",))]
    assert (
        json.loads((output / DEFAULT_EVENT / "manifest.json").read_text(encoding="utf-8"))["publisher"]
        == "quarto"
    )
