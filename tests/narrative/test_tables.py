"""The tables of the report, cell by cell against the rows that they count."""

from math import floor

import pytest

from gcm_analysis.evidence import Evidence
from gcm_analysis.evidence.vocabulary import CRITERIA, LEVELS, PHASES, PUBLISHED_TYPES
from gcm_analysis.narrative import action_list, agreement, balance, claim_list, methods, occasion
from gcm_analysis.narrative.exhibits import Table
from gcm_analysis.narrative.labels import LABELS
from gcm_analysis.narrative.language import Language, Sentence

from .recomputed import OUTSIDE, Rows, counted, rows_of, share, where
from .telling import told as tell

ENGLISH = Language("en")


@pytest.fixture(scope="module")
def record(evidence: Evidence) -> Rows:
    return rows_of(tell(evidence, "en", "").coded)


@pytest.fixture(scope="module")
def coded(evidence: Evidence):
    return tell(evidence, "en", "").coded


def cells(table: Table | object) -> list[list[str]]:
    assert isinstance(table, Table)
    return [[cell.plain if isinstance(cell, Sentence) else str(cell) for cell in row] for row in table.rows]


def anchored(row_id: str) -> str:
    return f"[{row_id}]{{#row-{row_id}}}"


def pair(rows: Rows) -> list[str]:
    return [str(len(where(rows, valence=valence))) for valence in ("success_factor", "challenge")]


def test_groups_are_counted_by_phase_level_and_criterion(evidence: Evidence, coded, record: Rows) -> None:
    expected = []
    for name, by, codes in [
        ("Phase", "phase", PHASES),
        ("Level", "level", LEVELS),
        ("Criterion", "criterion", CRITERIA),
    ]:
        for code in codes:
            group = where(record, **{by: code})
            totals = [str(len(group)), str(counted(group, "sources")), f"{floor(share(group) * 100 + 0.5)}%"]
            expected.append([name, LABELS[code], *pair(group), *totals])
    assert cells(balance.groups_table(ENGLISH, coded)) == expected
    assert evidence.statements.shape[0] == sum(int(row[4]) for row in expected) / 3


def test_themes_are_counted_with_and_without_self_reports(evidence: Evidence, coded, record: Rows) -> None:
    names = dict(zip(evidence.codebook["code"], evidence.codebook["label_en"], strict=True))
    others = [row for row in record if row["source_type"] != "programme_self_report"]
    shown = {row[0]: row[1:] for row in cells(balance.comparison_table(ENGLISH, coded, evidence.codebook))}
    assert set(shown) == set(names.values())
    for code, name in names.items():
        inside, outside = where(record, theme=code), where(others, theme=code)
        counts = [
            *pair(inside),
            str(counted(inside, "sources")),
            *pair(outside),
            str(counted(outside, "sources")),
        ]
        assert shown[name] == counts


def test_kinds_of_source_are_counted_in_statements_pages_and_origins(coded, record: Rows) -> None:
    expected = []
    for kind in PUBLISHED_TYPES:
        group = where(record, source_type=kind)
        pages = len({row["source_id"] for row in group})
        expected.append([LABELS[kind], str(len(group)), str(pages), str(counted(group, "sources"))])
    assert cells(methods.speakers_table(ENGLISH, coded)) == expected


def test_what_outsiders_and_programmes_say_adds_up_as_the_dictionary_says(record: Rows) -> None:
    own = [row for row in record if row["source_type"] == "programme_self_report"]
    outside = [row for row in record if row["source_type"] in OUTSIDE]
    assert (len(own), pair(own)[1], len(outside), pair(outside)[1]) == (79, "11", 59, "36")


def test_every_action_every_claim_and_every_statement_stands_in_its_table(evidence: Evidence, coded) -> None:
    assert len(cells(action_list.actions_table(ENGLISH, evidence.actions))) == 109
    claimed = cells(claim_list.all_claims_table(ENGLISH, evidence.figures))
    assert sorted(row[0] for row in claimed) == sorted(map(anchored, evidence.figures["figure_id"]))
    themes = methods.evidence_themes(coded, evidence.codebook)
    listed = [
        row[0]
        for theme in themes
        for row in cells(methods.evidence_table(ENGLISH, coded, evidence.codebook, theme))
    ]
    assert sorted(listed) == sorted(map(anchored, evidence.statements["statement_id"]))


def test_the_facts_of_the_event_stand_as_they_were_announced(evidence: Evidence) -> None:
    facts = {row[0]: row[1] for row in cells(occasion.facts_table(ENGLISH, evidence.event))}
    assert facts["Date"] == "7 December 2018"
    assert facts["Time"] == "08:30–09:45 local time (75 minutes)"
    assert facts["Place"].endswith("Marrakech, Morocco")
    assert facts["Access"] == "only for participants registered with the Summit"
    panel = cells(occasion.panel_table(ENGLISH, evidence.event))
    assert panel[0][0] == "Daniela Morari (chair)"
    assert len(panel) == 6


def test_the_agreement_of_codings_stands_as_it_is_computed(evidence: Evidence) -> None:
    table = agreement.agreement_table(ENGLISH, evidence.first_coding, evidence.second_coding)
    assert [row[1:] for row in cells(table)] == [
        ["83", "72", "87%", "0.81", "0.65 to 0.89"], ["83", "82", "99%", "0.97", "0.94 to 1.00"],
        ["83", "75", "90%", "0.90", "0.82 to 0.94"], ["83", "73", "88%", "0.85", "0.72 to 0.92"],
    ]  # fmt: skip
