"""A case says no more than its rows, in both languages and in few words; what they do not carry is refused by place."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from gcm_analysis import paths
from gcm_analysis.evidence.findings import load_synthesis, synthesis_problems


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return Path(shutil.copytree(paths.home() / "data", tmp_path / "data"))


def change(data: Path, edit: Callable[[Any], object]) -> list[str]:
    """Change the first case, and return what is then wrong: key and value found."""
    path = data / "cases.yml"
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    edit(content["cases"][0])
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    problems = synthesis_problems(data)
    assert {problem.file for problem in problems} <= {"data/cases.yml"}
    assert all(problem.row for problem in problems)
    return [f"{problem.column}: {problem.found}" for problem in problems]


def test_the_committed_cases_are_of_five_countries() -> None:
    synthesis = load_synthesis(paths.home() / "data")
    assert synthesis
    assert [case.iso3 for case in synthesis.cases] == ["CPV", "MEX", "MDA", "ETH", "GHA"]


def test_a_project_may_have_findings_and_no_cases(data: Path) -> None:
    (data / "cases.yml").unlink()
    assert synthesis_problems(data) == []
    synthesis = load_synthesis(data)
    assert synthesis
    assert synthesis.cases == ()


def resting_on_an_action_alone(case: Any) -> None:
    case.clear()
    case |= {"id": "a", "iso3": "CPV", "title": {"en": "A", "fr": "A"}}
    case["asked"] = {"ids": ["mieux-cabo-verde-1"], "en": "It asked.", "fr": "On a demandé."}


@pytest.mark.parametrize(
    ("edit", "found"),
    [
        (lambda case: case["done"]["ids"].append("ST999"), "cabo-verde.done: ST999"),
        (lambda case: case["done"]["ids"].append("mieux-nowhere-1"), "cabo-verde.done: mieux-nowhere-1"),
        (lambda case: case["kept"]["ids"].append("ST010"), "cabo-verde.kept: ST010"),  # about another country
        (resting_on_an_action_alone, "a: mieux-cabo-verde-1"),
        (lambda case: case["asked"].update(fr="a" * 351), f"cases.0.asked.fr: {'a' * 351}"),
        (lambda case: case["asked"].pop("en"), "cases.0.asked.en: "),
        (lambda case: case["lost"].update(ids=[]), "cases.0.lost.ids: []"),
        (lambda case: case.update(won="More."), "cases.0.won: cases.0.won"),
    ],
)
def test_what_a_case_may_not_say_is_named_by_place(
    data: Path, edit: Callable[[Any], object], found: str
) -> None:
    assert change(data, edit) == [found]


def test_a_text_has_350_characters_at_most(data: Path) -> None:
    assert change(data, lambda case: case["asked"].update(fr="a" * 350)) == []


def test_two_cases_have_two_ids(data: Path) -> None:
    path = data / "cases.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("- id: ghana", "- id: mexico"), encoding="utf-8")
    assert [(problem.column, problem.found) for problem in synthesis_problems(data)] == [("id", "mexico")]
