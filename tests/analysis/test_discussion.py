"""Which statements bear on which question, and where voices agree or differ."""

from collections.abc import Mapping

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import coded

from gcm_analysis.analysis.discussion import bearing_on, on_no_question, opposed, positions, said_there
from gcm_analysis.evidence.event import Question, Words
from gcm_analysis.evidence.vocabulary import VALENCES

GOOD, BAD = {"valence": "success_factor"}, {"valence": "challenge"}


def said(*rows: Mapping[str, str]) -> pd.DataFrame:
    """Return statements of an event; each may name its `voice` and its `session`, else it has a voice of its own."""
    own = [
        {"voice": row.get("voice", f"voice-{number}"), "session": row.get("session", "")}
        for number, row in enumerate(rows, 1)
    ]
    table = coded(
        *({key: cell for key, cell in row.items() if key not in ("voice", "session")} for row in rows)
    )
    return table.assign(
        own=True,
        origin=[each["voice"] for each in own],
        session=[each["session"] for each in own],
    )


def question(**named: object) -> Question:
    return Question(text=Words(en="Why?", fr="Pourquoi ?"), **named)


def ids(table: pd.DataFrame) -> list[str]:
    return [str(name) for name in table["statement_id"]]


RECORD = said(
    {"phase": "design", "theme": "PEER", "session": "S1"},
    {"phase": "design", "theme": "MEL", "session": "S2"},
    {"phase": "monitoring", "theme": "PEER", "session": "S2"},
)


@pytest.mark.parametrize(
    ("asked", "bear"),
    [
        (question(phase="design"), ["ST001", "ST002"]),
        (question(themes=("PEER",)), ["ST001", "ST003"]),
        (question(sessions=("S2",)), ["ST002", "ST003"]),
        (question(sessions=("S1", "S2"), themes=("PEER",)), ["ST001", "ST003"]),
        (question(phase="design", themes=("PEER", "MEL"), sessions=("S2",)), ["ST002"]),
        (question(phase="implementation"), []),
        (question(), []),
    ],
)
def test_a_statement_bears_on_a_question_if_it_has_all_that_the_question_names(
    asked: Question, bear: list[str]
) -> None:
    assert ids(bearing_on(RECORD, asked)) == bear


def test_what_bears_on_no_question_is_left_beside_them() -> None:
    assert ids(on_no_question(RECORD, [question(phase="monitoring"), question(sessions=("S1",))])) == [
        "ST002"
    ]
    assert ids(on_no_question(RECORD, [])) == ["ST001", "ST002", "ST003"]


def test_only_statements_of_the_event_were_said_there() -> None:
    record = RECORD.assign(own=[True, False, True])
    assert ids(said_there(record)) == ["ST001", "ST003"]


def test_voices_on_one_side_agree_and_voices_on_both_sides_differ() -> None:
    table = positions(
        said(
            {"theme": "PEER"} | GOOD, {"theme": "PEER"} | GOOD, {"theme": "PEER"} | BAD,
            {"theme": "MEL"} | BAD, {"theme": "MEL"} | BAD,
            {"theme": "DATA"} | GOOD,
        )
    )  # fmt: skip
    assert table["stand"].to_dict() == {"PEER": "divided", "MEL": "agreed", "DATA": "single"}
    assert table.loc["PEER", ["success_factor", "challenge", "voices", "statements"]].to_list() == [
        2,
        1,
        3,
        3,
    ]
    assert list(table.index) == ["PEER", "MEL", "DATA"]


def test_one_voice_that_says_both_does_not_differ_from_itself() -> None:
    table = positions(said({"voice": "A"} | GOOD, {"voice": "A"} | BAD))
    assert table["stand"].to_dict() == {"PEER": "single"}


def test_one_voice_that_says_a_thing_twice_agrees_with_nobody() -> None:
    assert positions(said({"voice": "A"} | BAD, {"voice": "A"} | BAD))["stand"].to_dict() == {
        "PEER": "single"
    }


def test_themes_with_as_many_voices_stand_by_statements_and_then_by_code() -> None:
    table = positions(
        said(
            {"theme": "PEER"},
            {"theme": "MEL"},
            {"theme": "DATA", "voice": "A"},
            {"theme": "DATA", "voice": "A"},
        )
    )
    assert list(table.index) == ["DATA", "MEL", "PEER"]


def test_nothing_said_takes_no_stand() -> None:
    assert positions(RECORD.head(0)).empty


def test_the_two_sides_are_told_by_different_voices() -> None:
    record = said(
        {"voice": "A", "confidence": "high"} | GOOD,
        {"voice": "A", "confidence": "high"} | BAD,
        {"voice": "B", "confidence": "low"} | BAD,
    )
    helping, hindering = opposed(record)
    assert (helping["statement_id"], hindering["statement_id"]) == ("ST001", "ST003")


@given(st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from(VALENCES)), min_size=1, max_size=8))
def test_every_theme_takes_the_stand_that_its_voices_take(rows: list[tuple[str, str]]) -> None:
    record = said(*({"voice": voice, "valence": side} for voice, side in rows))
    sides = {side: {voice for voice, given_side in rows if given_side == side} for side in VALENCES}
    several = len({voice for voice, _ in rows}) > 1
    expected = "single" if not several else "divided" if all(sides.values()) else "agreed"
    assert positions(record)["stand"].to_list() == [expected]
    if expected == "divided":
        helping, hindering = opposed(record)
        assert helping["origin"] != hindering["origin"]
        assert (helping["valence"], hindering["valence"]) == VALENCES
