"""Sentences at the edges: ties, single rows, groups too small to compare, nothing at all."""

import pandas as pd
import pytest
from tests.builders import DEFAULT_EVENT, coded, frame
from tests.builders import claims as figures

from gcm_analysis.edition import Edition
from gcm_analysis.evidence import Evidence
from gcm_analysis.narrative import (
    balance,
    contrast,
    methods,
    occasion,
    points,
    selection,
    titles,
)
from gcm_analysis.narrative.claims import Claims
from gcm_analysis.narrative.exhibits import Points, Prose
from gcm_analysis.narrative.language import Language

ENGLISH = Language("en")
NAMES = {"PEER": "Peers", "MEL": "Measuring"}
GOOD, BAD = {"valence": "success_factor"}, {"valence": "challenge"}
SELF, AUDIT = {"source_type": "programme_self_report"}, {"source_type": "independent_evaluation_or_audit"}


def plain(said: Prose | Points) -> str:
    return " ".join(part.plain for part in (said.paragraphs if isinstance(said, Prose) else said.items))


def several(number: int, **cells: str) -> list[dict[str, str]]:
    return [cells] * number


def test_a_title_names_the_theme_with_the_most_statements() -> None:
    record = coded(*several(6, theme="PEER"), *several(5, theme="MEL"))
    assert (
        titles.most_named(ENGLISH, record, NAMES).plain
        == "“Peers” is named most often, with 6 statements from 6 independent sources"
    )
    assert titles.widest(ENGLISH, record, NAMES).plain == "“Peers” rests on the most independent sources: 6"


def test_ten_statements_give_no_ranking_of_themes() -> None:
    record = coded(*several(9, theme="PEER"), *several(1, theme="MEL"))
    assert titles.most_named(ENGLISH, record, NAMES).plain == (
        "Themes named, too few statements to rank: 10 statements from 10 independent sources"
    )


def test_a_title_names_all_themes_that_tie() -> None:
    record = coded(*several(6, theme="PEER"), *several(6, theme="MEL"))
    assert titles.most_named(ENGLISH, record, NAMES).plain == (
        "“Measuring” and “Peers” are named most often, with 6 statements each"
    )
    assert titles.widest(ENGLISH, record, NAMES).plain == (
        "“Measuring” and “Peers” rest on the most independent sources, 6 each"
    )


def test_a_title_names_the_phase_in_which_challenges_weigh_most() -> None:
    record = coded(
        *several(12, phase="design", **BAD), *several(3, phase="design", **GOOD),
        *several(3, phase="monitoring", **BAD), *several(12, phase="monitoring", **GOOD),
    )  # fmt: skip
    assert titles.phases(ENGLISH, record).plain == "The share of challenges is highest in design: 80%"


def test_phases_in_which_challenges_weigh_the_same_are_not_said_to_have_the_most() -> None:
    equal = coded(*several(11, phase="design", **BAD), *several(11, phase="monitoring", **BAD))
    assert "most" not in titles.phases(ENGLISH, equal).plain


@pytest.mark.parametrize("number", [1, 10])
def test_groups_of_ten_statements_or_fewer_are_not_compared(number: int) -> None:
    small = coded(*several(number, phase="design", **BAD), *several(11, phase="monitoring", **GOOD))
    assert titles.phases(ENGLISH, small).plain == "The statements by group: too few for a comparison"
    assert "too small to tell" in titles.speakers(ENGLISH, small).plain


def test_the_range_of_shares_names_all_that_tie_at_either_end() -> None:
    record = coded(
        *several(11, criterion="impact", **BAD), *several(11, criterion="coherence", **GOOD),
        *several(11, criterion="efficiency", **GOOD),
    )  # fmt: skip
    assert titles.criteria(ENGLISH, record).plain == (
        "Among groups large enough to compare, the share of challenges runs from 0% (at most 16%) (Coherence and Efficiency) to 100% (at least 71%) (Impact)"
    )  # 1 - 0.025 ** (1 / 22) = 0.154, and 0.025 ** (1 / 11) = 0.715


def test_claims_are_said_with_their_qualifier_their_date_and_their_page() -> None:
    said = Claims(frame=figures({"as_of": "2018", "qualifier": "at_least"}, {"as_of": "", "value": "90"}))
    assert said.in_language(ENGLISH, "any").plain == (r"more than 100 (2018) [@S001]; 90 (undated) [@S001]")


