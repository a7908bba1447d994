"""The page of a matrix: every report in a row, with what it is about, its status and its files, in each language."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from tests.builders import DEFAULT_EVENT
from tests.matrix.kit import perform, plan_of, run_of


@pytest.fixture
def folder(data_copy: Path) -> Path:
    plan = plan_of(
        data_copy,
        "parameters: {level: [all, local], region: [all, Africa]}\nexclude: [{level: local, language: fr}]\nformats: html\n",
    )
    folder = data_copy / "reports" / "levels"
    perform(run_of(data_copy, plan, folder))
    return folder


def cells(page: BeautifulSoup) -> list[list[str]]:
    return [
        [cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])] for row in page.find_all("tr")
    ]


def test_the_english_page_has_a_row_for_every_report(folder) -> None:
    page = BeautifulSoup((folder / "index.html").read_text(encoding="utf-8"), "html.parser")
    assert cells(page) == [
        ["Level", "Region", "Status", "Files"],
        ["all", "all", "Published", "HTML"],
        ["all", "Africa", "Published", "HTML"],
        ["Local", "all", "Failed", "–"],
        ["Local", "Africa", "Failed", "–"],
    ]
    assert page.h1.get_text() == "Levels"
    assert page.find("p").get_text() == "Published: 2 · Failed: 2"


def test_the_french_page_has_the_french_reports_in_french(folder) -> None:
    page = BeautifulSoup((folder / "index.fr.html").read_text(encoding="utf-8"), "html.parser")
    assert page.html["lang"] == "fr"
    assert cells(page) == [
        ["Niveau", "Région", "État", "Fichiers"],
        ["tous", "tous", "Publié", "HTML"],
        ["tous", "Afrique", "Publié", "HTML"],
    ]


def test_links_lead_to_files_and_the_pages_to_each_other_and_rows_have_headers(folder) -> None:
    for name in ("index.html", "index.fr.html"):
        page = BeautifulSoup((folder / name).read_text(encoding="utf-8"), "html.parser")
        links = [link["href"] for link in page.find_all("a")]
        assert all((folder / link).is_file() for link in links)
        assert any(link.startswith(DEFAULT_EVENT) for link in links)
        assert page.caption.get_text()
        assert all(row.th["scope"] == "row" for row in page.tbody.find_all("tr"))
    assert {"index.html"} == {link["href"] for link in page.find_all("link")}
