"""Agreement of codings, against the worked examples that Krippendorff published.

K. Krippendorff, “Computing Krippendorff's Alpha-Reliability”, University of Pennsylvania, 2011: examples A, B and C.
"""

import math
from collections.abc import Sequence
from itertools import chain
from random import Random

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders import frame, statements

from gcm_analysis.analysis import alpha_intervals, compared, disagreements
from gcm_analysis.analysis.agreement import VARIABLES, by_same_coder
from gcm_analysis.analysis.alpha import alpha, patterns_of

CODED = ["statement_id", "source_id", *VARIABLES]
CODES = st.lists(st.lists(st.sampled_from("abc"), min_size=2, max_size=3), min_size=2, max_size=8)


def units(*coders: str) -> list[list[str]]:
    """Return the codes of each unit from one line of codes per coder; a full stop is a missing code."""
    return [[code for code in unit if code != "."] for unit in zip(*coders, strict=True)]


def krippendorff_alpha(units: Sequence[Sequence[str]]) -> float:
    """Return alpha for units, each a list of its codes."""
    numbers = np.repeat(np.arange(len(units)), [len(codes) for codes in units])
    codes = pd.Series(list(chain.from_iterable(units)), dtype=object)
    return alpha(patterns_of(numbers, codes, np.arange(len(units))))


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


def test_coders_who_never_agree_have_an_alpha_below_zero() -> None:
    assert krippendorff_alpha(units("abab", "baba")) == pytest.approx(-0.75)


@pytest.mark.parametrize("coders", [["aaaa", "aaaa"], ["ab..", "..ba"], [""]])
def test_alpha_is_not_a_number_where_nothing_can_be_compared(coders: list[str]) -> None:
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
    table = alpha_intervals(first[CODED], second, draws=10)
    assert list(table.index) == ["phase", "valence", "theme", "criterion"]
    assert table.loc["theme", ["units", "agreeing"]].to_list() == [3, 2]
    assert table.loc["theme", "share"] == pytest.approx(2 / 3)
    # coincidences: PEER-PEER 2, MEL-MEL 2, PEER-MEL 2; three codes of each kind; so 1 - 5 * 2 / (36 - 18)
    assert table.loc["theme", "alpha"] == pytest.approx(4 / 9)
    assert math.isnan(table.loc["valence", "alpha"])


@given(CODES, st.randoms(use_true_random=False))
def test_neither_the_order_of_units_nor_that_of_coders_changes_alpha(
    coded: list[list[str]], random: Random
) -> None:
    shuffled = [random.sample(unit, len(unit)) for unit in random.sample(coded, len(coded))]
    assert krippendorff_alpha(shuffled) == pytest.approx(krippendorff_alpha(coded), nan_ok=True)


@given(CODES)
def test_alpha_is_one_exactly_where_all_units_agree_and_never_more(coded: list[list[str]]) -> None:
    found = krippendorff_alpha(coded)
    if not math.isnan(found):
        assert found <= 1
        assert (found == 1) == all(len(set(unit)) == 1 for unit in coded)


