"""A brief on one partner says what its rows hold, in both languages, and says so where they hold nothing."""

from dataclasses import replace

import pandas as pd
import pytest
from tests.builders import DEFAULT_EVENT
from tests.narrative.telling import NOTEBOOKS, sentences_of

from gcm_analysis import analysis
from gcm_analysis.edition import Edition, ParameterError, parse_edition
from gcm_analysis.evidence import Evidence, load_evidence
from gcm_analysis.evidence.vocabulary import ACTION_REGIONS
from gcm_analysis.narrative import cover, partner_actions, partner_record
from gcm_analysis.narrative.exhibits import Exhibit, Figure, Table
from gcm_analysis.narrative.language import Language
from gcm_analysis.narrative.markdown import escape
from gcm_analysis.publishing.accessibility.prose import passages

EVIDENCE = load_evidence(NOTEBOOKS[0].parents[1] / "data", DEFAULT_EVENT)
ENGLISH, FRENCH = (Language(code, EVIDENCE.country_names(code)) for code in ("en", "fr"))
CODED = analysis.coded_statements(EVIDENCE.statements, EVIDENCE.sources)
COUNTRY = str(EVIDENCE.actions.loc[EVIDENCE.actions["iso3"] != "", "iso3"].str.split("|").explode().mode()[0])


def having(partner: str) -> pd.DataFrame:
    codes = EVIDENCE.actions["iso3"].str.split("|")
    return EVIDENCE.actions[[partner in one for one in codes]]


def plain(exhibit: Exhibit) -> str:
    return " ".join(sentence.plain for sentence in sentences_of(exhibit))


def test_a_country_is_told_with_its_number_of_actions_and_their_first_and_last_start() -> None:
    found = having(COUNTRY)
    starts = found.loc[found["start"] != "", "start"]
    said = plain(partner_actions.finding(ENGLISH, EVIDENCE.actions, COUNTRY))
    assert f"{ENGLISH.country(COUNTRY)}: {len(found)} Actions of the programme on record." in said
    assert ENGLISH.partial_day(starts.min()) in said
    assert ENGLISH.partial_day(starts.max()) in said


def test_each_action_of_a_country_is_a_row_and_those_without_a_start_come_last() -> None:
    table = partner_actions.actions_table(ENGLISH, EVIDENCE.actions, COUNTRY)
    assert isinstance(table, Table)
    starts = [row[1] for row in table.rows]
    assert len(starts) == len(having(COUNTRY))
    assert starts == sorted(starts, key=lambda days: str(days).startswith(("–", "…")))


@pytest.mark.parametrize("language", [ENGLISH, FRENCH])
def test_a_country_without_an_action_is_said_to_have_none(language: Language) -> None:
    said = plain(partner_actions.finding(language, EVIDENCE.actions, "AUS"))
    assert (
        said
        == {
            "en": "Australia: no Action of the programme is on record in this edition.",
            "fr": "Australie\u00a0: aucune Action du programme n’est recensée dans la présente édition.",
        }[language.code]
    )
    assert plain(partner_actions.actions_table(language, EVIDENCE.actions, "AUS")) == ""


def test_a_title_in_another_language_than_the_brief_says_so() -> None:
    french = partner_actions.actions_table(FRENCH, EVIDENCE.actions, "COL")
    english = partner_actions.actions_table(ENGLISH, EVIDENCE.actions, "COL")
    assert isinstance(french, Table)
    assert isinstance(english, Table)
    titles = set(having("COL")["title"])
    assert {row[0] for row in english.rows} == titles
    assert {row[0] for row in french.rows} == {f"[{escape(title)}]{{lang=en}}" for title in titles}


@pytest.mark.parametrize("language", [ENGLISH, FRENCH])
def test_no_cell_of_any_brief_is_in_a_language_that_it_does_not_state(language: Language) -> None:
    codes = {code for cell in EVIDENCE.actions["iso3"] for code in cell.split("|") if code}
    for partner in codes | set(EVIDENCE.actions["region"]):
        for tell in (partner_actions.actions_table, partner_actions.evidence_table):
            table = tell(language, EVIDENCE.actions, partner)
            assert isinstance(table, Table)
            assert list(passages(table.markdown, language.code)) == [], partner


