"""`gcm diff` compares words: what was said otherwise while no fact changed, in every language of both reports."""

from pathlib import Path

import pytest

from gcm_analysis.verifying.diff import Wording, difference, wordings
from gcm_analysis.verifying.diff_page import page, summary

from .small import replaced

TABLE = "No.,Statement\nN001,{}\nN002,It stays.\n"


def statements(report: Path, code: str, said: str) -> None:
    (report / code / "data" / "evidence.csv").write_text(TABLE.format(said), encoding="utf-8")


@pytest.fixture
def other(report: Path) -> Path:
    """Return a report of which the English page and a French statement say otherwise."""
    replaced(report / "en" / "index.html", " of them challenges", " of them remarks")
    statements(report, "fr", "Cela freine.")
    return report


def test_a_report_says_the_same_as_itself(good: Path) -> None:
    assert difference(good, good, "en").words == ()


def test_words_are_compared_in_both_languages_whichever_tells_the_facts(good: Path, other: Path) -> None:
    found = difference(good, other, "en")
    assert (found.chapters, found.other_rows) == ((), ())
    assert {one.language for one in found.words} == {"en", "fr"}
    english = [one for one in found.words if one.language == "en"]
    assert all("challenges" in one.before and "remarks" in one.after for one in english)
    assert f"{len(found.words)} statements and passages are worded differently." in summary(found)
    assert "of them remarks" in page(found)


def test_a_statement_is_told_by_its_id_with_the_cells_that_differ(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    for one, said in ((first, "It hinders."), (second, "It helps.")):
        (one / "en" / "data").mkdir(parents=True)
        statements(one, "en", said)
    found = wordings(first, second, "en")
    assert found == [Wording("en", "N001", "It hinders.", "It helps.")]


def test_a_number_that_a_fact_tells_is_not_told_again_as_other_words(good: Path, report: Path) -> None:
    text = (report / "en" / "index.html").read_text(encoding="utf-8")
    assert ">250<" in text
    (report / "en" / "index.html").write_text(text.replace(">250<", ">251<"), encoding="utf-8")
    assert all("250" not in one.before for one in wordings(good, report, "en"))