def themes(first: str, *others: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return a first coding and a second, one letter per statement and coder, that differ in the theme alone."""
    rows = [
        {"statement_id": f"ST{number:03}", "coder": name, "theme": code}
        for name, codes in zip("BC", others, strict=False)
        for number, code in enumerate(codes, 1)
    ]
    return statements(*({"theme": code} for code in first))[CODED], frame("second_coding", *rows)


def of_sources(first: pd.DataFrame, names: str) -> pd.DataFrame:
    """Return the statements as of these sources, one letter per statement."""
    return first.assign(source_id=list(names))


def test_the_interval_of_alpha_comes_from_drawing_sources_again_with_all_their_statements() -> None:
    first, second = themes("aabbab", "aabbba")
    # Source X agrees on aabb, source Y disagrees on ab and ba. Of four equal draws one is X twice (alpha 1), one is Y
    # twice (four units ab: 1 - 7 * 4 * 2 / (64 - 32) = -0.75), and two are the record as it is (six units, six codes of
    # each kind, two differ: 1 - 11 * 4 / (144 - 72) = 0.389).
    found = alpha_intervals(of_sources(first, "XXXXYY"), second).loc["theme"]
    assert found[["alpha", "low", "high"]].to_list() == [
        pytest.approx(1 - 44 / 72),
        pytest.approx(-0.75),
        1.0,
    ]


def test_statements_of_one_source_have_no_interval_because_no_other_source_can_be_drawn() -> None:
    first, second = themes("aabbab", "aabbba")
    assert alpha_intervals(of_sources(first, "XXXXXX"), second).loc["theme", ["low", "high"]].isna().all()


def test_codings_that_never_differ_have_an_exact_interval_that_counts_sources() -> None:
    first, second = themes("aaaaabbbbb", "aaaaabbbbb")
    # Of twenty codes ten are of each kind: 20 * 19 / (400 - 200) = 1.9 is one over the disagreement by chance.
    # Ten sources that all agree leave room for a share of 1 - 0.025 ** (1 / 10) that do not; two for more.
    for names, sources in (("ABCDEFGHIJ", 10), ("AAAAABBBBB", 2)):
        found = alpha_intervals(of_sources(first, names), second).loc["theme", ["alpha", "low", "high"]]
        low = 1 - (1 - 0.025 ** (1 / sources)) * 1.9
        assert found.to_list() == [1.0, pytest.approx(low), 1.0]


def test_where_nothing_can_be_compared_the_interval_is_not_a_number() -> None:
    first, second = themes("ab", "ab")
    table = alpha_intervals(first.head(0), second)
    assert table["units"].to_list() == [0, 0, 0, 0]
    assert table[["alpha", "low", "high"]].isna().all(axis=None)
    pd.testing.assert_frame_equal(alpha_intervals(first, second.head(0)), table)


@settings(max_examples=6)
@given(CODES.filter(lambda coded: any(len(unit) > 2 for unit in coded)), st.randoms(use_true_random=False))
def test_neither_the_order_of_rows_nor_who_codes_first_changes_the_interval(
    coded: list[list[str]], random: Random
) -> None:
    triples = [unit for unit in coded if len(unit) > 2]
    first, second = themes(*("".join(codes) for codes in zip(*triples, strict=True)))
    turned = themes(*("".join(codes) for codes in zip(*(unit[::-1] for unit in triples), strict=True)))
    shuffled = [rows.loc[random.sample(list(rows.index), len(rows))] for rows in turned]
    pd.testing.assert_frame_equal(
        alpha_intervals(*shuffled, draws=50), alpha_intervals(first, second, draws=50)
    )


def test_disagreements_name_statement_coder_variable_and_both_codes() -> None:
    first = statements({"theme": "PEER"}, {"theme": "MEL"}, {"theme": "MEL"})
    second = frame(
        "second_coding",
        {"statement_id": "ST002", "coder": "C", "theme": "PEER", "phase": "monitoring"},
        {"statement_id": "ST002", "coder": "B", "theme": "PEER"},
        {"statement_id": "ST001", "theme": "PEER", "valence": "challenge"},
        {"statement_id": "ST003", "theme": "MEL"},
        {"statement_id": "ST999", "theme": "DATA"},
    )
    assert disagreements(first, second).to_numpy().tolist() == [
        ["ST001", "B", "valence", "success_factor", "challenge"],
        ["ST002", "B", "theme", "MEL", "PEER"],
        ["ST002", "C", "phase", "design", "monitoring"],
        ["ST002", "C", "theme", "MEL", "PEER"],
    ]


def test_a_second_coding_without_coders_or_without_rows_is_compared_too() -> None:
    first, second = themes("ab", "bb")
    assert list(disagreements(first, second.drop(columns="coder")).columns) == [
        "statement_id", "variable", "first", "second",
    ]  # fmt: skip
    assert disagreements(first, second.head(0)).empty
    assert list(disagreements(first, second.head(0)).columns) == list(disagreements(first, second).columns)


# --- codes that were not given ------------------------------------------------------------------------------------


def test_an_empty_code_counts_neither_as_a_category_nor_as_agreement() -> None:
    # Three statements; the second coder gave a theme to two of them, alike in one.
    first, second = themes("aab", "ab_")
    second = second.replace("_", "")
    found = alpha_intervals(first, second, draws=10).loc["theme"]
    assert (found["units"], found["agreeing"], found["share"]) == (2, 1, 0.5)
    assert disagreements(first, second)["statement_id"].to_list() == ["ST002"]


def test_only_pairs_of_codes_are_compared() -> None:
    # Two statements and four variables; of the second coding one theme is empty.
    first, second = themes("ab", "a_")
    assert compared(first, second.replace("_", "")) == 7


def test_three_coders_agree_on_a_statement_where_all_who_gave_a_code_gave_the_same() -> None:
    first, second = themes("aabb", "aab_", "ab__")
    found = alpha_intervals(first, second.replace("_", ""), draws=10).loc["theme"]
    # Of the first three: all three alike, one of three differs, two alike; nobody else coded the fourth.
    assert (found["units"], found["agreeing"]) == (3, 2)


def test_the_published_record_was_coded_twice_by_one_person_and_notes_name_their_coders() -> None:
    first, second = themes("aab", "aab", "aab")
    assert by_same_coder(first, second).all()
    notes = first.assign(own=[True, True, False], coder=["ana", "B", ""])
    assert by_same_coder(notes, second).to_list() == [False, True, True, False, False, True]
