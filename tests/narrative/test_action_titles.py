"""What the title of the Actions' themes may say of the programme's phases."""

import pytest
from tests.builders import actions, frame

from gcm_analysis.narrative.actions import themes_figure
from gcm_analysis.narrative.language import Language

DEVELOPMENT, LEGAL = "Migration and Development", "Legal Migration and Mobility"
PHASES = frame(
    "phases",
    {"label_en": "One"},
    {"phase": "II", "label_en": "Two", "start": "2012-01", "end": "2015-12"},
    {"phase": "III", "label_en": "Three", "start": "2016-01", "end": "2020-03"},
)


def title(*begun: tuple[str, str]) -> str:
    """Return the title for Actions given as year of start and theme."""
    found = actions(*({"start": start, "end": "", "theme": theme} for start, theme in begun))
    return themes_figure(Language("en"), found, PHASES).title.plain


def test_a_theme_that_led_in_every_phase_is_said_to() -> None:
    assert title(("2010", LEGAL), ("2012", LEGAL), ("2016", LEGAL)) == (
        "“Legal migration and mobility” led in every phase of the programme"
    )


@pytest.mark.parametrize("begun", [("2010",), ("2010", "2012"), ("2012", "2016")])
def test_a_theme_is_not_said_to_have_led_in_a_phase_of_which_no_action_was_found(
    begun: tuple[str, ...],
) -> None:
    assert "every phase" not in title(*((year, LEGAL) for year in begun))


def test_a_theme_that_led_first_and_last_but_not_between_is_said_to() -> None:
    assert title(("2010", LEGAL), ("2012", DEVELOPMENT), ("2016", LEGAL)) == (
        "“Legal migration and mobility” led in the first and the last phase of the programme, but not in every phase"
    )


def test_a_leading_theme_that_changed_is_said_to_have_changed() -> None:
    assert title(("2010", LEGAL), ("2012", DEVELOPMENT), ("2016", DEVELOPMENT)) == (
        "From “Legal migration and mobility” to “Migration and development”: the leading theme changed between the first and "
        "the last phase"
    )


def test_a_change_is_not_said_to_reach_a_phase_of_which_no_action_was_found() -> None:
    assert "the last phase" not in title(("2010", LEGAL), ("2012", DEVELOPMENT))


def test_themes_that_tie_lead_together() -> None:
    assert title(("2010", f"{LEGAL}|{DEVELOPMENT}"), ("2012", LEGAL), ("2016", LEGAL)).startswith(
        "From “Legal migration and mobility” and “Migration and development” to “Legal migration and mobility”"
    )
