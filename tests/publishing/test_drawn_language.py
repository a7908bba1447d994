"""Words drawn in a figure are in the language of the report; names of countries and bodies accuse nobody."""

import pytest
from tests.publishing.notebooks import code, drawn, figure, notebook

from gcm_analysis.narrative.language import Language
from gcm_analysis.publishing.accessibility.notebooks import findings, foreign_words

NAMES = ("Thailand", "Georgia", "MIEUX", "ICMPD")


@pytest.mark.parametrize(
    ("axis", "rows"),
    [
        ("Number of statements", NAMES),  # a message of the catalogue
        ("How many officials were trained in each year", ("Before the training", "After the training")),
    ],
)
def test_english_words_in_a_french_figure_are_named_with_notebook_and_cell(
    axis: str, rows: tuple[str, ...]
) -> None:
    svg = drawn(axis, rows).decode()
    cell = code("#| label: fig-x\npage.show(own)", figure(svg=svg))
    every = findings({"07-own": notebook(cell)}, Language("fr"))
    (found,) = (one for one in every if one.kind == "untranslated")
    assert (found.file, found.row) == ("notebooks/07-own.ipynb", f"cell {cell.id}")
    assert axis in found.what
    assert foreign_words(svg, "en") == []


def test_french_words_in_an_english_figure_are_named() -> None:
    words = ("Nombre d’énoncés", ("Avant la formation des agents", "Après la formation des agents"))
    assert foreign_words(drawn(*words).decode(), "en")
    assert foreign_words(drawn(*words).decode(), "fr") == []


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("rows", [NAMES, ("2018", "2019"), ("MIEUX I", "MIEUX II", "MIEUX III", "MIEUX+")])
def test_names_and_numbers_alone_are_in_every_language(language: str, rows: tuple[str, ...]) -> None:
    assert foreign_words(drawn("", rows).decode(), language) == []
