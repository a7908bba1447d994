"""The panel's perspectives: what is on record at each one's level and about its region, and where nothing is."""

import pandas as pd
import pytest
from tests.builders import coded, frame

from gcm_analysis.evidence import Evidence
from gcm_analysis.evidence.event import Event, Panellist, Words
from gcm_analysis.narrative import lenses, perspectives
from gcm_analysis.narrative.exhibits import Prose, Table
from gcm_analysis.narrative.language import Language

ENGLISH, FRENCH = Language("en"), Language("fr")
BOOK = frame(
    "codebook",
    {},
    {"code": "FUNDING", "label_en": "Funding", "label_fr": "Financement"},
    {"code": "MEL", "label_en": "Measuring", "label_fr": "Mesure"},
)
AFRICA, EUROPE = {"region": "Africa"}, {"region": "Europe"}
BAD = {"valence": "challenge"}
DONOR, MANAGER, CITY = "a donor", "a manager", "a city"


@pytest.fixture
def panel(evidence: Evidence) -> Event:
    """Return the event with a panel of three: a city in Africa, a donor and a manager at one level and in one region."""

    def person(words: str, level: str, region: str) -> Panellist:
        spoken = Words(en=words, fr=words)
        return evidence.event.chair.model_copy(
            update={"perspective": spoken, "level": level, "region": region}
        )

    people = (person(DONOR, "international", "Europe"), person(MANAGER, "international", "Europe"))
    return evidence.event.model_copy(update={"chair": person(CITY, "local", "Africa"), "panellists": people})


def alone(event: Event) -> Event:
    return event.model_copy(update={"panellists": ()})


def paragraphs(record: pd.DataFrame, event: Event) -> list[str]:
    shown = perspectives.lens_points(ENGLISH, record, event, BOOK)
    assert isinstance(shown, Prose)
    return [paragraph.plain for paragraph in shown.paragraphs]


def table(record: pd.DataFrame, event: Event) -> Table:
    shown = lenses.lens_table(ENGLISH, record, event)
    assert isinstance(shown, Table)
    return shown


CITIES = [
    {**AFRICA, "source_id": "S1", "theme": "PEER"},
    {**AFRICA, "source_id": "S1", "theme": "PEER"},
    {**AFRICA, "source_id": "S2", "theme": "PEER"},
    {**AFRICA, "source_id": "S3", "theme": "FUNDING", **BAD},
    {**AFRICA, "source_id": "S3", "theme": "FUNDING", "phase": "implementation", **BAD},
    {**EUROPE, "source_id": "S4", "theme": "FUNDING", **BAD},
]


def test_a_level_has_its_counts_its_voices_what_is_named_most_and_its_silence(panel: Event) -> None:
    level, _, _ = paragraphs(coded(*CITIES), panel)
    assert level == (
        "**A city.** This edition counts 6 statements from 4 independent sources at local level: 3 name a success factor and "
        "3 a challenge. Kinds of source heard, too few statements to rank: “Evaluation or audit”, with 6 statements from 4 independent sources in all. "
        "Success factors are named under “Peers” (3 statements from 2 independent sources in all), too few to rank. "
        "Challenges are named under “Funding” (3 statements from 2 independent sources in all), too few to rank. "
        "Of the 3 themes, 1 has no statement: “Measuring”. Nothing is on record in monitoring."
    )


def test_a_region_is_the_part_of_a_level_that_is_about_it_with_an_example(panel: Event) -> None:
    _, region, _ = paragraphs(coded(*CITIES), panel)
    assert region == (
        "*Africa.* At this level and about this region: only 5 statements from 3 independent sources, too few to compare. For example: It helps. [@S1, para 1]"
    )


def test_a_level_without_a_statement_is_said_to_have_none_and_its_regions_are_not_gone_through(
    panel: Event,
) -> None:
    *_, last = paragraphs(coded(*CITIES), panel)
    assert last == "**A donor and a manager.** This edition counts no statement at international level."


def test_perspectives_of_one_level_and_region_are_said_to_be_told_apart_by_no_code(panel: Event) -> None:
    *_, donor = paragraphs(coded({"level": "international", **EUROPE}), panel)
    assert donor.startswith(
        "*Europe.* The codes do not tell a donor and a manager apart: level and region are the same. "
        "At this level and about this region: only 1 statement from 1 independent source, too few to compare. For example:"
    )


