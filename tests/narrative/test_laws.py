"""Laws of the whole story: how facts follow the rows when these are shuffled, doubled, dropped or joined by others.

They hold for every fact that any chapter states. Where one cannot follow a law, `CHOSEN` and `RULED` say which and why.
"""

import math
import re
from collections import Counter, defaultdict
from dataclasses import fields, replace
from functools import cache

import pandas as pd
import pytest

from gcm_analysis.evidence import Evidence
from gcm_analysis.narrative.facts import Fact

from .stories import ANNEX, EVERY, Story, tell
from .test_truth import real, story

Facts = dict[str, Fact]

# Facts about what leads, trails or outweighs: which rows they are about is itself found by comparing rows. When one
# goes, they may be about others.
CHOSEN = re.compile(
    r"\.first\.|house|fig-who-speaks\.n|lead\."  # the most, or what both sides name
)
# Facts made by resampling follow the number of statements by chance; findings name the statements that carry them.
RULED = re.compile(
    r"contrast\.(difference|low|high)|lead\.|methods\.alpha|finding\.|case\.|functions\.|houses\.effective"
)


def before(code: str = "en") -> Story:
    return story("nothing", code)


def after(evidence: Evidence, notebooks: str = EVERY) -> Story:
    return tell(evidence, "en", notebooks)


def facts_of(told: Story) -> Facts:
    return {fact.id: fact for fact in told.facts}


def both(other: Story) -> list[tuple[Fact, Fact]]:
    """Return the facts that both stories state, but for those made by a rule."""
    old, new = facts_of(before()), facts_of(other)
    assert len(set(old) & set(new)) > len(old) / 2
    return [(old[name], new[name]) for name in old if name in new and not RULED.match(name)]


def meaning(fact: Fact) -> tuple[object, ...]:
    """Return all of a fact that a reader can see; its rows are a set."""
    value = round(fact.value, 12) if isinstance(fact.value, float) else fact.value
    return fact.id, value, fact.unit, fact.how, fact.words, frozenset(fact.rows), frozenset(fact.sources)


def said(told: Story) -> Counter[tuple[str, ...]]:
    """Return each sentence; of a list its items in any order, since they follow that of their table."""
    return Counter((name, *sorted(sentence.markdown.split("\n"))) for name, sentence in told.sentences)


# --- the order of rows --------------------------------------------------------------------------------------------


def shuffled(evidence: Evidence, seed: int) -> Evidence:
    frames = {one.name: getattr(evidence, one.name) for one in fields(evidence)}
    mixed = {
        name: frame.sample(frac=1, random_state=seed).reset_index(drop=True)
        for name, frame in frames.items()
        if isinstance(frame, pd.DataFrame)
    }
    return replace(evidence, **mixed)


def test_the_order_of_rows_changes_no_fact_and_no_sentence() -> None:
    mixed = after(shuffled(real(), 2018))
    assert {meaning(fact) for fact in mixed.facts} == {meaning(fact) for fact in before().facts}
    assert said(mixed) == said(before())


# --- the same again -----------------------------------------------------------------------------------------------


def doubled(evidence: Evidence) -> Evidence:
    """Say each statement twice, from the same source."""
    again = evidence.statements.assign(statement_id="again-" + evidence.statements["statement_id"])
    return replace(evidence, statements=pd.concat([evidence.statements, again], ignore_index=True))


@cache
def twice() -> list[tuple[Fact, Fact]]:
    return both(after(doubled(real())))


def test_saying_everything_twice_doubles_the_statements() -> None:
    counts = [
        (old, new)
        for old, new in twice()
        if old.id.endswith((".statements", "houses.all", "basis.all", "basis.n"))
    ]
    assert len(counts) > 15
    assert [old.id for old, new in counts if new.value != 2 * int(str(old.value))] == []


def test_saying_everything_twice_makes_no_source_more_independent() -> None:
    sources = [(old, new) for old, new in twice() if old.id.endswith(".sources")]
    assert len(sources) > 10
    assert [old.id for old, new in sources if new.value != old.value] == []


def test_saying_everything_twice_changes_nothing_else_than_counts_of_its_rows() -> None:
    """A count of rows has twice the rows; whatever else is counted (themes, levels, pages) stays."""
    odd = [
        (old.id, old.value, new.value)
        for old, new in twice()
        if new.value != old.value
        and not (old.unit == "share" and math.isclose(float(str(new.value)), float(str(old.value))))
        and not (len(old.rows) == old.value and len(new.rows) == new.value == 2 * int(str(old.value)))
    ]
    assert odd == []


