"""Findings in type: what a card holds, what is left of an answer, who is asked to do what, and what is not carried."""

import pandas as pd
import pytest
from tests.builders import both_languages, coded, finding

from gcm_analysis.analysis.findings import Standing, standings
from gcm_analysis.evidence.findings.model import Answer, CountryCase, Finding
from gcm_analysis.narrative import cards
from gcm_analysis.narrative.exhibits import Prose
from gcm_analysis.narrative.language import Language

from .stories import tell
from .test_truth import real

EN, FR = Language("en"), Language("fr")
EVALUATION, SELF = "independent_evaluation_or_audit", "programme_self_report"
EVERY = coded(
    {"text_en": "It helped."}, {"text_en": "It helped too.", "source_id": "S001"}, {"text_en": "It helped us."},
    {"text_en": "It did not."}, {}, {}, {"text_en": "A fourth limit."},
    S001={"source_type": EVALUATION}, S003={"source_type": SELF},
)  # fmt: skip
PLACES = dict(zip(EVERY["statement_id"], EVERY["source_id"], strict=True)) | {"A1": "S009"}


FIRST = finding(
    "F01", "ST001", "ST002", "ST003", qualifies=("ST004",),
    cases=({"ids": ["ST003", "A1"], **both_languages("In a place.")}, {"ids": ["ST001"], **both_languages("Elsewhere.")}),
)  # fmt: skip
ASKED = [{**both_languages("pay"), "actor": "fund"}, {**both_languages("ask"), "actor": "hub"}]
SECOND = finding("F02", "ST005", question="partners", implication=ASKED)


def standing(one: Finding, *kept: str) -> Standing:
    """Return a finding in an edition that keeps these statements, or all."""
    counted = EVERY[EVERY["statement_id"].isin(kept)] if kept else EVERY
    return standings([one], EVERY, counted)[0]


def paragraphs(one: Finding, rows: pd.DataFrame = EVERY, language: Language = EN) -> list[str]:
    return [said.markdown for said in cards.card(language, standing(one), rows, PLACES).paragraphs]


def plain(exhibit: Prose) -> list[str]:
    return [one.plain for one in exhibit.paragraphs]


def test_a_card_holds_claim_who_says_so_what_speaks_against_one_case_and_what_follows() -> None:
    heading, claim, who, against, case, follows = paragraphs(FIRST)
    assert heading == "### [1]{.finding-number} Title 1 {#sec-f01 .unnumbered}"
    assert '{.confidence level="moderate"}' in claim
    assert "A claim" in claim
    assert who.startswith("**Who says so.** ")
    assert who.endswith("[@S001; @S003]")  # each source once
    assert "It did not" in against
    assert against.endswith("[@S004]")
    assert "In a place" in case
    assert case.endswith("[@S003; @S009]")  # of statements and of other rows
    assert follows.startswith("**So what.** The mechanism’s hub should [do 1]")


def test_who_says_so_counts_statements_and_voices_and_marks_each_statement_by_its_kind_of_source() -> None:
    card = cards.card(EN, standing(FIRST), EVERY, PLACES)
    assert [(fact.id, fact.value) for fact in card.facts] == [
        ("finding.F01.statements", 3),
        ("finding.F01.voices", 2),
    ]
    assert card.facts[0].rows == ("ST001", "ST002", "ST003")
    who = card.paragraphs[2].markdown
    assert "[●●]{.marks}" in who  # two statements of the evaluation
    assert "[●]{.marks}" in who


def test_at_most_three_limits_are_quoted() -> None:
    many = finding("F03", "ST001", qualifies=("ST003", "ST004", "ST005", "ST007"))
    (against,) = [one for one in paragraphs(many) if "limits it" in one]
    assert against.count("[@") == 3
    assert "A fourth limit" not in against


def test_a_limit_that_the_edition_does_not_count_is_not_quoted() -> None:
    assert not [one for one in paragraphs(FIRST, EVERY[:3]) if "It did not" in one]


def answer(*of: Standing) -> Prose:
    both = Answer(en="Both hold (F01, F02).", fr="Les deux (F01, F02).", findings=("F01", "F02"))
    return cards.answer(EN, both, {one.finding.id: one for one in of})


def test_an_answer_leads_to_its_findings() -> None:
    (said,) = answer(standing(FIRST), standing(SECOND)).paragraphs
    assert said.plain == "Both hold."
    assert "[1](#sec-f01), [2](#sec-f02)" in said.markdown


