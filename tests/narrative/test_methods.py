"""The tables of the chapter on methods and of the annex, cell by cell against the rows that they count."""

from collections import Counter
from functools import cache

from tests.builders import DEFAULT_EVENT

from gcm_analysis.evidence import load_evidence

from .recomputed import Rows, rows_of, where
from .recomputed_methods import OUTSIDE, OWN, challenges
from .telling import NOTEBOOKS, Story, told


@cache
def story() -> Story:
    return told(load_evidence(NOTEBOOKS[0].parents[1] / "data", DEFAULT_EVENT), "en", "06 08")


def data(label: str) -> list[list[str]]:
    """Return the rows of a table or figure, as they are published."""
    (exhibit,) = [one for name, one in story().shown if name == f"cell.{label}"]
    return [[str(cell) for cell in row] for row in exhibit.data.itertuples(index=False)]


def test_each_kind_of_evidence_is_counted_on_both_sides() -> None:
    expected = [
        [str(len(where(record(), evidence_kind=kind, valence=valence))) for valence in ("success_factor", "challenge")]
        for kind in ("helped_or_hindered", "design_feature", "norm_or_opinion", "context", "output", "review_of_gcm")
    ]  # fmt: skip
    assert [row[2:] for row in data("tbl-kinds")] == expected


def test_kinds_of_source_are_counted_in_statements_pages_and_origins() -> None:
    kinds = Counter(row["source_type"] for row in record())
    shown = data("tbl-speakers")
    assert sorted(int(row[1]) for row in shown) == sorted(kinds.values())
    own = where(record(), source_type=OWN)
    counts = [len(own), len({row["source_id"] for row in own}), len({row["origin"] for row in own})]
    assert shown[0] == ["Programme on itself", *map(str, counts)]


def test_what_is_left_without_some_sources_is_counted_anew() -> None:
    every = record()
    most = Counter(row["origin"] for row in every).most_common(1)[0][0]
    kept = [
        every,
        [row for row in every if row["origin"] != most],
        [row for row in every if row["source_type"] != OWN],
        [row for row in every if row["source_type"] in OUTSIDE],
    ]
    effects = [where(rows, evidence_kind="helped_or_hindered") for rows in kept]
    expected = [
        [str(len(rows)), str(len({row["origin"] for row in rows})), f"{100 * challenges(rows):.0f}%"]
        for rows in effects
    ]
    assert [row[1:4] for row in data("tbl-robustness")] == expected


def test_every_finding_that_is_carried_has_one_word_for_its_confidence() -> None:
    carried = sum(standing.is_carried for standing in story().standings.values())
    assert sum(int(row[2]) for row in data("tbl-confidence")) == carried
    assert int(data("tbl-robustness")[0][-1]) == carried


def test_marks_of_who_speaks_stand_for_every_statement_of_both_sides() -> None:
    sides = [row for row in record() if row["source_type"] in (OWN, *OUTSIDE)]
    effects = where(sides, evidence_kind="helped_or_hindered")
    shown = data("fig-who-speaks")
    assert sum(int(row[3]) for row in shown) == len(effects)
    assert round(sum(float(row[2]) * int(row[3]) for row in shown), 9) == sum(
        row["valence"] == "challenge" for row in effects
    )


def record() -> Rows:
    return rows_of(story().coded)
