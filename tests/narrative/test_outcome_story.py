"""The outcome report told of events of every kind: complete, true to its rows and alike in both languages, or honest silence."""

import re
from collections import defaultdict
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
import pytest

from gcm_analysis.evidence import Evidence
from gcm_analysis.narrative.exhibits import Figure, Table
from gcm_analysis.project.profiles import profile_notebooks

from . import outcome_event as made
from .telling import NOTEBOOKS, Story, told

FOLDER = NOTEBOOKS[0].parent
OUTCOME = profile_notebooks(FOLDER, "outcome")
NUMBERS = " ".join(path.name[:2] for path in OUTCOME)
FULL = " ".join(path.name[:2] for path in profile_notebooks(FOLDER, "full"))
NUMBER = re.compile(r"\d")
REFERENCE = re.compile(r"@((?:sec|fig|tbl)-[a-z0-9-]+)")
SECTION = re.compile(r"\{#(sec-[a-z0-9-]+)")
LABEL = re.compile(r"#\| label: ((?:fig|tbl)-[a-z0-9-]+)")
NOWHERE = re.compile(r"Project-Id|\bnan\b|NaN|NaT|\binf\b|<NA>|\| None \||\{\w+\}")
CITATION = re.compile(r"\[@(?:\\.|[^\]\\])*\]|@(?:sec|tbl|fig)-[a-z0-9-]+|\[[A-Z]+\d+\]\(#row-[A-Z]+\d+\)")
QUOTED = re.compile(r"\[(?:\\.|[^\]\\])*\]\{\.row row=\"[^\"]*\"\}")
ITEM = re.compile(r"^\d+\. ", re.MULTILINE)
FACT = re.compile(r"\[[^\]]*\]\{\.fact fact=\"[^\"]*\"\}")


def notes(**cells: str) -> list[dict[str, str]]:
    return [{**note, **cells} for note in made.NOTES]


def many(number: int, **cells: str) -> list[dict[str, str]]:
    """Return a note of each of so many speakers."""
    return [
        {"session_id": "S3", "speaker_id": f"P{n}", "theme": "PEER", "valence": "success_factor", "phase": "design"} | cells
        for n in range(number)
    ]  # fmt: skip


