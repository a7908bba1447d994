"""An executed notebook as a chapter."""

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell, new_output

from gcm_analysis.errors import RenderFailed
from gcm_analysis.narrative.language import Language
from gcm_analysis.publishing.stage.chapters import FigureBlock, TableBlock, Text, read_chapter

from .notebooks import PNG, SVG, code, fact, figure, heading, notebook, table, text

ENGLISH, FRENCH = Language("en"), Language("fr")


def test_a_chapter_has_its_title_its_blocks_in_order_and_its_facts() -> None:
    chapter = read_chapter(
        "01-x",
        notebook(
            code("parameters = 1"),
            code("page.show(a)", text("Said.", fact("a", 1))),
            code("#| label: fig-one\npage.show(b)", heading(), figure(fact("b", 2)), heading()),
            new_markdown_cell("## More {#sec-more}\n\nWords."),
            code("#| label: tbl-two\npage.show(c)", table(fact("c", 3), widths=[60, 40], style="evidence")),
        ),
        ENGLISH,
    )
    assert (chapter.name, chapter.title) == ("01-x", "A chapter")
    assert [type(block) for block in chapter.blocks] == [Text, Text, FigureBlock, Text, TableBlock]
    assert [block.label for block in chapter.exhibits] == ["fig-one", "tbl-two"]
    assert [(one["id"], one["notebook"]) for one in chapter.facts] == [
        ("a", "01-x"),
        ("b", "01-x"),
        ("c", "01-x"),
    ]
    assert all(one["cell"] for one in chapter.facts)


def test_a_figure_and_a_table_bring_their_words_and_their_data() -> None:
    chapter = read_chapter(
        "x",
        notebook(code("#| label: fig-a", figure(alt="Alt")), code("#| label: tbl-b", table(row_headers=2, widths=[40, 60]))),
        ENGLISH,
    )  # fmt: skip
    drawn, set_out = chapter.exhibits
    assert isinstance(drawn, FigureBlock)
    assert (drawn.svg, drawn.png, drawn.alt, drawn.file) == (SVG, PNG, "Alt", "fig-a.csv")
    assert isinstance(set_out, TableBlock)
    assert (set_out.row_headers, set_out.widths, set_out.data) == (2, (40, 60), "a\n1\n")


@pytest.mark.parametrize(
    "wrong",
    [
        "page.show(x)",
        "#| label: tbl-x",
        "#| label: fig-X",
        "#| label: fig x",
        "# label: fig-x",
        "x #| label: fig-x",
    ],
)
def test_a_figure_without_a_label_of_its_kind_is_refused_by_the_name_of_its_cell(wrong: str) -> None:
    cell = code(wrong, figure())
    with pytest.raises(RenderFailed) as refused:
        read_chapter("02-x", notebook(cell), ENGLISH)
    assert str(refused.value) == (
        f"02-x, cell {cell.id}: it shows a figure without a label. Begin the cell with “#| label: fig-…”."
    )


def test_several_exhibits_of_a_cell_are_numbered_and_a_single_one_is_not() -> None:
    several = notebook(code("#| label: tbl-x", table(), text("Between."), table(), table()))
    assert [one.label for one in read_chapter("x", several, ENGLISH).exhibits] == [
        "tbl-x-1",
        "tbl-x-2",
        "tbl-x-3",
    ]
    single = notebook(code("#| label: tbl-x", text("Before."), table(), text("After.")))
    assert [one.label for one in read_chapter("x", single, ENGLISH).exhibits] == ["tbl-x"]


def test_what_is_only_for_jupyterlab_or_printed_is_left_out() -> None:
    printed = new_output("stream", name="stdout", text="printed")
    result = new_output("execute_result", data={"text/plain": "1"}, execution_count=1)
    assert len(read_chapter("x", notebook(code("x", heading(), printed, result)), ENGLISH).blocks) == 1


@pytest.mark.parametrize(
    ("first", "title"),
    [
        ("# A title {#sec-x .unnumbered}", "A title"),
        ("# A title", "A title"),
        ("# A (short) title {#sec-x}\n\nWords.", "A (short) title"),
    ],
)
def test_the_title_is_the_heading_of_the_first_cell(first: str, title: str) -> None:
    assert read_chapter("x", notebook(title=first), ENGLISH).title == title


@pytest.mark.parametrize(
    "cells",
    [
        *(
            [new_markdown_cell(first)]
            for first in ("## A title {#sec-x}", "Words.", "Words.\n\n# A title", "")
        ),
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
        read_chapter("x", begun, ENGLISH)


def test_the_prose_of_a_chapter_is_in_its_language_and_keeps_its_ids() -> None:
    chapter = read_chapter("x", notebook(title="# The event {#sec-event}"), FRENCH)
    assert chapter.title == "L’événement"
    assert chapter.blocks == (Text("# L’événement {#sec-event}"),)
