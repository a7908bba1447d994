"""The evidence as one workbook."""

from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from gcm_analysis.narrative.language import Language
from gcm_analysis.publishing.formats.workbook import FILE, write_workbook

TABLE = pd.DataFrame({"id": ["ST001", "ST002"], "text": ["=1+1", "Ça va – oui"], "n": [3, float("nan")]})


@pytest.mark.parametrize(("code", "first"), [("en", "About"), ("fr", "À propos")])
def test_the_first_sheet_says_what_the_others_hold(tmp_path: Path, code: str, first: str) -> None:
    write_workbook(tmp_path, {"Statements": ("What was said", TABLE)}, Language(code))
    book = openpyxl.load_workbook(tmp_path / FILE)
    assert book.sheetnames == [first, "Statements"]
    assert [cell.value for cell in book[first][2]] == ["Statements", "What was said", 2]


def test_words_are_words_whatever_they_begin_with_and_numbers_are_numbers(tmp_path: Path) -> None:
    write_workbook(tmp_path, {"Statements": ("", TABLE)}, Language("en"))
    sheet = openpyxl.load_workbook(tmp_path / FILE)["Statements"]
    assert [(cell.value, cell.data_type) for cell in sheet[2]] == [("ST001", "s"), ("=1+1", "s"), (3, "n")]
    assert [cell.value for cell in sheet[3]] == ["ST002", "Ça va – oui", None]
