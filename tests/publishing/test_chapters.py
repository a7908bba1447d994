"""An executed notebook as a chapter."""

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell, new_output

from gcm_analysis.errors import RenderFailed
from gcm_analysis.narrative.language import Language
from gcm_analysis.publishing.stage.chapters import FigureBlock, TableBlock, Text, read_chapter

from .notebooks import PNG, SVG, chapter, code, fact, figure, heading, notebook, table, text


def test_a_chapter_has_its_title_its_blocks_in_order_and_its_facts() -> None:
    made = chapter(
        code("parameters = 1"),
        code("page.show(a)", text("Said.", fact("a", 1))),
        code("#| label: fig-one\npage.show(b)", heading(), figure(fact("b", 2)), heading()),
        new_markdown_cell("## More {#sec-more}\n\nWords."),
        code("#| label: tbl-two\npage.show(c)", table(fact("c", 3), widths=[60, 40], style="evidence")),
    )
    assert (made.name, made.title) == ("01-x", "One")
    assert [type(block) for block in made.blocks] == [Text, Text, FigureBlock, Text, TableBlock]
    assert [block.label for block in made.exhibits] == ["fig-one", "tbl-two"]
    assert [(one["id"], one["notebook"]) for one in made.facts] == [(name, "01-x") for name in "abc"]
    assert all(one["cell"] for one in made.facts)


def test_a_figure_and_a_table_bring_their_words_and_their_data() -> None:
    listed = table(row_headers=2, widths=[40, 60])
    both = chapter(code("#| label: fig-a", figure(alt="Alt")), code("#| label: tbl-b", listed))
    drawn, set_out = both.exhibits
    assert isinstance(drawn, FigureBlock)
    assert (drawn.svg, drawn.png, drawn.alt, drawn.file) == (SVG, PNG, "Alt", "fig-a.csv")
    assert isinstance(set_out, TableBlock)
    assert (set_out.row_headers, set_out.widths, set_out.data) == (2, (40, 60), "a\n1\n")


@pytest.mark.parametrize(
    "wrong", ["page.show(x)", "#| label: tbl-x", "#| label: fig-X", "# label: fig-x", "x #| label: fig-x"]
)
def test_a_figure_without_a_label_of_its_kind_is_refused_by_the_name_of_its_cell(wrong: str) -> None:
    cell = code(wrong, figure())
    with pytest.raises(RenderFailed) as refused:
        chapter(cell, name="02-x")
    assert str(refused.value) == (
        f"02-x, cell {cell.id}: it shows a figure without a label. Begin the cell with “#| label: fig-…”."
    )


def test_several_exhibits_of_a_cell_are_numbered_and_a_single_one_is_not() -> None:
    several = chapter(code("#| label: tbl-x", table(), text("Between."), table()))
    assert [one.label for one in several.exhibits] == ["tbl-x-1", "tbl-x-2"]
    single = chapter(code("#| label: tbl-x", text("Before."), table(), text("After.")))
    assert [one.label for one in single.exhibits] == ["tbl-x"]


def test_what_is_only_for_jupyterlab_or_printed_is_left_out() -> None:
    printed = new_output("stream", name="stdout", text="printed")
    result = new_output("execute_result", data={"text/plain": "1"}, execution_count=1)
    assert len(chapter(code("x", heading(), printed, result)).blocks) == 1


@pytest.mark.parametrize(
    ("first", "title"),
    [
        ("# A title {#sec-x .unnumbered}", "A title"),
        ("# A title", "A title"),
        ("# A (short) title {#sec-x}\n\nWords.", "A (short) title"),
    ],
)
def test_the_title_is_the_heading_of_the_first_cell(first: str, title: str) -> None:
    assert chapter(title=first).title == title


@pytest.mark.parametrize(
    "cells",
    [
        [new_markdown_cell("## A title {#sec-x}")],
        [new_markdown_cell("Words.\n\n# A title")],
        [code("x", text("Said."))],
        [],
    ],
)
def test_a_notebook_without_a_title_is_refused(cells: list[NotebookNode]) -> None:
    begun = notebook()
    begun.cells = cells
    with pytest.raises(
        RenderFailed, match=r"x: the first cell has no title\. Begin the notebook with “# Title"
    ):
        read_chapter("x", begun, Language("en"))
