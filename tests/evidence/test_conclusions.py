"""What an event's report concludes is refused where its statements do not carry it."""

from pathlib import Path
from typing import Any

import pytest
from tests.narrative import outcome_event as made

from gcm_analysis.evidence import EvidenceError, Problem

MESSAGE: dict[str, Any] = {
    "id": "K01",
    "title": {"en": "Towns learn", "fr": "Les villes apprennent"},
    "finding": {"en": "They learn.", "fr": "Elles apprennent."},
    "supports": ["N001"],
}
ADVICE: dict[str, Any] = {
    "id": "R01",
    "who": {"en": "Donors", "fr": "Bailleurs"},
    "what": {"en": "Do.", "fr": "Faire."},
    "supports": ["N002"],
}
LABEL = "data/events/towns/"


def refused(folder: Path, **changes: Any) -> list[Problem]:
    with pytest.raises(EvidenceError) as error:
        made.event(folder, **changes)
    return list(error.value.problems)


def found(
    folder: Path, *messages: dict[str, Any], **changes: Any
) -> list[tuple[str, int | None, str | None, str]]:
    problems = refused(folder, findings={"findings": list(messages)}, **changes)
    return [(one.file.removeprefix(LABEL), one.row, one.column, one.found) for one in problems]


def test_key_messages_and_recommendations_are_read_beside_the_description(tmp_path: Path) -> None:
    event = made.event(tmp_path, findings={"findings": [MESSAGE], "recommendations": [ADVICE]}).event
    assert [one.id for one in event.conclusions.findings] == ["K01"]
    assert [one.supports for one in event.conclusions.recommendations] == [("N002",)]


@pytest.mark.parametrize("statement", ["N999", "ST001", "N002"])
def test_a_message_that_no_counted_statement_of_the_event_supports_is_refused(
    tmp_path: Path, statement: str
) -> None:
    notes = [made.NOTES[0], made.NOTES[1] | {"theme": ""}]  # the second is not counted
    problems = found(tmp_path, MESSAGE | {"supports": ["N001", statement]}, notes=notes)
    assert problems == [("findings.yml", 6, "findings.1.supports", statement)]


def test_a_message_is_refused_with_what_to_do(tmp_path: Path) -> None:
    (problem,) = refused(tmp_path, findings={"findings": [MESSAGE | {"supports": ["N999"]}]})
    assert problem.expected == "a statement of the event that its report counts"
    assert "take it out" in problem.remedy


def test_a_statement_of_a_wish_or_an_activity_does_not_support_a_message_but_may_support_advice(
    tmp_path: Path,
) -> None:
    kinds = ("recommendation", "commitment", "question", "good_practice")
    notes, ids = [made.NOTES[0] | {"valence": kind} for kind in kinds], [f"N00{n}" for n in range(1, 5)]
    problems = found(tmp_path, MESSAGE | {"supports": ids}, notes=notes)
    assert [(file, key, statement.split(",")[0]) for file, _, key, statement in problems] == [
        ("findings.yml", "findings.1.supports", one) for one in ids
    ]
    advice = {"recommendations": [ADVICE | {"supports": ids}]}
    assert made.event(tmp_path / "advice", notes=notes, findings=advice).event.conclusions.recommendations


def test_a_message_uses_a_statement_once_and_no_two_conclusions_share_an_id(tmp_path: Path) -> None:
    twice = MESSAGE | {"qualifies": ["N001"]}
    assert [one[2:] for one in found(tmp_path, twice)] == [("findings.1", "N001")]
    assert ("id", "K01") in [one[2:] for one in found(tmp_path / "id", MESSAGE, MESSAGE)]


def test_an_account_and_a_step_name_sessions_and_statements_of_the_event(tmp_path: Path) -> None:
    account = {"session": "S9", "text": {"en": "So.", "fr": "Ainsi."}, "notes": ["N001"]}
    (session,) = refused(tmp_path, accounts=[account])
    assert (session.column, session.found) == ("accounts.1.session", "S9")
    question = {"text": {"en": "Why?", "fr": "Pourquoi ?"}, "sessions": ["none"]}
    (of_question,) = refused(tmp_path / "question", questions=[question])
    assert (of_question.column, of_question.found) == ("questions.1.sessions", "none")
    step = {"what": {"en": "Go", "fr": "Aller"}, "who": {"en": "all", "fr": "tous"}, "notes": ["N9"]}
    (note,) = refused(tmp_path / "step", follow_up=[step])
    assert (note.column, note.found) == ("follow_up.1.notes", "N9")


def test_a_text_of_a_message_without_translation_is_listed_with_its_file(tmp_path: Path) -> None:
    evidence = made.event(tmp_path, findings={"findings": [MESSAGE | {"finding": {"en": "They learn."}}]})
    untranslated = [(one.file, one.row, one.what) for one in evidence.missing if one.kind == "untranslated"]
    assert ("findings.yml", "findings.1.finding", "fr") in untranslated


def test_a_missing_picture_is_refused(tmp_path: Path) -> None:
    words = {"en": "A room", "fr": "Une salle"}
    (problem,) = refused(tmp_path, pictures=[{"file": "room.jpg", "alt": words, "caption": words}])
    assert (problem.column, problem.found) == ("pictures.1.file", "no file room.jpg")
