"""Words of a chapter, counted as a reader counts them, and the limits that an event sets."""

import pytest

from gcm_analysis.publishing.stage.chapters import Chapter, TableBlock, Text
from gcm_analysis.publishing.status.word_limits import count

NO_BREAK = "\u00a0"
TABLE = TableBlock(
    "tbl-a", "A title of many words", "", "A note", "a\n1\n", "| a |\n| :--- |\n| 1 |", 1, (), ""
)
COUNTED = {
    "a heading and a paragraph": ("# A title {#sec-a}\n\nThree words here.", 5),
    "an elision is one word": ("L’avenir n’est pas écrit.", 4),
    "no-break spaces join": (f"Soit 7{NO_BREAK}%{NO_BREAK}: c’est peu.", 4),
    "a dash is no word": ("One – two - three", 3),
    "a fact is a word": ('It has [12]{.fact fact="a.b"} *rows*.', 4),
    "citations are not counted": ("It holds [@S008, Lesson 1; @S009].", 2),
    "a cross-reference is a word": ("See @fig-themes for more.", 4),
    "items and callouts": ("::: {.callout-note}\n## Mind\n\n- One two\n- **three**\n:::", 4),
    "an empty block": ("::: {#refs}\n:::", 0),
}  # fmt: skip


def chapter(*markdown: str, name: str = "01-a") -> Chapter:
    return Chapter(name, "A", (*(Text(part) for part in markdown), TABLE), ())


@pytest.mark.parametrize(("markdown", "words"), COUNTED.values(), ids=COUNTED)
def test_words_are_counted_as_a_reader_counts_them(markdown: str, words: int) -> None:
    assert count(chapter(markdown)) == words


def test_a_chapter_is_counted_over_all_its_prose_and_without_its_tables() -> None:
    assert count(chapter("One two.", "Three.")) == 3
