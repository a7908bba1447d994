"""A record of nine statements and a programme of five Actions, small enough that every number is worked out by hand."""

from dataclasses import replace
from functools import cache

import pandas as pd
import pytest

from gcm_analysis.evidence import Evidence

from .stories import Story, tell
from .test_truth import real as real_evidence

EFFECT, CHALLENGE, SUCCESS = "helped_or_hindered", "challenge", "success_factor"
OWN, AUDIT, STUDY = "programme_self_report", "independent_evaluation_or_audit", "academic_or_think_tank"
# page, kind, origin, house, how much was read, language, day, how the day is known
SOURCES = [
    ("S001", OWN, "MIEUX", "ICMPD", "full", "fr", "2018", "stated"),
    ("S002", OWN, "MIEUX", "ICMPD", "part", "en", "2018-11", "inferred"),
    ("S003", AUDIT, "X", "ICMPD", "part", "en", "2019-03-05", "stated"),
    ("S004", STUDY, "Y", "UNI", "abstract", "en", "", ""),
    ("S005", "press", "Z", "PAPER", "headings", "en", "", ""),
]
STATEMENTS = [
    ("ST001", "S001", "PEER", SUCCESS, EFFECT),
    ("ST002", "S001", "PEER", SUCCESS, EFFECT),
    ("ST003", "S002", "MEL", CHALLENGE, EFFECT),
    ("ST004", "S003", "PEER", CHALLENGE, EFFECT),
    ("ST005", "S003", "MEL", CHALLENGE, EFFECT),
    ("ST006", "S003", "DATA", CHALLENGE, EFFECT),
    ("ST007", "S004", "PEER", SUCCESS, EFFECT),
    ("ST008", "S004", "MEL", CHALLENGE, "context"),
    ("ST009", "S005", "DATA", CHALLENGE, EFFECT),
]
# country, what there is of it, whose experts, start, end
ACTIONS = [
    ("GHA", "own_page", "GBR", "2018", ""),
    ("GHA|MDA", "own_page", "GBR", "2021-03", ""),  # Britain had left the EU
    ("AGO", "mention", "GBR|ESP", "", "2019-06"),
    ("MDA", "own_page", "ESP", "2010", ""),
    ("", "mention", "", "", ""),
]
# day, number, how exact, page: “about 120” allows 108
CLAIMS = [
    ("2015", 120, "about", "S008"),
    ("2016-05", 110, "exact", "S008"),
    ("2017", 109, "exact", "S008"),
    ("2018-12-07", 100, "at_least", "S001"),
]
# whether the programme had the function, a row that shows it, the rows of what was delivered
FUNCTIONS = [
    ("yes", "ST001", "ST001"),
    ("partly", "ST001", ""),
    ("partly", "ST002", "ST003|M001"),
    ("no", "ST001", "ST999"),  # no row of this record
    ("not_on_record", "ST001", ""),
    ("yes", "ST999", ""),
]
PLACES = ["MDA", "GHA", "GHA|MDA", "", "", "", "MDA", "MDA", ""]  # of the statements


def cells(frame: pd.DataFrame, columns: str, rows: list[tuple[object, ...]]) -> pd.DataFrame:
    """Return the first rows of a table with these cells."""
    given = pd.DataFrame(rows, columns=columns.split())
    return frame.head(len(rows)).reset_index(drop=True).assign(**given.to_dict("series"))


def second(statements: pd.DataFrame) -> pd.DataFrame:
    """Code the first four statements again, with another theme for the first and another phase for the second."""
    again = statements.head(4)[["statement_id", "phase", "valence", "theme", "criterion"]]
    phases = ["design", "monitoring", "cross-cutting", "design"]
    return again.assign(coder="B", theme=["MEL", "PEER", "MEL", "PEER"], phase=phases)


@cache
def evidence() -> Evidence:
    real = real_evidence()
    statements = cells(real.statements, "statement_id source_id theme valence evidence_kind", STATEMENTS)
    statements["phase"] = ["design", "implementation", "cross-cutting", *["design"] * 6]
    statements["iso3"] = PLACES
    pages = "source_id source_type origin house read_extent language published published_basis"
    claims = cells(real.figures, "as_of value qualifier source_id", CLAIMS)
    functions = cells(real.functions, "programme_had record_rows delivered_rows", FUNCTIONS)
    return replace(
        real,
        functions=functions.assign(hinders_rows="ST002"),
        sources=cells(real.sources, pages, SOURCES),
        statements=statements,
        second_coding=second(statements),
        actions=cells(real.actions, "iso3 evidence experts_from start end", ACTIONS),
        figures=claims.assign(indicator="experts", scope_en="programme total"),
    )


@cache
def story() -> Story:
    return tell(evidence(), "en", "06 08")


def with_pages(notebooks: str, **parameters: str) -> Story:
    """Tell notebooks that cite pages of the real record, too."""
    return tell(replace(evidence(), sources=real_evidence().sources), "en", notebooks, **parameters)


@cache
def programme() -> Story:
    return with_pages("03 04")


@cache
def moldova() -> Story:
    return with_pages("20", partner="MDA")


