"""What the chapter on the mechanism says: amounts in words, votes, the Fund against its target, lessons for each element."""

from dataclasses import replace

import pandas as pd
import pytest
from tests.builders import coded, frame

from gcm_analysis.analysis import mechanism as analysis
from gcm_analysis.evidence import Evidence, known_by
from gcm_analysis.narrative import fund, mechanism, mechanism_sections, milestones, objectives, pillars
from gcm_analysis.narrative.exhibits import Points, Prose, Table
from gcm_analysis.narrative.language import Language, Sentence

from .telling import told

ENGLISH = Language("en")


def plain(said: object) -> str:
    assert isinstance(said, Prose | Points)
    return " ".join(part.plain for part in (said.paragraphs if isinstance(said, Prose) else said.items))


def cells(table: object) -> list[list[str]]:
    assert isinstance(table, Table)
    return [[cell.plain if isinstance(cell, Sentence) else str(cell) for cell in row] for row in table.rows]


def rows(*each: dict[str, str]) -> pd.DataFrame:
    numbered = [{"milestone_id": f"M{n:03}"} | row for n, row in enumerate(each, 1)]
    return frame("milestones", *numbered)


def vote(what: str, value: str, **more: str) -> dict[str, str]:
    return {"indicator": f"unga_vote_{what}", "value": value, "unit": "votes", **more}


def amount(indicator: str, value: str, **more: str) -> dict[str, str]:
    return {"indicator": indicator, "value": value, "unit": "USD", **more}


@pytest.fixture
def record(evidence: Evidence) -> pd.DataFrame:
    return told(evidence, "en", "").coded


@pytest.mark.parametrize(
    ("value", "unit", "note", "shown"),
    [
        ("70000000", "USD", "", "USD 70 million"),
        ("7500000", "USD", "approximately", "about USD 7.5 million"),
        ("12340000", "NOK", "", "NOK 12.34 million"),
        ("1234567", "GBP", "", "GBP 1,234,567"),
        ("500000", "EUR", "more than", "more than EUR 500,000"),
        ("75", "per cent", "", "75%"),
        ("1600", "countries", "over 1600", "more than 1,600"),
    ],
)
def test_a_published_number_is_shown_in_its_own_terms(value: str, unit: str, note: str, shown: str) -> None:
    (_, row), *_ = analysis.with_words(
        rows({"indicator": "funding_target", "value": value, "unit": unit, "note_en": note})
    ).iterrows()
    fact = milestones.stated(ENGLISH, row)
    assert (ENGLISH.shown(fact), fact.value) == (shown, int(value))


def test_every_indicator_of_the_milestones_has_a_name_and_every_name_an_indicator(evidence: Evidence) -> None:
    assert set(evidence.milestones["indicator"]) == set(milestones.NAMES)
    assert set(analysis.FUND_KINDS) <= set(milestones.NAMES)


def test_the_vote_is_said_with_its_sum_if_all_parts_of_it_are_known() -> None:
    parts = [vote("in_favour", "1"), vote("against", "2"), vote("abstentions", "1"), vote("not_present", "1")]
    said = plain(mechanism.adoption(ENGLISH, rows(*parts)))
    assert said.startswith(
        "The vote of the General Assembly: 1 vote in favour, 2 against, 1 abstention and 1 State not present "
    )
    assert said.endswith("Together, these are 5 States.")
    assert "Together" not in plain(mechanism.adoption(ENGLISH, rows(*parts[:3])))


@pytest.mark.parametrize("other", [vote("against", "6"), vote("abstentions", "12", year="2023")])
def test_a_vote_stated_twice_or_for_two_years_is_left_to_the_table(other: dict[str, str]) -> None:
    assert plain(mechanism.adoption(ENGLISH, rows(vote("against", "5"), other))) == ""


def test_the_real_vote_adds_up_to_all_states(evidence: Evidence) -> None:
    said = plain(mechanism.adoption(ENGLISH, evidence.milestones))
    assert "152 votes in favour, 5 against, 12 abstentions and 24 States not present" in said
    assert "Together, these are 193 States." in said


