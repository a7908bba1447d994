"""A figure looks for letters in one typeface where that has them, and is drawn the same as with all of them."""

from io import BytesIO

import pytest
from matplotlib.figure import Figure

from gcm_analysis.figures.style import FAMILIES, FONT, canvas, house_style, name_typefaces


@pytest.fixture
def figure():
    with house_style():
        axes = canvas(2)
        axes.set_title("Capacités")
        axes.set_yticks([0, 1], ["Tbilisi", "თბილისი"])
        yield axes.get_figure()


def picture(figure: Figure) -> bytes:
    file = BytesIO()
    figure.savefig(file, format="png")
    return file.getvalue()


def test_only_a_text_in_another_script_uses_the_other_typefaces(figure):
    before = picture(figure)
    name_typefaces(figure)
    latin, georgian = figure.axes[0].get_yticklabels()
    assert latin.get_fontfamily() == figure.axes[0].title.get_fontfamily() == [FONT]
    assert georgian.get_fontfamily() == FAMILIES
    assert picture(figure) == before
