"""Words drawn in a figure are in the language of the report; names of countries and bodies accuse nobody."""

from collections.abc import Sequence
from io import StringIO

import matplotlib.pyplot as plt
import pytest
from tests.publishing.notebooks import code, figure, notebook

from gcm_analysis.figures.style import house_style
from gcm_analysis.narrative.language import Language
from gcm_analysis.publishing.accessibility.notebooks import findings, foreign_words


def drawn(axis: str, rows: Sequence[str]) -> str:
    """Return bars as an analyst draws them in a cell."""
    with house_style():
        _, axes = plt.subplots()
        axes.barh(list(rows), range(1, len(rows) + 1))
        axes.set_xlabel(axis)
        svg = StringIO()
        plt.savefig(svg, format="svg")
        plt.close("all")
    return svg.getvalue()


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
    cell = code("#| label: fig-x\npage.show(own)", figure(svg=drawn(axis, rows)))
    (found,) = (
        one for one in findings({"07-own": notebook(cell)}, Language("fr")) if one.kind == "untranslated"
    )
    assert (found.kind, found.file, found.row) == (
        "untranslated",
        "notebooks/07-own.ipynb",
        f"cell {cell.id}",
    )
    assert axis in found.what
    assert foreign_words(drawn(axis, rows), "en") == []


def test_french_words_in_an_english_figure_are_named() -> None:
    words = ("Nombre d’énoncés", ("Avant la formation des agents", "Après la formation des agents"))
    assert foreign_words(drawn(*words), "en")
    assert foreign_words(drawn(*words), "fr") == []


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("rows", [NAMES, ("2018", "2019"), ("MIEUX I", "MIEUX II", "MIEUX III", "MIEUX+")])
def test_names_and_numbers_alone_are_in_every_language(language: str, rows: tuple[str, ...]) -> None:
    assert foreign_words(drawn("", rows), language) == []
