"""A brief has at most two pages."""

from pathlib import Path

import pytest
from pypdf import PdfWriter

from gcm_analysis.errors import UserError
from gcm_analysis.publishing.formats.brief import check_length


def brief(folder: Path, pages: int) -> Path:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width=100, height=100)
    folder.mkdir()
    writer.write(folder / "brief.pdf")
    return folder / "brief.pdf"


def test_two_pages_are_short_enough(tmp_path: Path) -> None:
    check_length(brief(tmp_path / "en", 2))


def test_a_third_page_is_refused_with_the_language_and_the_file_to_shorten(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"fr/brief\.pdf has 3 pages.*notebooks/briefs\.yml"):
        check_length(brief(tmp_path / "fr", 3))
