"""The evidence that is published: whole, unambiguous, bilingual, and still what it was counted to be."""

from dataclasses import fields
from itertools import pairwise

import pandas as pd

from gcm_analysis.evidence import Evidence
from gcm_analysis.evidence.tables import TABLES
from gcm_analysis.evidence.values import last_day

# Bilingual cells that stay empty in both languages where there is nothing to say.
OPTIONAL = ("note", "institution", "name")


def test_every_table_of_the_dictionary_is_loaded(evidence: Evidence) -> None:
    others = {"event", "left_out", "releases", "sessions", "participants", "missing", "codes_given"}
    assert {field.name for field in fields(evidence)} == {*others, *TABLES}


ROWS = {
    "sources": 322, "codebook": 14, "statements": 256, "second_coding": 83, "actions": 109, "figures": 101, "indicators": 38,
    "phases": 4, "objectives": 23, "milestones": 61, "record": 58, "pillars": 3, "functions": 11, "countries": 46, "regions": 7,
}  # fmt: skip


def test_a_table_has_as_many_rows_as_its_dictionary_says(evidence: Evidence) -> None:
    assert {name: len(getattr(evidence, name)) for name in TABLES} == ROWS


def test_68_statements_say_that_something_helped_or_hindered_and_32_of_these_that_it_hindered(
    evidence: Evidence,
) -> None:
    effects = evidence.statements[evidence.statements["evidence_kind"] == "helped_or_hindered"]
    assert effects["valence"].value_counts().to_dict() == {"success_factor": 36, "challenge": 32}


def test_negotiated_texts_and_headings_are_not_evidence_that_something_works(evidence: Evidence) -> None:
    joined = evidence.statements.merge(evidence.sources, on="source_id")
    weak = (joined["source_type"] == "negotiated_text") | (joined["read_extent"] == "headings")
    assert set(joined.loc[weak, "evidence_kind"]) == {"norm_or_opinion", "output"}


def test_the_announcement_of_the_event_makes_the_three_claims_that_the_project_began_with(
    evidence: Evidence,
) -> None:
    announced = evidence.figures[evidence.figures["source_id"] == evidence.event.source_id]
    claims = {(row.indicator, row.qualifier, row.value) for row in announced.itertuples()}
    began_with = {
        ("actions", "almost", 100),
        ("experts", "at_least", 400),
        ("partner_countries", "at_least", 120),
    }
    assert began_with <= claims


def test_the_event_is_the_side_event_in_marrakech(evidence: Evidence) -> None:
    event = evidence.event
    assert (event.date.isoformat(), event.minutes, event.city.en, event.country) == (
        "2018-12-07", 75, "Marrakech", "MAR",
    )  # fmt: skip
    assert (event.announced_panellists, len(event.panellists)) == (6, 5)


def test_a_text_exists_in_both_languages_or_in_none(evidence: Evidence) -> None:
    for name in TABLES:
        table = getattr(evidence, name)
        for stem in (column.removesuffix("_en") for column in table if column.endswith("_en")):
            english, french = table[f"{stem}_en"].str.strip(), table[f"{stem}_fr"].str.strip()
            assert ((english == "") == (french == "")).all(), (name, stem)
            assert stem in OPTIONAL or (english != "").all(), (name, stem)


def test_no_cell_begins_or_ends_with_a_space(evidence: Evidence) -> None:
    for name in TABLES:
        text = getattr(evidence, name).select_dtypes(include=["str", "object"])
        assert text.apply(lambda cells: (cells == cells.str.strip()).all()).all(), name


def test_the_year_of_a_statement_is_that_of_its_source(evidence: Evidence) -> None:
    joined = evidence.statements.merge(evidence.sources, on="source_id")
    published = pd.to_numeric(joined["published"].str[:4], errors="coerce").astype("Int64")
    assert joined["year"].fillna(0).equals(published.fillna(0))


def test_the_phases_of_the_programme_follow_each_other(evidence: Evidence) -> None:
    bounds = list(zip(evidence.phases["start"], evidence.phases["end"], strict=True))
    assert all(one[1] < last_day(two[0]) for one, two in pairwise(bounds))


def test_every_theme_has_statements(evidence: Evidence) -> None:
    assert set(evidence.codebook["code"]) == set(evidence.statements["theme"])
