"""`gcm diff`: what changed between two reports, facts and words, on the terminal and as a page."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from gcm_analysis.errors import UserError
from gcm_analysis.verifying.diff import Change, Parameter, Wording, difference, wordings
from gcm_analysis.verifying.diff_page import page, summary

from .small import NAME, edit_manifest, replaced


def changed(report: Path, change: Callable[[dict, str], None]) -> None:
    """Change the facts of a report, by id, in the file of each language."""
    for code in ("en", "fr"):
        path = report / code / "facts.json"
        facts = {fact["id"]: fact for fact in json.loads(path.read_text(encoding="utf-8"))}
        change(facts, code)
        path.write_text(json.dumps([fact | {"id": name} for name, fact in facts.items()]), encoding="utf-8")


@pytest.fixture
def other(report: Path) -> Path:
    """Return a report in which one fact changed, one appeared, one vanished and one is based on other rows."""

    def change(facts: dict, code: str) -> None:
        facts["record.statements"] |= {"value": 59, "shown": "59"}
        seven = {"en": "7%", "fr": "7 %"}[code]
        facts["record.new"] = facts["record.share"] | {"notebook": "02-more", "shown": seven}
        del facts["record.share"]
        facts["claim.F025"]["rows"] = ["F025", "F049"]

    changed(report, change)
    edit_manifest(
        report, lambda one: [each.update(as_of="2018-12-07") for each in one["parameters"].values()]
    )
    return report


def test_a_report_does_not_differ_from_itself(good: Path) -> None:
    found = difference(good, good, "en")
    assert (found.parameters, found.chapters, found.other_rows, found.same) == ((), (), (), 3)
    assert found.words == ()


def test_facts_that_changed_appeared_and_vanished_are_listed_by_chapter(good: Path, other: Path) -> None:
    found = difference(good, other, "en")
    assert found.chapters == (
        (
            "Counts",
            (
                Change("record.share", "vanished", "15%", "", "challenges as a share", NAME),
                Change("record.statements", "changed", "250", "59", "coded statements", NAME),
            ),
        ),
        ("02-more", (Change("record.new", "appeared", "", "7%", "challenges as a share", "02-more"),)),
    )
    assert found.parameters == (Parameter("as_of", "", "2018-12-07"),)


def test_the_same_value_from_other_rows_is_counted_separately(good: Path, other: Path) -> None:
    found = difference(good, other, "en")
    assert (found.other_rows, found.same) == (("claim.F025",), 0)


def test_in_the_opposite_direction_what_appeared_has_vanished(good: Path, other: Path) -> None:
    one, two = difference(good, other, "en"), difference(other, good, "en")
    assert [one.count(kind) for kind in ("changed", "appeared", "vanished")] == [1, 1, 1]
    flipped = {"changed": "changed", "appeared": "vanished", "vanished": "appeared"}
    there = {(c.id, flipped[c.kind], c.after, c.before) for _, changes in one.chapters for c in changes}
    assert there == {(c.id, c.kind, c.before, c.after) for _, changes in two.chapters for c in changes}


def test_each_language_shows_its_own_words(good: Path, other: Path) -> None:
    (title, changes), _ = difference(good, other, "fr").chapters
    assert (title, changes[0].before) == ("Nombres", "15\u00a0%")


@pytest.mark.parametrize("code", ["en", "fr"])
def test_the_page_has_a_language_one_title_and_tables_with_headers(
    good: Path, other: Path, code: str
) -> None:
    made = BeautifulSoup(page(difference(good, other, code)), "html.parser")
    assert made.html["lang"] == code
    assert len(made.find_all("h1")) == 1
    assert len(made.find_all("table")) == 3
    for table in made.find_all("table"):
        assert all(th["scope"] == "col" for th in table.thead.find_all("th"))
        assert all(row.th["scope"] == "row" for row in table.tbody.find_all("tr"))
    ids = [tag["id"] for tag in made.find_all(id=True)]
    assert len(ids) == len(set(ids))
    assert {tag["aria-labelledby"] for tag in made.find_all(attrs={"aria-labelledby": True})} <= set(ids)
    assert not made.select("script, link, img")


def test_a_folder_without_the_language_is_refused(good: Path, other: Path) -> None:
    edit_manifest(other, lambda manifest: manifest["parameters"].pop("fr"))
    with pytest.raises(UserError, match="has no report in the language fr"):
        difference(good, other, "fr")


TABLE = "No.,Statement\nN001,{}\nN002,It stays.\n"


def statements(report: Path, code: str, words: str) -> None:
    (report / code / "data" / "evidence.csv").write_text(TABLE.format(words), encoding="utf-8")


@pytest.fixture
def reworded(report: Path) -> Path:
    """Return a report of which the English page and a French statement say something else."""
    replaced(report / "en" / "index.html", " of them challenges", " of them remarks")
    statements(report, "fr", "Cela freine.")
    return report


def test_words_are_compared_in_both_languages_whichever_is_asked_for(good: Path, reworded: Path) -> None:
    found = difference(good, reworded, "en")
    assert (found.chapters, found.other_rows) == ((), ())
    assert {one.language for one in found.words} == {"en", "fr"}
    english = [one for one in found.words if one.language == "en"]
    assert all("challenges" in one.before and "remarks" in one.after for one in english)
    assert f"{len(found.words)} statements and passages are worded differently." in summary(found)
    assert "of them remarks" in page(found)


def test_a_changed_statement_is_listed_by_its_id_with_its_old_and_new_words(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    for one, words in ((first, "It hinders."), (second, "It helps.")):
        (one / "en" / "data").mkdir(parents=True)
        statements(one, "en", words)
    found = wordings(first, second, "en")
    assert found == [Wording("en", "N001", "It hinders.", "It helps.")]


def test_a_number_that_belongs_to_a_fact_is_not_listed_again_as_changed_words(
    good: Path, report: Path
) -> None:
    text = (report / "en" / "index.html").read_text(encoding="utf-8")
    assert ">250<" in text
    (report / "en" / "index.html").write_text(text.replace(">250<", ">251<"), encoding="utf-8")
    assert all("250" not in one.before for one in wordings(good, report, "en"))
