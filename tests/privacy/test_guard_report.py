"""A report that would reveal whom the rule hides is not published: the last one stays, no trace is kept."""

from base64 import b64encode
from pathlib import Path

import pytest
from nbformat import NotebookNode
from tests.builders import Watch, contents_of
from tests.evidence.own_notes import remarks, write_event
from tests.privacy.planted import chunk, png
from tests.publishing.notebooks import code, fact, figure, notebook, text

from gcm_analysis import report
from gcm_analysis.edition import Edition
from gcm_analysis.privacy import DisclosureError
from gcm_analysis.report import BuildRequest, publish_report

DRAWN = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>{}</text></svg>'


def story(sentence: str = "Something", drawn: str = "a", source: str = "page.show(a)") -> NotebookNode:
    shown = code(source, text(f"{sentence}.", fact("n")))
    return notebook(
        shown, code("#| label: fig-a\npage.show(b)", _figure(drawn)), title="# The event {#sec-event}"
    )


def _figure(drawn: str) -> NotebookNode:
    made = figure(svg=DRAWN.format(drawn))
    made.data["image/png"] = b64encode(png(chunk(b"tEXt", b"Title\0a"))).decode()
    return made


@pytest.fixture
def executed(monkeypatch: pytest.MonkeyPatch) -> dict[str, NotebookNode]:
    """Publish this notebook instead of executed ones."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    made = {"notebook": story()}

    def execute_all(editions: tuple[Edition, ...], _: object, work: Path, *__: object) -> dict:
        work.mkdir(parents=True)
        (work / "01-x.log").write_text("Zora Quimby", encoding="utf-8")
        return {edition.language: {"01-x": made["notebook"]} for edition in editions}

    monkeypatch.setattr(report, "execute_all", execute_all)
    return made


def order(home: Path, *formats: str) -> BuildRequest:
    return BuildRequest(
        (Edition(event="trial", language="en"),), formats or ("html",), "embedded", home / "reports"
    )


def test_a_disclosure_stops_the_report_and_leaves_the_last_one_and_nothing_else(
    executed: dict[str, NotebookNode], small_copy: Path
) -> None:
    write_event(small_copy / "data", "trial", {})
    publish_report(order(small_copy), Watch())
    before = contents_of(small_copy / "reports")
    assert before
    executed["notebook"] = story("Zora Quimby said so", "the Lantern Office", "page.show(a)  # Quimby, KIR")
    with pytest.raises(DisclosureError) as raised:
        publish_report(order(small_copy, "html", "docx"), Watch())
    caught = {(one.file.rpartition(".")[2], one.kind) for one in raised.value.disclosures}
    assert caught >= {(name, "name") for name in ("html", "docx")} | {
        ("svg", "body"),
        ("ipynb", "country"),
    }
    assert contents_of(small_copy / "reports") == before


@pytest.mark.usefixtures("executed")
def test_a_note_that_names_a_speaker_is_refused_before_anything_runs(small_copy: Path) -> None:
    write_event(small_copy / "data", "trial", {"notes": remarks({"text_en": "As Quimby said."})})
    with pytest.raises(DisclosureError, match=r"notes\.csv: name of speakers\.csv, row 2"):
        publish_report(order(small_copy), Watch())
    assert not (small_copy / "reports").exists()


def test_a_language_of_the_last_report_that_named_a_speaker_is_removed_by_the_next_report(
    executed: dict[str, NotebookNode], small_copy: Path
) -> None:
    write_event(small_copy / "data", "trial", {}, attribution="named")
    executed["notebook"] = story("Zora Quimby said so")
    publish_report(order(small_copy), Watch())
    before = contents_of(small_copy / "reports")
    described = small_copy / "data" / "events" / "trial" / "event.yml"
    described.write_text(
        described.read_text(encoding="utf-8").replace("named", "chatham-house"), encoding="utf-8"
    )
    executed["notebook"] = story()
    french = BuildRequest(
        (Edition(event="trial", language="fr"),), ("html",), "embedded", small_copy / "reports"
    )
    publish_report(french, Watch())
    after = contents_of(small_copy / "reports")
    assert any(b"Quimby" in content for content in before.values())
    assert any(name.startswith("trial/fr/") for name in after)
    assert not any(b"Quimby" in content for content in after.values())
