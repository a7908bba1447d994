"""The bundle of a figure: drawing, picture, data and words, each of which can leave the report and say whence it comes."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from defusedxml import ElementTree
from PIL import Image

from gcm_analysis.evidence import Evidence
from gcm_analysis.publishing.metadata import cite
from gcm_analysis.publishing.metadata.describe import Description
from gcm_analysis.publishing.metadata.figures import records, write_bundles
from gcm_analysis.publishing.stage.chapters import Chapter, FigureBlock

from .metadata_kit import described
from .sample_stage import drawing

SVG, DC = "{http://www.w3.org/2000/svg}", "{http://purl.org/dc/elements/1.1/}"
TITLE = "Peers & <others> lead, with 12"
RIGHTS = "© 2026 MIEUX Initiative (EU–ICMPD), GFMD Mayors & Partners. CC BY 4.0. https://creativecommons.org/licenses/by/4.0/"


def bundle(folder: Path, description: Description) -> Path:
    """Write the bundle of one figure of the small stage and return its folder."""
    block = FigureBlock(
        "fig-themes",
        'Peers \\& \\<others\\> lead, with [12]{.fact fact="themes.first"}',
        'Statements; [3]{.fact fact="themes.sources"} of [12]{.fact fact="themes.first"}',
        "*A note*: [@S002, p. 3; @S004].",
        "Theme,Statements,Share,Since,Code\r\nPeers,12,0.80,,007\r\nMoney,3,0.2,2018,012\r\n",
        "Bars & “quotes” < 13",
        drawing("svg").decode(),
        drawing("png"),
    )
    (folder / "figures").mkdir()
    write_bundles(folder / "figures", [Chapter("02-x", "Two", (block,), ())], description)
    return folder / "figures"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_drawing_says_what_it_shows_whence_it_comes_and_who_may_use_it(
    language: str, tmp_path: Path, evidence: Evidence
) -> None:
    description = described(evidence.event, language)
    root = ElementTree.parse(bundle(tmp_path, description) / "fig-themes.svg").getroot()
    assert [child.tag for child in root][:3] == [f"{SVG}title", f"{SVG}desc", f"{SVG}metadata"]
    assert root.find(f"{SVG}title").text == TITLE
    assert root.find(f"{SVG}desc").text == "Bars & “quotes” < 13"
    assert len(root.findall(f"{SVG}metadata")) == 1
    metadata = {
        element.tag.removeprefix(DC): element.text for element in root.iter() if element.tag.startswith(DC)
    }
    assert metadata == {
        "title": TITLE,
        "description": "Bars & “quotes” < 13",
        "creator": "MIEUX Initiative (EU–ICMPD), GFMD Mayors & Partners",
        "date": "2026-11-24",
        "language": language,
        "source": cite.of_figure(description, TITLE),
        "rights": RIGHTS,
    }
    assert "n ≥ 3 <statements>" in {element.get("aria-label") for element in root.iter()}


def test_the_picture_carries_its_words_and_shows_title_and_source_around_the_same_drawing(
    tmp_path: Path, evidence: Evidence
) -> None:
    description = described(evidence.event)
    png = (bundle(tmp_path, description) / "fig-themes.png").read_bytes()
    with Image.open(BytesIO(png)) as picture, Image.open(BytesIO(drawing("png"))) as drawn:
        own, (width, height), same = dict(picture.text), drawn.size, drawn.convert("RGB").tobytes()
        tops = [
            top
            for top in range(picture.height - height + 1)
            if picture.crop((0, top, width, top + height)).tobytes() == same
        ]
        below = picture.crop((0, tops[0] + height, width, picture.height))
        assert picture.crop((0, 0, width, tops[0])).getextrema() != ((255, 255),) * 3
        assert below.getextrema() != ((255, 255),) * 3
    assert own == {
        "Title": TITLE,
        "Description": "Bars & “quotes” < 13",
        "Source": cite.of_figure(description, TITLE),
        "Copyright": RIGHTS,
    }


def test_words_and_data_stand_together_in_one_file(tmp_path: Path, evidence: Evidence) -> None:
    description = described(evidence.event, "fr")
    folder = bundle(tmp_path, description)
    assert (folder / "fig-themes.csv").read_bytes().startswith(b"Theme,Statements,Share,Since,Code\r\nPeers,")
    assert json.loads((folder / "fig-themes.json").read_text(encoding="utf-8")) == {
        "label": "fig-themes",
        "language": "fr",
        "title": TITLE,
        "subtitle": "Statements; 3 of 12",
        "note": "A note: [S002, p. 3; S004].",
        "alt": "Bars & “quotes” < 13",
        "citation": cite.of_figure(description, TITLE),
        "rights": RIGHTS,
        "notebook": "02-x",
        "facts": ["themes.first", "themes.sources"],
        "columns": ["Theme", "Statements", "Share", "Since", "Code"],
        "data": [
            {"Theme": "Peers", "Statements": 12, "Share": 0.8, "Since": None, "Code": "007"},
            {"Theme": "Money", "Statements": 3, "Share": 0.2, "Since": 2018, "Code": "012"},
        ],
    }


def test_a_column_is_of_numbers_only_if_all_its_cells_are() -> None:
    columns, rows = records('a,b,c\r\n1,1,"x\r\ny"\r\n-2.5,n/a,\r\n')
    assert columns == ["a", "b", "c"]
    assert rows == [{"a": 1, "b": "1", "c": "x\r\ny"}, {"a": -2.5, "b": "n/a", "c": None}]
