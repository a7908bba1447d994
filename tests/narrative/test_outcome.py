"""What the outcome report says of a small event, word by word, and what it says where there is little to say."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from gcm_analysis.analysis import coded_statements
from gcm_analysis.evidence import Evidence
from gcm_analysis.narrative import (
    agreement,
    coders,
    common_ground,
    cover,
    discussion,
    follow_up,
    methods,
    outcome,
    outcome_implications,
    outcome_methods,
    participants,
    programme,
    voices,
)
from gcm_analysis.narrative.exhibits import Exhibit, Points, Prose, Table
from gcm_analysis.narrative.language import Language, Sentence

from . import outcome_event as made

ENGLISH, FRENCH = Language("en"), Language("fr")


@pytest.fixture
def towns(tmp_path: Path) -> Evidence:
    return made.event(tmp_path)


def changed(folder: Path, **changes: Any) -> tuple[Evidence, Any]:
    evidence = made.event(folder, **changes)
    return evidence, counted(evidence)


def counted(evidence: Evidence) -> Any:
    return coded_statements(evidence.statements, evidence.sources)


def plain(exhibit: Exhibit) -> list[str]:
    assert isinstance(exhibit, Prose | Points)
    said = exhibit.paragraphs if isinstance(exhibit, Prose) else exhibit.items
    return [each.plain for each in said]


def cells(exhibit: Exhibit) -> list[list[str]]:
    assert isinstance(exhibit, Table)
    return [[cell.plain if isinstance(cell, Sentence) else cell for cell in row] for row in exhibit.rows]


def note(**cells_: str) -> Mapping[str, str]:
    return made.NOTES[0] | cells_


# --- the discussion ---------------------------------------------------------------------------------------------------


def test_the_discussion_opens_with_statements_voices_and_sides(towns: Evidence) -> None:
    said = plain(discussion.finding(ENGLISH, counted(towns)))
    assert said == ["On record: 5 statements from 5 voices; 2 name a success factor and 3 a challenge."]
    said = plain(discussion.finding(FRENCH, counted(towns)))
    assert said == [
        "Sont consignés 5 énoncés émanant de 5 voix\u202f; 2 portent sur un facteur de succès et 3 sur un défi."
    ]


@pytest.mark.parametrize(
    ("side", "silent"), [("success_factor", "no challenge"), ("challenge", "no success factor")]
)
def test_a_side_on_which_nothing_was_said_is_not_counted_as_none(
    tmp_path: Path, side: str, silent: str
) -> None:
    _, coded = changed(tmp_path, notes=[note(valence=side)])
    assert plain(discussion.finding(ENGLISH, coded)) == [
        f"On record: 1 statement from 1 voice; {silent} is named."
    ]


def test_one_statement_is_on_record_in_the_singular(tmp_path: Path) -> None:
    _, coded = changed(tmp_path, notes=[note()])
    assert plain(discussion.finding(FRENCH, coded))[0].startswith("Est consigné 1 énoncé émanant de 1 voix")


def test_each_question_has_its_statements_and_the_rest_stands_beside_them(towns: Evidence) -> None:
    topics = discussion.topics(ENGLISH, counted(towns), towns.event)
    assert [(topic.title, list(topic.said["statement_id"])) for topic in topics] == [
        ("What comes first?", ["N001", "N002"]),
        ("Who pays?", ["N003"]),
        ("Other points", ["N004", "N005"]),
    ]


def test_a_point_tells_who_said_it_as_far_as_the_rule_of_its_session_allows(towns: Evidence) -> None:
    first, second, beside = discussion.topics(ENGLISH, counted(towns), towns.event)
    named = discussion.side(ENGLISH, first, towns.codebook, "success_factor")
    body = discussion.side(ENGLISH, second, towns.codebook, "challenge")
    hidden = discussion.side(ENGLISH, beside, towns.codebook, "challenge")
    assert plain(named) == [
        r"**Peer-to-peer expertise.** Point 1 helps (Person A, Head, Body A; [N001](#row-N001)) [@session-S1, p\. 1]."
    ]
    assert "Point 3 helps (Body C; [N003](#row-N003))" in plain(body)[0]
    assert "Point 4 helps (a participant; [N004](#row-N004))" in plain(hidden)[0]


def test_a_quotation_stands_in_its_own_language_beside_or_instead_of_a_paraphrase(tmp_path: Path) -> None:
    quote = {"quote": "On nous a écoutés", "quote_language": "fr"}
    evidence, coded = changed(tmp_path, notes=[note(**quote), note(text_en="", text_fr="", **quote)])
    topic = discussion.topics(ENGLISH, coded, evidence.event)[0]
    (said,) = discussion.side(ENGLISH, topic, evidence.codebook, "success_factor").items  # type: ignore[union-attr]
    assert "Point 1 helps. In the speaker’s words: “On nous a écoutés” (Person A" in said.plain
    assert "[N001](#row-N001)) [@session-S1, p\\. 1]. “On nous a écoutés” (Person A" in said.plain
    assert said.markdown.count("{lang=fr}") == 2


def test_where_nothing_was_asked_all_is_told_under_one_heading(tmp_path: Path) -> None:
    evidence, coded = changed(tmp_path, questions=None)
    assert [topic.title for topic in discussion.topics(ENGLISH, coded, evidence.event)] == ["All points"]


def test_a_question_without_a_statement_says_so_and_one_that_names_nothing_says_why(tmp_path: Path) -> None:
    asked = [{"text": {"en": "And now?"}}, {"text": {"en": "And then?"}, "phase": "cross-cutting"}]
    evidence, coded = changed(tmp_path, questions=asked)
    now, then, _ = discussion.topics(ENGLISH, coded, evidence.event)
    assert plain(discussion.heading(ENGLISH, now))[1].startswith("The question names no phase, no theme")
    assert plain(discussion.heading(ENGLISH, then))[1] == "No statement on record bears on this question."
    assert plain(outcome.not_covered(ENGLISH, evidence, coded))[:2] == [
        "No statement can be assigned by rule to the question: And now?",
        "No statement on record bears on the question: And then?",
    ]


# --- agreement and difference -----------------------------------------------------------------------------------------


def test_points_of_agreement_and_of_difference_show_what_was_said(towns: Evidence) -> None:
    coded, codebook = counted(towns), towns.codebook
    (agreed,) = plain(common_ground.agreed(ENGLISH, coded, codebook))
    assert agreed.startswith(
        "**Funding and predictability.** Named as a challenge by 2 voices, as a success factor by none."
    )
    assert "Point 3 helps" in agreed
    assert agreed.endswith("See also [N004](#row-N004).")
    (divided,) = plain(common_ground.divided(ENGLISH, coded, codebook))
    assert divided.startswith(
        "**Peer-to-peer expertise.** Named as a success factor by 1 voice, as a challenge by 1 voice."
    )
    assert "On the one side: Point 1 helps" in divided
    assert "On the other: Point 2 helps" in divided
    assert plain(common_ground.single(ENGLISH, coded, codebook)) == [
        "Raised by one voice alone: “Migration data and evidence base” ([N005](#row-N005))."
    ]


def test_one_voice_neither_agrees_nor_differs(tmp_path: Path) -> None:
    evidence, coded = changed(tmp_path, notes=[note(), note(valence="challenge")])
    assert plain(common_ground.agreed(ENGLISH, coded, evidence.codebook)) == [
        "On no theme do several voices stand on one side alone."
    ]
    assert plain(common_ground.divided(ENGLISH, coded, evidence.codebook)) == [
        "On no theme do voices stand on both sides."
    ]
    assert plain(outcome.main_points(ENGLISH, coded, evidence.codebook)) == [
        "No theme was raised by more than one voice (@sec-single)."
    ]


def test_main_points_are_the_themes_of_the_most_voices_with_their_strength(towns: Evidence) -> None:
    assert plain(outcome.main_points(ENGLISH, counted(towns), towns.codebook)) == [
        "**Funding and predictability** was named as a challenge (2 statements from 2 voices), and by no voice as a success factor.",
        (
            "**Peer-to-peer expertise** was named on both sides: as a success factor (1 statement from 1 voice) and as a challenge "
            "(1 statement from 1 voice)."
        ),
    ]


def test_main_points_beyond_a_page_are_counted(tmp_path: Path) -> None:
    themes = ["PEER", "FUNDING", "DATA", "MEL", "STAFF", "LOCAL", "FLEX"]
    # Four themes of three voices; the fifth would be cut from two more that as many voices raised.
    said = [note(theme=theme, speaker_id=voice) for theme in themes for voice in "AB"]
    said += [note(theme=theme, speaker_id="C") for theme in themes[:4]]
    evidence, coded = changed(tmp_path, notes=said)
    points = plain(outcome.main_points(ENGLISH, coded, evidence.codebook))
    assert len(points) == 5
    assert points[-1] == "3 further themes were raised by more than one voice (@sec-common-ground)."


# --- who was heard ----------------------------------------------------------------------------------------------------


def test_levels_of_few_voices_are_not_told_and_the_note_says_by_which_rule(tmp_path: Path) -> None:
    speakers = [
        made.SPEAKERS[0] | {"speaker_id": f"P{n}", "level": "local" if n else "national"} for n in range(7)
    ]
    notes = [note(speaker_id=f"P{n}") for n in range(7)]
    evidence, coded = changed(tmp_path, notes=notes, speakers=speakers, attribution="named")
    told = voices.levels_table(ENGLISH, coded, evidence.event)
    assert plain(told)[0].startswith(
        "At which level those who spoke work is not told. Levels with fewer than 3"
    )


def test_levels_of_enough_voices_are_told(tmp_path: Path) -> None:
    speakers = [
        made.SPEAKERS[0] | {"speaker_id": f"P{n}", "level": ("local", "national")[n < 5]} for n in range(11)
    ]
    notes = [note(speaker_id=f"P{n}") for n in range(11)]
    evidence, coded = changed(tmp_path, notes=notes, speakers=speakers, attribution="named")
    told = voices.levels_table(ENGLISH, coded, evidence.event)
    assert isinstance(told, Table)
    assert told.title.plain == "Level with the most voices, of those told: Local"
    assert cells(told) == [["Local", "6", "6", "6", "0"], ["National", "5", "5", "5", "0"]]


def test_each_session_stands_with_its_rule_and_its_number_of_statements(towns: Evidence) -> None:
    assert cells(programme.sessions_table(ENGLISH, towns, counted(towns))) == [
        ["Opening", "–", "speakers are named", "1"],
        ["Practice", "–", "bodies are named, not persons", "2"],
        ["Open floor", "–", "Chatham House Rule", "2"],
    ]


def test_participants_are_told_by_the_rule_under_which_they_spoke(towns: Evidence) -> None:
    assert cells(participants.named_table(ENGLISH, towns)) == [["Person A", "Head", "Body A"]]
    assert plain(participants.bodies(ENGLISH, towns)) == [
        "Bodies that spoke, of which no person is named: Body B; Body C."
    ]
    assert plain(participants.counted(ENGLISH, towns, counted(towns))) == [
        "Fewer than 3 voices were heard under the Chatham House Rule."
    ]
    (rules,) = plain(participants.rules(ENGLISH, towns))
    assert rules.endswith("nor that of any other participant: Open floor.")


def test_one_rule_for_all_sessions_is_stated_once(tmp_path: Path) -> None:
    evidence, _ = changed(tmp_path, sessions=made.SESSIONS[2:], notes=[note(session_id="S3")], questions=None)
    assert plain(participants.rules(ENGLISH, evidence)) == [
        (
            "The Chatham House Rule applies: neither the identity nor the affiliation of the speakers, nor that of any other "
            "participant, is revealed."
        )
    ]
    assert plain(participants.named_table(ENGLISH, evidence)) == ["This report names no speaker."]


def test_what_published_sources_report_is_not_said_to_follow_the_rule_of_the_notes(tmp_path: Path) -> None:
    reported: dict[str, Any] = {"reported_in": ["S030"], "attribution": "named"}
    published = "What published sources report is told as they tell it, with the body that they name."
    evidence, _ = changed(tmp_path, notes=(), sessions=(), speakers=(), questions=None, **reported)
    assert plain(participants.rules(ENGLISH, evidence)) == [published]
    evidence, _ = changed(
        tmp_path / "both", sessions=(), notes=[note(session_id="")], questions=None, **reported
    )
    assert plain(participants.rules(ENGLISH, evidence)) == [
        f"{published} Speakers are named, with role and body."
    ]


# --- what follows -----------------------------------------------------------------------------------------------------


def test_too_few_voices_bear_no_implication(towns: Evidence) -> None:
    coded = counted(towns)
    said = outcome_implications.finding(ENGLISH, coded, towns.codebook, towns.second_coding)
    assert plain(said)[0].startswith("Too few voices spoke of any theme")
    (open_,) = plain(outcome_implications.groups(ENGLISH, coded, towns.codebook, towns.second_coding))
    assert open_.startswith(
        "**Open, too few voices.** “Funding and predictability” (no success factor, 2 challenges, 2 voices)"
    )


def test_five_voices_on_one_side_bear_an_implication(tmp_path: Path) -> None:
    speakers = [made.SPEAKERS[0] | {"speaker_id": f"P{n}"} for n in range(5)]
    evidence, coded = changed(tmp_path, notes=[note(speaker_id=f"P{n}") for n in range(5)], speakers=speakers)
    said = outcome_implications.finding(ENGLISH, coded, evidence.codebook, evidence.second_coding)
    assert plain(said)[0].startswith(
        "By the rule, what was said bears 1 implication. None of them holds under each of 7"
    )
    (keep,) = plain(outcome_implications.groups(ENGLISH, coded, evidence.codebook, evidence.second_coding))
    assert keep == "**Keep.** “Peer-to-peer expertise” (5 success factors, no challenge, 5 voices)."


def test_what_was_agreed_to_be_done_is_told_with_who_and_when(towns: Evidence, tmp_path: Path) -> None:
    assert cells(follow_up.table(ENGLISH, towns.event)) == [["Share a list", "the Office", "in June"]]
    assert plain(follow_up.points(ENGLISH, towns.event)) == ["Share a list (the Office; in June)"]
    assert plain(follow_up.points(FRENCH, towns.event)) == ["Diffuser une liste (le bureau\u202f; en juin)"]
    undated = [{"what": {"en": "Meet again"}, "who": {"en": "all"}}]
    evidence, _ = changed(tmp_path / "undated", follow_up=[*made.DESCRIPTION["follow_up"], *undated])
    told = follow_up.table(ENGLISH, evidence.event)
    assert isinstance(told, Table)
    assert told.title.plain == "2 steps were agreed, 1 without a date"
    assert cells(told)[1] == ["Meet again", "all", "no date set"]


# --- how it was made --------------------------------------------------------------------------------------------------


def test_a_draft_that_has_just_begun_says_that_nothing_is_on_record(tmp_path: Path) -> None:
    evidence, coded = changed(tmp_path, notes=(), sessions=(), speakers=(), questions=None, follow_up=None)
    nothing = "Nothing that was said at the event is on record in this edition."
    assert plain(outcome.basis(ENGLISH, coded)) == [nothing]
    assert plain(discussion.finding(ENGLISH, coded)) == [nothing]
    assert plain(outcome.not_covered(ENGLISH, evidence, coded)) == [nothing]
    assert plain(follow_up.table(ENGLISH, evidence.event)) == ["No follow-up is on record."]
    assert discussion.topics(ENGLISH, coded, evidence.event) == []


def test_a_note_that_lacks_a_code_is_said_not_to_be_counted(tmp_path: Path) -> None:
    evidence, coded = changed(tmp_path, notes=[note(), note(theme="")])
    assert "1 note is not counted, because it lacks a code, words, or consent to be quoted." in plain(
        outcome.not_covered(ENGLISH, evidence, coded)
    )


@pytest.mark.parametrize(
    ("description", "basis"),
    [
        ({}, "The report rests on 5 statements from 5 voices, from the organisers’ notes alone."),
        (
            {"statements": "both", "reported_in": ["S030"]},
            "The report rests on 10 statements from 6 voices: 5 from the organisers’ notes, 5 from published accounts of the event.",
        ),
    ],
)
def test_a_report_says_whether_it_rests_on_notes_or_on_published_accounts(
    tmp_path: Path, description: dict[str, Any], basis: str
) -> None:
    _, coded = changed(tmp_path, **description)
    assert plain(outcome_methods.finding(ENGLISH, coded)) == [basis]


def test_coders_who_agree_with_others_are_not_said_to_agree_with_themselves(tmp_path: Path) -> None:
    evidence, coded = changed(tmp_path, recoding=made.RECODING)
    first, second = outcome_methods.first_coding(evidence), evidence.second_coding
    assert plain(coders.how_coded(ENGLISH, first, second)) == [
        "Statements of the event that more than one person coded: 2. Coders: 3."
    ]
    table = agreement.agreement_table(ENGLISH, first, second)
    assert isinstance(table, Table)
    assert table.title.plain == "Agreement between coders"
    # Phase: N001 alike, N002 design and implementation. Valence: N001 alike, N002 not. Theme: both alike.
    assert [row[1:3] for row in cells(table)] == [["2", "1"], ["2", "1"], ["2", "2"], ["0", "0"]]
    listed = agreement.disagreements_table(ENGLISH, first, second, coded, evidence.codebook)
    assert isinstance(listed, Table)
    assert listed.title.plain == "2 of 7 codes differ from those of the first coder"
    assert cells(listed) == [
        ["[N002](#row-N002)", "Phase", "Design", "Implementation", "ben"],
        ["[N002](#row-N002)", "Success factor or challenge", "Challenge", "Success factor", "cyd"],
    ]


def test_what_coders_settled_on_is_counted_and_is_no_coding_of_its_own(tmp_path: Path) -> None:
    settled = [*made.RECODING, {"note_id": "N002", "coder": "agreed", "valence": "success_factor"}]
    evidence, coded = changed(tmp_path, recoding=settled)
    assert coded.set_index("statement_id").loc["N002", "valence"] == "success_factor"
    first = outcome_methods.first_coding(evidence).set_index("statement_id")
    assert first.loc["N002", "valence"] == "challenge"
    assert set(evidence.second_coding["coder"]) == {"ben", "cyd"}


def test_a_default_is_no_code_that_a_coder_gave(tmp_path: Path) -> None:
    evidence, _ = changed(tmp_path, recoding=made.RECODING)
    assert set(outcome_methods.first_coding(evidence)["criterion"]) == {""}
    assert set(evidence.statements["criterion"]) == {"effectiveness"}


def test_whoever_codes_twice_agrees_with_themselves(tmp_path: Path) -> None:
    evidence, _ = changed(tmp_path, recoding=[{"note_id": "N001", "coder": "ana", "theme": "MEL"}])
    table = agreement.agreement_table(ENGLISH, outcome_methods.first_coding(evidence), evidence.second_coding)
    assert isinstance(table, Table)
    assert table.title.plain == "Agreement between the first and the second coding by the same person"


def test_the_evidence_tells_a_participant_where_nobody_may_be_named(towns: Evidence) -> None:
    table = methods.evidence_table(FRENCH, counted(towns), towns.codebook, "DATA")
    assert [row[2] for row in cells(table)] == ["une personne présente"]
    own = outcome_methods.evidence_table(ENGLISH, counted(towns), towns.codebook, "PEER")
    assert own.title.plain == "Peer-to-peer expertise: 2 statements from 2 voices"
    assert [row[2] for row in cells(own)] == ["Person A, Head, Body A", "Body B"]


def test_sources_made_of_notes_are_named_in_the_language_of_the_report(towns: Evidence) -> None:
    named = cover.sources(FRENCH, towns).set_index("source_id")
    assert named.loc["session-S1", ["title", "publisher", "language"]].to_list() == [
        "Ouverture",
        "Le bureau",
        "fr",
    ]
    assert named.loc["S008", "title"] == towns.sources.set_index("source_id").loc["S008", "title"]
