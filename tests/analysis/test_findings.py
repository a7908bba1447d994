"""What an edition still supports: a finding never appears because something was taken away."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders import coded, finding

from gcm_analysis.analysis.findings import carried, carried_parts, standings
from gcm_analysis.evidence.findings.model import CONFIDENCES, CountryCase

EVERY = coded(
    *({"source_id": f"S00{number}"} for number in (1, 1, 2, 3)),
    S001={"origin": "A"}, S002={"origin": "B"}, S003={"origin": "C"},
)  # fmt: skip


FINDINGS = [
    finding("F01", "ST001", "ST002", "ST003", "ST004", level="moderate"),
    finding("F02", "ST001", "ST002", level="low"),
    finding("F03", "ST004", level="low"),
]
editions = st.sets(st.sampled_from(sorted(EVERY["statement_id"])))


def left(kept: set[str]) -> list[str]:
    return [each.id for each in carried(FINDINGS, EVERY, EVERY[EVERY["statement_id"].isin(kept)])]


def test_the_whole_evidence_supports_every_finding() -> None:
    assert left({"ST001", "ST002", "ST003", "ST004"}) == ["F01", "F02", "F03"]


def test_a_finding_needs_half_of_its_supports_and_two_of_its_voices() -> None:
    assert left({"ST001", "ST003"}) == ["F01", "F02"]  # half of four, from A and B
    assert left({"ST001", "ST002"}) == ["F02"]  # half of four, but A alone


def test_what_a_finding_lost_is_listed() -> None:
    (first, *_) = standings(FINDINGS, EVERY, EVERY[EVERY["statement_id"].isin({"ST001", "ST004"})])
    assert (first.lost, first.statements_needed, first.origins_needed) == (("ST002", "ST003"), 2, 2)


def test_less_support_leaves_a_weaker_word_and_never_a_stronger_one() -> None:
    words = [
        standings(FINDINGS, EVERY, EVERY[EVERY["statement_id"].isin(kept)])[0].confidence
        for kept in ({"ST001", "ST002", "ST003", "ST004"}, {"ST001", "ST003"}, {"ST001"}, set())
    ]
    assert words == ["moderate", "moderate", "low", "very low"]


@settings(max_examples=40)
@given(whole=editions, taken=editions)
def test_taking_statements_away_never_makes_a_finding_appear_nor_its_confidence_grow(
    whole: set[str], taken: set[str]
) -> None:
    assert set(left(whole - taken)) <= set(left(whole))
    for less, more in zip(*(standings(FINDINGS, EVERY, EVERY[EVERY["statement_id"].isin(kept)])
                            for kept in (whole - taken, whole)), strict=True):  # fmt: skip
        assert CONFIDENCES.index(less.confidence) <= CONFIDENCES.index(more.confidence)


@given(kept=editions)
def test_a_finding_that_is_shown_has_supports_in_the_edition(kept: set[str]) -> None:
    for each in carried(FINDINGS, EVERY, EVERY[EVERY["statement_id"].isin(kept)]):
        assert set(each.supports) & kept


# --- cases: an edition shows the parts of which it counts enough rows -------------------------------------


STATEMENTS = {"ST001", "ST002", "ST003"}


def passage(*ids: str) -> dict[str, object]:
    return {"en": "A text.", "fr": "Un texte.", "ids": ids}


CASE = CountryCase.model_validate(
    {
        "id": "a", "iso3": "CPV", "title": {"en": "A", "fr": "A"},
        "asked": passage("A1", "A2"), "done": passage("ST001", "ST002", "A1"), "lost": passage("ST003"),
    }
)  # fmt: skip


def shown_parts(*counted: str, share: float = 0.5) -> tuple[str, ...]:
    return carried_parts(CASE, STATEMENTS, set(counted), share)


def test_with_all_the_evidence_every_part_is_shown_even_one_about_which_nothing_is_known() -> None:
    assert shown_parts("A1", "A2", "ST001", "ST002", "ST003") == ("asked", "done", "kept", "lost")


def test_half_of_the_rows_of_a_part_are_enough_and_fewer_are_not() -> None:
    assert shown_parts("A1", "ST002", "ST003") == ("asked", "done", "kept", "lost")
    assert shown_parts("ST001", "ST002") == ("done", "kept")  # of three rows two; asked and lost have none


def test_a_case_with_less_than_half_of_its_statements_is_left_out_whatever_else_remains() -> None:
    assert shown_parts("A1", "A2", "ST003") == ()
    assert shown_parts() == ()


def test_where_every_row_is_needed_a_part_that_lost_one_is_left_out() -> None:
    assert shown_parts("A1", "A2", "ST001", "ST002", "ST003", share=1) == ("asked", "done", "kept", "lost")
    assert shown_parts("A1", "ST001", "ST002", "ST003", share=1) == ("done", "kept", "lost")