FACTS = {
    "reading.all": 5, "reading.english": 4, "reading.full": 1, "reading.part": 2, "reading.abstract": 1, "reading.headings": 1,
    "dating.day": "5 March 2019", "dating.stated": 2, "dating.inferred": 1, "dating.undated": 2,
    "houses.all": 9, "houses.origins": 4, "houses.houses": 3,
    "houses.effective": 81 / 41,  # of houses with 6, 2 and 1 statements: 9² / (6² + 2² + 1²)
    "largest-house.part": 6 / 9,
    "fig-who-speaks.all": 3, "fig-who-speaks.n": 2,  # nobody but an audit speaks of data
    "coding.all": 16, "coding.alike": 14,
    "methods.alpha.phase": 1 - 7 * 2 / 42,  # design 4, implementation 1, monitoring 1, cross-cutting 2
    "methods.alpha.theme": 1 - 7 * 2 / 30,  # peers 5, evaluation 3
    "methods.alpha.valence": 1, "methods.alpha.criterion": 1,
    "methods.middle": 0.95, "methods.alpha_draws": 2000, "bounds.reliable": 0.8, "bounds.tentative": 0.667,
}  # fmt: skip
OF_PROGRAMME = {
    "found.n": 5, "found.own": 3, "fig-partners.n": 3, "fig-experts.n": 4, "fig-experts.outside": 1, "fallen.n": 2,
    "functions.all": 5, "functions.yes": 1, "functions.partly": 2, "functions.no": 1, "functions.open": 1,
    "promise.n": 6, "promise.silent": 4, "tbl-functions.n": 4, "tbl-functions.all": 6,
    "adoption.n": 164, "panel.announced": 6, "panel.named": 5,  # as the General Assembly and the announcement say
}  # fmt: skip
OF_MOLDOVA = {
    "partner.n": 2, "partner.first": 2010, "partner.last": 2021, "unknown.all": 2, "unknown.end": 2,
    "followed.n": 3, "followed.own": 2,  # of four statements, one of them on context
}  # fmt: skip


def shown(told: Story, label: str) -> list[list[str]]:
    """Return the rows of a table or figure, as they are published."""
    return [[str(cell) for cell in row] for row in told.exhibit(label).data.itertuples(index=False)]


@pytest.mark.parametrize(
    ("story_of", "expected"), [(story, FACTS), (programme, OF_PROGRAMME), (moldova, OF_MOLDOVA)]
)
def test_facts_have_the_values_that_were_worked_out(story_of, expected) -> None:
    told = story_of()
    assert told.errors == []
    values = {fact.id: fact.value for fact in told.facts}
    assert {name: values.get(name) for name in expected} == {
        name: value if isinstance(value, str) else pytest.approx(value) for name, value in expected.items()
    }


def test_the_claims_that_take_another_back_are_the_two_lower_ones() -> None:
    (fallen,) = {fact.rows for fact in programme().facts if fact.id == "fallen.n"}
    days = programme().evidence.figures.set_index("figure_id")["as_of"]
    assert [days[row] for row in fallen] == ["2017", "2018-12-07"]


def test_each_kind_of_evidence_is_counted_on_both_sides() -> None:
    assert [row[2:] for row in shown(story(), "tbl-kinds")] == [
        ["3", "5"], ["0", "0"], ["0", "0"], ["0", "1"], ["0", "0"], ["0", "0"],
    ]  # fmt: skip


def test_kinds_of_source_are_counted_in_statements_pages_and_origins() -> None:
    assert shown(story(), "tbl-speakers")[:3] == [
        ["Programme on itself", "3", "2", "1"],
        ["Evaluation or audit", "3", "1", "1"],
        ["Academic or think tank", "2", "1", "1"],
    ]


def test_what_is_left_without_some_sources_is_counted_anew() -> None:
    """5 of 8 effects are challenges; without the programme, which says most and is the first of two that do, 4 of 5."""
    assert [row[1:4] for row in shown(story(), "tbl-robustness")] == [
        ["8", "4", "63%"], ["5", "3", "80%"], ["5", "3", "80%"], ["4", "2", "75%"],
    ]  # fmt: skip


def test_marks_of_who_speaks_are_the_statements_and_shares_of_each_side() -> None:
    marks = {(row[0].split()[0], row[1][:10]): (row[2], row[3]) for row in shown(story(), "fig-who-speaks")}
    assert marks == {
        ("Migration", "Evaluation"): ("1.0", "1"),
        ("Monitoring,", "Evaluation"): ("1.0", "1"),
        ("Monitoring,", "Programmes"): ("1.0", "1"),
        ("Peer-to-peer", "Evaluation"): ("0.5", "2"),
        ("Peer-to-peer", "Programmes"): ("0.0", "2"),
    }


def test_experts_are_of_the_eu_or_not_on_the_day_of_the_action() -> None:
    assert [row[1:] for row in shown(programme(), "fig-experts")] == [["3", "0", "1", "1"]]
    assert [row[2:] for row in shown(programme(), "fig-partners")] == [
        ["GHA", "2"], ["MDA", "2"], ["AGO", "1"],
    ]  # fmt: skip
