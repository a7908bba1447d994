"""The event's description: every key that is wrong, missing or unknown is named with its row."""

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel

from gcm_analysis.evidence import Event, Problem
from gcm_analysis.evidence.event import Description, Words
from gcm_analysis.evidence.event_file import read_event

NAME = "event.yml"
GOOD = """\
title: {en: A title, fr: Un titre}
title_language: en
kind: {en: side event, fr: événement parallèle}
series: {en: Summit, fr: Sommet}
date: 2018-12-07
start: "08:30"
end: "09:45"
time_zone: Africa/Casablanca
venue: {en: A room, fr: Une salle}
city: {en: Marrakech, fr: Marrakech}
country: MAR
working_languages: [en]
interpretation: [fr]
organisers:
  - name: {en: A body, fr: Un organisme}
chair:
  name: A Name
  role: {en: Chair, fr: présidence}
  body: {en: A body, fr: Un organisme}
  level: national
  region: Europe
  perspective: {en: a city, fr: une ville}
  locator: {en: para 1, fr: par. 1}
panellists: []
announced_panellists: 6
questions:
  - phase: design
    text: {en: What helps, fr: Ce qui aide}
source_id: S001
attribution: named
"""
# what the good file has, what replaces it, then row, key, found and expected
BROKEN = [
    ('start: "08:30"', 'start: "8:30"', 6, "start", "8:30", 'a time between quotes, such as "08:30"'),
    ('start: "08:30"', 'start: "24:00"', 6, "start", "24:00", "a time between quotes"),
    ('end: "09:45"', "end: 09.45", 7, "end", "09.45", "a time between quotes"),
    ("date: 2018-12-07", "date: 9999-12-07", 5, "date", "9999-12-07", "from 1900 to 2100"),
    ("date: 2018-12-07", "date: 02018-12-07", 5, "date", "02018-12-07", "YYYY-MM-DD"),
    ("Africa/Casablanca", "Morocco/Casablanca", 8, "time_zone", "Morocco/Casablanca", "a time zone of the IANA list"),
    ("title: {en: A title", "title: {en: ''", 1, "title.en", "", "a text"),
    ("title: {en: A title, fr: Un titre}", "title: {}", 1, "title", "a group of keys", "a text in en or in fr"),
    ("attribution: named", "attribution: secret", 30, "attribution", "secret", "chatham-house"),
    ("attribution: named", "attribution: named\nstatus: cleared", 1, "cleared", "", "who and when, since the status is cleared"),
    ("date: 2018-12-07", "date: 2018", 5, "date", "2018", "YYYY-MM-DD"),
    ("date: 2018-12-07", "date: 1543968000", 5, "date", "1543968000", "YYYY-MM-DD"),
    ("date: 2018-12-07", "date: 7 December 2018", 5, "date", "7 December 2018", "YYYY-MM-DD"),
    ("date: 2018-12-07", "date: 2018-12-07\nend_date: 2018-12-07", 6, "end_date", "2018-12-07", "a day later than date"),
    ("date: 2018-12-07", "date: 2018-12-07\nend_date: 2028-12-08", 6, "end_date", "2028-12-08", "at most 366 days"),
    ("country: MAR", "country: Morocco", 11, "country", "Morocco", "did you mean MAR"),
    ("working_languages: [en]", "working_languages: [English]", 12, "working_languages.0", "English", "a two-letter code"),
    ("level: national", "level: state", 20, "chair.level", "state", "local, national, regional, international"),
    ("phase: design", "phase: planning", 27, "questions.0.phase", "planning", "design"),
    ("announced_panellists: 6", "announced_panellists: -1", 25, "announced_panellists", "-1", "at least 0"),
    ("source_id: S001", "source_id: S001\nvenu: x", 30, "venu", "venu", "a key that the data dictionary names"),
    ("source_id: S001", "source_id: S001\nvenu: x", 30, "venu", "venu", "did you mean venue?"),
    ("date: 2018-12-07", "date: 2018-02-30", 5, "date", "2018-02-30", "YYYY-MM-DD"),
    ("country: MAR", "country: XXX", 11, "country", "XXX", "alpha-3"),
    ("title_language: en", "title_language: es", 2, "title_language", "es", ""),
    ("interpretation: [fr]", "interpretation: [zz]", 13, "interpretation.0", "zz", "a two-letter code"),
    ("city: {en: Marrakech, fr: Marrakech}\n", "", 1, "city", "", "a value"),
]  # fmt: skip


def read(folder: Path, text: str) -> tuple[Event | None, list[Problem]]:
    path = folder / "event.yml"
    path.write_text(text, encoding="utf-8")
    return read_event(path, NAME)


def test_a_good_description_is_read_without_a_problem(tmp_path: Path) -> None:
    event, problems = read(tmp_path, GOOD)
    assert problems == []
    assert event is not None
    assert (event.date.isoformat(), event.start.isoformat("minutes"), event.minutes) == (
        "2018-12-07",
        "08:30",
        75,
    )
    assert (event.title.in_language("fr"), event.gaps) == ("Un titre", ())


