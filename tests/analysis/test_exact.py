"""Exact bounds of a share, against values that are worked out by hand or published."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gcm_analysis.analysis.arrays import exact_interval


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        # None of n: (1 - p) ** n = 0.025.
        (0, 1, 0.0, 0.975),
        (0, 19, 0.0, 1 - 0.025 ** (1 / 19)),
        # All of n: p ** n = 0.025; 83 of 83 leave room for a share of 95.7 %.
        (83, 83, 0.025 ** (1 / 83), 1.0),
        # One of two: at least one with 2.5 %, 1 - (1 - p) ** 2 = 0.025; and the same seen from the other end.
        (1, 2, 1 - 0.975**0.5, 0.975**0.5),
        # No case says nothing.
        (0, 0, 0.0, 1.0),
        # Published: 3 of 10, in many tables of the interval.
        (3, 10, 0.0667, 0.6525),
    ],
)
def test_the_bounds_are_exact(part: int, whole: int, low: float, high: float) -> None:
    assert exact_interval(part, whole) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


def test_a_part_larger_than_the_whole_is_refused() -> None:
    with pytest.raises(ValueError, match="3 is no part of 2"):
        exact_interval(3, 2)


@given(st.integers(1, 60).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_the_bounds_include_the_share_and_mirror_those_of_its_complement(counted: tuple[int, int]) -> None:
    part, whole = counted
    low, high = exact_interval(part, whole)
    assert low <= part / whole <= high
    assert exact_interval(whole - part, whole) == (pytest.approx(1 - high), pytest.approx(1 - low))
