"""What the prose claims is true: a test reads the sentences and holds them against the rows, in many changed records."""

from dataclasses import replace
from functools import cache
from typing import Any

import pandas as pd
import pytest
from tests.builders import DEFAULT_EVENT

from gcm_analysis.evidence import Evidence, load_evidence

from .readers import READERS, heavier, read, unread
from .reading import READ, Claim, Record, claims
from .telling import CHANGES, NOTEBOOKS, Story, statements, told


def one_through_each(frame: pd.DataFrame) -> pd.DataFrame:
    """Return one statement of each level and region."""
    return frame.drop_duplicates(["level", "region"])


def two_through_most(frame: pd.DataFrame) -> pd.DataFrame:
    """Return two statements of each level and region, but three about Africa."""
    rank = frame.groupby(["level", "region"]).cumcount()
    return frame[(rank < 2) | ((rank < 3) & (frame["region"] == "Africa"))]


def no_theme_silent(real: Evidence) -> Evidence:
    """Keep the themes that the statements at international level have."""
    themes = set(real.statements.loc[real.statements["level"] == "international", "theme"])
    kept = statements(lambda table: table[table["theme"].isin(themes)])(real)
    return replace(kept, codebook=real.codebook[real.codebook["code"].isin(themes)])


def programmes_name_more(real: Evidence) -> Evidence:
    """Let programmes name challenges alone, and all others success factors."""
    kinds = real.statements["source_id"].map(real.sources.set_index("source_id")["source_type"])
    valences = kinds.map(lambda kind: "challenge" if kind == "programme_self_report" else "success_factor")
    return statements(lambda table: table.assign(valence=valences))(real)


CHANGED = {
    **{name: change for name, (change, numbers) in CHANGES.items() if "02" in numbers.split()},
    "one statement through each lens": statements(one_through_each),
    "two lenses that tie": statements(two_through_most),
    "no theme silent": no_theme_silent,
    "programmes that name more": programmes_name_more,
    **{f"only {theme}": statements(lambda t, theme=theme: t[t["theme"] == theme]) for theme in ("LOCAL", "PEER", "MGMT")},
}  # fmt: skip
EDITIONS: dict[str, dict[str, Any]] = {
    "the day of the event": {"as_of": "2018-12-07"},
    "one region": {"region": "Africa"},
    "one level": {"level": "local"},
    "a level and a region without a statement": {"level": "international", "region": "Arab States"},
    "the surest, without self-reports": {"minimum_confidence": "high", "self_reports": False},
}
EVERY = pytest.mark.parametrize("name", [*CHANGED, *EDITIONS])


@cache
def story(name: str) -> Story:
    real = load_evidence(NOTEBOOKS[0].parents[1] / "data", DEFAULT_EVENT)
    return told(CHANGED.get(name, lambda same: same)(real), "en", "00 02 05", READ, **EDITIONS.get(name, {}))


@EVERY
def test_the_story_can_be_told(name: str) -> None:
    assert story(name).errors == []


@EVERY
def test_what_a_sentence_claims_is_true_of_the_rows(name: str) -> None:
    false = [found[0] for claim in claims(story(name)) for _, found, true in read(claim) if not true]
    assert false == []


@EVERY
def test_no_sentence_that_compares_goes_unread(name: str) -> None:
    assert [words for claim in claims(story(name)) for words in unread(claim)] == []


def test_every_module_that_is_read_tells_something() -> None:
    assert {shown.split(".")[0] for shown, _ in story("nothing").shown} == READ


@EVERY
def test_obstacles_are_named_where_challenges_outnumber_successes_and_only_there(name: str) -> None:
    named = any("Challenges outnumber" in claim.text for claim in claims(story(name)))
    assert named == bool(heavier(Record.of(story(name))))


@pytest.mark.parametrize("name", READERS)
def test_each_reader_reads_a_sentence(name: str) -> None:
    assert any(name == by for change in [*CHANGED, *EDITIONS] for by, _, _ in readings(change))


@pytest.mark.parametrize("name", READERS)
def test_each_reader_notices_a_sentence_that_is_false(name: str) -> None:
    """What one record makes true is held against others."""
    others = [
        Record.of(story(change))
        for change in ("no statement", "all challenge", "one statement", "nobody named", "ties")
    ]
    telling = [change for change in [*CHANGED, *EDITIONS] if any(by == name for by, _, _ in readings(change))]
    assert any(
        not true
        for change in telling
        for other in others
        for claim in claims(story(change), other)
        for by, _, true in read(claim)
        if by == name
    )  # fmt: skip


@cache
def readings(name: str) -> list[tuple[str, Claim, bool]]:
    return [(words, claim, true) for claim in claims(story(name)) for words, _, true in read(claim)]
