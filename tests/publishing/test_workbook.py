"""The evidence as one workbook."""

from io import BytesIO

import openpyxl
import pandas as pd
import pytest

from gcm_analysis.narrative.language import Language
from gcm_analysis.publishing.explorer.sheets import with_contents
from gcm_analysis.publishing.formats.workbook import workbook

TABLE = pd.DataFrame({"id": ["ST001", "ST002"], "text": ["=1+1", "Ça va – oui"], "n": [3, float("nan")]})


def opened(sheets: dict[str, tuple[str, pd.DataFrame]], code: str) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(workbook(with_contents(sheets, Language(code)))))


@pytest.mark.parametrize(("code", "first"), [("en", "About"), ("fr", "À propos")])
def test_the_first_sheet_says_what_the_others_hold(code: str, first: str) -> None:
    book = opened({"Statements": ("What was said", TABLE)}, code)
    assert book.sheetnames == [first, "Statements"]
    assert [cell.value for cell in book[first][2]] == ["Statements", "What was said", 2]


def test_words_are_words_whatever_they_begin_with_and_numbers_are_numbers() -> None:
    sheet = opened({"Statements": ("", TABLE)}, "en")["Statements"]
    assert [(cell.value, cell.data_type) for cell in sheet[2]] == [("ST001", "s"), ("=1+1", "s"), (3, "n")]
    assert [cell.value for cell in sheet[3]] == ["ST002", "Ça va – oui", None]
