"""Whatever a cell holds shows as itself: pandoc reads it back letter by letter."""

import json
import re
from typing import Any

import pypandoc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gcm_analysis.narrative.markdown import Markdown, cite, escape, pipe_table

DIALECT = "markdown-smart"
# What pandoc's own white space makes of any run of it.
BLANK = re.compile(r"[ \t\n\r\f\v]+")
HARM = [
    "<script>alert(1)</script>", "a | b", "[@S001]", "see @S001, @fig-x", '#eval("1+1")', "# Title", "`code` ``", "$x$ and $$y$$",
    "- item", "* item", "+ item", "1. item", "(1) item", "a) item", "(@) item", "> quote", "::: {.note}", "---", "***", "===", "```",
    "~~~", "~~gone~~", "x^2^ H~2~O", "*a* _b_ **c** __d__", "{=html}", "[a](b)", "![a](b)", "[^1] ^[note]", "&amp; &lt; &#60;",
    "\\\\ \\n \\begin{x}", "“quoted” 'single' \"double\"", "a--b---c...", "<https://example.org>", ": definition", "| line", "% title",
    "Table: x", "a  \nb", "    indented", "/", "==m==", ":smile:", "(c) (tm)", "x\\", "1986\\. A", "=1+1", "a\u00a0b\u202fc", "École – ça",
]  # fmt: skip
TEXTS = st.text(
    st.one_of(
        st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn", "Zl", "Zp", "Zs")),
        st.sampled_from("\\`*_{}[]()#+-.!<>|~^$@&:\"'= \n;%/?,0123456789"),
    ),
    min_size=1,
    max_size=30,
)


def blocks(markdown: str) -> list[dict[str, Any]]:
    return json.loads(pypandoc.convert_text(markdown, "json", format=DIALECT))["blocks"]


def plain(inlines: list[dict[str, Any]]) -> str:
    """Return inline text, of which nothing but letters and spaces may be left."""
    kinds = {"Space": " ", "SoftBreak": " "}
    return "".join(inline["c"] if inline["t"] == "Str" else kinds[inline["t"]] for inline in inlines)


def one_line(text: str) -> str:
    return BLANK.sub(" ", text).strip(" ")


def assert_shown_as_itself(texts: list[str]) -> None:
    shown = blocks("\n\n".join(f"x {escape(text)} x" for text in texts))
    assert [block["t"] for block in shown] == ["Para"] * len(texts)
    assert [plain(block["c"]) for block in shown] == [one_line(f"x {text} x") for text in texts]


def test_text_that_means_harm_shows_as_itself() -> None:
    assert_shown_as_itself(HARM)
    assert_paragraphs_of_themselves(HARM)


def assert_paragraphs_of_themselves(texts: list[str]) -> None:
    shown = blocks("\n\n".join(["Before.", *map(escape, texts)]))[1:]
    assert [(block["t"], plain(block["c"])) for block in shown] == [
        ("Para", one_line(text)) for text in texts
    ]


def test_text_that_means_harm_stays_in_its_cell() -> None:
    table = pipe_table(["a", "b"], [[text, "end"] for text in HARM], [False, True])
    (block,) = blocks(table)
    assert block["t"] == "Table"
    rows = block["c"][4][0][3]
    cells = [[plain(cell[4][0]["c"]) if cell[4] else "" for cell in row[1]] for row in rows]
    assert cells == [[one_line(text), "end"] for text in HARM]


@given(st.lists(TEXTS, min_size=16, max_size=40))
def test_any_text_shows_as_itself(texts: list[str]) -> None:
    assert_shown_as_itself(texts)
    assert_paragraphs_of_themselves([text for text in texts if text.strip()])


def test_markdown_is_not_escaped_again() -> None:
    assert escape(Markdown("**a**")) == "**a**"
    assert escape(escape("*a*")) == r"\*a\*"


@pytest.mark.parametrize(
    ("locator", "shown"),
    [
        ("", "[@S008]"),
        ("Lesson 1", "[@S008, Lesson 1]"),
        ("p. 3; p. 5", r"[@S008, p\. 3, p\. 5]"),
        ("p. 3 ; p. 5", r"[@S008, p\. 3, p\. 5]"),
        ("part 1 – end", "[@S008, part 1, end]"),
        ("[x] @S001", r"[@S008, \[x\] \@S001]"),
    ],
)
def test_a_citation_names_its_source_and_the_place_in_it(locator: str, shown: str) -> None:
    citation = cite("S008", locator)
    assert citation == shown
    ((cited,),) = ([inline for inline in block["c"] if inline["t"] == "Cite"] for block in blocks(citation))
    assert [one["citationId"] for one in cited["c"][0]] == ["S008"]


def test_a_table_sets_numbers_to_the_right() -> None:
    table = pipe_table(["Theme", "n"], [["A | B", "3"], [Markdown("**C**"), "1,000"]], [False, True])
    assert table == "| Theme | n |\n| :--- | ---: |\n| A \\| B | 3 |\n| **C** | 1,000 |"
