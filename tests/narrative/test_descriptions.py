"""What a fact is said to be: its entry in the annex tells a reader what the number counts, and of what."""

from collections import defaultdict
from functools import cache

import pytest
from tests.builders import DEFAULT_EVENT

from gcm_analysis.evidence import load_evidence
from gcm_analysis.narrative.facts import Fact

from .telling import EVERY, NOTEBOOKS, Story, told

BOTH = pytest.mark.parametrize("code", ["en", "fr"])


@cache
def story(code: str) -> Story:
    return told(load_evidence(NOTEBOOKS[0].parents[1] / "data", DEFAULT_EVENT), code, EVERY)


def seen(fact: Fact) -> tuple[object, ...]:
    """Return what a reader sees of a fact beside its description."""
    return fact.value, fact.words, frozenset(fact.rows), frozenset(fact.sources)


@BOTH
def test_facts_that_differ_are_described_differently(code: str) -> None:
    """The same number of the same rows may be told under two names; it is then one description, rightly."""
    described = defaultdict(dict)
    for fact in story(code).facts:
        described[story(code).language.described(fact)][seen(fact)] = fact.id
    assert {text: list(ids.values()) for text, ids in described.items() if len(ids) > 1} == {}


@BOTH
def test_a_fact_is_described_alike_wherever_it_is_told(code: str) -> None:
    described = defaultdict(set)
    for fact in story(code).facts:
        described[fact.id].add(story(code).language.described(fact))
    assert {name: texts for name, texts in described.items() if len(texts) > 1} == {}


@BOTH
def test_a_computed_fact_leads_to_rows_or_sources(code: str) -> None:
    """Only what no row says has none: thresholds of a rule, the size of a list of codes, and a count of nothing."""
    bare = {fact.id for fact in story(code).facts if fact.value and not fact.rows and not fact.sources}
    ruled = (
        "methods.",
        "bounds.",
        "robust.",
        "implications.",
        "matrix.every_level",
        "edition.",
        "perspective.themes",
    )
    assert {name for name in bare if not name.startswith(ruled)} == set()
