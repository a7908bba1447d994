"""How the implications are told: the rule, the lists, what holds, the questions, and nothing where there is nothing."""

import pandas as pd
from tests.builders import coded, frame

from gcm_analysis.analysis import implications as analysis
from gcm_analysis.analysis.implications import AVOID, FIX, KEEP
from gcm_analysis.evidence import Evidence
from gcm_analysis.evidence.event import Event
from gcm_analysis.narrative import implication_answers, implication_matrix, implication_rules, implications
from gcm_analysis.narrative.exhibits import Exhibit, Points, Prose, Table
from gcm_analysis.narrative.language import Language, Sentence

ENGLISH = Language("en")
CODEBOOK = frame(
    "codebook",
    {"code": "PEER", "label_en": "Peers", "definition_en": "Learning from equals."},
    {"code": "MEL", "label_en": "Measuring", "definition_en": "Knowing results."},
    {"code": "DATA", "label_en": "Figures", "definition_en": "Having figures."},
)
NO_SECOND = frame("second_coding").head(0)
GOOD, BAD = {"valence": "success_factor"}, {"valence": "challenge"}


def on(theme: str, good: int, bad: int, **cells: str) -> list[dict[str, str]]:
    return [{"theme": theme} | cells | side for side in [GOOD] * good + [BAD] * bad]


def held(group: str, record: pd.DataFrame) -> Sentence:
    return implications.held(ENGLISH, record, CODEBOOK, analysis.implications(record, NO_SECOND), group)


def plain(said: Exhibit) -> str:
    assert isinstance(said, Prose | Points)
    return " ".join(part.plain for part in (said.paragraphs if isinstance(said, Prose) else said.items))


RECORD = coded(*on("PEER", 12, 1), *on("MEL", 3, 3, phase="monitoring"), *on("DATA", 1, 0))


def test_the_lead_names_the_themes_of_each_group_and_counts_those_that_hold() -> None:
    said = plain(implications.finding(ENGLISH, RECORD, CODEBOOK, NO_SECOND))
    assert said == (
        "One rule is applied to the 3 themes on record. To keep, 1: “Peers”. To fix, 1: “Measuring”. Open, because too few "
        "independent sources speak of them: 1. 1 of 2 implications holds under every stricter rule (@sec-stricter)."
    )


def test_a_record_of_too_few_sources_bears_no_implication() -> None:
    few = coded(*on("DATA", 2, 0))
    assert "The record does not bear any implication." in plain(
        implications.finding(ENGLISH, few, CODEBOOK, NO_SECOND)
    )
    said = plain(implication_rules.rules(ENGLISH, few, NO_SECOND))
    assert said == "There is no implication that a stricter rule could change."
    for make in (implication_rules.table, implication_rules.surviving):
        assert plain(make(ENGLISH, few, CODEBOOK, NO_SECOND)) == ""


def test_an_implication_has_its_numbers_its_meaning_its_phase_and_an_example_of_each_side() -> None:
    said = plain(implications.keep_list(ENGLISH, RECORD, CODEBOOK, NO_SECOND))
    assert said == (
        "**Peers**, on limited evidence: 12 success factors and 1 challenge, from 13 independent sources. "
        "Learning from equals. The one challenge is named in design. Stricter rules under which this holds: 7 of 7. "
        "What helps, for example: It helps. [@S001, para 1] What hinders, for example: It helps. [@S013, para 1]"
    )


def test_a_theme_without_challenges_says_so_and_names_no_phase() -> None:
    said = plain(implications.keep_list(ENGLISH, coded(*on("PEER", 5, 0)), CODEBOOK, NO_SECOND))
    assert "5 success factors and no challenge, from 5 independent sources" in said
    assert " is named " not in said
    assert "What hinders" not in said


def test_phases_that_tie_are_all_named() -> None:
    record = coded(*on("MEL", 9, 6, phase="monitoring"), *on("MEL", 0, 6, phase="design"))
    said = plain(implications.fix_list(ENGLISH, record, CODEBOOK, NO_SECOND))
    assert "Challenges are named most often, in equal numbers, in design and in monitoring." in said


def test_ten_challenges_give_no_ranking_of_phases() -> None:
    record = coded(*on("MEL", 9, 7, phase="monitoring"), *on("MEL", 0, 3, phase="design"))
    said = plain(implications.fix_list(ENGLISH, record, CODEBOOK, NO_SECOND))
    assert "Challenges, too few to rank, are named in design and in monitoring." in said


def test_a_group_without_themes_is_said_to_be_empty() -> None:
    assert (
        plain(implications.avoid_list(ENGLISH, RECORD, CODEBOOK, NO_SECOND))
        == "No theme of this edition meets the rule for hindrances to remove."
    )
    many = coded(*on("PEER", 5, 0))
    assert (
        plain(implications.open_list(ENGLISH, many, CODEBOOK, NO_SECOND))
        == "No theme of this edition stays open."
    )


