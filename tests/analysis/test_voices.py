"""Voices by level, and no group so small that it would tell who spoke."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import coded

from gcm_analysis.analysis.voices import UNTOLD, by_level, merged_levels
from gcm_analysis.evidence.vocabulary import LEVELS


def said(**levels: int) -> pd.DataFrame:
    """Return a statement of each of so many voices by level; `untold` are those of no level."""
    each = [level if level != "untold" else "" for level, number in levels.items() for _ in range(number)]
    return coded(*({} for _ in each)).assign(voice_level=each)


def voices(record: pd.DataFrame, smallest: int) -> dict[str, int]:
    return {str(level): int(number) for level, number in by_level(record, smallest)["voices"].items()}


def test_levels_of_enough_voices_are_told_in_their_order() -> None:
    assert voices(said(national=4, local=3), 3) == {"local": 3, "national": 4}
    assert merged_levels(said(national=4, local=3), 3) == set()


def test_levels_of_few_voices_are_told_together() -> None:
    record = said(national=4, local=2, regional=1)
    assert voices(record, 3) == {"national": 4, UNTOLD: 3}
    assert merged_levels(record, 3) == {"local", "regional"}


def test_what_is_left_over_hides_in_the_smallest_other_level() -> None:
    assert voices(said(national=5, local=3, regional=1), 3) == {"national": 5, UNTOLD: 4}


def test_where_no_level_is_left_none_is_told() -> None:
    assert voices(said(national=3, local=1), 3) == {UNTOLD: 4}


def test_voices_without_a_level_hide_nobody_and_need_no_company() -> None:
    assert voices(said(national=3, untold=1), 3) == {"national": 3, UNTOLD: 1}
    assert merged_levels(said(national=3, untold=1), 3) == set()


def test_a_voice_that_speaks_twice_is_one_voice() -> None:
    record = coded({"source_id": "S1"}, {"source_id": "S1"}, {"source_id": "S2"}).assign(voice_level="local")
    assert by_level(record, 1).loc["local", ["voices", "statements"]].to_list() == [2, 3]
    assert voices(record, 3) == {UNTOLD: 2}


@given(
    st.dictionaries(st.sampled_from([*LEVELS, "untold"]), st.integers(1, 6), min_size=1), st.integers(1, 4)
)
def test_no_level_that_is_told_is_small_and_what_was_merged_is_not_small_beside_one(
    levels: dict[str, int], smallest: int
) -> None:
    record = said(**levels)
    table = voices(record, smallest)
    told = {level: number for level, number in table.items() if level != UNTOLD}
    assert all(number >= smallest for number in told.values())
    assert sum(table.values()) == sum(levels.values())
    if merged_levels(record, smallest) and told:
        assert table[UNTOLD] >= smallest