def test_who_speaks_is_contrasted_only_where_both_have_enough_to_say() -> None:
    own = [{"source_id": f"S{n}", **GOOD} for n in range(11)]
    outside = [{"source_id": f"T{n}", **BAD} for n in range(11)]
    selves, audits = ({f"{side}{n}": kind for n in range(11)} for side, kind in (("S", SELF), ("T", AUDIT)))
    (said,) = contrast.finding(ENGLISH, coded(*own, *outside, **selves, **audits))
    assert said.plain == (
        "The balance differs with who speaks: challenges make up 0% (at most 29%) of what programmes say of themselves "
        "(11 statements from 11 independent sources), but 100% (at least 71%) of what evaluations, audits and academic work say "
        "(11 statements from 11 independent sources)."
    )  # 1 - 0.025 ** (1 / 11) = 0.285
    turned = dict.fromkeys(selves, AUDIT) | dict.fromkeys(audits, SELF)
    (said,) = contrast.finding(ENGLISH, coded(*own, *outside, **turned))
    assert "make up 100% (at least 71%) of what programmes say of themselves" in said.plain
    assert "and only 0% (at most 29%) of what evaluations" in said.plain
    assert contrast.finding(ENGLISH, coded(*own[:10], *outside, **selves, **audits)) == []


def test_one_source_on_either_side_makes_no_contrast() -> None:
    own, outside = several(11, source_id="S1", **GOOD), several(11, source_id="S2", **BAD)
    assert contrast.finding(ENGLISH, coded(*own, *outside, S1=SELF, S2=AUDIT)) == []


def test_a_contrast_whose_interval_includes_zero_is_said_to_be_open() -> None:
    half = [*several(3, source_id="S1", **GOOD), *several(3, source_id="S1", **BAD)]
    own = [*half, *({**row, "source_id": "S4"} for row in half)]
    outside = [*several(6, source_id="S2", **GOOD), *several(6, source_id="S3", **BAD)]
    (said,) = contrast.finding(ENGLISH, coded(*own, *outside, S1=SELF, S4=SELF, S2=AUDIT, S3=AUDIT))
    assert said.plain.startswith(
        "Whether the balance differs with who speaks is open: challenges make up 50%"
    )
    assert said.plain.endswith("the interval of the difference, −50 to 50 percentage points, includes zero.")


def test_sources_that_all_show_their_date_are_not_said_to_hide_it() -> None:
    said = plain(methods.dates(ENGLISH, frame("sources", {}, {"source_id": "S2", "origin": "S2"})))
    assert "not all" not in said


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({}, "This edition counts every statement on record."),
        ({"self_reports": False}, "This edition counts only statements outside self-reports."),
        (
            {"level": "local", "region": "Africa", "minimum_confidence": "high"},
            "This edition counts only statements at local level, about the region Africa and coded with high confidence.",
        ),
    ],
)
def test_an_edition_says_what_it_leaves_out(parameters: dict[str, str | bool], said: str) -> None:
    assert selection.selection(ENGLISH, Edition(event=DEFAULT_EVENT, **parameters)).plain == said


def test_an_example_stands_with_its_source_and_the_place_in_it() -> None:
    said = points.example(ENGLISH, coded({"text_en": "It *helps*.", "locator_en": "p. 3; p. 4"}))
    assert said.plain == "For example: It *helps*. [@S001, p\\. 3, p\\. 4]"
    assert said.markdown == r'For example: [It \*helps\*\.]{.row row="ST001"} [@S001, p\. 3, p\. 4]'


def test_a_phase_without_challenges_or_successes_says_so(evidence: Evidence) -> None:
    said = plain(points.phase_points(ENGLISH, coded(GOOD), evidence.codebook))
    assert "**Design.** Success factors are named under “Peer-to-peer expertise” (1 statement" in said
    assert "**Monitoring.** No success factor is on record. No challenge is on record." in said


def test_a_title_as_published_cannot_become_markup(evidence: Evidence) -> None:
    title = evidence.event.title.model_copy(update={"fr": "Un [titre] *fort* <script>"})
    event = evidence.event.model_copy(update={"title": title, "title_language": "fr"})
    table = occasion.facts_table(ENGLISH, event)
    assert r"[Un \[titre\] \*fort\* \<script\>]{lang=fr}" in table.markdown


def test_an_event_whose_panel_is_complete_has_no_gap_in_it(evidence: Evidence) -> None:
    complete = evidence.event.model_copy(update={"announced_panellists": 5})
    assert "Panellists announced" not in plain(occasion.gaps(ENGLISH, complete))
    assert plain(occasion.gaps(ENGLISH, evidence.event)).startswith(
        "Panellists announced: 6; panellists named besides the chair: 5"
    )


def test_without_self_reports_the_theme_that_is_then_named_most_is_said() -> None:
    codebook = frame("codebook", {}, {"code": "MEL", "label_en": "Measuring", "label_fr": "Mesure"})
    own = [{"theme": "PEER", "source_id": "S1"}] * 3
    record = coded(*own, *[{"theme": "MEL", "source_id": "S2"}] * 2, S1=SELF)
    assert plain(balance.order_without_self_reports(ENGLISH, record, codebook)) == (
        "Without what programmes say of themselves, the record holds 2 statements from 1 independent source; "
        "the theme named most often is then “Measuring”."
    )
    only_own: pd.DataFrame = record[record["source_id"] == "S1"]
    assert "no statement is left" in plain(balance.order_without_self_reports(ENGLISH, only_own, codebook))
