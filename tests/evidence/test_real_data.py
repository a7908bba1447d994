"""The evidence that is published: whole, unambiguous, bilingual, and still what it was counted to be."""

from dataclasses import fields
from itertools import pairwise

import pandas as pd
import pytest

from gcm_analysis.evidence import Evidence
from gcm_analysis.evidence.tables import TABLES
from gcm_analysis.evidence.values import last_day

# Bilingual cells that stay empty in both languages where there is nothing to say.
OPTIONAL = ("note", "institution", "name")
KEYS = {
    "sources": "source_id", "codebook": "code", "statements": "statement_id", "actions": "action_id", "figures": "figure_id",
    "phases": "phase", "objectives": "number", "record": "fact_id", "countries": "iso3",
}  # fmt: skip


def table(evidence: Evidence, name: str) -> pd.DataFrame:
    return getattr(evidence, name)


def test_every_table_of_the_dictionary_is_loaded(evidence: Evidence) -> None:
    assert {field.name for field in fields(evidence)} == {
        "event",
        "left_out",
        "releases",
        "sessions",
        "participants",
        "missing",
        "codes_given",
        *TABLES,
    }


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("sources", 322), ("codebook", 14), ("statements", 256), ("second_coding", 83), ("actions", 109), ("figures", 101), ("indicators", 38),
        ("phases", 4), ("objectives", 23), ("milestones", 61), ("record", 58), ("pillars", 3), ("functions", 11), ("countries", 46), ("regions", 7),
    ],
)  # fmt: skip
def test_a_table_has_as_many_rows_as_its_dictionary_says(evidence: Evidence, name: str, rows: int) -> None:
    assert len(table(evidence, name)) == rows


def test_the_statements_are_168_success_factors_and_88_challenges(evidence: Evidence) -> None:
    assert evidence.statements["valence"].value_counts().to_dict() == {"success_factor": 168, "challenge": 88}
    assert evidence.statements["confidence"].value_counts().to_dict() == {"high": 177, "medium": 71, "low": 8}


def test_68_statements_say_that_something_helped_or_hindered_and_32_of_them_that_it_hindered(
    evidence: Evidence,
) -> None:
    told = evidence.statements[evidence.statements["evidence_kind"] == "helped_or_hindered"]
    assert told["valence"].value_counts().to_dict() == {"success_factor": 36, "challenge": 32}


def test_no_agreed_text_and_no_heading_is_evidence_that_something_works(evidence: Evidence) -> None:
    joined = evidence.statements.merge(evidence.sources, on="source_id")
    weak = (joined["source_type"] == "negotiated_text") | (joined["read_extent"] == "headings")
    assert set(joined.loc[weak, "evidence_kind"]) == {"norm_or_opinion", "output"}


def test_the_statements_come_from_156_sources_of_68_origins(evidence: Evidence) -> None:
    cited = evidence.sources[evidence.sources["source_id"].isin(evidence.statements["source_id"])]
    assert (len(cited), cited["origin"].nunique()) == (156, 68)


def test_the_actions_rest_on_90_own_pages_2_lists_and_17_mentions(evidence: Evidence) -> None:
    assert evidence.actions["evidence"].value_counts().to_dict() == {
        "own_page": 90, "mention": 17, "list_page": 2,
    }  # fmt: skip


def test_the_announcement_of_the_event_makes_the_three_claims_that_the_project_began_with(
    evidence: Evidence,
) -> None:
    said = evidence.figures[evidence.figures["source_id"] == evidence.event.source_id]
    claims = {(row.indicator, row.qualifier, row.value) for row in said.itertuples()}
    assert {
        ("actions", "almost", 100),
        ("experts", "at_least", 400),
        ("partner_countries", "at_least", 120),
    } <= claims


def test_the_event_is_the_side_event_in_marrakech(evidence: Evidence) -> None:
    event = evidence.event
    assert (event.date.isoformat(), event.minutes, event.city.en, event.country) == (
        "2018-12-07", 75, "Marrakech", "MAR",
    )  # fmt: skip
    assert (event.announced_panellists, len(event.panellists)) == (6, 5)


@pytest.mark.parametrize(
    "name", [name for name in TABLES if "source_id" in TABLES[name].columns and name != "sources"]
)
def test_every_source_that_is_cited_exists(evidence: Evidence, name: str) -> None:
    assert set(table(evidence, name)["source_id"]) <= set(evidence.sources["source_id"])


@pytest.mark.parametrize(("name", "key"), KEYS.items())
def test_an_id_means_one_row(evidence: Evidence, name: str, key: str) -> None:
    assert table(evidence, name)[key].is_unique


@pytest.mark.parametrize("name", TABLES)
def test_a_text_exists_in_both_languages_or_in_none(evidence: Evidence, name: str) -> None:
    checked = table(evidence, name)
    for column in checked.columns:
        if column.endswith("_en"):
            stem = column.removesuffix("_en")
            english, french = checked[column].str.strip(), checked[f"{stem}_fr"].str.strip()
            assert ((english == "") == (french == "")).all()
            assert stem in OPTIONAL or (english != "").all()


@pytest.mark.parametrize("name", TABLES)
def test_no_cell_begins_or_ends_with_a_space(evidence: Evidence, name: str) -> None:
    text = table(evidence, name).select_dtypes(include=["str", "object"])
    assert text.apply(lambda cells: (cells == cells.str.strip()).all()).all()


def test_the_year_of_a_statement_is_that_of_its_source(evidence: Evidence) -> None:
    joined = evidence.statements.merge(evidence.sources, on="source_id")
    published = pd.to_numeric(joined["published"].str[:4], errors="coerce").astype("Int64")
    assert joined["year"].fillna(0).equals(published.fillna(0))


def test_the_phases_of_the_programme_follow_each_other(evidence: Evidence) -> None:
    bounds = list(zip(evidence.phases["start"], evidence.phases["end"], strict=True))
    assert all(one[1] < last_day(two[0]) for one, two in pairwise(bounds))


def test_every_theme_has_statements(evidence: Evidence) -> None:
    assert set(evidence.codebook["code"]) == set(evidence.statements["theme"])
