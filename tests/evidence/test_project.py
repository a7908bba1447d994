"""The event of a report if none is named: `data/project.yml` says it, and every error there is named."""

from pathlib import Path

import pytest
from tests.builders import DEFAULT_EVENT

from gcm_analysis.evidence import EvidenceError, Problem, Publication, default_event, project_publication


def refused(home: Path, content: str) -> Problem:
    (home / "data" / "project.yml").write_text(content, encoding="utf-8")
    with pytest.raises(EvidenceError) as raised:
        default_event(home / "data")
    (problem,) = raised.value.problems
    assert problem.file == "data/project.yml"
    return problem


def test_the_project_names_its_default_event(data_copy: Path) -> None:
    assert default_event(data_copy / "data") == DEFAULT_EVENT
    (data_copy / "data" / "project.yml").write_text("default_event: bangkok-2018-mieux", encoding="utf-8")
    assert default_event(data_copy / "data") == "bangkok-2018-mieux"


def test_a_missing_event_is_named_with_those_that_exist(data_copy: Path) -> None:
    problem = refused(data_copy, "default_event: gfmd-2018-mieu")
    assert (problem.column, problem.found) == ("default_event", "gfmd-2018-mieu")
    assert problem.expected == "an event of data/events: bangkok-2018-mieux, gfmd-2018-mieux, gfmd-2018-rcps"
    assert problem.remedy == "correct it; did you mean gfmd-2018-mieux?"
    assert refused(data_copy, "default_event: 7").remedy == "correct it; or add the event"


def test_an_unknown_key_is_named_with_its_line_and_the_known_keys(data_copy: Path) -> None:
    problem = refused(data_copy, "default_event: gfmd-2018-mieux\nother: b")
    expected = "the key default_event and, if wanted, site_url, licence, licence_url, publisher_en, publisher_fr, contact; no other"
    assert (problem.row, problem.found, problem.expected) == (2, "other", expected)


def test_for_a_file_that_names_no_event_the_remedy_is_to_add_the_key(data_copy: Path) -> None:
    problem = refused(data_copy, "licence: MIT")
    assert (problem.column, problem.remedy) == ("default_event", "add the key")


@pytest.mark.parametrize("content", ["", "# a remark alone\n"])
def test_for_an_empty_file_the_message_says_what_to_write(content: str, data_copy: Path) -> None:
    assert refused(data_copy, content).expected == "default_event: EVENT"


def test_for_a_project_without_the_file_the_message_says_what_to_add(data_copy: Path) -> None:
    (data_copy / "data" / "project.yml").unlink()
    with pytest.raises(EvidenceError, match=r"no such file.*\n.*default_event: EVENT\n.*add the file"):
        default_event(data_copy / "data")


# --- where and under which licence it publishes -------------------------------------------------------------


def publication(home: Path, content: str) -> Publication:
    (home / "data" / "project.yml").write_text(f"default_event: gfmd-2018-mieux\n{content}", encoding="utf-8")
    return project_publication(home / "data")


def test_a_project_that_says_nothing_about_publishing_has_no_address_and_no_licence(data_copy: Path) -> None:
    assert publication(data_copy, "") == Publication()
    assert publication(data_copy, 'site_url: ""\nlicence:\n') == Publication()
    (data_copy / "data" / "project.yml").unlink()
    assert project_publication(data_copy / "data") == Publication()


def test_the_publisher_has_a_name_in_each_language_or_one_for_both(data_copy: Path) -> None:
    both = publication(data_copy, "publisher_en: The Unit\npublisher_fr: L’Unité\n")
    assert (both.publisher("en"), both.publisher("fr")) == ("The Unit", "L’Unité")
    assert publication(data_copy, "publisher_en: The Unit\n").publisher("fr") == "The Unit"
    assert publication(data_copy, "").publisher("en") == ""


@pytest.mark.parametrize("address", ["https://example.org/reports", "https://example.org/reports/"])
def test_the_address_of_the_site_ends_with_a_slash(address: str, data_copy: Path) -> None:
    assert publication(data_copy, f"site_url: {address}").site_url == "https://example.org/reports/"


def test_this_project_names_its_licence(data_copy: Path) -> None:
    publication = project_publication(data_copy / "data")
    assert publication.licence == "CC BY 4.0"
    assert publication.licence_url == "https://creativecommons.org/licenses/by/4.0/"


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("site_url: example.org", "example.org"),
        ("site_url: ftp://example.org", "ftp://example.org"),
        ("licence_url: https://example.org/?a=1", "https://example.org/?a=1"),
        ("site_url: 'https://example.org/my reports'", "https://example.org/my reports"),
        ("site_url: 'https://['", "https://["),
        ("licence: [MIT]", "['MIT']"),
    ],
)
def test_a_value_that_is_not_an_address_or_not_a_text_is_named_with_its_key(
    content: str, found: str, data_copy: Path
) -> None:
    with pytest.raises(EvidenceError) as raised:
        publication(data_copy, content)
    (problem,) = raised.value.problems
    assert (problem.column, problem.found) == (content.partition(":")[0], found)
    assert problem.remedy == "correct the value"
