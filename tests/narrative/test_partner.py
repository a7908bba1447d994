"""A brief on one partner says what its rows hold, in both languages, and says so where they hold nothing."""

from dataclasses import replace
from functools import cache

import pytest
from tests.builders import DEFAULT_EVENT

from gcm_analysis.edition import Edition
from gcm_analysis.evidence.vocabulary import ACTION_REGIONS
from gcm_analysis.narrative import cover
from gcm_analysis.narrative.language import Language
from gcm_analysis.publishing.accessibility.prose import passages

from .stories import Story, tell
from .test_truth import real

EVIDENCE = real()
ENGLISH, FRENCH = (Language(code, EVIDENCE.country_names(code)) for code in ("en", "fr"))
WITH_A_CASE, WITHOUT_STATEMENTS = "MDA", "AGO"


@cache
def brief(partner: str, code: str = "en", **parameters: str) -> Story:
    return tell(EVIDENCE, code, "20", partner=partner, **parameters)


def values(story: Story) -> dict[str, object]:
    return {fact.id: fact.value for fact in story.facts}


def cards(story: Story) -> list[str]:
    return [exhibit.paragraphs[0].markdown for name, exhibit in story.shown if name == "cards.short"]


def test_each_action_of_a_country_is_a_row_and_those_without_a_start_come_last() -> None:
    days = [str(row[1]) for row in brief(WITH_A_CASE).exhibit("tbl-partner-actions").rows]
    assert days == ["June 2010 – January 2011", "July 2016 – February 2019", "from January 2021", "–"]


def test_a_country_that_no_statement_names_is_said_to_have_none_and_hears_from_its_neighbours() -> None:
    story = brief(WITHOUT_STATEMENTS)
    assert "Angola: this edition counts no statement." in story.text
    assert "statements about: Angola; Africa." in story.text
    assert cards(story)
    assert "followed.n" not in values(story)


def test_findings_with_most_statements_about_the_country_come_first() -> None:
    supports = {name: set(one.finding.supports) for name, one in brief(WITH_A_CASE).standings.items()}
    about = set(brief(WITH_A_CASE).about["statement_id"])
    shown = [card.split("{#sec-f")[1][:2] for card in cards(brief(WITH_A_CASE))]
    counts = [len(supports[f"F{number}"] & about) for number in shown]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] == max(len(one & about) for one in supports.values())


def test_a_region_has_the_statements_of_a_region_that_holds_it_and_says_that_it_is_wider() -> None:
    story = brief("Asia")
    assert set(story.about["region"]) == {"Asia and the Pacific"}
    assert "takes in the Pacific" in story.text


def test_all_partners_together_drop_no_statement_and_no_action() -> None:
    story = brief("all")
    assert len(story.about) == len(story.coded)
    assert len(story.actions) == len(EVIDENCE.actions) == values(story)["partner.n"]


@pytest.mark.parametrize(("partner", "code"), [("all", "en"), ("all", "fr"), ("EU Neighbourhood", "fr")])
def test_every_action_is_shown_in_a_brief_of_which_no_cell_is_in_a_language_that_it_does_not_state(
    partner: str, code: str
) -> None:
    story = tell(EVIDENCE, code, "20 21 22", partner=partner)
    assert story.errors == []
    tables = [exhibit for name, exhibit in story.shown if "actions" in name]
    assert sum(len(one.data) for one in tables) >= len(story.actions) > 0
    for one in tables:
        assert list(passages(one.markdown, code)) == []


def test_every_region_of_actions_is_in_the_crosswalk() -> None:
    assert set(EVIDENCE.regions["action_region"]) == set(ACTION_REGIONS)


def test_the_title_names_the_partner_and_the_line_above_it_the_report_it_belongs_to() -> None:
    edition = Edition(event=DEFAULT_EVENT, partner="Africa", profile="partner")
    evidence = replace(EVIDENCE, event=EVIDENCE.event.model_copy(update={"profile": "partner"}))
    assert (
        cover.title(FRENCH, edition, evidence.event) == "Afrique\u00a0: Actions de renforcement des capacités"
    )
    assert EVIDENCE.event.title.en in cover.event_line(ENGLISH, evidence)
