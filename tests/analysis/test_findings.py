"""What an edition still carries: a finding never appears because something was taken away."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders import coded, finding

from gcm_analysis.analysis.findings import carried, standings
from gcm_analysis.evidence.findings.model import CONFIDENCES

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


def test_the_whole_evidence_carries_every_finding() -> None:
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
def test_a_finding_that_is_carried_has_supports_in_the_edition(kept: set[str]) -> None:
    for each in carried(FINDINGS, EVERY, EVERY[EVERY["statement_id"].isin(kept)]):
        assert set(each.supports) & kept
