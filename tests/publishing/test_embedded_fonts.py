"""The typefaces of page and PDF."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from gcm_analysis import fonts


@pytest.mark.parametrize("path", sorted(fonts.FOLDER.glob("Noto*")), ids=lambda path: path.name)
def test_a_typeface_has_the_characters_of_both_languages(path: Path) -> None:
    font = TTFont(path)
    characters = font.getBestCmap()
    needed = "éèêëàâäçùûüôöîïœæÉÈÀÇŒ«»“”‘’–—…•·×±−≤≥≈≠→←↑↓€£°№n\u00a0\u202f\u2009\u2011"
    assert [character for character in needed if ord(character) not in characters] == []
    narrow = characters[0x202F]
    assert font["glyf"][narrow].numberOfContours == 0
    assert 0 < font["hmtx"][narrow][0] < font["hmtx"][characters[0x20]][0]
    assert {record.FeatureTag for record in font["GPOS"].table.FeatureList.FeatureRecord} >= {"kern", "mark"}


def test_the_page_and_the_pdf_use_the_same_typefaces() -> None:
    names = {path.stem for path in fonts.FOLDER.glob("*.ttf")}
    assert names == {path.stem for path in fonts.FOLDER.glob("*.woff2")}
    for name in names:
        page_font, pdf_font = (TTFont(fonts.FOLDER / f"{name}.{kind}") for kind in ("woff2", "ttf"))
        assert set(page_font.getBestCmap()) == set(fonts.points(fonts.PAGE)) & set(pdf_font.getBestCmap())