def test_an_open_theme_has_its_numbers_alone() -> None:
    said = plain(implications.open_list(ENGLISH, RECORD, CODEBOOK, NO_SECOND))
    assert (
        said
        == "**Figures**, from a single source: 1 success factor and no challenge, from 1 independent source."
    )


def test_the_matrix_shows_a_dash_where_nothing_was_coded_twice_and_where_there_is_no_challenge() -> None:
    again = frame("second_coding", {"statement_id": "ST001"}, {"statement_id": "ST002", "theme": "MEL"})
    table = implication_matrix.matrix_table(ENGLISH, RECORD, CODEBOOK, again)
    assert isinstance(table, Table)
    rows = table.data.set_index("Theme")
    assert rows.loc["Peers", "Coded alike twice"] == "1 of 2"
    assert rows.loc["Figures", ["Coded alike twice", "Most challenges in"]].to_list() == ["–", "–"]
    assert rows.loc["Measuring", "Most challenges in"] == "Monitoring"


def test_each_stricter_rule_is_stated_with_what_it_changes() -> None:
    said = implication_rules.rules(ENGLISH, RECORD, NO_SECOND)
    assert isinstance(said, Points)
    assert [item.plain for item in said.items][-2:] == [
        "Without any one of a theme’s independent sources, each left out in turn: no implication changes.",
        "With at least 10 independent sources for a theme instead of 5: 1 of 2 changes.",
    ]


def test_the_table_of_rules_names_the_group_that_a_theme_moves_to_in_bold() -> None:
    table = implication_rules.table(ENGLISH, RECORD, CODEBOOK, NO_SECOND)
    assert isinstance(table, Table)
    peers, measuring = table.rows
    assert peers[:3] == ["Peers", "keep", "same"]
    assert measuring[-2] == "**open**"
    assert table.data["Twice the sources"].to_list() == ["keep", "open"]


def test_what_holds_is_named_and_what_holds_least() -> None:
    assert plain(implication_rules.surviving(ENGLISH, RECORD, CODEBOOK, NO_SECOND)) == (
        "These hold under every stricter rule. To keep: “Peers”. Changed by the most rules: “Measuring”."
    )


def test_where_all_hold_none_is_called_weak_and_where_none_holds_it_is_said() -> None:
    firm = coded(*on("PEER", 12, 0))
    assert "Changed" not in plain(implication_rules.surviving(ENGLISH, firm, CODEBOOK, NO_SECOND))
    weak = coded(*on("PEER", 5, 0))
    assert plain(implication_rules.surviving(ENGLISH, weak, CODEBOOK, NO_SECOND)).startswith(
        "No implication holds under every stricter rule."
    )


def test_the_summary_names_what_holds_with_what_it_rests_on() -> None:
    assert (
        held(KEEP, RECORD).plain
        == "Keep, under every stricter rule: “Peers” (13 statements from 13 independent sources)."
    )
    assert held(FIX, RECORD).plain == "No theme is one to fix under every stricter rule."
    assert held(AVOID, RECORD.head(0)).plain == "No theme has hindrances to remove under every stricter rule."


def asked(event: Event, **cells: object) -> Event:
    """Return the event with one question, about this phase or these themes."""
    return event.model_copy(update={"questions": (event.questions[-1].model_copy(update=cells),)})


def answered(evidence: Evidence, record: pd.DataFrame = RECORD, **cells: object) -> str:
    return plain(
        implication_answers.answers(ENGLISH, record, CODEBOOK, NO_SECOND, asked(evidence.event, **cells))
    )


def test_a_question_about_a_phase_gets_what_helps_and_what_hinders_there(evidence: Evidence) -> None:
    assert answered(evidence, phase="design").endswith(
        "To keep: “Peers” (named there as success factors in 12 statements from 12 independent sources)."
    )
    assert answered(evidence, phase="monitoring").endswith(
        "To fix: “Measuring” (named there as challenges in 3 statements from 3 independent sources)."
    )
    assert answered(evidence, phase="implementation").endswith("No implication has its place in this phase.")


def test_a_question_about_themes_gets_their_groups(evidence: Evidence) -> None:
    assert answered(evidence, themes=("PEER", "DATA")).endswith(
        "To keep: “Peers” (13 statements from 13 independent sources). Open: “Figures” (1 statement from 1 independent source)."
    )
    assert answered(evidence, RECORD[RECORD["theme"] == "PEER"], themes=("MEL",)).endswith(
        "No statement on record is about this."
    )


def test_a_question_about_neither_gets_what_holds_under_every_rule(evidence: Evidence) -> None:
    said = answered(evidence)
    assert (
        "This question is about no phase and no theme alone. Keep, under every stricter rule: “Peers”" in said
    )
