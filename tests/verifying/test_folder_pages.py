"""The pages beside the reports of a folder are compared with the cards of the reports."""

import json
from collections.abc import Iterator
from copy import deepcopy
from functools import reduce
from operator import getitem
from pathlib import Path

import pytest
from tests.publishing.explorer_kit import DAY

from gcm_analysis.edition import Edition
from gcm_analysis.evidence import Evidence
from gcm_analysis.publishing.folder.indexes import write_event_index, write_reports_pages
from gcm_analysis.verifying.rebuilt import folder_differences as differences

CARD = {
    "event": "a",
    "date": "2018-12-07",
    "cover": {"language": "en", "title": "A", "line": "B", "colour": 1, "circles": [{"x": 1, "y": 2, "r": 3}]},
    "editions": [
        {
            "language": "en", "title": "English – A", "about": "About.", "href": "en/index.html", "draft": {}, "status": "x",
            "links": [{"name": "HTML", "href": "en/index.html"}], "version": "1.0", "authors": ["A"],
        }
    ],
    "metadata": {"date": "2026-01-01", "titles": {"en": "A"}, "draft": False},
}  # fmt: skip


@pytest.fixture
def report(tmp_path: Path) -> Path:
    folder = tmp_path / "reports" / "a"
    folder.mkdir(parents=True)
    (folder / "card.json").write_text(json.dumps(CARD), encoding="utf-8")
    write_reports_pages(folder.parent, "")
    return folder


def test_the_pages_published_beside_a_report_agree_with_its_card(report: Path) -> None:
    assert list(differences(report)) == []


def test_a_card_as_it_is_written_today_is_read(tmp_path: Path, evidence: Evidence) -> None:
    folder = tmp_path / "reports" / "a"
    (folder / "en").mkdir(parents=True)
    (folder / "en" / "index.html").touch()
    write_event_index(folder, evidence, Edition.model_validate({"event": "a", "language": "en"}), DAY)
    write_reports_pages(folder.parent, "")
    assert list(differences(folder)) == []


@pytest.mark.parametrize("name", ["feed.xml", "index.html"])
def test_a_changed_word_in_the_feed_or_the_page_of_all_reports_is_named(report: Path, name: str) -> None:
    path = report.parent / name
    path.write_text(path.read_text(encoding="utf-8").replace("About.", "Not so."), encoding="utf-8")
    assert list(differences(report)) == [f"../{name}: other than the cards of the reports say"]


def test_an_unexpected_sitemap_is_named(report: Path) -> None:
    (report.parent / "sitemap.xml").write_text("<urlset/>", encoding="utf-8")
    assert list(differences(report)) == ["../sitemap.xml: other than the cards of the reports say"]


@pytest.mark.parametrize("key", ["editions", "cover", "metadata"])
def test_a_damaged_card_is_named(report: Path, key: str) -> None:
    (report / "card.json").write_text(json.dumps(CARD | {key: 1}), encoding="utf-8")
    (found,) = differences(report)
    assert found.startswith("../a/card.json can’t be read: ")


def places(content: object, way: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the way to each value of a JSON document."""
    pairs = (
        content.items()
        if isinstance(content, dict)
        else enumerate(content if isinstance(content, list) else ())
    )
    for key, value in pairs:
        yield (*way, key)
        yield from places(value, (*way, key))


@pytest.mark.parametrize("value", [None, 1, "x", {}, []])
def test_whatever_is_wrong_in_a_card_is_a_difference_and_not_an_exception(
    report: Path, value: object
) -> None:
    for way in places(CARD):
        card = deepcopy(CARD)
        reduce(getitem, way[:-1], card)[way[-1]] = value
        (report / "card.json").write_text(json.dumps(card), encoding="utf-8")
        # By the date they are only ordered, and nothing is as good as no draft.
        assert list(differences(report)) or way[-1] in {"date", "draft"} or card == CARD


def test_a_report_alone_in_its_folder_and_a_matrix_have_nothing_to_compare(report: Path) -> None:
    (report.parent / "matrix.json").write_text("{}", encoding="utf-8")
    (report.parent / "index.html").write_text("a matrix", encoding="utf-8")
    assert list(differences(report)) == []
    assert list(differences(report.parent)) == []