CROWD = [made.SPEAKERS[0] | {"speaker_id": f"P{n}", "name": f"Somebody {n}"} for n in range(12)]
NO_SESSION: dict[str, Any] = {"sessions": (), "questions": made.DESCRIPTION["questions"][:1]}
EMPTY = NO_SESSION | {"notes": (), "speakers": ()}
CONCLUDED: dict[str, Any] = {
    "findings": {
        "findings": [
            {"id": "K01", "title": {"en": "One", "fr": "Un"}, "finding": {"en": "In 3 ways.", "fr": "De 3 façons."},
             "supports": ["N001", "N002"], "qualifies": ["N003"], "illustrates": ["N004"]},
        ],
        "recommendations": [
            {"id": "R01", "who": {"en": "Donors", "fr": "Bailleurs"}, "what": {"en": "Do it.", "fr": "Le faire."}, "supports": ["N004"]},
        ],
    },
    "message": {"text": {"en": "Welcome.", "fr": "Bienvenue."}, "by": {"en": "The chair", "fr": "La présidence"}},
    "accounts": [{"text": {"en": "In all.", "fr": "En tout."}, "notes": ["N005"]}, {"session": "S2", "text": {"en": "Then.", "fr": "Puis."}, "notes": ["N002"]}],
    "agenda": [{"start": "09:00", "end": "10:00", "what": {"en": "Opening", "fr": "Ouverture"}}, {"what": {"en": "Lunch", "fr": "Déjeuner"}}],
    "attendance": {"people": "40", "countries": "12", "bodies": {"en": "towns", "fr": "villes"}},
    "acronyms": [{"short": "AB", "text": {"en": "A body", "fr": "Un organisme"}}],
    "acknowledgements": {"en": "Thanks.", "fr": "Merci."},
}  # fmt: skip
NOWHERE_ELSE: dict[str, Any] = {
    "mode": "online", "city": None, "country": None, "start": "09:00", "end": "10:00", "time_zone": "Etc/UTC",
}  # fmt: skip
KINDS = ("recommendation", "commitment", "good_practice", "question", "trend")
EVENTS: dict[str, dict[str, Any]] = {
    "notes under three rules": {},
    "two coders more": {"recoding": made.RECODING},
    "a coding that was settled": {"recoding": [*made.RECODING, {"note_id": "N002", "coder": "agreed", "theme": "PEER"}]},
    "codings that gave nothing": {"recoding": [{"note_id": "N001", "coder": "ben"}]},
    "all that can be written": CONCLUDED,
    "notes of every kind": {"notes": [note | {"valence": kind} for note, kind in zip(made.NOTES, KINDS, strict=True)]},
    "one note": {"notes": made.NOTES[:1]},
    "one voice": {"notes": notes(speaker_id="A", session_id="S1")},
    "no speaker": {"notes": notes(speaker_id="")},
    "no session": NO_SESSION | {"notes": notes(session_id="")},
    "biographies": {"speakers": [one | {"biography_en": "Chaired a forum.", "biography_fr": "A présidé un forum."} for one in made.SPEAKERS]},
    "an online event": NOWHERE_ELSE,
    "a hybrid event without question": {"mode": "hybrid", "start": "09:00", "questions": None},
    "questions that name nothing and all success": {
        "questions": [{"text": {"en": "And now?", "fr": "Et maintenant ?"}}], "notes": notes(valence="success_factor"),
    },
    "all challenge": {"notes": notes(valence="challenge")},
    "themes that tie": {"notes": [made.NOTES[0], made.NOTES[2]]},
    "nothing noted": EMPTY,
    "sessions without a note": {"notes": ()},
    "nothing coded and no follow-up": {"notes": notes(theme=""), "follow_up": None},
    "everybody named": NO_SESSION | {"attribution": "named", "notes": notes(session_id="")},
    "many voices on one side": {"notes": many(12), "speakers": CROWD, "sessions": made.SESSIONS},
    "many voices on both sides": {"notes": [*many(6), *many(6, valence="challenge")], "speakers": CROWD},
    "quotes": {"notes": notes(text_en="", text_fr="", quote="We were asked", quote_language="en")},
    "one language": {"notes": notes(text_fr="", locator_fr="")},
    "notes and record": {"statements": "both"},
    "record alone": EMPTY | {"statements": "published", "reported_in": ["S008", "S030"], "attribution": "named"},
    "record that reports nothing": EMPTY | {"statements": "published"},
}  # fmt: skip
EVERY = pytest.mark.parametrize("name", EVENTS)
# French says the same by the same rules: it is told of what is one of a kind, not there at all, or all there.
IN_FRENCH = (
    "all that can be written", "two coders more", "one note", "one voice", "nothing noted", "no speaker", "quotes",
    "one language", "everybody named", "an online event", "many voices on both sides", "notes and record",
    "notes under three rules",
)  # fmt: skip
FRENCH = pytest.mark.parametrize("name", IN_FRENCH)
EVERY_ONE = pytest.mark.parametrize(
    ("name", "code"), [*((name, "en") for name in EVENTS), *((name, "fr") for name in IN_FRENCH)]
)
BOTH = pytest.mark.parametrize("code", ["en", "fr"])


@cache
def evidence(name: str) -> Evidence:
    with TemporaryDirectory() as folder:
        return made.event(Path(folder), **EVENTS[name])


@cache
def story(name: str, code: str) -> Story:
    return told(evidence(name), code, NUMBERS)


def test_a_biography_is_told_of_who_is_named_and_of_nobody_else() -> None:
    found = [said.plain for _, said in story("biographies", "en").sentences if "Chaired" in said.plain]
    assert found == ["**Person A**: Chaired a forum."]


@EVERY_ONE
def test_every_function_that_a_notebook_calls_runs(name: str, code: str) -> None:
    assert story(name, code).errors == []


@pytest.mark.parametrize(
    "name",
    ["two coders more", "nothing noted"],
)
def test_the_full_report_can_be_told_of_any_event(name: str) -> None:
    assert told(evidence(name), "fr", FULL).errors == []


