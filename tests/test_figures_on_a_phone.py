"""Figures laid out again for a phone, and the chain of steps."""

from collections.abc import Iterator
from itertools import pairwise

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch

from gcm_analysis.figures.chain import chain
from gcm_analysis.figures.narrow import NARROW, narrow
from gcm_analysis.figures.passage import Passage, lines, width
from gcm_analysis.figures.style import canvas, house_style

LONG = [f"A kind of source with a long name, number {number}" for number in range(6)]


@pytest.fixture(autouse=True)
def styled() -> Iterator[None]:
    with house_style():
        yield
    plt.close("all")


def set_narrow(axes: Axes) -> None:
    narrow(axes.figure)
    axes.figure.draw_without_rendering()


def test_labels_stay_within_the_figure_and_do_not_overlap() -> None:
    axes = canvas(2)
    axes.imshow([[1] * 4] * 6, aspect="auto")
    axes.set_yticks(range(6), LONG)
    axes.set_xticks(range(4), ["Implementation", "Design", "Monitoring", "Cross-cutting"])
    set_narrow(axes)
    assert axes.figure.get_size_inches()[0] == NARROW
    for labels, side in ((axes.get_yticklabels(), "y"), (axes.get_xticklabels(), "x")):
        boxes = [label.get_window_extent() for label in labels]
        assert all(axes.figure.bbox.x0 <= box.x0 < box.x1 <= axes.figure.bbox.x1 for box in boxes)
        ends = sorted((getattr(box, f"{side}0"), getattr(box, f"{side}1")) for box in boxes)
        assert all(before[1] <= after[0] for before, after in pairwise(ends))


def test_a_legend_is_above_the_marks() -> None:
    axes = canvas(2)
    axes.bar(["2018", "2019"], [1, 2], label="A measure that takes more than half of the width")
    axes.legend()
    set_narrow(axes)
    legend = axes.get_legend().get_window_extent()
    assert legend.y0 >= axes.get_window_extent().y1 - 1
    assert legend.y1 <= axes.figure.bbox.y1


def steps(*ends: tuple[str, str]) -> pd.DataFrame:
    return pd.DataFrame([(*one, "Said.", "best") for one in ends], columns=["from", "to", "said", "strength"])


def drawn(axes: Axes) -> tuple[list[str], int]:
    """Return the labels of the boxes from top to bottom, and the number of arrows."""
    named = [text.get_text() for text in axes.texts if text.get_text() != "Said."]
    return sorted(named), sum(isinstance(one, FancyArrowPatch) for one in axes.patches)


def test_a_chain_has_a_box_for_each_start_and_for_its_end_and_an_arrow_for_each_step() -> None:
    axes = chain(canvas(3), steps(("A", "C"), ("B", "C"), ("C", "A")))
    assert drawn(axes) == (["A", "A", "B", "C"], 3)


def test_a_chain_of_one_step_has_two_boxes() -> None:
    assert drawn(chain(canvas(3), steps(("A", "B")))) == (["A", "B"], 1)


def test_the_texts_of_a_chain_end_at_the_edge_of_the_figure_however_wide_it_is() -> None:
    said = "Restrictions de déplacement, langues et absence de coordonnateurs font obstacle. Тоже. " * 2
    axes = chain(canvas(3), steps(("A", "B")).assign(said=said.strip()))
    (passage,) = (one for one in axes.texts if isinstance(one, Passage))
    heights = []
    for change in (lambda _: None, narrow):
        change(axes.figure)
        axes.figure.draw_without_rendering()
        box = passage.get_window_extent()
        heights.append(box.height)
        assert 0.8 * axes.figure.bbox.x1 < box.x1 <= axes.figure.bbox.x1 + 1
        assert passage.get_text().split() == said.split()
    assert heights[0] < heights[1]


@given(st.text("ai. ", max_size=40), st.floats(0, 10))
def test_a_broken_text_keeps_its_words_and_only_a_single_word_is_wider_than_its_line(
    text: str, room: float
) -> None:
    words = " ".join(text.split())
    broken = lines(words, room)
    assert " ".join(broken) == words
    assert all(width(line) <= room or " " not in line for line in broken)