def test_saying_everything_twice_gives_each_fact_the_copies_of_its_rows() -> None:
    copies = [
        old.id
        for old, new in twice()
        if {row.removeprefix("again-") for row in new.rows} != set(old.rows) or new.sources != old.sources
    ]
    assert copies == []


# --- one statement less ---------------------------------------------------------------------------------------------


def dropped(evidence: Evidence, name: str) -> Evidence:
    return replace(
        evidence,
        statements=evidence.statements[evidence.statements["statement_id"] != name].reset_index(drop=True),
        second_coding=evidence.second_coding[evidence.second_coding["statement_id"] != name].reset_index(
            drop=True
        ),
    )


# Telling the whole story takes seconds: one row stands for all, of the theme named most.
ROW = 43


@cache
def without() -> tuple[str, Story]:
    name = str(real().statements["statement_id"].iloc[ROW])
    return name, after(dropped(real(), name), EVERY.removesuffix(ANNEX))


def test_a_statement_less_is_one_statement_less() -> None:
    old, new = facts_of(before()), facts_of(without()[1])
    assert new["houses.all"].value == len(real().statements) - 1 == int(str(old["houses.all"].value)) - 1
    assert int(str(old["houses.origins"].value)) - int(str(new["houses.origins"].value)) in (0, 1)


def test_a_statement_less_is_taken_from_the_rows_of_a_fact_and_nothing_else_is() -> None:
    name, told = without()
    odd = [
        old.id
        for old, new in both(told)
        if not CHOSEN.search(old.id) and set(new.rows) != set(old.rows) - {name}
    ]
    assert odd == []


def test_a_count_changes_only_with_its_rows_and_by_one_at_most() -> None:
    """A share is not counted from its own rows alone: the whole may have lost the statement."""
    name, told = without()
    for old, new in both(told):
        if old.unit == "count" and set(old.rows) == set(new.rows):
            assert new.value == old.value, old.id
        if old.unit == "count" and name in old.rows and not CHOSEN.search(old.id):
            assert abs(int(str(new.value)) - int(str(old.value))) <= 1, old.id
        if old.unit == "share" and not CHOSEN.search(old.id) and name in old.rows:
            assert float(str(new.value)) <= float(str(old.value)), old.id


# --- what does not belong to it ---------------------------------------------------------------------------------------


def joined(evidence: Evidence) -> Evidence:
    """Add an Action and a claim that say what others say."""
    action = evidence.actions.tail(1).assign(action_id="one-more")
    claim = evidence.figures.tail(1).assign(figure_id="F999")
    return replace(
        evidence,
        actions=pd.concat([evidence.actions, action], ignore_index=True),
        figures=pd.concat([evidence.figures, claim], ignore_index=True),
    )


@cache
def more() -> Story:
    return after(joined(real()))


def test_an_action_and_a_claim_change_no_fact_that_rests_on_statements() -> None:
    old, new = facts_of(before()), facts_of(more())
    statements = set(real().statements["statement_id"])
    of_record = {name for name, fact in old.items() if statements & set(fact.rows)}
    assert len(of_record) > 30
    assert {
        name for name in of_record if name not in new or meaning(new[name]) != meaning(old[name])
    } == set()


def test_an_action_and_a_claim_are_counted_where_they_belong() -> None:
    old, new = facts_of(before()), facts_of(more())
    for name in ("found.n", "fallen.n"):
        assert new[name].value == int(str(old[name].value)) + 1


# --- what a fact is said to be: its entry in the annex tells a reader what the number counts, and of what --------------


BOTH = pytest.mark.parametrize("code", ["en", "fr"])


def seen(fact: Fact) -> tuple[object, ...]:
    """Return what a reader sees of a fact beside its description."""
    return fact.value, fact.words, frozenset(fact.rows), frozenset(fact.sources)


@BOTH
def test_facts_that_differ_are_described_differently_and_each_alike_wherever_it_is_stated(code: str) -> None:
    """The same number of the same rows may be told under two names; it is then one description, rightly."""
    meant, names = defaultdict(dict), defaultdict(set)
    for fact in before(code).facts:
        described = before(code).language.described(fact)
        meant[described][seen(fact)] = fact.id
        names[fact.id].add(described)
    assert {text: list(ids.values()) for text, ids in meant.items() if len(ids) > 1} == {}
    assert {name: texts for name, texts in names.items() if len(texts) > 1} == {}


def test_a_computed_fact_leads_to_rows_or_sources() -> None:
    """Only what no row says has none: thresholds of a rule, and a count of nothing."""
    bare = {fact.id for fact in before().facts if fact.value and not fact.rows and not fact.sources}
    assert {name for name in bare if not name.startswith(("methods.", "bounds."))} == set()
