"""What a cell says: a number is a fact of the report, named after the label of the cell and its place in the message."""

import pytest
from tests.builders import DEFAULT_EVENT, claims, coded, frame

from gcm_analysis.edition import Edition
from gcm_analysis.evidence import Evidence
from gcm_analysis.narrative import event_details, selection
from gcm_analysis.narrative.facts import mark
from gcm_analysis.narrative.language import Language
from gcm_analysis.narrative.message import count, distinct, number, say, share
from gcm_analysis.narrative.records import Claims

EN, FR = Language("en"), Language("fr")
ROWS = coded({"source_id": "S001"}, {"source_id": "S001"}, {"source_id": "S002"})


def test_a_number_is_a_fact_with_its_rows_and_sources() -> None:
    said = say("There are {n}.", n=count(ROWS)).in_language(EN, "fund")
    (fact,) = said.facts
    assert (said.plain, said.markdown) == ("There are 3.", 'There are [3]{.fact fact="fund.n"}.')
    assert (fact.id, fact.value, fact.unit) == ("fund.n", 3, "count")
    assert (fact.rows, fact.sources) == (("ST001", "ST002", "ST003"), ("S001", "S002"))


def test_a_number_in_a_cell_without_a_label_is_refused_by_its_name() -> None:
    with pytest.raises(
        ValueError, match=r"the number \{gap\} has no name: begin its cell with “#\| label: …”"
    ):
        say("{gap} are left.", gap=count(ROWS)).in_language(EN, "")


def test_a_message_within_a_message_is_said_in_the_same_language_and_keeps_its_numbers() -> None:
    inner = say("{all} in all", all=count(ROWS))
    said = say("{some} of {inner}", some=distinct(ROWS, "source_id"), inner=inner).in_language(EN, "fund")
    assert said.plain == "2 of 3 in all"
    assert [(fact.id, fact.value) for fact in said.facts] == [("fund.some", 2), ("fund.all", 3)]
    assert say("{word}", word=say("Region")).in_language(FR, "").plain == "Région"


@pytest.mark.parametrize(("some", "shown"), [(1, "33%"), (3, "100%"), (0, "0%")])
def test_a_share_names_the_rows_that_have_it(some: int, shown: str) -> None:
    said = say("{part}", part=share(ROWS[:some], ROWS)).in_language(EN, "a")
    assert said.plain == shown
    assert len(said.facts[0].rows) == some


def test_a_value_computed_in_a_cell_has_its_unit_and_says_how() -> None:
    said = say("In {year}", year=number(2018, ROWS, mark("first year"), "year")).in_language(EN, "a")
    assert said.plain == "In 2018"
    assert (said.facts[0].unit, said.facts[0].how) == ("year", "first year")


def test_claims_are_said_with_their_qualifier_their_date_and_their_page() -> None:
    figures = claims({"as_of": "2018", "qualifier": "at_least"}, {"as_of": "", "value": "90"})
    said = Claims(frame=figures.merge(frame("indicators", {}), left_on="indicator", right_on="code"))
    assert said.in_language(EN, "any").plain == (r"more than 100 (2018) [@S001]; 90 (undated) [@S001]")


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({}, "This edition counts every statement on record."),
        (
            {"region": "Africa,Europe", "theme": "PEER", "years": "2015-2018"},
            "This edition counts only statements about these regions (Africa; Europe), on these themes (PEER) and of these years (2015–2018).",
        ),
    ],
)
def test_an_edition_says_what_it_leaves_out(parameters: dict[str, str | bool], said: str) -> None:
    assert selection.selection(EN, Edition(event=DEFAULT_EVENT, **parameters), None).plain == said


def test_the_day_of_the_event_is_shown_with_its_place_and_how_long_it_lasted(evidence: Evidence) -> None:
    told = event_details.facts(EN, evidence.event).set_index("Subject")["What is known"]
    assert told["Date"] == "7 December 2018"
    assert told["Time"] == "08:30–09:45 local time (75 minutes)"
    assert told["Place"].endswith("Marrakech, Morocco")


@pytest.mark.parametrize(
    ("as_of", "verb"),
    [("2018-12-06", "asks"), ("2018-12-07", "asks"), ("2018-12-08", "asked"), ("", "asked")],
)
def test_an_event_asks_until_its_day_is_over(evidence: Evidence, as_of: str, verb: str) -> None:
    edition = Edition(event=DEFAULT_EVENT, as_of=as_of)
    assert f" {verb}: " in event_details.finding(EN, evidence.event, edition).markdown


def test_a_title_as_published_cannot_become_markup(evidence: Evidence) -> None:
    title = evidence.event.title.model_copy(update={"fr": "Un [titre] *fort* <script>"})
    event = evidence.event.model_copy(update={"title": title, "title_language": "fr"})
    told = event_details.facts(EN, event).set_index("Subject")["What is known"]
    assert told["Title as published"] == r"[Un \[titre\] \*fort\* \<script\>]{lang=fr}"