def test_experts_are_counted_by_action_and_country() -> None:
    found = having(COUNTRY)
    named = found[found["experts_from"] != ""]
    each = named["experts_from"].str.split("|").explode()
    exhibit = partner_actions.experts(ENGLISH, EVIDENCE.actions, EVIDENCE.countries, COUNTRY)
    facts = {fact.id: fact.value for fact in exhibit.facts}
    assert facts["partner.experts_named"] == len(named)
    assert facts["partner.expert_countries"] == each.nunique()
    for code, number in each.value_counts().items():
        assert facts.get(f"partner.expert.{code}", number) == number


def told(language: Language, partner: str) -> tuple[pd.DataFrame, str]:
    """Return the statements about a partner, and what a brief says of them."""
    about = partner_record.about(CODED, EVIDENCE, partner)
    return about, plain(partner_record.points(language, about, EVIDENCE, partner))


def test_a_country_has_the_statements_that_name_it_and_none_of_its_neighbours() -> None:
    about, said = told(ENGLISH, "MDA")
    ids = "ST063 ST077 ST078 ST079 ST080 ST081 ST145 ST146"
    assert list(about["statement_id"]) == ids.split()
    assert said.startswith(f"Republic of Moldova: the record holds {len(about)} statements from")


def test_a_country_that_no_statement_names_is_said_to_have_none() -> None:
    about, said = told(FRENCH, "AGO")
    assert about.empty
    assert said == "Angola\u00a0: aucun énoncé n’est recensé."


def test_a_region_has_the_statements_of_a_region_that_holds_it_and_says_that_it_is_wider() -> None:
    about, said = told(ENGLISH, "Asia")
    assert set(about["region"]) == {"Asia and the Pacific"}
    assert len(about) == 32
    assert said.startswith("Asia and the Pacific: the record holds")
    assert "takes in the Pacific" in said
    assert isinstance(partner_record.figure(ENGLISH, about, EVIDENCE.codebook), Figure)


def test_a_region_that_none_covers_has_the_statements_about_its_partner_countries() -> None:
    about, said = told(ENGLISH, "EU Neighbourhood")
    supported = {code for cell in having_region("EU Neighbourhood")["iso3"] for code in cell.split("|")}
    assert len(about) > len(told(ENGLISH, "MDA")[0])
    assert all(supported & set(cell.split("|")) for cell in about["iso3"])
    assert said.startswith("Partner countries of the region EU Neighbourhood: the record holds")


def having_region(region: str) -> pd.DataFrame:
    return EVIDENCE.actions[EVIDENCE.actions["region"] == region]


def test_all_partners_together_drop_no_statement_and_no_action() -> None:
    about, said = told(ENGLISH, "all")
    assert len(about) == len(CODED)
    assert said.startswith(f"The record holds {len(CODED)} statements from")
    table = partner_actions.evidence_table(ENGLISH, EVIDENCE.actions, "all")
    assert isinstance(table, Table)
    assert len(table.rows) == len(EVIDENCE.actions)
    countries = partner_actions.actions_table(ENGLISH, EVIDENCE.actions, "all")
    assert isinstance(countries, Table)
    assert countries.note
    nowhere = (EVIDENCE.actions["iso3"] == "").sum()
    assert f"{nowhere} Actions, joint or with regional bodies, name no country." in countries.note.plain


def test_every_region_of_actions_stands_in_the_crosswalk() -> None:
    assert set(EVIDENCE.regions["action_region"]) == set(ACTION_REGIONS)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Moldova", "MDA"),
        ("Moldavie", "MDA"),
        ("Asie", "Asia"),
        ("Cote d'Ivoire", "CIV"),
        ("ZZZ", ""),
    ],
)
def test_an_unknown_partner_is_refused_with_what_may_be_meant(typed: str, meant: str) -> None:
    with pytest.raises(ParameterError) as refused:
        parse_edition({"event": DEFAULT_EVENT, "partner": typed})
    assert meant in str(refused.value)


def briefed(evidence: Evidence) -> Evidence:
    return replace(evidence, event=evidence.event.model_copy(update={"profile": "partner"}))


def test_the_title_names_the_partner_and_the_line_above_it_the_report_it_belongs_to() -> None:
    edition = Edition(event=DEFAULT_EVENT, partner="Africa", profile="partner")
    evidence = briefed(EVIDENCE)
    assert (
        cover.title(FRENCH, edition, evidence.event) == "Afrique\u00a0: Actions de renforcement des capacités"
    )
    assert EVIDENCE.event.title.en in cover.event_line(ENGLISH, evidence)
