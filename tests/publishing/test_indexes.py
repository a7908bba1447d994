"""The pages that lead to reports, and the notebooks that lie beside them."""

import json
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from nbformat import NotebookNode
from nbformat.v4 import new_output, new_raw_cell
from tests.builders import DEFAULT_EVENT

from gcm_analysis.edition import Edition
from gcm_analysis.evidence import Evidence
from gcm_analysis.narrative.language import Language
from gcm_analysis.publishing.folder.indexes import write_event_index, write_reports_pages
from gcm_analysis.publishing.folder.manifest import manifest
from gcm_analysis.publishing.formats.appendix import published, write_appendix

from .embedded_kit import soup
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
    return [a["href"] for a in soup(page).find_all("a", href=True)]


def appendix(folder: Path, *cells: NotebookNode, language: str = "en") -> BeautifulSoup:
    """Return the page of a notebook with these cells."""
    write_appendix(folder / "notebooks", [("01-x", notebook(*cells))], Language(language), "published")
    return soup(folder / "notebooks" / "01-x.html")


def test_the_page_of_an_event_leads_to_every_language_and_format(tmp_path: Path, evidence: Evidence) -> None:
    folder = report(tmp_path / "e", en="index.html report.pdf", fr="index.html report.docx")
    write_event_index(folder, evidence, Edition(event="e"), DAY)
    found = links(folder / "index.html")
    assert {"en/index.html", "en/report.pdf", "fr/index.html", "fr/report.docx"} <= set(found)
    assert all(
        (folder / link).exists() for link in found if "reports" not in link and not link.startswith("..")
    )
    assert json.loads((folder / "card.json").read_text(encoding="utf-8"))["date"] == "2018-12-07"


def test_the_page_of_all_reports_has_the_newest_event_first_with_covers_that_nobody_has_read_out_twice(
    tmp_path: Path, evidence: Evidence
) -> None:
    (tmp_path / "feed.xml").touch()
    for name, day in [("older", "2016-01-01"), ("newer", "2022-01-01")]:
        event = evidence.event.model_copy(update={"date": evidence.event.date.fromisoformat(day)})
        folder = report(tmp_path / name, en="index.html")
        write_event_index(folder, replace(evidence, event=event), Edition(event=name), DAY)
    write_reports_pages(tmp_path, "")
    found = [link.partition("/")[0] for link in links(tmp_path / "index.html") if "/" in link]
    assert list(dict.fromkeys(found)) == ["newer", "older"]
    page = soup(tmp_path / "index.html")
    assert page.select_one(".cover")["aria-hidden"] == "true"
    assert page.select_one('link[rel="alternate"]')["href"] == "feed.xml"
    assert not page.select('link[rel="sitemap"]')
    assert page.select_one("p.status").get_text() == "Published report"


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


def test_the_appendix_shows_code_and_every_picture_as_they_are_named_in_the_report(tmp_path: Path) -> None:
    page = appendix(
        tmp_path,
        code("page.show(x)", text("Said *so* <script>alert(1)</script>.")),
        code("#| label: fig-a\nshow(1)", figure(alt='A "b" <i>')),
        code("#| label: fig-b\nshow(2)", figure(alt="one"), figure(alt="two")),
    )
    assert [(image["src"], image["alt"]) for image in page.find_all("img")] == [
        ("../figures/fig-a.svg", 'A "b" <i>'), ("../figures/fig-b-1.svg", "one"), ("../figures/fig-b-2.svg", "two"),
    ]  # fmt: skip
    assert not page.find("script")
    assert "show(1)" in page.get_text()
    published_cells = nbformat.read(tmp_path / "notebooks" / "01-x.ipynb", as_version=4).cells
    assert published_cells[2].source.endswith("show(1)")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_a_cell_shows_by_itself_is_read_out_frames_as_tables_and_html_scripts_and_widgets_as_text(
    tmp_path: Path, language: str
) -> None:
    french = pd.DataFrame({"text": ["Le rapport dit que les autorités locales sont là.", "x"], "n": [1, 2]})
    pivoted, grouped = (
        french.pivot_table("n", "text", "n", aggfunc="size"),
        french.groupby("text").agg(["min", "max"]),
    )
    shown = [(frame._repr_html_(), str(frame)) for frame in (french, pivoted, grouped)]  # type: ignore[operator]
    shown.append(("<h1>Loud</h1>", "Quiet"))
    cells = [
        code("x", new_output("display_data", data={"text/html": html, "text/plain": plain}))
        for html, plain in shown
    ]
    running = {
        "application/javascript": "alert(1)",
        "application/vnd.jupyter.widget-view+json": {"model_id": "a"},
    }
    cells += [
        code("x", new_output("display_data", data={kind: content, "text/plain": f"Still {kind}"}))
        for kind, content in running.items()
    ]
    page = appendix(tmp_path, *cells, language=language)
    tables = page.find_all("table")
    assert [table["lang"] for table in tables] == ["und"] * 3
    assert all(table["aria-label"] for table in tables)
    heads = page.find_all("th")
    assert all(head.get_text(strip=True) and head["scope"] in {"col", "row"} for head in heads)
    assert len(page.find_all("h1")) == 1
    assert {"Quiet", *(f"Still {kind}" for kind in running)} <= {
        tag.get_text(strip=True) for tag in page.find_all("pre")
    }
    assert not page.find("script")


def test_a_picture_that_a_cell_shows_by_itself_has_its_own_description_or_says_in_french_that_it_has_none(
    tmp_path: Path,
) -> None:
    pictures = [
        new_output("display_data", data={"image/png": "aGVs\nbG8=\n"}),
        new_output("display_data", data={"image/svg+xml": "<svg/>", "text/plain": "<Figure>"}),
        new_output(
            "display_data", data={"image/png": "aGVs"}, metadata={"image/png": {"alt": 'Une "courbe"'}}
        ),
    ]
    page = appendix(tmp_path, code("x", *pictures), new_raw_cell("a note to myself"), language="fr")
    assert [(image["src"], image["alt"]) for image in page.find_all("img")] == [
        ("data:image/png;base64,aGVsbG8=", "Cette figure n’a pas encore de description."),
        ("data:image/svg+xml;base64,PHN2Zy8+", "Cette figure n’a pas encore de description."),
        ("data:image/png;base64,aGVs", 'Une "courbe"'),
    ]


def test_the_manifest_names_what_a_report_was_made_of_and_not_the_files_of_other_events(
    tmp_path: Path, data_copy: Path
) -> None:
    other = data_copy / "data" / "events" / "other"
    other.mkdir()
    (other / "event.yml").write_text("title: x\n", encoding="utf-8")
    folder = report(tmp_path / "e", en="index.html")
    made = manifest(data_copy, folder, [Edition(event=DEFAULT_EVENT)], "embedded", "published")
    assert f"data/events/{DEFAULT_EVENT}/event.yml" in made["inputs"]
    assert "data/events/other/event.yml" not in made["inputs"]
    assert made["outputs"] == {"en/index.html": sha256(b"").hexdigest()}
