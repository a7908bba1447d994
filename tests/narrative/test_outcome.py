"""What the outcome report says of a small event, and what it says where there is little to say."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from gcm_analysis.analysis import balance, coded_statements
from gcm_analysis.evidence import Evidence
from gcm_analysis.evidence.event import AgendaItem
from gcm_analysis.narrative import agreement, cover, event_details, outcome
from gcm_analysis.narrative.exhibits import Exhibit, Prose, Table
from gcm_analysis.narrative.language import Language

from . import outcome_event as made
from .stories import plain_cells, tell

ENGLISH, FRENCH = Language("en"), Language("fr")
MESSAGE = {
    "id": "K01",
    "title": {"en": "Towns learn", "fr": "Les villes apprennent"},
    "finding": {"en": "They learn from each other.", "fr": "Elles apprennent les unes des autres."},
    "supports": ["N001", "N005"],
    "qualifies": ["N002"],
}
ADVICE = {
    "id": "R01",
    "who": {"en": "Donors", "fr": "Bailleurs"},
    "what": {"en": "Fund for longer.", "fr": "Financer plus longtemps."},
    "supports": ["N003"],
}


@pytest.fixture
def towns(tmp_path: Path) -> Evidence:
    return made.event(tmp_path)


def changed(folder: Path, **changes: Any) -> tuple[Evidence, pd.DataFrame]:
    evidence = made.event(folder, **changes)
    return evidence, counted(evidence)


def counted(evidence: Evidence) -> pd.DataFrame:
    return coded_statements(evidence.statements, evidence.sources)


def plain(exhibit: Exhibit) -> list[str]:
    assert isinstance(exhibit, Prose)
    return [each.plain for each in exhibit.paragraphs]


def note(**cells_: str) -> Mapping[str, str]:
    return made.NOTES[0] | cells_


def points(language: Language, said: pd.DataFrame) -> list[str]:
    return [outcome.point(language, row).plain for _, row in said.iterrows()]


def sentences(evidence: Evidence, numbers: str, **parameters: Any) -> str:
    story = tell(evidence, "en", numbers, **parameters)
    assert story.errors == []
    return story.text


# --- a statement and who said it --------------------------------------------------------------------------------------


def test_a_point_names_who_said_it_as_far_as_the_rule_of_its_session_allows(towns: Evidence) -> None:
    named, body, _, hidden, _ = points(ENGLISH, counted(towns))
    assert named == r"Point 1 helps (Person A, Head, Body A; [N001](#row-N001)) [@session-S1, p\. 1]."
    assert body.startswith("Point 2 helps (Body B; [N002]")
    assert hidden.startswith("Point 4 helps ([N004]")


def test_a_quotation_is_shown_in_its_own_language_beside_or_instead_of_a_paraphrase(tmp_path: Path) -> None:
    quote = {"quote": "On nous a écoutés", "quote_language": "fr"}
    _, coded = changed(tmp_path, notes=[note(**quote), note(text_en="", text_fr="", **quote)])
    beside, instead = points(ENGLISH, coded)
    assert beside.startswith("Point 1 helps. In the speaker’s words: “On nous a écoutés” (Person A")
    assert instead.startswith("“On nous a écoutés” (Person A")
    assert "{lang=fr}" in outcome.point(ENGLISH, coded.iloc[1]).markdown


def test_voices_are_not_counted_where_no_note_says_who_spoke(tmp_path: Path) -> None:
    notes = [one | {"speaker_id": ""} for one in made.NOTES]
    evidence = made.event(tmp_path, notes=notes, findings={"findings": [MESSAGE]})
    said = sentences(evidence, "10 12")
    assert "(2 statements: [N001]" in said
    assert not re.search(r"\*voice\*|voices were heard", said)
    assert not any(isinstance(shown, Table) for _, shown in tell(evidence, "en", "11").shown)


# --- where and when ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "within"),
    [("Le Caire", "au Caire"), ("Les Abymes", "aux Abymes"), ("La Haye", "à La Haye"), ("Lens", "à Lens")],
)
def test_french_contracts_the_article_of_a_town(name: str, within: str) -> None:
    assert FRENCH.in_town(name) == within
    assert ENGLISH.in_town(name) == f"in {name}"


def test_a_range_of_days_begins_as_a_day_does_in_its_language(towns: Evidence) -> None:
    event = towns.event.model_copy(update={"date": date(2026, 3, 1), "end_date": date(2026, 3, 2)})
    assert [event_details.days(one, event) for one in (ENGLISH, FRENCH)] == [
        "1–2 March 2026",
        "1er–2 mars 2026",
    ]


def test_a_part_of_the_programme_has_its_day_and_hours_as_far_as_they_are_known(towns: Evidence) -> None:
    parts = [
        {"day": "2026-03-01", "start": "09:30", "end": "11:00", "what": {"en": "Opening"}},
        {"start": "14:00", "what": {"en": "Debate"}},
        {"what": {"en": "Farewell"}},
    ]
    event = towns.event.model_copy(update={"agenda": tuple(map(AgendaItem.model_validate, parts))})
    assert event_details.agenda(ENGLISH, event).to_numpy().tolist() == [
        ["1 March 2026, 09:30–11:00", "Opening"],
        ["14:00", "Debate"],
        ["–", "Farewell"],
    ]


# --- what is concluded ------------------------------------------------------------------------------------------------


def test_a_key_message_is_shown_with_what_supports_it_and_what_contradicts_it(tmp_path: Path) -> None:
    evidence, coded = changed(tmp_path, findings={"findings": [MESSAGE], "recommendations": [ADVICE]})
    (message,) = evidence.event.conclusions.findings
    assert outcome.key_message(ENGLISH, message, coded).plain == (
        "**Towns learn.** They learn from each other. "
        "(2 statements from 2 voices: [N001](#row-N001) and [N005](#row-N005); but see [N002](#row-N002))"
    )
    (advice,) = evidence.event.conclusions.recommendations
    said = outcome.recommendation(ENGLISH, advice, coded).plain
    assert said == "**Donors**: Fund for longer. (1 statement from 1 voice: [N003](#row-N003))"


def test_what_a_written_recommendation_sums_up_is_listed_and_no_key_message_is_missed(tmp_path: Path) -> None:
    notes = [note(valence="recommendation"), note(valence="recommendation"), note()]
    advice = {"recommendations": [ADVICE | {"supports": ["N001"]}]}
    evidence = made.event(tmp_path, notes=notes, findings=advice)
    assert "No key messages were written" not in sentences(evidence, "10")
    said = sentences(evidence, "11")
    assert "**What was recommended**\nPoint 1 helps" in said
    assert "Point 2 helps" not in said  # it stands among the recommendations


def test_an_edition_shows_no_message_of_which_it_leaves_a_statement_out(tmp_path: Path) -> None:
    notes = [*made.NOTES[:4], made.NOTES[4] | {"level": "local"}]
    evidence = made.event(tmp_path, notes=notes, findings={"findings": [MESSAGE]})
    assert "They learn from each other" in sentences(evidence, "10")
    assert "They learn from each other" not in sentences(evidence, "10", level="national")


def test_an_event_without_key_messages_says_so_and_ranks_themes_only_where_they_are_enough(
    tmp_path: Path,
) -> None:
    few = sentences(made.event(tmp_path / "few"), "10")
    assert "No key messages were written for this event, and too few statements" in few
    assert few.index("Peer-to-peer expertise**: 2 statements") < few.index(
        "Funding and predictability**: 2 statements"
    )
    many = [note(theme=theme) for theme in ["DATA", *["FUNDING"] * 10]]
    voices = [one | {"speaker_id": "ABCDEF"[number % 6]} for number, one in enumerate(many)]
    ranked = sentences(made.event(tmp_path / "many", notes=voices), "10")
    assert "The themes that most voices raised:" in ranked
    assert ranked.index("Funding and predictability**: 10") < ranked.index("Migration data")


def test_an_account_of_a_session_takes_the_place_of_the_statements_it_rests_on(tmp_path: Path) -> None:
    account = {"session": "S2", "text": {"en": "Peers disagreed.", "fr": "Désaccord."}, "notes": ["N002"]}
    evidence, coded = changed(tmp_path, accounts=[account])
    parts = {part.id: part for part in outcome.parts(ENGLISH, evidence, coded)}
    assert list(parts) == ["session-1", "session-2", "session-3"]
    assert [one.plain for one in parts["session-2"].accounts] == ["Peers disagreed. ([N002](#row-N002))"]
    assert list(parts["session-2"].rest["statement_id"]) == ["N003"]
    without = coded[coded["statement_id"] != "N002"]
    assert {part.id: part.accounts for part in outcome.parts(ENGLISH, evidence, without)}["session-2"] == ()


def test_each_kind_of_note_is_listed_as_what_it_is_and_only_two_are_weighed(tmp_path: Path) -> None:
    kinds = [
        "success_factor",
        "challenge",
        "good_practice",
        "question",
        "trend",
        "recommendation",
        "commitment",
    ]
    evidence, coded = changed(tmp_path, notes=[note(valence=kind) for kind in kinds])
    weighed = balance(coded, "theme").loc["PEER", ["success_factor", "challenge", "statements"]]
    assert weighed.to_list() == [1, 1, 2]
    text = tell(evidence, "en", "10 11").text
    heads = ["What helps", "What hinders", "Good practices", "Questions", "Trends"]
    places = [text.index(f"**{head}**\nPoint {number} helps (") for number, head in enumerate(heads, 1)]
    assert places == sorted(places)
    assert text.count("Point 6 helps (") == text.count("Point 7 helps (") == 1


def test_what_was_agreed_is_shown_with_who_when_and_how_far_it_is(tmp_path: Path) -> None:
    steps = [
        made.DESCRIPTION["follow_up"][0] | {"state": "under_way", "notes": ["N005"]},
        {"what": {"en": "Meet again"}, "who": {"en": "all"}},
    ]
    notes = [*made.NOTES[:4], made.NOTES[4] | {"valence": "commitment"}]
    story = tell(made.event(tmp_path, notes=notes, follow_up=steps), "en", "10")
    (table,) = [exhibit for _, exhibit in story.shown if isinstance(exhibit, Table)]
    assert plain_cells(table) == [
        ["Share a list", "the Office", "in June", "under way"],
        ["Meet again", "all", "no date set", "not stated"],
    ]
    assert "Point 5" not in story.text  # the step says it


# --- who took part ----------------------------------------------------------------------------------------------------


def test_participants_are_listed_by_the_rule_under_which_they_spoke(towns: Evidence) -> None:
    said = sentences(towns, "12")
    assert "Bodies that spoke, of which no person is named: Body B; Body C." in said
    assert "Fewer than 3 voices were heard under the Chatham House Rule." in said
    assert "nor that of any other participant: Open floor." in said
    assert plain_cells(tell(towns, "en", "12").exhibit("tbl-speakers")) == [["Person A", "Head", "Body A"]]


def test_how_many_took_part_is_not_said_of_a_small_group_whose_rule_hides_them(tmp_path: Path) -> None:
    few = made.event(tmp_path / "few", attendance={"people": "2"})
    assert few.event.attendance.people is None
    assert made.event(tmp_path / "more", attendance={"people": "3"}).event.attendance.people == 3
    named = made.event(tmp_path / "named", attendance={"people": "2"}, attribution="named")
    assert named.event.attendance.people == 2


def test_what_published_sources_report_is_not_said_to_follow_the_rule_of_the_notes(tmp_path: Path) -> None:
    reported: dict[str, Any] = {"reported_in": ["S030"], "attribution": "named"}
    published = "What published sources report is given as they report it, with the body that they name."
    evidence, coded = changed(tmp_path, notes=(), sessions=(), speakers=(), questions=None, **reported)
    assert plain(outcome.rules(ENGLISH, evidence, coded[coded["own"].astype(bool)])) == [published]
    evidence, coded = changed(
        tmp_path / "both", sessions=(), notes=[note(session_id="")], questions=None, **reported
    )
    assert plain(outcome.rules(ENGLISH, evidence, coded)) == [
        f"{published} Speakers are named, with role and body."
    ]


# --- how it was made --------------------------------------------------------------------------------------------------


def test_coders_who_agree_with_others_are_not_said_to_agree_with_themselves(tmp_path: Path) -> None:
    evidence, _ = changed(tmp_path, recoding=made.RECODING)
    first, second = evidence.first_coding, evidence.second_coding
    assert plain(agreement.how_coded(ENGLISH, first, second)) == [
        "Statements of the event that more than one person coded: 2. Coders: 3."
    ]
    # Of 7 codes given twice two differ: the phase of N002, and its kind.
    assert "Of the 7 codes given twice, 5 are the same." in sentences(evidence, "12")
    table = tell(evidence, "en", "08").exhibit("tbl-agreement")
    assert table.title.plain == "Agreement between coders"
    # Phase: N001 alike, N002 design and implementation. Valence: N001 alike, N002 not. Theme: both alike.
    assert [row[1:3] for row in plain_cells(table)] == [["2", "1"], ["2", "1"], ["2", "2"], ["0", "0"]]
    listed = tell(evidence, "en", "09").exhibit("tbl-disagreements")
    assert listed.title.plain == "2 of 7 codes differ from those of the first coder"


def test_two_who_coded_a_part_each_are_not_said_to_be_one(tmp_path: Path) -> None:
    notes = [one | {"coder": coder} for one, coder in zip(made.NOTES, "11222", strict=True)]
    said = sentences(made.event(tmp_path, notes=notes), "12")
    assert "2 people coded the statements, each a part" in said
    assert "coded by one person" not in said


def test_sources_made_of_notes_are_named_in_the_language_of_the_report(towns: Evidence) -> None:
    named = cover.sources(FRENCH, towns).set_index("source_id")
    assert named.loc["session-S1", ["title", "publisher", "language"]].to_list() == [
        "Ouverture",
        "Le bureau",
        "fr",
    ]
    assert named.loc["S008", "title"] == towns.sources.set_index("source_id").loc["S008", "title"]