def test_perspectives_of_one_level_and_different_regions_are_named_with_their_region(panel: Event) -> None:
    manager = panel.panellists[1].model_copy(update={"region": "Africa"})
    split = panel.model_copy(update={"panellists": (panel.panellists[0], manager)})
    _, level, donor, other = paragraphs(coded({"level": "international", **EUROPE}), split)
    assert level.startswith("**A donor and a manager.** ")
    assert donor.startswith("*A donor: Europe.* At this level and about this region: only 1 statement")
    assert other == "*A manager: Africa.* At this level, nothing on record is about this region."


def test_what_is_named_once_is_not_called_named_most_often(panel: Event) -> None:
    once = [{**AFRICA, "theme": theme, **BAD} for theme in ("PEER", "FUNDING", "MEL")]
    level, *_ = paragraphs(coded(*once), alone(panel))
    assert (
        "No success factor is on record. Challenges are named under “Funding”, “Measuring” and “Peers” (3 statements"
        in level
    )
    assert "Each of the 3 themes has a statement." in level
    level, *_ = paragraphs(coded(AFRICA), alone(panel))
    assert (
        "The only success factor on record is “Peers” (1 statement from 1 independent source). No challenge"
        in level
    )


def test_many_silent_themes_are_counted_and_few_are_named(panel: Event) -> None:
    many = pd.concat(
        [BOOK, frame("codebook", *({"code": f"C{n}", "label_en": f"Theme {n}"} for n in "ABCD"))]
    )
    record = coded(*CITIES[:2])
    shown = perspectives.lens_points(ENGLISH, record, alone(panel), many)
    assert "Of the 7 themes, 6 have no statement. " in shown.paragraphs[0].plain  # type: ignore[union-attr]
    assert (
        "Of the 3 themes, 2 have no statement: “Funding” and “Measuring”."
        in paragraphs(record, alone(panel))[0]
    )


def test_the_table_has_a_row_for_each_lens_in_the_order_of_levels(panel: Event) -> None:
    rows = table(coded(*CITIES), panel).data.to_numpy().tolist()
    assert rows == [
        ["A city", "Local, Africa", "6", "5", "3", "–", "Monitoring"],
        ["A donor and a manager", "International, Europe", "0", "0", "0", "–", "Design, Implementation and Monitoring"],
    ]  # fmt: skip


THERE = {"level": "international", **EUROPE}


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        ([AFRICA], "The record is silent at the level and about the region of a donor and a manager"),
        ([{"level": "national"}], "The record is silent at the level and about the region of a city, a donor and a manager"),
        (
            [AFRICA, AFRICA, THERE],
            "The record is thinnest at the level and about the region of a donor and a manager: 1 statement from 1 independent source",
        ),
        ([AFRICA, THERE], "At the level and about the region of each perspective stands the same: 1 statement"),
    ],
)  # fmt: skip
def test_the_title_says_where_the_record_is_thinnest(
    rows: list[dict[str, str]], title: str, panel: Event
) -> None:
    assert table(coded(*rows), panel).title.plain == title


def test_two_of_three_lenses_can_be_the_thinnest(panel: Event) -> None:
    nation = panel.chair.model_copy(
        update={"level": "national", "perspective": Words(en="a nation", fr="a nation")}
    )
    three = panel.model_copy(update={"panellists": (*panel.panellists, nation)})
    record = coded(AFRICA, AFRICA, THERE, {"level": "national", **AFRICA})
    assert table(record, three).title.plain == (
        "The record is thinnest at the levels and about the regions of a nation, a donor and a manager: 1 statement each"
    )


def test_an_event_of_which_only_the_chair_is_named_has_one_lens(panel: Event) -> None:
    record = coded(*CITIES)
    assert table(record, alone(panel)).title.plain == (
        "On record at the level and about the region of a city: 5 statements from 3 independent sources"
    )
    assert len(paragraphs(record, alone(panel))) == 2


def test_an_edition_without_statements_shows_no_empty_table(panel: Event) -> None:
    none = coded(AFRICA).head(0)
    for shown in (
        lenses.lens_table(ENGLISH, none, panel),
        perspectives.lens_points(ENGLISH, none, panel, BOOK),
    ):
        assert isinstance(shown, Prose)
        assert not shown.markdown


def test_no_name_of_a_person_is_said(evidence: Evidence) -> None:
    people = (evidence.event.chair, *evidence.event.panellists)
    record = evidence.statements.assign(source_type="news_media", origin="X")
    for language in (ENGLISH, FRENCH):
        shown = perspectives.lens_points(language, record, evidence.event, evidence.codebook)
        assert isinstance(shown, Prose)
        text = " ".join(said.plain for said in shown.paragraphs)
        assert len(shown.paragraphs) == 4 + 5
        assert not [person.name for person in people if person.name in text]
