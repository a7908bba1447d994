"""YAML as a person writes it: every value is the text as written; other YAML is refused with its line."""

from pathlib import Path
from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, Field

from gcm_analysis.evidence import EvidenceError, Problem
from gcm_analysis.evidence.yaml_file import lines_of, modelled, parse_yaml, read_settings, read_yaml
from gcm_analysis.evidence.yaml_tree import content

BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{','.join([f'*{below}'] * 9)}]\n"
    for below, name in zip("abcdefgh", "bcdefghi", strict=True)
)
# the second line, and what the message names
REFUSED = [
    ("b: *a", "an alias"),
    ("b: &b\n  k: *b", "an alias"),
    ("b: !!int x", "a tag, !!int"),
    ("b: !!pairs [x]", "a tag, !!pairs"),
    ("b: !!python/name:os.system x", "a tag, !!python/name:os.system"),
    ("b: !!timestamp 2018-99-99", "a tag, !!timestamp"),
    ("? {k: v}\n: x", "a key that is a group or a list"),
    ("? [k]\n: x", "a key that is a group or a list"),
    ('b: "\\UFFFFFFFF"', "a number that is too large"),
    ('b: "\\uD800"', "U+D800"),
    ('b: "\\x07"', "U+0007"),
    ("b: a\x07b", "U+0007"),
    ("b: " + "[" * 40, "one more within them"),
    ("b: " + "{k: " * 40, "one more within them"),
    ("a: again", "a second a"),
    ("b: Ã©vÃ©nement", "Ã©vÃ©nement"),
    ("b: l’\ufffdv\ufffdnement", "\ufffd"),
    ("---\nb: another document", "but found another document"),
]


def refused(text: str) -> Problem:
    with pytest.raises(EvidenceError) as raised:
        parse_yaml(text, "a.yml", "a group of keys")
    return raised.value.problems[0]


@pytest.mark.parametrize(("line", "found"), REFUSED, ids=[found for _, found in REFUSED])
def test_features_of_yaml_that_no_project_needs_are_refused_with_their_line(line: str, found: str) -> None:
    problem = refused(f"a: x\n{line}\n")
    assert found in problem.found
    assert problem.row in (2, 3)


def test_aliases_that_expand_to_millions_of_texts_are_refused_at_the_first() -> None:
    assert (refused(BOMB).row, refused(BOMB).found) == (2, "an alias, *a")


@pytest.mark.parametrize("text", ["", "\n", "# a remark\n"])
def test_for_an_empty_file_the_problem_says_what_is_expected(text: str) -> None:
    assert (refused(text).found, refused(text).expected) == ("an empty file", "a group of keys")


@pytest.mark.parametrize(
    "value", ["no", "2018", "0x10", "1_000", "12:30", "1e9", ".nan", "2018-12-07", "true", "=", "<<", "010"]
)
def test_a_value_is_the_text_as_written(value: str) -> None:
    assert content(parse_yaml(f"a: {value}", "a.yml", "keys")) == {"a": value}


@pytest.mark.parametrize("value", ["", "~", "null"])
def test_a_key_without_a_value_is_none(value: str) -> None:
    assert content(parse_yaml(f"a: {value}", "a.yml", "keys")) == {"a": None}


def test_each_key_has_its_own_line() -> None:
    lines = lines_of(parse_yaml("a:\n  b:\n    - c: x\n    - >\n      folded\nd: y\n", "a.yml", "keys"))
    assert lines == {"": 1, "a": 1, "a.b": 2, "a.b.0": 3, "a.b.0.c": 3, "a.b.1": 4, "d": 6}


def test_a_key_with_a_dot_is_not_the_key_of_a_group() -> None:
    assert content(parse_yaml("a.b: x\na: {b: y}", "a.yml", "keys")) == {"a.b": "x", "a": {"b": "y"}}


def test_the_settings_of_another_tool_keep_their_types(tmp_path: Path) -> None:
    path = tmp_path / "_tool.yml"
    path.write_text("toc: true\ndepth: 2\ntheme: [cosmo]\n", encoding="utf-8")
    assert read_settings(path, path.name, "settings") == {"toc": True, "depth": 2, "theme": ["cosmo"]}


def test_a_byte_order_mark_is_not_part_of_the_first_key(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_text("a: x\n", encoding="utf-8-sig")
    assert content(read_yaml(path, path.name, "keys")) == {"a": "x"}


@given(st.text(alphabet="ab:-[]{}&*!?|>%@`#'\"\\,~ \n\tUx0éÃ©\u2028\ufeff\x07", max_size=60))
def test_any_text_is_either_read_or_refused(text: str) -> None:
    problems: tuple[Problem, ...] = ()
    try:
        parse_yaml(text, "a.yml", "keys")
    except EvidenceError as error:
        problems = error.problems
    assert all(problem.found and problem.remedy for problem in problems)


class Limits(BaseModel):
    people: Annotated[int, Field(ge=1, le=20)] = 1
    name: Annotated[str, Field(min_length=1, max_length=3, pattern="^[a-z]*$")] = "a"
    ids: Annotated[tuple[str, ...], Field(min_length=1)] = ("a",)


@pytest.mark.parametrize(
    "text", ["people: 0", "people: 21", "people: x", "name: abcd", "name: ''", "name: A", "ids: []"]
)
def test_what_is_expected_of_a_value_is_said_in_words_for_people(text: str) -> None:
    _, (problem,) = modelled(text, "a.yml", Limits, "keys")
    assert problem.expected.startswith("a ")
