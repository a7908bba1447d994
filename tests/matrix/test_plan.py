"""Which reports a matrix asks for: every combination once, in its own folder, however it is divided."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gcm_analysis.edition import Edition, ParameterError, parse_edition
from gcm_analysis.evidence.vocabulary import LEVELS, REGIONS
from gcm_analysis.matrix.plan import MatrixRequest, Variant, colliding, distinct, selected, shard

lists = st.lists(st.sampled_from(["all", *LEVELS]), min_size=1, unique=True)
regions = st.lists(st.sampled_from(["all", *REGIONS]), min_size=1, unique=True)
events = st.lists(st.sampled_from(["one", "two", "three"]), min_size=1, unique=True)


def variants(request: MatrixRequest, languages: Sequence[str] = ("en", "fr")) -> list[Variant]:
    return distinct(
        [
            edition
            for code in languages
            if not request.leaves_out(edition := parse_edition(combination | {"language": code}))
        ]
        for combination in request.combinations()
    )


@given(events, lists, regions)
def test_every_combination_is_one_report_with_all_languages_in_a_folder_of_its_own(
    names, levels, areas
) -> None:
    found = variants(MatrixRequest(names, {"level": levels, "region": areas}))
    assert len(found) == len(names) * len(levels) * len(areas) == len({variant.name for variant in found})
    assert all(variant.languages == ("en", "fr") for variant in found)
    assert colliding(found) == []


@given(lists, st.integers(1, 9))
def test_shards_together_contain_every_report_once(levels, count) -> None:
    found = variants(MatrixRequest(["one"], {"level": levels}))
    parts = [shard(found, number, count) for number in range(1, count + 1)]
    assert sorted(variant.name for part in parts for variant in part) == sorted(
        variant.name for variant in found
    )
    assert max(map(len, parts)) - min(map(len, parts)) <= 1


@given(lists, regions, st.sampled_from(["all", *LEVELS]), st.sampled_from(["all", *REGIONS]))
def test_what_is_excluded_is_left_out_and_nothing_else(levels, areas, level, area) -> None:
    request = MatrixRequest(
        ["one"], {"level": levels, "region": areas}, exclude=[{"level": [level], "region": [area]}]
    )
    found = {(variant.parameters["level"], variant.parameters["region"]) for variant in variants(request)}
    assert found == {(one, other) for one in levels for other in areas} - {(level, area)}


def test_a_language_can_be_excluded_alone() -> None:
    request = MatrixRequest(
        ["one"], {"level": ["all", "local"]}, exclude=[{"level": ["local"], "language": ["fr"]}]
    )
    assert [variant.languages for variant in variants(request)] == [("en", "fr"), ("en",)]


def test_what_is_included_is_added_for_every_event_or_for_the_one_that_it_names() -> None:
    request = MatrixRequest(
        ["one", "two"], {"level": ["all"]}, include=[{"level": "local"}, {"region": "Africa", "event": "two"}]
    )
    assert [variant.name for variant in variants(request, ["en"])] == [
        "one", "two", "one--level-local", "two--level-local", "two--region-africa",
    ]  # fmt: skip


def test_a_report_asked_for_twice_is_made_once() -> None:
    request = MatrixRequest(["one"], {"level": ["local"]}, include=[{"level": "local"}])
    assert len(variants(request)) == 1


def test_folders_that_differ_in_capitals_alone_collide() -> None:
    two = [Variant((Edition(event=name),)) for name in ("Event", "event", "other")]
    assert colliding(two) == [two[:2]]


def test_a_selection_matches_any_value_of_a_key_and_all_keys() -> None:
    found = variants(MatrixRequest(["one", "two"], {"level": ["all", "local", "national"]}))
    names = [variant.name for variant in selected(found, ["level=local", "level=national", "event=two"])]
    assert names == ["two--level-local", "two--level-national"]
    with pytest.raises(ParameterError, match=r"not 'levle'\. Did you mean level\?"):
        selected(found, ["levle=local"])
    with pytest.raises(ParameterError, match=r"No report is level=locl\. Did you mean local\?"):
        selected(found, ["level=national", "level=locl"])