def test_a_text_without_its_translation_is_the_other_language_s_and_says_so() -> None:
    assert Words(en="A title").in_language("fr") == "A title [en]"
    assert Words(fr="Un titre").in_language("en") == "Un titre [fr]"


def test_a_language_that_is_given_twice_counts_once(tmp_path: Path) -> None:
    text = GOOD.replace("working_languages: [en]", "working_languages: [en, en]\nlanguages: [fr, fr]")
    event, _ = read(tmp_path, text)
    assert event is not None
    assert (event.languages, event.working_languages) == (("fr",), ("en",))


def test_only_an_online_event_needs_no_place(tmp_path: Path) -> None:
    placeless = GOOD.replace("city: {en: Marrakech, fr: Marrakech}\ncountry: MAR\n", "mode: online\n")
    event, problems = read(tmp_path, placeless)
    assert problems == []
    assert event is not None
    assert (event.mode, event.city, event.country) == ("online", None, None)
    _, problems = read(tmp_path, placeless.replace("online", "hybrid"))
    assert {problem.column for problem in problems} == {"city", "country"}


@pytest.mark.parametrize(
    ("old", "new", "row", "column", "found", "expected"), BROKEN, ids=[new for _, new, *_ in BROKEN]
)
def test_a_key_that_is_wrong_is_named_with_its_row(  # noqa: PLR0913 - the columns of the table above
    old: str, new: str, row: int, column: str, found: str, expected: str, tmp_path: Path
) -> None:
    assert old in GOOD
    event, problems = read(tmp_path, GOOD.replace(old, new, 1))
    assert event is None
    (problem,) = problems
    assert (problem.file, problem.row, problem.column, problem.found) == (NAME, row, column, found)
    assert expected in f"{problem.expected}; {problem.remedy}"
    assert problem.remedy


def test_a_person_of_an_event_without_announcement_has_no_locator(tmp_path: Path) -> None:
    event, problems = read(tmp_path, GOOD.replace("  locator: {en: para 1, fr: par. 1}\n", ""))
    assert problems == []
    assert event is not None
    assert [one.locator for one in event.people] == [None]


def test_for_a_text_cut_off_by_a_comma_quotation_marks_are_advised(tmp_path: Path) -> None:
    (problem,) = read(tmp_path, GOOD.replace("en: A title", "en: A title, with a comma"))[1]
    assert (problem.row, problem.column) == (1, "title.with a comma")
    assert "quotation marks" in problem.remedy


def test_an_event_that_does_not_end_after_its_start_is_refused_with_the_key_end(tmp_path: Path) -> None:
    (problem,) = read(tmp_path, GOOD.replace("09:45", "08:30"))[1]
    assert problem.expected == "an end later than the start"
    assert (problem.row, problem.column, problem.found) == (7, "end", "08:30")


@pytest.mark.parametrize(
    ("old", "new", "row"),
    [
        ("kind: {en: side event", "kind: {en: side: event: x", 3),
        ("chair:\n", "chair:\n bad\n", 18),
        ('start: "08:30"', 'start: "08:30', 6),
    ],
)
def test_a_file_that_is_not_yaml_is_refused_with_a_row(old: str, new: str, row: int, tmp_path: Path) -> None:
    (problem,) = read(tmp_path, GOOD.replace(old, new, 1))[1]
    assert problem.expected == "YAML"
    assert problem.remedy == "check indentation, colons and quotes there"
    assert problem.row is not None
    assert abs(problem.row - row) <= 1


def test_all_wrong_keys_are_named_at_once(tmp_path: Path) -> None:
    broken = GOOD.replace("country: MAR", "country: Morocco").replace("level: national", "level: state")
    assert [problem.column for problem in read(tmp_path, broken)[1]] == ["country", "chair.level"]


def rows_of_dictionary(section: str) -> dict[str, str]:
    """Return what the table of keys says of each key of a description: `optional`, its last column."""
    rows = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("| `")]
    return {key.strip("` "): row[-1] for row in rows for key in row[0].split(",")}


def models_in(kind: object) -> Iterator[type[BaseModel]]:
    """Yield the groups of keys in a type, each with those in it; `Words` has the languages alone."""
    if isinstance(kind, type) and issubclass(kind, BaseModel) and kind is not Words:
        yield kind
        for known in kind.model_fields.values():
            yield from models_in(known.annotation)
    for inner in get_args(kind):
        yield from models_in(inner)


def test_the_data_dictionary_names_every_key_of_a_description_and_whether_it_may_be_left_out() -> None:
    text = (Path(__file__).parents[2] / "data" / "README.md").read_text(encoding="utf-8")
    section = text.split("### events/\\<event\\>/event.yml")[1].split("\n### ")[0]
    described = rows_of_dictionary(section)
    fields = Description.model_fields
    assert {name: answer == "no" for name, answer in described.items()} == {
        name: known.is_required() for name, known in fields.items()
    }
    inner = {name for model in models_in(Description) for name in model.model_fields}
    assert [name for name in sorted(inner) if f"`{name}`" not in section] == []
