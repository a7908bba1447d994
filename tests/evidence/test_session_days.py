"""Sessions are on the days of their event, or in the weeks around them."""

import pytest

from gcm_analysis.evidence.event import Event
from gcm_analysis.evidence.note_rules import note_problems, session_day_problems
from gcm_analysis.evidence.notes import notes_of

WORDS = {"en": "words", "fr": "mots"}
EVENT = Event.model_validate(
    {
        "title": WORDS, "title_language": "en", "kind": WORDS, "date": "2018-03-05", "end_date": "2018-03-06", "city": WORDS,
        "country": "CHE", "organisers": [{"name": WORDS}], "attribution": "named",
    }
)  # fmt: skip


def found(day: str) -> list[tuple[int | None, str]]:
    notes = notes_of({"sessions": [{"session_id": "A", "date": day}]})
    return [(one.row, one.found) for one in session_day_problems(EVENT, notes, "data/events/talk/")]


@pytest.mark.parametrize("day", ["2018-03-05", "2018-03-06", "2018-02-26", "2018-03-13", ""])
def test_a_day_of_the_event_or_of_the_week_around_it_is_accepted(day: str) -> None:
    assert found(day) == []


@pytest.mark.parametrize("day", ["2018-05-03", "2018-02-25", "2018-03-14", "2017-03-05", "2081-03-05"])
def test_a_day_that_is_weeks_or_months_away_is_named(day: str) -> None:
    assert found(day) == [(2, day)]


@pytest.mark.parametrize("day", ["2018", "2018-03", "5 March", "02018-03-05", "9999-03-05"])
def test_a_session_has_one_whole_day(day: str) -> None:
    notes = notes_of({"sessions": [{"session_id": "A", "date": day}]})
    (problem,) = note_problems(notes, "", (), ())
    assert (problem.column, problem.found) == ("date", day)
