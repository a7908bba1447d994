"""Scripts and parts of every report: skipped if they are the shipped ones to the letter, else searched."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from tests.privacy.planted import archive

from gcm_analysis.privacy.reading import THEME, without_shipped
from gcm_analysis.publishing.formats.page.style import explorer_script
from gcm_analysis.publishing.formats.pandoc import default_reference_docx

from .guard_kit import disclosures, guard

NAME = {"name": "Ada Collator"}  # a word of the script


def page(script: str) -> str:
    return f"<html><body><p>Said.</p>\n<script>{script}</script>\n<p>End.</p></body></html>"


def test_the_name_of_a_speaker_may_be_a_word_of_a_shipped_script(tmp_path: Path) -> None:
    (tmp_path / "evidence.html").write_text(page(explorer_script()), encoding="utf-8")
    assert disclosures(guard(NAME), tmp_path) == []


def test_a_script_that_differs_by_one_character_is_searched(tmp_path: Path) -> None:
    (tmp_path / "evidence.html").write_text(page(explorer_script() + " "), encoding="utf-8")
    assert {disclosure.kind for disclosure in disclosures(guard(NAME), tmp_path)} == {"name"}


def test_the_page_around_a_shipped_script_is_searched_and_its_lines_keep_their_numbers(
    tmp_path: Path,
) -> None:
    text = page(explorer_script()).replace("End.", "By Collator.")
    (tmp_path / "evidence.html").write_text(text, encoding="utf-8")
    lines = {disclosure.where for disclosure in disclosures(guard(NAME), tmp_path)}
    assert lines == {f"line {text.count(chr(10)) + 1}"}


@pytest.mark.parametrize(("more", "kinds"), [(b"", set()), (b"<!-- -->", {"name"})])
def test_a_typeface_of_pandoc_s_theme_is_not_a_name_unless_the_theme_was_changed(
    more: bytes, kinds: set[str], tmp_path: Path
) -> None:
    with ZipFile(BytesIO(default_reference_docx())) as parts:
        theme = parts.read(THEME)
    (tmp_path / "report.docx").write_bytes(archive(word__theme__theme1_xml=theme + more))
    assert {
        disclosure.kind for disclosure in disclosures(guard({"name": "Hans Adelstein"}), tmp_path)
    } == kinds


def test_only_complete_script_elements_are_skipped() -> None:
    text = f"<p>{explorer_script()}</p>"
    assert without_shipped(text) == text
