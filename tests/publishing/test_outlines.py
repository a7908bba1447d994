"""Drawings that leave the report hold their letters where the typeface is not installed."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from gcm_analysis.publishing.formats.page.outlines import outlined

from .notebooks import drawn

LABELS = (
    "Whole-of-government and whole-of-society coordination",
    "Tổ chức Di cư",
    "Олег Їжак",
    "$x$ < “7” & $y$",
)
# The box of each label on the screen, and the size of the drawing.
BOXES = "[...document.querySelectorAll('[aria-label]')].map(e => e.getBoundingClientRect().toJSON())"
SIZE = "document.documentElement.getBoundingClientRect().toJSON()"


def test_labels_are_whole_and_apart_without_the_typeface(tmp_path: Path, browser: Browser) -> None:
    (tmp_path / "x.svg").write_text(outlined(drawn("Title", LABELS).decode()), encoding="utf-8")
    tab = browser.new_page()
    tab.goto((tmp_path / "x.svg").as_uri())
    boxes, size = tab.evaluate(BOXES), tab.evaluate(SIZE)
    assert len(boxes) >= len(LABELS)
    assert all(box["left"] >= 0 and box["right"] <= size["width"] for box in boxes)
    assert all(box["top"] >= 0 and box["bottom"] <= size["height"] for box in boxes)
    for place, one in enumerate(boxes):
        for other in boxes[place + 1 :]:
            apart = one["right"] <= other["left"] or other["right"] <= one["left"]
            assert apart or one["bottom"] <= other["top"] or other["bottom"] <= one["top"]
    tab.close()


@given(st.text(st.characters(categories=["L", "N", "P", "S"], max_codepoint=0x24F), min_size=1, max_size=20))
def test_any_words_keep_a_drawing_well_formed(words: str) -> None:
    from xml.etree import ElementTree as ET  # noqa: PLC0415

    text = ET.Element("text", {"style": "font-size: 9.5px; text-anchor: end", "x": "1", "y": "2"})
    text.text = words
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{ET.tostring(text, "unicode")}</svg>'
    (shown,) = ET.fromstring(outlined(svg)).findall("{http://www.w3.org/2000/svg}g")  # noqa: S314 - our own
    assert shown.get("aria-label") == words
