"""A case in type: its parts in order, each with its sources; what an edition leaves out is not told, in either language."""

import pytest
from tests.builders import coded

from gcm_analysis.evidence.findings.model import CountryCase
from gcm_analysis.narrative.cards import country_case
from gcm_analysis.narrative.language import Language

from .stories import Story, tell
from .test_truth import real

EVALUATION, SELF = "independent_evaluation_or_audit", "programme_self_report"
ROWS = coded(
    {},
    {},
    {},
    S001={"source_type": EVALUATION},
    S002={"source_type": SELF},
    S003={"origin": "S002", "source_type": SELF},
)
PLACES = {"ST001": "S001", "ST002": "S002", "ST003": "S003", "A1": "S002"}
CASE = CountryCase.model_validate(
    {
        "id": "a", "iso3": "CPV", "title": {"en": "A country", "fr": "Un pays"},
        "asked": {"en": "It asked.", "fr": "Il a demandé.", "ids": ["A1", "ST002"]},
        "done": {"en": "It did.", "fr": "Il a fait.", "ids": ["ST001", "ST003"]},
    }
)  # fmt: skip
CHAPTER = "07"


def shown(code: str, *parts: str) -> list[str]:
    return [said.markdown for said in country_case(Language(code), CASE, parts, ROWS, PLACES).paragraphs]


def titles(**parameters: object) -> list[str]:
    """Return the titles of the cases that an edition tells, each up to its colon."""
    story = tell(real(), "en", CHAPTER, **parameters)
    assert story.errors == []
    return [said.plain.split(":")[0] for name, said in story.sentences if said.markdown.startswith("## ")]


def labels(story: Story) -> list[str]:
    return [said.markdown.split("**")[1] for _, said in story.sentences if said.markdown.startswith("**")]


def test_each_part_is_followed_by_its_sources_once_each() -> None:
    heading, asked, done, who = shown("en", "asked", "done")
    assert heading == "## A country {#sec-case-a}"
    assert asked.endswith(" [@S002]")
    assert done.endswith(" [@S001; @S003]")
    assert "3" in who
    assert "●●" in who  # two statements of the programme on itself


def test_what_no_row_tells_is_said_to_be_unknown_and_what_an_edition_lacks_is_not_told() -> None:
    _, done, kept, _ = shown("en", "done", "kept")
    assert "It did" in done
    assert kept == r"**Kept.** Nothing is on record\."


@pytest.mark.parametrize(
    ("parameters", "countries"),
    [
        ({}, ["Cabo Verde", "Mexico", "Republic of Moldova", "Ethiopia", "Ghana"]),
        ({"region": "Africa"}, ["Cabo Verde", "Ethiopia", "Ghana"]),
        ({"region": "Arab States"}, []),
        ({"self_reports": False}, ["Republic of Moldova", "Ethiopia", "Ghana"]),
        ({"as_of": "2018-12-07"}, ["Republic of Moldova"]),
    ],
)
def test_an_edition_tells_the_cases_whose_rows_it_counts(
    parameters: dict[str, object], countries: list[str]
) -> None:
    assert titles(**parameters) == countries


def test_what_rests_on_the_rows_of_a_programme_alone_is_not_told_without_self_reports() -> None:
    story = tell(real(), "en", CHAPTER, self_reports=False)
    assert labels(story)[-3:] == ["Kept.", "Lost or unknown.", "Who says so."]  # of the last case


def test_an_earlier_day_tells_only_what_was_known_in_full() -> None:
    story = tell(real(), "en", CHAPTER, as_of="2018-12-07")
    assert labels(story) == [
        "Kept.",
        "Lost or unknown.",
        "Who says so.",
    ]  # a request of 2021 is among those asked
