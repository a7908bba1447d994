"""The pages that lead to reports, and the notebooks that lie beside them."""

import json
from dataclasses import replace
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_output
from tests.builders import DEFAULT_EVENT

from gcm_analysis.edition import Edition
from gcm_analysis.evidence import Evidence
from gcm_analysis.narrative.language import Language
from gcm_analysis.publishing.folder.indexes import write_event_index, write_reports_pages
from gcm_analysis.publishing.folder.manifest import manifest
from gcm_analysis.publishing.formats.appendix import published, write_appendix

from .explorer_kit import DAY
from .notebooks import code, figure, notebook, text


def report(folder: Path, **formats: str) -> Path:
    """Return a report with empty files, such as `en="index.html report.pdf"`."""
    for language, names in formats.items():
        for name in names.split():
            (folder / language).mkdir(parents=True, exist_ok=True)
            (folder / language / name).touch()
    return folder


def links(page: Path) -> list[str]:
    return [
        a["href"]
        for a in BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser").find_all("a", href=True)
    ]


def test_the_page_of_an_event_leads_to_every_language_and_format(tmp_path: Path, evidence: Evidence) -> None:
    folder = report(tmp_path / "e", en="index.html report.pdf", fr="index.html report.docx")
    write_event_index(folder, evidence, Edition(event="e"), DAY)
    found = links(folder / "index.html")
    assert {"en/index.html", "en/report.pdf", "fr/index.html", "fr/report.docx"} <= set(found)
    assert all(
        (folder / link).exists() for link in found if "reports" not in link and not link.startswith("..")
    )
    assert json.loads((folder / "card.json").read_text(encoding="utf-8"))["date"] == "2018-12-07"


def test_the_page_of_all_reports_has_the_newest_event_first(tmp_path: Path, evidence: Evidence) -> None:
    for name, day in [("older", "2016-01-01"), ("newer", "2022-01-01")]:
        event = evidence.event.model_copy(update={"date": evidence.event.date.fromisoformat(day)})
        write_event_index(
            report(tmp_path / name, en="index.html"), replace(evidence, event=event), Edition(event=name), DAY
        )
    write_reports_pages(tmp_path, "")
    found = [link for link in links(tmp_path / "index.html") if "/" in link]
    assert found[0].startswith("newer/")
    assert any(link.startswith("older/") for link in found)


def test_a_published_notebook_has_nothing_of_its_run_but_its_parameters() -> None:
    run = notebook(code("language = 'fr'", tags=("injected-parameters",)), title="# The event {#sec-event}")
    run.metadata["papermill"] = {"duration": 1}
    run.cells[1].metadata["papermill"] = {"duration": 1}
    shown = published(run, Language("fr"))
    assert "papermill" not in shown.metadata
    assert [dict(cell.metadata) for cell in shown.cells] == [{"tags": []}, {"tags": ["injected-parameters"]}]
    assert shown.cells[0].source == "# L’événement {#sec-event}"
    assert shown.cells[1].id == "injected-parameters"
    assert run.metadata["papermill"] == {"duration": 1}


def test_the_appendix_shows_code_and_pictures_as_they_are_named_in_the_report(tmp_path: Path) -> None:
    cells = [
        code("page.show(x)", text("Said *so* <script>alert(1)</script>.")),
        code("#| label: fig-a\nshow(1)", figure(alt='A "b" <i>')),
    ]
    write_appendix(tmp_path / "notebooks", [("01-x", notebook(*cells))], Language("en"), "published")
    page = BeautifulSoup((tmp_path / "notebooks" / "01-x.html").read_text(encoding="utf-8"), "html.parser")
    assert [(image["src"], image["alt"]) for image in page.find_all("img")] == [
        ("../figures/fig-a.svg", 'A "b" <i>')
    ]
    assert not page.find("script")
    assert "show(1)" in page.get_text()
    assert (
        nbformat.read(tmp_path / "notebooks" / "01-x.ipynb", as_version=4).cells[2].source.endswith("show(1)")
    )


def test_each_of_several_pictures_of_a_cell_is_shown(tmp_path: Path) -> None:
    cell = code("#| label: fig-a\nshow(1)", figure(alt="one"), figure(alt="two"))
    write_appendix(tmp_path / "notebooks", [("01-x", notebook(cell))], Language("en"), "published")
    page = BeautifulSoup((tmp_path / "notebooks" / "01-x.html").read_text(encoding="utf-8"), "html.parser")
    assert [image["src"] for image in page.find_all("img")] == [
        "../figures/fig-a-1.svg",
        "../figures/fig-a-2.svg",
    ]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_a_cell_shows_by_itself_is_read_out_frames_as_tables_and_other_html_as_text(
    tmp_path: Path, language: str
) -> None:
    french = pd.DataFrame({"text": ["Le rapport dit que les autorités locales sont là.", "x"], "n": [1, 2]})
    frames = [
        french,
        french.pivot_table("n", "text", "n", aggfunc="size"),
        french.groupby("text").agg(["min", "max"]),
    ]
    shown = [(frame._repr_html_(), str(frame)) for frame in frames] + [("<h1>Loud</h1>", "Quiet")]  # type: ignore[operator]
    cells = [
        code("x", new_output("display_data", data={"text/html": html, "text/plain": plain}))
        for html, plain in shown
    ]
    write_appendix(tmp_path / "notebooks", [("01-x", notebook(*cells))], Language(language), "published")
    page = BeautifulSoup((tmp_path / "notebooks" / "01-x.html").read_text(encoding="utf-8"), "html.parser")
    tables = page.find_all("table")
    assert [table["lang"] for table in tables] == ["und"] * 3
    assert all(table["aria-label"] for table in tables)
    heads = page.find_all("th")
    assert all(head.get_text(strip=True) and head["scope"] in {"col", "row"} for head in heads)
    assert len(page.find_all("h1")) == 1
    assert [tag.get_text(strip=True) for tag in page.find_all("pre") if "Quiet" in tag.get_text()] == [
        "Quiet"
    ]


def test_the_manifest_names_what_a_report_was_made_of(tmp_path: Path, data_copy: Path) -> None:
    other = data_copy / "data" / "events" / "other"
    other.mkdir()
    (other / "event.yml").write_text("title: x\n", encoding="utf-8")
    made = manifest(
        data_copy,
        report(tmp_path / "e", en="index.html"),
        [Edition(event=DEFAULT_EVENT), Edition(event=DEFAULT_EVENT, language="fr")],
        "embedded",
        "published",
    )
    assert {
        "data/statements.csv",
        f"data/events/{DEFAULT_EVENT}/event.yml",
        "notebooks/00-summary.ipynb",
    } <= set(made["inputs"])
    assert "data/events/other/event.yml" not in made["inputs"]
    assert made["outputs"] == {
        "en/index.html": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    }
    assert set(made["parameters"]) == {"en", "fr"}
    assert (made["event"], made["publisher"], made["status"]) == (DEFAULT_EVENT, "embedded", "published")