def test_the_size_of_the_fund_is_set_against_the_target_of_its_year() -> None:
    stated = rows(amount("fund_size", "3000000"), amount("funding_target", "4000000"))
    said = plain(fund.finding(ENGLISH, stated))
    assert "stated for 2022 is USD 3 million" in said
    assert "this is 75% of the target stated for the same year, USD 4 million" in said
    title = fund.amounts_figure(ENGLISH, stated).title.plain
    assert (
        title
        == "Stated size of the Fund in 2022: USD 3 million against a target of USD 4 million, or 75% of it"
    )


def test_without_a_target_of_its_year_a_size_is_not_compared() -> None:
    stated = rows(amount("fund_size", "3000000"), amount("funding_target", "4000000", year="2021"))
    assert "No source of this edition states a size" in plain(fund.finding(ENGLISH, stated))
    title = fund.amounts_figure(ENGLISH, stated).title.plain
    assert title == "Amounts stated of the Fund from 2021 to 2022; no year has both a size and a target"
    only = fund.amounts_figure(ENGLISH, rows(amount("fund_size", "3000000")))
    assert only.title.plain == "Amounts stated of the Fund for 2022"


def test_what_may_not_be_charted_is_said_with_the_reason_of_the_data(evidence: Evidence) -> None:
    said = plain(fund.finding(ENGLISH, evidence.milestones))
    assert "additional contributions announced, more than USD 400 million (‘more than 400 million’" in said
    assert "probably an error or a wider count" in said
    shown = cells(fund.years_table(ENGLISH, evidence.milestones))
    assert not any("400" in cell for row in shown for cell in row)
    drawn = fund.amounts_figure(ENGLISH, evidence.milestones)
    assert "M038" not in set(drawn.data["No."])


def test_the_fund_is_set_out_for_every_year_and_a_year_without_a_number_is_shown_empty(
    evidence: Evidence,
) -> None:
    by_year = {row[0]: row[1:] for row in cells(fund.years_table(ENGLISH, evidence.milestones))}
    assert list(by_year) == ["2019", "2020", "2021", "2022", "2023", "2024", "2025", "2026"]
    assert by_year["2023"] == by_year["2025"] == ["–"] * 4
    assert "NOK 15 million" in by_year["2020"][1]
    assert "Joint programmes funded: 21" in by_year["2024"][2]
    assert "Joint programmes funded: 24" in by_year["2024"][2]


def test_what_has_no_year_comes_last() -> None:
    stated = rows(amount("fund_size", "3000000", year=""), amount("funding_target", "4000000"))
    assert [row[0] for row in cells(fund.years_table(ENGLISH, stated))] == ["2022", "undated"]


def test_every_milestone_stands_in_one_of_the_two_records(evidence: Evidence) -> None:
    tables = (mechanism.steps_table, fund.fund_table)
    shown = [row[0] for table in tables for row in cells(table(ENGLISH, evidence.milestones))]
    assert sorted(shown) == [f"[{name}]{{#row-{name}}}" for name in evidence.milestones["milestone_id"]]


def test_an_act_is_named_without_a_number() -> None:
    act = rows({"indicator": "review_forum", "unit": "forum", "value": "2"})
    (row,) = cells(mechanism.steps_table(ENGLISH, act))
    assert row[1:3] == ["2022", "International Migration Review Forum"]


def test_numbers_that_differ_stand_side_by_side(evidence: Evidence) -> None:
    of_fund, of_compact = (
        plain(module.stated_differently(ENGLISH, evidence.milestones)) for module in (fund, mechanism)
    )
    for said, name, first, second in [
        (of_compact, "Champion countries", 20, 23), (of_fund, "Joint programmes funded", 21, 24),
        (of_compact, "UN networks on migration in countries", 45, 52),
    ]:  # fmt: skip
        assert f"{name}: {first} (" in said
        assert f"and {second} (" in said
    assert "Champion countries" not in of_fund
    assert "Joint programmes funded" not in of_compact


