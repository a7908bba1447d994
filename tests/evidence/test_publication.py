"""Where and under which licence a project publishes: `data/project.yml` may say it, and what is wrong there is named."""

from pathlib import Path

import pytest

from gcm_analysis.evidence import EvidenceError, Publication, project_publication


def told(home: Path, content: str) -> Publication:
    (home / "data" / "project.yml").write_text(f"default_event: gfmd-2018-mieux\n{content}", encoding="utf-8")
    return project_publication(home / "data")


def test_a_project_that_says_nothing_of_its_publishing_has_no_address_and_no_licence(data_copy: Path) -> None:
    assert told(data_copy, "") == Publication()
    assert told(data_copy, 'site_url: ""\nlicence:\n') == Publication()
    (data_copy / "data" / "project.yml").unlink()
    assert project_publication(data_copy / "data") == Publication()


def test_who_publishes_has_a_name_in_each_language_or_one_for_both(data_copy: Path) -> None:
    both = told(data_copy, "publisher_en: The Unit\npublisher_fr: L’Unité\n")
    assert (both.publisher("en"), both.publisher("fr")) == ("The Unit", "L’Unité")
    assert told(data_copy, "publisher_en: The Unit\n").publisher("fr") == "The Unit"
    assert told(data_copy, "").publisher("en") == ""


@pytest.mark.parametrize("address", ["https://example.org/reports", "https://example.org/reports/"])
def test_the_address_of_the_site_ends_with_a_slash(address: str, data_copy: Path) -> None:
    assert told(data_copy, f"site_url: {address}").site_url == "https://example.org/reports/"


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
def test_what_is_no_address_or_no_text_is_named_with_its_key(
    content: str, found: str, data_copy: Path
) -> None:
    with pytest.raises(EvidenceError) as raised:
        told(data_copy, content)
    (problem,) = raised.value.problems
    assert (problem.column, problem.found) == (content.partition(":")[0], found)
    assert problem.remedy == "correct the value"
