"""The event that a report is about where none is named: `data/project.yml` says it, and what is wrong there is named."""

from pathlib import Path

import pytest
from tests.builders import DEFAULT_EVENT

from gcm_analysis.evidence import EvidenceError, Problem, default_event


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


def test_an_event_that_is_not_there_is_named_with_those_that_are(data_copy: Path) -> None:
    problem = refused(data_copy, "default_event: gfmd-2018-mieu")
    assert (problem.column, problem.found) == ("default_event", "gfmd-2018-mieu")
    assert problem.expected == "an event of data/events: bangkok-2018-mieux, gfmd-2018-mieux, gfmd-2018-rcps"
    assert problem.remedy == "correct it; did you mean gfmd-2018-mieux?"
    assert refused(data_copy, "default_event: 7").remedy == "correct it; or add the event"


def test_a_key_that_it_does_not_have_is_named_with_its_line_and_those_that_there_are(data_copy: Path) -> None:
    problem = refused(data_copy, "default_event: gfmd-2018-mieux\nother: b")
    expected = "the key default_event and, if wanted, site_url, licence, licence_url, publisher_en, publisher_fr, contact; no other"
    assert (problem.row, problem.found, problem.expected) == (2, "other", expected)


def test_a_file_that_names_no_event_is_told_to_add_the_key(data_copy: Path) -> None:
    problem = refused(data_copy, "licence: MIT")
    assert (problem.column, problem.remedy) == ("default_event", "add the key")


@pytest.mark.parametrize("content", ["", "# a remark alone\n"])
def test_an_empty_file_is_told_what_to_say(content: str, data_copy: Path) -> None:
    assert refused(data_copy, content).expected == "default_event: EVENT"


def test_a_project_without_the_file_is_told_what_to_add(data_copy: Path) -> None:
    (data_copy / "data" / "project.yml").unlink()
    with pytest.raises(EvidenceError, match=r"no such file.*\n.*default_event: EVENT\n.*add the file"):
        default_event(data_copy / "data")
