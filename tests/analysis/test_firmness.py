"""The grade of the evidence behind a set of statements."""

import pandas as pd
import pytest
from hypothesis import given
from tests.builders import coded
from tests.strategies import coded_frames

from gcm_analysis.analysis.firmness import THRESHOLDS, Threshold, grade, measures, weaker

GRADES = ["none", *reversed(THRESHOLDS)]
KINDS = (
    "independent_evaluation_or_audit",
    "academic_or_think_tank",
    "international_organization",
)


def of_sources(number: int, kinds: int = 1, levels: int = 2, extra: int = 0) -> pd.DataFrame:
    """Return one statement from each of so many sources, and so many more from the first."""
    sources = [f"S{place}" for place in range(number)]
    rows = [
        {"source_id": source, "level": ("local", "national")[place % levels]}
        for place, source in enumerate([*sources, *[sources[0]] * extra])
    ]
    return coded(
        *rows, **{source: {"source_type": KINDS[place % kinds]} for place, source in enumerate(sources)}
    )


@pytest.mark.parametrize(
    ("sources", "kinds", "expected"),
    [
        (1, 1, "single"), (2, 1, "limited"), (4, 3, "limited"), (5, 1, "limited"), (5, 2, "moderate"),
        (9, 3, "moderate"), (10, 2, "moderate"), (10, 3, "strong"),
    ],
)  # fmt: skip
def test_a_grade_asks_for_sources_and_for_kinds_of_source(sources: int, kinds: int, expected: str) -> None:
    assert grade(of_sources(sources, kinds)) == expected


def test_evidence_at_one_level_is_not_strong() -> None:
    assert grade(of_sources(12, 3, levels=1)) == "moderate"


def test_evidence_of_which_one_source_holds_more_than_half_is_not_strong() -> None:
    assert grade(of_sources(10, 3, extra=8)) == "strong"  # 9 of 18
    assert grade(of_sources(10, 3, extra=9)) == "moderate"  # 10 of 19


def test_pages_of_one_origin_are_one_source() -> None:
    pages = coded(
        *[{"source_id": f"S{n}"} for n in range(12)], **{f"S{n}": {"origin": "ONE"} for n in range(12)}
    )
    assert grade(pages) == "single"


def test_no_statement_is_no_evidence() -> None:
    empty = coded({}).head(0)
    assert grade(empty) == "none"
    assert measures(empty) == Threshold(0, 0, 0, 0.0)


@given(coded_frames, coded_frames)
def test_statements_of_new_sources_never_lower_a_grade_below_strong(
    first: pd.DataFrame, second: pd.DataFrame
) -> None:
    new = second.assign(origin=second["origin"] + "-new")
    both = pd.concat([first, new])
    lowest = min(GRADES.index(grade(first)), GRADES.index("moderate"))
    assert GRADES.index(grade(both)) >= lowest


def test_a_contrast_is_graded_by_its_weaker_side() -> None:
    strong, limited = of_sources(10, kinds=3), of_sources(4, kinds=3)
    assert (grade(strong), grade(limited)) == ("strong", "limited")
    assert weaker([strong, limited]) == weaker([limited, strong]) == "limited"
    assert weaker([strong, of_sources(1)]) == "single"
    assert weaker([strong, strong.head(0)]) == "none"