def test_numbers_of_one_thing_in_several_units_stand_together_and_the_units_are_said_to_differ(
    evidence: Evidence,
) -> None:
    said = plain(mechanism.stated_differently(ENGLISH, evidence.milestones))
    (signed,) = (line for line in said.split(". ") if "Signatories of the mayors’ declaration" in line)
    assert signed.startswith("Signatories of the mayors’ declaration, in units that differ: ")
    assert [number in signed for number in ("64 (", "76 (", "104 (")] == [True] * 3


def element(evidence: Evidence, **own: str) -> Evidence:
    """Return the evidence with these elements alone, each with its statements."""
    each = ({"pillar": name, "label_en": name.title(), "statements": ids} for name, ids in own.items())
    text = frame("pillars", *({"source_id": "S098"} | row for row in each))
    return replace(evidence, pillars=text)


def on(theme: str, *, success: int, challenge: int) -> list[dict[str, str]]:
    good = [{"theme": theme, "valence": "success_factor"}] * success
    return good + [{"theme": theme, "valence": "challenge"}] * challenge


def test_the_element_on_whose_themes_challenges_weigh_most_is_named(evidence: Evidence) -> None:
    two = element(evidence, hub="ST118", fund="ST121")  # coded PEER and FUNDING
    found = coded(*on("PEER", success=12, challenge=3), *on("FUNDING", success=3, challenge=12))
    said = pillars.heaviest(ENGLISH, found, two)
    assert said
    assert said.plain == (
        "Where enough is on record to compare, challenges weigh most on the themes of “Fund”: "
        "80% of 15 statements from 15 independent sources"
    )


def test_elements_that_tie_are_both_named(evidence: Evidence) -> None:
    three = element(evidence, hub="ST118", fund="ST121", platform="ST120")
    found = coded(
        *on("PEER", success=11, challenge=0), *on("FUNDING", success=6, challenge=6), *on("MEL", success=7, challenge=7)
    )  # fmt: skip
    said = pillars.heaviest(ENGLISH, found, three)
    assert said
    assert said.plain.endswith(
        "“Fund” and “Platform”: 50% of the statements on each, of 12 statements from 12 independent sources for the first"
    )


@pytest.mark.parametrize("few", [0, 10])
def test_an_element_with_few_statements_is_not_compared(evidence: Evidence, few: int) -> None:
    two = element(evidence, hub="ST118", fund="ST121")
    found = coded(*on("PEER", success=8, challenge=3), *on("FUNDING", success=0, challenge=few))
    assert pillars.heaviest(ENGLISH, found, two) is None
    table = pillars.bearing_table(ENGLISH, found, two)
    assert table.title.plain == "What the record holds on the themes of each element"


def test_the_lesson_of_an_element_names_its_themes_and_both_sides_with_an_example(evidence: Evidence) -> None:
    one = element(evidence, fund="ST119|ST121")
    found = coded({"theme": "FUNDING", "valence": "challenge", "text_en": "It ended."}, {"theme": "PEER"})
    assert plain(pillars.lessons(ENGLISH, found, one)) == (
        "**Fund.** Its words concern “Funding and predictability”. Outside the Compact, the record holds 1 statement "
        "from 1 independent source on this. No success factor is on record. 1 names a challenge. "
        "For example: It ended. [@S001, para 1]"
    )
    silent = plain(pillars.lessons(ENGLISH, coded({"theme": "PEER"}), one))
    assert silent.endswith(
        "“Funding and predictability”; outside the Compact, no statement that this edition counts does."
    )


def test_the_compact_is_not_counted_among_those_who_confirm_it(
    evidence: Evidence, record: pd.DataFrame
) -> None:
    table = {row[1]: row[2:] for row in cells(pillars.bearing_table(ENGLISH, record, evidence))}
    on_funding = record[record["theme"] == "FUNDING"]
    assert len(on_funding) == 20  # two of them are the Compact's own, one on either side
    assert table["Funding and predictability"][:2] == ["18", "14"]


