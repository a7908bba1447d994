"""Sentences on the programme's claims, units, durations and experts at the edges."""

import pandas as pd
import pytest
from tests.builders import COUNTRIES, actions, frame
from tests.builders import claims as figures

from gcm_analysis.evidence import Evidence
from gcm_analysis.narrative import actions as told
from gcm_analysis.narrative import conflicts, durations, expert_share, expertise, tested, units
from gcm_analysis.narrative.carried import carried
from gcm_analysis.narrative.exhibits import Points, Prose, Table
from gcm_analysis.narrative.language import Language, Sentence

ENGLISH = Language("en")
PHASES = frame("phases", {"label_en": "One", "end": "2011-12"}, {"phase": "II", "label_en": "Two", "start": "2012-01", "end": "2015-12"})  # fmt: skip
OTHER_END, AT_CLOSE = {"start": "2010-01", "end": "2010-06"}, {"start": "2011-01", "end": "2011-12"}


def plain(said: Prose | Points) -> str:
    return " ".join(part.plain for part in (said.paragraphs if isinstance(said, Prose) else said.items))


def cells(table: Table) -> list[list[str]]:
    return [[cell.plain if isinstance(cell, Sentence) else cell for cell in row] for row in table.rows]


def test_what_actions_rest_on_names_only_the_kinds_of_page_there_are() -> None:
    found = actions({}, {}, {"evidence": "mention"})
    said = carried(ENGLISH, "found", found)
    assert said.plain == "(2 from the Action’s own page and 1 from a mention elsewhere)"
    assert [fact.id for fact in said.facts] == [
        "programme.carried.found.own_page",
        "programme.carried.found.mention",
    ]
    assert carried(ENGLISH, "found", found.head(1)).plain == "(1 from the Action’s own page)"


def test_the_published_total_of_actions_keeps_its_qualifier() -> None:
    almost = figures({"value": "100", "qualifier": "almost"})
    assert told.found_of_published(ENGLISH, actions({}), almost).plain == (
        "1 Action was found; the programme itself counts almost 100."
    )


def test_claims_that_fit_together_are_said_to() -> None:
    assert (
        plain(conflicts.finding(ENGLISH, figures({})))
        == "No two claims on record with a date stand out by these rules."
    )
    assert isinstance(conflicts.pairs_table(ENGLISH, figures({})), Prose)
    assert isinstance(conflicts.scopes_table(ENGLISH, figures({})), Prose)


def test_pairs_are_counted_by_what_does_not_fit() -> None:
    said = plain(conflicts.finding(ENGLISH, figures({"value": "100"}, {"value": "120"}, {"as_of": ""})))
    assert said == (
        "1 pair of claims on the same indicator and scope stands out by these rules: numbers that exclude each other for dates "
        "that may be the same day (1). 1 claim without a date cannot be placed and is in no pair."
    )


def test_a_pair_stands_with_both_dates_both_pages_and_links_to_both_rows() -> None:
    table = conflicts.pairs_table(ENGLISH, figures({"as_of": "2018", "qualifier": "at_least"}, {"as_of": "2020", "value": "90"}))  # fmt: skip
    assert cells(table) == [
        [
            "Actions", r"more than 100 (2018) [@S001, p\. 1]", r"90 (2020) [@S001, p\. 1]",
            "A stated total lower than an earlier one", "[F001](#row-F001) [F002](#row-F002)",
        ]
    ]  # fmt: skip


def test_different_scopes_of_a_year_are_no_contradiction() -> None:
    record = figures({}, {"scope_en": "programme total, Asia", "value": "17"})
    assert "No two claims" in plain(conflicts.finding(ENGLISH, record))
    assert cells(conflicts.scopes_table(ENGLISH, record))[0][2] == (
        "100 (programme total) [@S001]; 17 (programme total, Asia) [@S001]"
    )


def test_a_unit_is_shown_with_the_words_of_the_sources() -> None:
    record = figures(
        {"note_en": "worded as projects; a remark", "note_fr": "la source parle de projets ; une remarque"},
        {"note_en": "a remark"}, {"indicator": "requests", "as_of": "2016"},
    )  # fmt: skip
    assert cells(units.units_table(ENGLISH, record)) == [
        ["Requests", "requests", "–", "1", "1", "2016"],
        ["Actions", "Actions", "worded as projects", "2", "1", "7 December 2018"],
    ]


def test_units_that_one_page_counts_stand_side_by_side() -> None:
    record = figures({"value": "138"}, {"indicator": "requests", "value": "188"})
    assert plain(units.side_by_side(ENGLISH, record)) == (
        "188 requests and 138 Actions (programme total, 7 December 2018) [@S001]."
    )
    assert plain(units.side_by_side(ENGLISH, record.head(1))) == ""
    assert plain(units.together(ENGLISH, record.head(1))) == ""