@FRENCH
def test_both_languages_state_the_same_facts(name: str) -> None:
    english, french = (
        {(fact.id, str(fact.value)) for fact in story(name, code).facts} for code in ("en", "fr")
    )
    assert english == french


@EVERY
def test_a_fact_has_one_value_in_the_whole_report(name: str) -> None:
    values = defaultdict(set)
    for fact in story(name, "en").facts:
        values[fact.id].add(fact.value)
    assert {key: found for key, found in values.items() if len(found) > 1} == {}


@EVERY
def test_a_count_of_statements_is_the_number_of_its_rows(name: str) -> None:
    rows = set(evidence(name).statements["statement_id"])
    for fact in story(name, "en").facts:
        assert set(fact.rows) <= rows, fact.id
        if fact.id.endswith(".statements"):
            assert fact.value == len(set(fact.rows)), fact.id


@EVERY
def test_voices_are_counted_from_the_same_rows_as_statements(name: str) -> None:
    voice = dict(zip(story(name, "en").coded["statement_id"], story(name, "en").coded["origin"], strict=True))
    for fact in story(name, "en").facts:
        if fact.id.endswith(".voices"):
            assert fact.value == len({voice[row] for row in fact.rows}), fact.id


@EVERY
def test_no_number_stands_in_prose_without_a_fact(name: str) -> None:
    for exhibit_name, said in story(name, "en").sentences:
        text = FACT.sub(
            " ", QUOTED.sub(" ", CITATION.sub(" ", SECTION.sub(" ", ITEM.sub("", said.markdown))))
        )
        assert not NUMBER.search(text), (exhibit_name, text)


@EVERY_ONE
def test_nothing_is_shown_that_is_no_value_or_a_placeholder(name: str, code: str) -> None:
    for exhibit_name, exhibit in story(name, code).shown:
        text = exhibit.alt if isinstance(exhibit, Figure) else str(exhibit.markdown)
        assert not NOWHERE.search(text), (exhibit_name, text)


@EVERY
def test_every_exhibit_has_its_words_and_its_data(name: str) -> None:
    for exhibit_name, exhibit in story(name, "en").shown:
        if isinstance(exhibit, Figure | Table):
            assert exhibit.title.plain, exhibit_name
        if isinstance(exhibit, Table):
            assert {len(row) for row in exhibit.rows} <= {len(exhibit.header)}, exhibit_name
            assert sum(exhibit.widths) == 100, exhibit_name
            assert len(exhibit.data) == len(exhibit.rows) > 0, exhibit_name


@EVERY
def test_every_cross_reference_leads_to_what_this_report_has(name: str) -> None:
    cells = [cell.source for path in OUTCOME for cell in nbformat.read(path, as_version=4).cells]
    shown = [
        str(exhibit.markdown) for _, exhibit in story(name, "en").shown if not isinstance(exhibit, Figure)
    ]
    shown += [said.markdown for _, said in story(name, "en").sentences]
    known = {key for text in [*cells, *shown] for key in (*SECTION.findall(text), *LABEL.findall(text))}
    assert {key for text in [*cells, *shown] for key in REFERENCE.findall(text)} <= known


@EVERY
def test_every_row_that_is_led_to_stands_in_the_evidence_once(name: str) -> None:
    text = "\n".join(
        str(exhibit.markdown) for _, exhibit in story(name, "en").shown if not isinstance(exhibit, Figure)
    )
    anchors = re.findall(r"\{#row-([^}]+)\}", text)
    assert len(anchors) == len(set(anchors))
    assert set(re.findall(r"\(#row-([^)]+)\)", text)) <= set(anchors)
    assert set(anchors) == set(
        evidence(name).statements.loc[evidence(name).statements["own"], "statement_id"]
    )


HIDDEN: Callable[[str], list[str]] = lambda text: re.findall(r"Person [D-F]|Body [D-F]|Organisme [D-F]", text)  # noqa: E731


@BOTH
def test_what_the_chatham_house_rule_hides_is_told_nowhere(code: str) -> None:
    for _, exhibit in story("notes under three rules", code).shown:
        text = exhibit.alt if isinstance(exhibit, Figure) else str(exhibit.markdown)
        assert HIDDEN(text) == []
        assert not re.search(r"Person [BC]", text)  # of whom the body alone may be told
