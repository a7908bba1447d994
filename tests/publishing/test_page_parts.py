"""The parts of the page that pandoc does not write: drawings, their colours in the dark, data as tables, downloads."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from gcm_analysis.figures import style as house
from gcm_analysis.publishing.formats.page.colours import contrast, dark
from gcm_analysis.publishing.formats.page.drawing import Drawings
from gcm_analysis.publishing.formats.page.report_page import MOST_ROWS, data_table
from gcm_analysis.publishing.formats.pandoc import WORDS

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9pt" viewBox="0 0 9 9">{}</svg>'
TEXTS, MARKS = 4.5, 3.0  # what AA asks


def drawn(folder: Path, content: str, drawings: Drawings) -> str:
    (folder / "fig-a.svg").write_text(SVG.format(content), encoding="utf-8")
    return drawings.inline(folder / "fig-a.svg", "Bars")


def test_contrast_is_counted_as_wcag_counts_it() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(
    "colour", [house.INK, house.GREY, house.BLUE, house.ORANGE, house.TEAL, house.PURPLE]
)
def test_every_colour_of_the_house_reads_on_the_dark_page(colour: str) -> None:
    assert contrast(dark(colour), dark("#ffffff")) >= TEXTS


def test_what_stands_out_by_day_stands_out_by_night_and_a_sequence_stays_one() -> None:
    shades = [dark(shade) for shade in ("#ffffff", "#cfe0f2", "#7fabd9", house.BLUE, "#123c6d")]
    steps = [contrast(shade, shades[0]) for shade in shades]
    assert steps == sorted(steps)
    assert contrast(dark(house.INK), dark("#cfe0f2")) >= TEXTS
    assert contrast(dark("#ffffff"), dark(house.BLUE)) >= TEXTS


def test_a_drawing_keeps_what_its_parts_refer_to_under_names_of_its_own(tmp_path: Path) -> None:
    drawings = Drawings()
    shown = drawn(
        tmp_path, '<defs><path id="m" d="M0 0"/></defs><use xlink:href="#m" clip-path="url(#m)"/>', drawings
    )
    assert 'id="fig-a-m"' in shown
    assert 'href="#fig-a-m"' in shown
    assert "clip-path:url(#fig-a-m)" in drawings.style()


def test_a_drawing_keeps_a_picture_that_is_in_it_and_none_that_is_fetched(tmp_path: Path) -> None:
    images = "".join(
        f'<image xlink:href="{place}"/>'
        for place in ("data:image/png;base64,AA", "https://example.org/a.png", "data:image/svg+xml,B")
    )
    shown = drawn(tmp_path, images, Drawings())
    assert re.findall(r"<image[^>]*>", shown) == ['<image href="data:image/png;base64,AA" />']


def table(folder: Path, text: str, code: str = "en") -> BeautifulSoup:
    (folder / "fig-a.csv").write_text(text, encoding="utf-8")
    return BeautifulSoup(data_table(folder / "fig-a.csv", "fig-a", WORDS, code), "html.parser")


def test_the_data_of_a_figure_are_a_table_with_headers_in_the_language(tmp_path: Path) -> None:
    found = table(tmp_path, "Thème,Année,Part,Somme\n<b>A</b>,2018,0.25,25000000\n,2019,-0.5,\n", "fr")
    assert [(th["scope"], th.get("class")) for th in found.select("thead th")] == [
        ("col", None), ("col", ["n"]), ("col", ["n"]), ("col", ["n"]),
    ]  # fmt: skip
    rows = [[cell.get_text() for cell in row.find_all(["th", "td"])] for row in found.select("tbody tr")]
    assert rows == [["<b>A</b>", "2018", "0,25", "25\u202f000\u202f000"], ["", "2019", "\u22120,5", ""]]
    assert [cell.name for cell in found.select("tbody tr > :first-child")] == ["th", "td"]
    assert found.table["aria-labelledby"] == "fig-a-title"


def test_of_many_rows_the_first_are_shown_and_it_says_so(tmp_path: Path) -> None:
    rows = "".join(f"a{n},1\n" for n in range(MOST_ROWS + 1))
    found = table(tmp_path, f"x,y\n{rows}")
    assert len(found.select("tbody tr")) == MOST_ROWS
    assert found.p.get_text() == f"The first {MOST_ROWS} of {MOST_ROWS + 1} rows; the file has all of them."
