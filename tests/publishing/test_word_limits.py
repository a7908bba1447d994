"""Words of a chapter, counted as a reader counts them, and the limits that an event sets."""

from pathlib import Path

import pytest

from gcm_analysis.evidence import EvidenceError
from gcm_analysis.evidence.event import Event
from gcm_analysis.evidence.load import Evidence
from gcm_analysis.evidence.missing import Missing
from gcm_analysis.publishing.stage.chapters import Chapter, TableBlock, Text
from gcm_analysis.publishing.status.word_limits import check_word_limits, count, exceeded

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


def limited(evidence: Evidence, **limits: int) -> Event:
    named = {name.replace("_", "-").lstrip("-"): limit for name, limit in limits.items()}
    return evidence.event.model_copy(update={"word_limits": named})


@pytest.mark.parametrize(("markdown", "words"), COUNTED.values(), ids=COUNTED)
def test_words_are_counted_as_a_reader_counts_them(markdown: str, words: int) -> None:
    assert count(chapter(markdown)) == words


def test_a_chapter_is_counted_over_all_its_prose_and_without_its_tables() -> None:
    assert count(chapter("One two.", "Three.")) == 3


def test_only_a_chapter_that_has_more_words_than_allowed_is_named(evidence: Evidence) -> None:
    event = limited(evidence, _01_a=3, _02_b=3)
    chapters = [chapter("One two three four."), chapter("One two three.", name="02-b"), chapter("One " * 9, name="03-c")]  # fmt: skip
    assert list(exceeded(chapters, event, "fr")) == [
        Missing("words", "notebooks/01-a.ipynb", "fr", "4 words, 3 allowed")
    ]


def test_a_limit_of_a_notebook_that_is_not_in_the_report_is_a_problem(evidence: Evidence) -> None:
    event = limited(evidence, _01_a=3, _01_aa=3)
    with pytest.raises(EvidenceError) as caught:
        check_word_limits(event, "e", [Path("01-a.ipynb"), Path("02-b.ipynb")])
    (problem,) = caught.value.problems
    assert (problem.file, problem.column) == ("data/events/e/event.yml", "word_limits.01-aa")
    assert problem.expected == "a notebook of the profile full: 01-a, 02-b"
    assert problem.remedy == "write 01-a"
