"""A notebook's markdown, split into what is translated and put together again."""

from pathlib import Path

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gcm_analysis.narrative.prose import messages, revealed, translated

HOME = Path(__file__).parents[2]
WORDS = st.text(alphabet="abc é,.’", min_size=1, max_size=12).map(str.strip).filter(bool)
LINES = st.one_of(
    WORDS.map(lambda text: f"w {text}"),
    WORDS.map(lambda text: f"## {text} {{#sec-a .unnumbered}}"),
    WORDS.map(lambda text: f"- {text}"),
    WORDS.map(lambda text: f"12. {text}"),
    st.sampled_from(["::: {.callout-note}", ":::", "::::: {#refs}"]),
)
MARKDOWN = st.lists(LINES, min_size=1, max_size=6).map("\n\n".join)


def test_a_message_is_a_heading_a_paragraph_or_an_item() -> None:
    markdown = (
        "# The title {#sec-title .unnumbered}\n\nA paragraph\nof two lines.\n\n- first\n- second\n\n1. third\n\n"
        "::: {.callout-note}\n## Inside\n\nMore.\n:::"
    )
    assert messages(markdown) == [
        "The title", "A paragraph of two lines.", "first", "second", "third", "Inside", "More.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        ("# Title {#sec-t .unnumbered}", "# TITLE {#sec-t .unnumbered}"),
        ("# Title <!-- {#sec-t} -->", "# TITLE <!-- {#sec-t} -->"),
        ("<!--\n::: {#refs}\n:::\n-->", "<!--\n::: {#refs}\n:::\n-->"),
        ("### Title", "### TITLE"),
        ("- item", "- ITEM"),
        ("12. item", "12. ITEM"),
        ("  * item", "  * ITEM"),
        ("::: {.note}\ntext\n:::", "::: {.note}\nTEXT\n:::"),
        ("one\ntwo\n\nthree", "ONE TWO\n\nTHREE"),
        ("text\n- item", "TEXT\n- ITEM"),
        ("# A {x} title", "# A {X} TITLE"),
        ("", ""),
    ],
)
def test_only_words_are_translated(markdown: str, shown: str) -> None:
    assert translated(markdown, str.upper) == shown


@given(MARKDOWN)
def test_markdown_split_and_joined_is_the_same_markdown(markdown: str) -> None:
    assert translated(markdown, str) == markdown


@given(MARKDOWN)
def test_a_translation_keeps_ids_fences_and_the_number_of_lines(markdown: str) -> None:
    shown = translated(markdown, lambda message: f"«{len(message)}»")
    assert shown.count("{#sec-a .unnumbered}") == markdown.count("{#sec-a .unnumbered}")
    assert [line for line in shown.split("\n") if line.startswith(":::")] == [
        line for line in markdown.split("\n") if line.startswith(":::")
    ]
    assert shown.count("\n") == markdown.count("\n")


def test_the_markdown_of_every_notebook_survives() -> None:
    for path in (HOME / "notebooks").glob("*.ipynb"):
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "markdown":
                assert translated(cell.source, str) == cell.source, path
                assert all(message.strip() == message for message in messages(cell.source)), path


def test_ids_and_blocks_may_stand_in_comments_and_other_comments_stay() -> None:
    hidden = "# Title <!-- {#sec-t .online} -->\n\n<!--\n::: {#refs}\n:::\n-->\n\n<!-- to do -->"
    assert revealed(hidden) == "# Title {#sec-t .online}\n\n::: {#refs}\n:::\n\n<!-- to do -->"