def test_without_self_reports_the_finding_is_said_to_hold_or_to_change(
    evidence: Evidence, record: pd.DataFrame
) -> None:
    assert "challenges still weigh most on the themes of “Start-up fund”" in plain(
        pillars.lessons(ENGLISH, record, evidence)
    )
    two = element(evidence, hub="ST118", fund="ST121")
    outside = [{"source_id": f"S1{n}"} | row for n, row in enumerate(on("PEER", success=12, challenge=3))]
    outside += [{"source_id": f"S2{n}"} | row for n, row in enumerate(on("FUNDING", success=15, challenge=0))]
    own = [{"source_id": "S9"} | row for row in on("FUNDING", success=0, challenge=29)]
    found = coded(*outside, *own, S9={"source_type": "programme_self_report"})
    said = plain(pillars.lessons(ENGLISH, found, two))
    assert said.endswith(
        "Without what programmes say of themselves, challenges weigh most on the themes of “Hub”: "
        "20% of 15 statements from 15 independent sources."
    )


def test_the_lead_says_what_the_compact_foresees_and_where(evidence: Evidence, record: pd.DataFrame) -> None:
    said = plain(mechanism.finding(ENGLISH, evidence, record))
    assert said.startswith(
        "The Global Compact foresees a mechanism for capacity building with 3 elements: "
        r"“Connection hub” [@S098, para 43\(a\)]"
    )
    assert "Objective 23 asks States to use the mechanism" in said


def test_each_element_stands_with_every_statement_coded_from_its_words(evidence: Evidence) -> None:
    shown = cells(mechanism.elements_table(ENGLISH, evidence))
    by_id = evidence.statements.set_index("statement_id")["text_en"]
    listed = [name for own in evidence.pillars["statements"] for name in own.split("|")]
    assert [row[1] for row in shown] == [by_id[name] for name in listed]


def test_objectives_stand_by_round_table_with_that_of_the_mechanism_named(evidence: Evidence) -> None:
    shown = cells(objectives.objectives_table(ENGLISH, evidence.objectives))
    assert [int(row[1]) for row in shown] == [
        2, 5, 6, 12, 18, 4, 8, 9, 10, 11, 13, 21, 14, 15, 16, 19, 20, 22, 1, 3, 7, 17, 23,
    ]  # fmt: skip
    assert "was dealt with at round table 4 [@S095], as one of 5." in plain(
        objectives.finding(ENGLISH, evidence.objectives)
    )
    without = evidence.objectives[evidence.objectives["number"] != 23]
    assert "mechanism" not in plain(objectives.finding(ENGLISH, without))


@pytest.mark.parametrize("code", ["en", "fr"])
def test_on_the_day_of_the_event_the_chapter_says_what_is_not_known(evidence: Evidence, code: str) -> None:
    story = told(evidence, code, "04", as_of="2018-12-07")
    assert story.errors == []
    assert story.facts == []
    speaking = {name for name, exhibit in story.shown if exhibit.markdown}
    assert speaking == {"mechanism.finding"}
    if code == "en":
        assert [said.plain for _, said in story.sentences if said.plain] == [
            (
                "Not on record in this edition: what the Compact foresees for capacity building; how it was adopted; what was "
                "stated of its start-up fund; how its objectives were reviewed."
            )
        ]


def test_at_the_end_of_the_year_the_vote_is_known_but_nothing_of_the_fund(evidence: Evidence) -> None:
    known = known_by(evidence, "2018-12-31")
    assert "193 States" in plain(mechanism.adoption(ENGLISH, known.milestones))
    assert plain(fund.finding(ENGLISH, known.milestones)) == ""
    assert plain(objectives.finding(ENGLISH, known.objectives)) == ""
    (said,) = mechanism_sections.missing(ENGLISH, known)
    assert said.plain == (
        "Not on record in this edition: what was stated of its start-up fund; how its objectives were reviewed."
    )
    assert len(known.pillars) == 3
