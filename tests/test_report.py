"""From order to published pages, without running a notebook: what is kept, what is replaced, what is left."""

import json
import os
from pathlib import Path

import pytest
from nbformat import NotebookNode
from tests.builders import DEFAULT_EVENT
from tests.publishing.notebooks import code, fact, figure, notebook, text

from gcm_analysis import report
from gcm_analysis.edition import Edition
from gcm_analysis.errors import RenderFailed
from gcm_analysis.evidence import EvidenceError
from gcm_analysis.report import Order, publish_report

DRAWN = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>a</text></svg>'


class Steps:
    """A watch that remembers."""

    def __init__(self) -> None:
        self.total, self.done = 0, []

    def begin(self, steps: int) -> None:
        self.total = steps

    def step(self, what: str) -> None:
        self.done.append(what)


def story(number: int = 1) -> dict[str, NotebookNode]:
    said = code("page.show(a)", text(f"Said {number}.", fact("n", number)))
    drawn = code("#| label: fig-a\npage.show(b)", figure(svg=DRAWN))
    return {"01-x": notebook(said, drawn, title="# The event {#sec-event}")}


@pytest.fixture
def output(data_copy: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Publish notebooks made by hand instead of executed ones, below this folder."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    run = dict.fromkeys(("en", "fr"))

    def execute_all(editions: tuple[Edition, ...], _: object, work: Path, *__: object) -> dict:
        work.mkdir(parents=True)
        return {edition.language: run[edition.language] or story() for edition in editions}

    monkeypatch.setattr(report, "execute_all", execute_all)
    return data_copy / "reports"


def order(output: Path, *languages: str, formats: tuple[str, ...] = ("html",)) -> Order:
    editions = tuple(Edition(event=DEFAULT_EVENT, language=code) for code in languages)
    return Order(editions, formats, "embedded", output)


def test_a_report_is_published_with_all_that_belongs_to_it(output: Path) -> None:
    steps = Steps()
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
    assert steps.done[-1] == "index and manifest"
    assert os.environ["GCM_HOME"] == str(output.parent)


def test_a_language_that_is_not_built_now_is_kept(output: Path) -> None:
    publish_report(order(output, "en"), Steps())
    kept = (output / DEFAULT_EVENT / "en" / "index.html").read_bytes()
    publish_report(order(output, "fr"), Steps())
    assert (output / DEFAULT_EVENT / "en" / "index.html").read_bytes() == kept
    manifest = json.loads((output / DEFAULT_EVENT / "manifest.json").read_text(encoding="utf-8"))
    assert {"en/index.html", "fr/index.html"} <= set(manifest["outputs"])


def test_a_page_that_cannot_be_written_leaves_the_last_report(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_report(order(output, "en"), Steps())
    before = {path: path.read_bytes() for path in output.rglob("*") if path.is_file()}

    def fail(*_: object) -> None:
        raise RenderFailed("no page")

    monkeypatch.setitem(report.WRITERS, "html", fail)
    with pytest.raises(RenderFailed, match="no page"):
        publish_report(order(output, "en"), Steps())
    assert {path: path.read_bytes() for path in before} == before
    assert {path.name for path in output.iterdir()} == {DEFAULT_EVENT, "index.html", "feed.xml", ".work"}


def test_data_with_problems_stop_a_report_before_anything_runs(output: Path) -> None:
    (output.parent / "data" / "codebook.csv").write_text("", encoding="utf-8")
    with pytest.raises(EvidenceError):
        publish_report(order(output, "en"), Steps())
    assert not output.exists()


def test_no_report_hands_its_time_on_to_the_next(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    publish_report(order(output, "en"), Steps())
    assert "SOURCE_DATE_EPOCH" not in os.environ


def test_the_quarto_publisher_gets_a_project_of_its_own(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    called: list[tuple[str, tuple[str, ...]]] = []
    monkeypatch.setattr(report.quarto, "write_project", lambda project, *_: called.append((project.name, ())))
    monkeypatch.setattr(
        report.quarto, "publish", lambda project, formats, target: (called.append((project.name, formats)), (target / "index.html").touch())
    )  # fmt: skip
    quarto = Order((Edition(event=DEFAULT_EVENT),), ("html",), "quarto", output)
    publish_report(quarto, Steps())
    assert called == [("en", ()), ("en", ("html",))]
    assert (
        json.loads((output / DEFAULT_EVENT / "manifest.json").read_text(encoding="utf-8"))["publisher"]
        == "quarto"
    )
