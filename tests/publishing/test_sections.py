"""A heading stands where something stands below it, and words lead to what an edition shows."""

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


def test_words_that_lead_to_nothing_are_left_out_and_those_that_lead_to_something_stay() -> None:
    assert staged(words("The table shows:"), shows("")) == ""
    assert (
        staged(words("The table shows:"), shows(""), shows("Something.")) == "The table shows: / Something."
    )
    assert staged(words("A loop shows:"), code("#| label: tbl-x\nfor x in (): page.show(x)")) == ""
    assert staged(words("A table:"), code("#| label: tbl-x\npage.show(x)", table())) == "A table: / tbl-x"


def test_words_that_lead_to_no_cell_stay() -> None:
    assert staged(words("By itself."), words("Leads:"), shows("")) == "By itself."
    assert staged(words("By itself."), code("said = 1")) == "By itself."


def test_words_before_the_last_heading_belong_to_what_stood_before() -> None:
    assert staged(words("Before.\n\n## Empty\n\nLeads:"), shows("")) == "Before."


def test_a_heading_with_nothing_below_is_left_out_and_so_is_one_whose_parts_all_are() -> None:
    assert (
        staged(words("## One {#sec-one}"), shows(""), words("## Two"), shows("Something."))
        == "## Two / Something."
    )
    parts = [words("## One\n\n### Part"), shows(""), words("### Other part"), shows("")]
    assert staged(*parts) == ""
    assert staged(*parts, words("### Third"), shows("Something.")) == "## One / ### Third / Something."


def test_the_list_of_sources_is_something() -> None:
    sources = words("## Sources\n\n::: {#refs}\n:::")
    assert staged(sources) == "## Sources\n\n::: {#refs}\n:::"


def test_a_heading_that_a_cell_shows_is_treated_alike() -> None:
    assert (
        staged(code("page.show(x)", text("### Empty")), words("## Full"), shows("Something."))
        == "## Full / Something."
    )
