"""A source as a citation shows it and as the list of sources tells it."""

from typing import Any

import pytest
from tests.builders import frame

from gcm_analysis.narrative.language import Language
from gcm_analysis.publishing.stage.bibliography import references


def cited(code: str = "en", **cells: str) -> dict[str, Any]:
    (item,) = references(frame("sources", cells).assign(short="A body 2018"), Language(code))
    return item


@pytest.mark.parametrize(
    ("published", "issued"),
    [("2018-12-07", {"date-parts": [[2018, 12, 7]]}), ("2018", {"date-parts": [[2018]]}), ("", None)],
)
def test_a_source_is_dated_as_exactly_as_it_dates_itself(published: str, issued: object) -> None:
    assert cited(published=published).get("issued") == issued


def test_a_source_is_cited_by_its_short_name_and_listed_with_how_far_it_was_read() -> None:
    item = cited(source_id="S1", title="T <b>")
    assert (item["id"], item["title"], item["title-short"], item["note"]) == (
        "S1",
        "T <b>",
        "A body 2018",
        "Read in part",
    )


def test_the_notes_of_an_event_are_not_named_twice_nor_said_to_be_read() -> None:
    item = cited(title="A body 2018", source_type="event_notes", read_extent="full")
    assert not item.keys() & {"title", "note"}


def test_each_author_of_a_source_is_named_by_itself_and_a_source_without_one_has_none() -> None:
    assert cited(author="Ada Lark|Ben Crow")["author"] == [{"literal": "Ada Lark"}, {"literal": "Ben Crow"}]
    assert "author" not in cited(author="")


def test_what_states_agreed_is_listed_before_what_a_programme_says_of_itself() -> None:
    agreed, own = (cited("fr", source_type=kind) for kind in ("negotiated_text", "programme_self_report"))
    assert agreed["collection-number"] < own["collection-number"]
    assert (agreed["genre"], own["genre"]) == ("Textes négociés", "Programmes sur eux-mêmes")
