"""No cell of a published table can start a formula in a spreadsheet."""

import csv
from io import StringIO

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from gcm_analysis.safe_csv import STARTS_FORMULA, to_csv

TEXTS = st.text(alphabet=st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=12)
FORMULAS = st.sampled_from(STARTS_FORMULA).flatmap(lambda sign: TEXTS.map(lambda text: sign + text))


def read(text: str) -> list[list[str]]:
    return list(csv.reader(StringIO(text, newline="")))


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_that_would_start_a_formula_becomes_text(sign: str) -> None:
    _, (cell,) = read(to_csv(pd.DataFrame({"a": [f"{sign}1+1"]})))
    assert cell == f"'{sign}1+1"


def test_a_column_name_that_would_start_a_formula_becomes_text() -> None:
    assert read(to_csv(pd.DataFrame({"=a": ["b"], "c": ["d"]})))[0] == ["'=a", "c"]


def test_numbers_stay_numbers_even_negative_ones() -> None:
    table = pd.DataFrame({"a": [-1, 2], "b": [-0.5, 0.25], "c": pd.array([-3, None], dtype="Int64")})
    assert to_csv(table) == "a,b,c\r\n-1,-0.5,-3\r\n2,0.25,\r\n"


@given(st.lists(st.tuples(st.one_of(TEXTS, FORMULAS), st.integers()), max_size=8))
def test_no_cell_starts_a_formula_and_nothing_else_changes(rows: list[tuple[str, int]]) -> None:
    table = pd.DataFrame(rows, columns=["text", "number"])
    before = table.copy(deep=True)
    _, *shown = read(to_csv(table))
    assert len(shown) == len(rows)
    for (cell, number), (text, value) in zip(shown, rows, strict=True):
        assert not cell.startswith(STARTS_FORMULA)
        assert cell.removeprefix("'") == text.removeprefix("'")
        assert int(number) == value
    assert_frame_equal(table, before)
