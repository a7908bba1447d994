"""Where an edition has no such exhibit, nothing refers to it, and the words that are left are whole sentences."""

from pathlib import Path

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import HOME

from gcm_analysis.catalogue import read_catalogue
from gcm_analysis.publishing.stage.chapters import Chapter, Text
from gcm_analysis.publishing.stage.references import REFERENCE, declared, resolved, without

from .notebooks import chapter, code, fact, notebook, table, text


@pytest.fixture
def notebooks(tmp_path: Path) -> Path:
    """Return a folder whose notebooks declare a table, `tbl-a`, and a section, `sec-b`."""
    declaring = notebook(code("#| label: tbl-a\npage.show(x)"), title="# B {#sec-b}")
    nbformat.write(declaring, tmp_path / "01-b.ipynb")
    return tmp_path


def left(words: str, notebooks: Path) -> str:
    (left_over,) = resolved([chapter(code("page.show(x)", text(words)))], notebooks)
    return str(left_over.blocks[1].markdown)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("It holds (@tbl-a).", "It holds."),
        ("It holds (as said in @tbl-a), always.", "It holds, always."),
        ("It holds (strong; @sec-b; firm).", "It holds (strong; firm)."),
        ("Il tient (solide\u202f; @sec-b).", "Il tient (solide)."),
        ("It holds (strong (see @tbl-a); firm).", "It holds (strong; firm)."),
        ("One. The rows are in @tbl-a. Three.", "One. Three."),
        ("Les lignes sont au @tbl-a. Écarts compris.", "Écarts compris."),
        ("One. The rows are in @tbl-a.", "One."),
        ("[The rows](https://a.example/b) stand (@tbl-a).", "[The rows](https://a.example/b) stand."),
        ("- one\n- two (@tbl-a)\n- @tbl-a has three.", "- one\n- two"),
        ("| a | in @tbl-a | c |", "| a | – | c |"),
        (r"Said: “no\. 5\. It stays”, see @tbl-a. Next.", "Next."),  # a full stop of data ends no sentence
    ],
)
def test_what_refers_to_an_absent_exhibit_is_left_out(said: str, kept: str, notebooks: Path) -> None:
    assert left(said, notebooks) == kept


@pytest.mark.parametrize("said", ["Mail a\\@tbl-a now.", "As @S001 says.", "It holds (@tbl-aa).", ""])
def test_all_else_stays_as_it_is_and_a_label_that_no_notebook_has_for_the_publisher_to_name(
    said: str, notebooks: Path
) -> None:
    assert left(said, notebooks) == said


def test_an_exhibit_that_is_there_is_referred_to(notebooks: Path) -> None:
    both = chapter(
        code("#| label: tbl-a\npage.show(x)", table()), code("page.show(y)", text("As in @tbl-a."))
    )
    assert resolved([both], notebooks) == [both]


def test_a_fact_that_only_the_words_left_out_stated_is_no_fact_of_the_report(notebooks: Path) -> None:
    told = chapter(code("page.show(x)", text("In @tbl-a are", fact("a", 3)), text("There are", fact("b", 4))))
    (left_over,) = resolved([told], notebooks)
    assert [one["id"] for one in left_over.facts] == ["b"]


PIECES = st.lists(
    st.sampled_from(["Yes", "(a; @tbl-a)", "@sec-b", ". ", "; ", " ", "\n- ", "(", ")", "| "]), max_size=12
)


@given(PIECES)
def test_whatever_is_said_nothing_is_left_that_refers_to_what_is_absent(pieces: list[str]) -> None:
    left = without({"tbl-a", "sec-b"}, Chapter("x", "X", (Text("".join(pieces)),), ()))
    assert not [label for block in left.blocks for label in REFERENCE.findall(block.markdown)]  # type: ignore[union-attr]


def test_every_reference_in_a_translation_is_to_something_that_a_notebook_declares() -> None:
    translations = (str(message.string) for message in read_catalogue("fr") or () if message.id)
    referred = set(REFERENCE.findall(" ".join(translations)))
    assert referred
    assert referred <= declared(HOME / "notebooks")