def test_an_answer_that_lost_a_finding_gives_way_to_the_titles_of_the_others_and_says_so_if_none_is_left() -> (
    None
):
    lead, left = plain(answer(standing(FIRST), standing(SECOND, "ST001")))
    assert "only a part" in lead
    assert left == "Title 1 (moderate confidence)"
    (said,) = plain(answer(standing(FIRST, "ST005"), standing(SECOND, "ST001")))
    assert "does not support an answer" in said


def test_the_surest_finding_on_each_question_is_a_claim() -> None:
    weaker = finding("F04", "ST006")
    (shown,) = cards.claims(EN, [standing(weaker), standing(FIRST), standing(SECOND)]).paragraphs
    assert [one.split("](")[0] for one in shown.markdown.split("\n")] == ["- [Title 1", "- [Title 2"]


def test_each_actor_is_asked_for_what_follows_from_the_findings_that_have_support() -> None:
    also = finding("F05", "ST006")
    asked = cards.recommendations(EN, [standing(SECOND), standing(FIRST), standing(also)])
    hub, of_the_hub, fund, of_the_fund = (one.markdown for one in asked.paragraphs)
    assert (hub, fund) == ("**The mechanism’s hub should:**", "**The start\\-up fund should:**")
    assert [line.split("\u00a0[(")[0] for line in of_the_hub.split("\n")] == ["- ask", "- do 1", "- do 5"]
    assert of_the_fund == "- pay\u00a0[([2](#sec-f02))]{.finding-links}"
    left = cards.recommendations(EN, [standing(FIRST, "ST005"), standing(SECOND)])
    assert plain(left) == ["**The mechanism’s hub should:**", "ask", "**The start-up fund should:**", "pay"]


@pytest.mark.parametrize(
    ("kept", "lacked"), [(["ST001"], "statements"), (["ST001", "ST002"], "voices")]
)  # one of three supports; both of one source
def test_a_finding_without_enough_support_is_listed_with_what_is_missing(
    kept: list[str], lacked: str
) -> None:
    rows = EVERY[EVERY["statement_id"].isin(kept)]
    (said,) = cards.not_carried(EN, [standing(FIRST, *kept), standing(SECOND)], rows).paragraphs
    assert said.plain.startswith("Title 1: ")
    assert {fact.id: fact.value for fact in said.facts} == {
        f"finding.F01.{lacked}": 1,
        f"finding.F01.{lacked}_needed": 2,
    }


# --- cases --------------------------------------------------------------------------------------------------


OWN = {"origin": "S002", "source_type": SELF}
ROWS = coded({}, {}, {}, S001={"source_type": EVALUATION}, S002=OWN, S003=OWN)
PLACES_OF_CASE = {"ST001": "S001", "ST002": "S002", "ST003": "S003", "A1": "S002"}
CASE = CountryCase.model_validate(
    {
        "id": "a", "iso3": "CPV", "title": {"en": "A country", "fr": "Un pays"},
        "asked": {"en": "It asked.", "fr": "Il a demandé.", "ids": ["A1", "ST002"]},
        "done": {"en": "It did.", "fr": "Il a fait.", "ids": ["ST001", "ST003"]},
    }
)  # fmt: skip
CHAPTER = "07"


def shown(code: str, *parts: str) -> list[str]:
    return [
        said.markdown
        for said in cards.country_case(Language(code), CASE, parts, ROWS, PLACES_OF_CASE).paragraphs
    ]


def titles(**parameters: object) -> list[str]:
    """Return the titles of the cases that an edition tells, each up to its colon."""
    story = tell(real(), "en", CHAPTER, **parameters)
    assert story.errors == []
    return [said.plain.split(":")[0] for name, said in story.sentences if said.markdown.startswith("## ")]


def test_each_part_is_followed_by_its_sources_once_each() -> None:
    heading, asked, done, who = shown("en", "asked", "done")
    assert heading == "## A country {#sec-case-a}"
    assert asked.endswith(" [@S002]")
    assert done.endswith(" [@S001; @S003]")
    assert "3" in who
    assert "●●" in who  # two statements of the programme on itself


def test_what_no_row_says_is_called_unknown_and_what_an_edition_leaves_out_is_not_mentioned() -> None:
    _, done, kept, _ = shown("en", "done", "kept")
    assert "It did" in done
    assert kept == r"**Kept.** Nothing is on record\."


@pytest.mark.parametrize(
    ("parameters", "countries"),
    [
        ({}, ["Cabo Verde", "Mexico", "Republic of Moldova", "Ethiopia", "Ghana"]),
        ({"region": "Arab States"}, []),
        ({"as_of": "2018-12-07"}, ["Republic of Moldova"]),
    ],
)
def test_an_edition_shows_the_cases_whose_rows_it_counts(
    parameters: dict[str, object], countries: list[str]
) -> None:
    assert titles(**parameters) == countries