def test_rows_that_show_more_than_a_claim_are_said_to(evidence: Evidence) -> None:
    found = actions({}, {}, {"start": ""})
    high = tested.tested_table(
        ENGLISH, figures({"as_of": "2020", "value": "1"}), found, COUNTRIES, evidence.event
    )
    assert high.title.plain == "The Actions found exceed what 1 of the 1 comparable claims allows"
    assert cells(high)[0][2] == "2 to 3"
    low = tested.tested_table(ENGLISH, figures({"as_of": "2020"}), found, COUNTRIES, evidence.event)
    assert low.title.plain == "The 1 claim that can be held beside the rows is not contradicted by them"


def test_reasons_are_given_only_for_what_is_compared(evidence: Evidence) -> None:
    said = tested.reasons(ENGLISH, figures({"as_of": "2020"}), actions({}), COUNTRIES, evidence.event)
    assert plain(said).startswith("**Actions.** An Action is found only if")
    assert len(said.items) == 1


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([OTHER_END, AT_CLOSE], "1 of them ended in the month in which a phase of the programme closed, or in the month after: 1 with One."),
        ([OTHER_END, AT_CLOSE], "In months, the median of the others is 6, that of these alone 12."),
        ([OTHER_END], "None of them ended as a phase of the programme closed."),
        ([AT_CLOSE], "No duration on record is free of it."),
        ([{"start": ""}], "No Action has both a first and a last month on record."),
    ],
)  # fmt: skip
def test_durations_are_told_with_and_without_the_closes(rows: list[dict[str, str]], said: str) -> None:
    assert said in plain(durations.finding(ENGLISH, actions(*rows), PHASES))


def test_the_median_between_two_months_is_shown_with_its_half() -> None:
    title = durations.durations_figure(
        ENGLISH, actions(OTHER_END, {"start": "2010-01", "end": "2010-07"}), PHASES
    ).title
    assert title.plain == "The median duration in months is 6.5; no end falls on the close of a phase"
    assert title.facts[0].value == 6.5


def test_closes_are_told_from_the_phase_with_the_most() -> None:
    second = {"start": "2013-01", "end": "2016-01"}
    assert "2 with Two and 1 with One" in plain(
        durations.finding(ENGLISH, actions(AT_CLOSE, second, second), PHASES)
    )


def test_experts_at_home_are_told_apart_from_those_who_came_from_abroad() -> None:
    rows = [
        {"iso3": "MEX", "experts_from": "MEX|ESP"}, {"iso3": "MEX", "experts_from": "PER"}, {"iso3": "", "experts_from": "MEX"},
    ]  # fmt: skip
    said = plain(expertise.origins(ENGLISH, actions(*rows), COUNTRIES))
    assert said.endswith(
        "from another country (1); from that country alone (1); not known, since the Action has no single country on record (1)."
    )
    assert "Where the experts" not in plain(
        expertise.origins(ENGLISH, actions({"experts_from": "ESP"}), COUNTRIES)
    )


def several(number: int, region: str, experts: str) -> list[dict[str, str]]:
    return [{"region": region, "experts_from": experts}] * number


def test_a_region_is_said_to_lead_only_among_regions_large_enough() -> None:
    leading = actions(
        *several(11, "Asia", "MEX"), *several(11, "Africa", "ESP"), *several(10, "EU Neighbourhood", "MEX")
    )
    assert expertise.regions_figure(ENGLISH, leading, COUNTRIES).title.plain == (
        "Asia: 100% of Actions had experts from outside the EU, the highest share of any region (11 of 11)"
    )
    small = actions(*several(10, "Asia", "MEX"), *several(11, "Africa", "ESP"))
    tied = actions(*several(11, "Asia", "MEX"), *several(11, "Africa", "MEX"))
    assert (
        expertise.regions_figure(ENGLISH, small, COUNTRIES).title.plain
        == "Actions with experts from outside the EU: 10 of 21"
    )
    assert (
        expertise.regions_figure(ENGLISH, tied, COUNTRIES).title.plain
        == "Actions with experts from outside the EU: 22 of 22"
    )


def share_of_experts(**cells: str) -> pd.DataFrame:
    return figures({"indicator": "experts_non_eu_percent", "unit": "percent", "value": "33"} | cells)


def test_the_published_share_and_that_of_the_actions_are_said_to_count_different_things() -> None:
    found = actions(
        {"experts_from": "ESP|GBR"},
        {"experts_from": "GBR", "start": "2020-02"},
        {"experts_from": "MEX"},
        {"experts_from": "ESP"},
    )
    said = plain(
        expert_share.beside_the_claim(ENGLISH, found, COUNTRIES, share_of_experts(note_en="a remark"))
    )
    assert "the share of experts from outside the EU at 33%" in said
    assert "Remark of the compilers on this claim: a remark." in said
    assert "experts from outside the EU of the time: 2 of 4 (50%)" in said
    assert "countries outside the EU of the time have 2 of 5 presences (40%)" in said


def test_without_a_published_share_or_without_experts_nothing_is_compared() -> None:
    assert plain(expert_share.beside_the_claim(ENGLISH, actions({}), COUNTRIES, figures({}))) == (
        "No claim on record gives a share of experts from outside the EU."
    )
    said = plain(
        expert_share.beside_the_claim(ENGLISH, actions({"experts_from": ""}), COUNTRIES, share_of_experts())
    )
    assert said.endswith("No Action on record can be held beside it.")
    assert "Remark" not in said
