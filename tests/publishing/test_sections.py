"""A heading stands where something stands below it, and words lead to what an edition shows."""

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell as words
from tests.publishing.notebooks import chapter, code, table, text

from gcm_analysis.publishing.stage.chapters import Text


def shows(markdown: str) -> NotebookNode:
    return code("page.show(x)", text(markdown))


def staged(*cells: NotebookNode) -> str:
    """Return what stands below the title of a chapter with these cells."""
    _, *blocks = chapter(*cells).blocks
    parts = [block.markdown if isinstance(block, Text) else block.label for block in blocks]
    return " / ".join(part.strip() for part in parts if part.strip())


NOTHING, SOMETHING = shows(""), shows("Something.")
AN_EXHIBIT = "#| label: tbl-x\npage.show(x)"
PARTS = [words("## One\n\n### Part"), NOTHING, words("### Other part"), shows("")]
SOURCES = "## Sources\n\n::: {#refs}\n:::"


@pytest.mark.parametrize(
    ("cells", "left"),
    [
        ([words("The table shows:"), NOTHING], ""),
        ([words("The table shows:"), NOTHING, SOMETHING], "The table shows: / Something."),
        ([words("A loop shows:"), code("#| label: tbl-x\nfor x in (): page.show(x)")], ""),
        ([words("A table:"), code(AN_EXHIBIT, table())], "A table: / tbl-x"),
        ([words("By itself."), words("Leads:"), NOTHING], "By itself."),
        ([words("By itself."), code("said = 1")], "By itself."),
        ([words("Before.\n\n## Empty\n\nLeads:"), NOTHING], "Before."),
    ],
)
def test_words_that_lead_to_nothing_are_left_out_and_all_others_stay(
    cells: list[NotebookNode], left: str
) -> None:
    assert staged(*cells) == left


@pytest.mark.parametrize(
    ("cells", "left"),
    [
        ([words("## One {#sec-one}"), NOTHING, words("## Two"), SOMETHING], "## Two / Something."),
        (PARTS, ""),
        ([*PARTS, words("### Third"), SOMETHING], "## One / ### Third / Something."),
        ([words(SOURCES)], SOURCES),
        ([shows("### Empty"), words("## Full"), SOMETHING], "## Full / Something."),
    ],
)
def test_a_heading_with_nothing_below_is_left_out_and_so_is_one_whose_parts_all_are(
    cells: list[NotebookNode], left: str
) -> None:
    """The list of sources is something, and a heading that a cell shows is one like others."""
    assert staged(*cells) == left
