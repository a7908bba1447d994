"""Which reports a plan has: each once, in its own folder, however it is cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gcm_analysis.edition import Edition, ParameterError
from gcm_analysis.evidence.vocabulary import LEVELS, REGIONS
from gcm_analysis.matrix.plan import Variant, as_text, colliding, distinct, selected, shard

sets = st.sets(
    st.builds(
        Edition,
        event=st.sampled_from(["one", "two"]),
        level=st.sampled_from(LEVELS),
        region=st.sampled_from(REGIONS),
    ),
    min_size=1,
)


@given(sets)
def test_every_edition_is_one_report_in_a_folder_of_its_own_however_often_it_was_asked_for(editions) -> None:
    found = distinct([*editions, *editions])
    assert len({variant.name for variant in found}) == len(found) == len(editions)
    assert colliding(found) == []


def test_a_report_has_all_languages_in_which_it_was_asked_for() -> None:
    (found,) = distinct([Edition(event="one"), Edition(event="one", language="fr")])
    assert found.languages == ("en", "fr")


@given(sets, st.integers(1, 9))
def test_shards_are_all_of_it_and_nothing_twice(editions, count) -> None:
    found = distinct(editions)
    parts = [shard(found, number, count) for number in range(1, count + 1)]
    assert sorted(variant.name for part in parts for variant in part) == sorted(
        variant.name for variant in found
    )
    assert max(map(len, parts)) - min(map(len, parts)) <= 1


def test_folders_that_differ_in_capitals_alone_collide() -> None:
    two = [Variant((Edition(event=name),)) for name in ("Event", "event", "other")]
    assert colliding(two) == [two[:2]]


def test_only_takes_any_value_of_a_key_and_all_keys() -> None:
    levels = ("all", "local", "national")
    found = distinct(Edition(event=event, level=level) for event in ("one", "two") for level in levels)
    names = [variant.name for variant in selected(found, ["level=local", "level=national", "event=two"])]
    assert names == ["two--level-local", "two--level-national"]
    with pytest.raises(ParameterError, match=r"not 'levle'\. Did you mean level\?"):
        selected(found, ["levle=local"])


@pytest.mark.parametrize(("value", "text"), [(True, "true"), (False, "false"), ("all", "all")])
def test_a_value_is_written_as_the_command_line_has_it(value, text) -> None:
    assert as_text(value) == text
