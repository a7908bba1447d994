"""Agreement of codings, against the worked examples that Krippendorff published.

K. Krippendorff, “Computing Krippendorff's Alpha-Reliability”, University of Pennsylvania, 2011: examples A, B and C.
"""

import math
from random import Random

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import frame, statements

from gcm_analysis.analysis import agreement, krippendorff_alpha
from gcm_analysis.evidence import Evidence

CODES = st.lists(st.lists(st.sampled_from("abc"), min_size=2, max_size=3), min_size=2, max_size=8)


def units(*coders: str) -> list[list[str]]:
    """Return the codes of each unit from one line of codes per coder; a full stop is a missing code."""
    return [[code for code in unit if code != "."] for unit in zip(*coders, strict=True)]


@pytest.mark.parametrize(
    ("coders", "published"),
    [
        pytest.param(["0100000010", "1110010000"], 0.095, id="A: two coders, binary"),
        pytest.param(["aabbdcccedda", "babbbccceddd"], 0.692, id="B: two coders, nominal"),
        pytest.param(
            ["123321412...", "1233224125.3", ".3332342251.", "12332441251."], 0.743, id="C: four coders, missing codes"
        ),
    ],
)  # fmt: skip
def test_alpha_is_what_krippendorff_published(coders: list[str], published: float) -> None:
    assert round(krippendorff_alpha(units(*coders)), 3) == published


def test_coders_who_always_agree_have_an_alpha_of_one() -> None:
    assert krippendorff_alpha(units("abcab", "abcab")) == 1.0


def test_coders_who_never_agree_have_an_alpha_below_zero() -> None:
    assert krippendorff_alpha(units("abab", "baba")) == pytest.approx(-0.75)


@pytest.mark.parametrize("coders", [["aaaa", "aaaa"], ["ab..", "..ba"], [""]])
def test_alpha_is_no_number_where_nothing_can_be_compared(coders: list[str]) -> None:
    assert math.isnan(krippendorff_alpha(units(*coders)))


def test_agreement_counts_only_statements_that_were_coded_twice() -> None:
    first = statements({"theme": "PEER"}, {"theme": "MEL"}, {"theme": "MEL"}, {"theme": "FUNDING"})
    second = frame(
        "second_coding",
        {"statement_id": "ST001", "theme": "PEER"},
        {"statement_id": "ST002", "theme": "MEL"},
        {"statement_id": "ST003", "theme": "PEER"},
        {"statement_id": "ST999"},
    )
    table = agreement(first[["statement_id", "phase", "valence", "theme", "criterion"]], second)
    assert list(table.index) == ["phase", "valence", "theme", "criterion"]
    assert table.loc["theme", ["units", "agreeing"]].to_list() == [3, 2]
    assert table.loc["theme", "share"] == pytest.approx(2 / 3)
    # coincidences: PEER-PEER 2, MEL-MEL 2, PEER-MEL 2; three codes of each kind; so 1 - 5 * 2 / (36 - 18)
    assert table.loc["theme", "alpha"] == pytest.approx(4 / 9)
    assert math.isnan(table.loc["valence", "alpha"])


def test_the_second_coding_of_the_real_data_agrees_as_its_dictionary_says(evidence: Evidence) -> None:
    first = evidence.statements[["statement_id", "phase", "valence", "theme", "criterion"]]
    table = agreement(first, evidence.second_coding)
    assert table["agreeing"].to_dict() == {"phase": 72, "valence": 83, "theme": 75, "criterion": 73}
    assert table["alpha"].round(2).to_dict() == {
        "phase": 0.81,
        "valence": 1.0,
        "theme": 0.9,
        "criterion": 0.85,
    }


def test_codings_by_two_other_coders_do_not_stop_the_comparison() -> None:
    second = frame("second_coding", {"coder": "B"}, {"coder": "C"})
    first = statements({})[["statement_id", "phase", "valence", "theme", "criterion"]]
    assert set(agreement(first, second)["units"]) <= {1, 2}


@given(CODES, st.randoms(use_true_random=False))
def test_neither_the_order_of_units_nor_that_of_coders_changes_alpha(
    coded: list[list[str]], random: Random
) -> None:
    shuffled = [random.sample(unit, len(unit)) for unit in random.sample(coded, len(coded))]
    assert krippendorff_alpha(shuffled) == pytest.approx(krippendorff_alpha(coded), nan_ok=True)


@given(CODES)
def test_alpha_is_one_exactly_where_all_units_agree_and_never_more(coded: list[list[str]]) -> None:
    alpha = krippendorff_alpha(coded)
    if not math.isnan(alpha):
        assert alpha <= 1
        assert (alpha == 1) == all(len(set(unit)) == 1 for unit in coded)


def test_comparing_leaves_both_codings_as_they_were() -> None:
    first, second = statements({}, {}), frame("second_coding", {})
    before = first.copy(), second.copy()
    agreement(first[["statement_id", "phase", "valence", "theme", "criterion"]], second)
    pd.testing.assert_frame_equal(first, before[0])
    pd.testing.assert_frame_equal(second, before[1])
