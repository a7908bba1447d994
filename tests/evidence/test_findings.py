"""Findings and cases say what their rows support; anything else is refused with its place."""

import shutil
from collections.abc import Callable
from functools import reduce
from operator import getitem
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.builders import coded, write_yaml

from gcm_analysis import paths
from gcm_analysis.evidence.findings import load_synthesis, synthesis_problems
from gcm_analysis.evidence.findings.support import Support, by_statement, strongest, support

EVALUATION, SELF = "independent_evaluation_or_audit", "programme_self_report"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return Path(shutil.copytree(paths.home() / "data", tmp_path / "data"))


def change(data: Path, kind: str, edit: Callable[[Any], object]) -> list[str]:
    """Change the findings, answers, arrows or cases, and return what is then wrong: key and value found."""
    path = data / ("theory_of_change.yml" if kind == "arrows" else f"{kind}.yml")
    content = yaml.load(path.read_bytes(), yaml.CSafeLoader)
    edit(content[kind])
    write_yaml(path, content)
    problems = synthesis_problems(data)
    assert {problem.file for problem in problems} <= {f"data/{path.name}"}
    assert all(problem.row or problem.column == "id" for problem in problems)
    return [f"{problem.column}: {problem.found}" for problem in problems]


def test_the_committed_synthesis_has_18_findings_5_answers_and_5_cases() -> None:
    synthesis = load_synthesis(paths.home() / "data")
    assert synthesis
    assert (len(synthesis.findings), len(synthesis.answers)) == (18, 5)
    assert [case.iso3 for case in synthesis.cases] == ["CPV", "MEX", "MDA", "ETH", "GHA"]
    assert {one.question for one in synthesis.findings} == {one.question for one in synthesis.answers}


def test_a_project_may_have_no_findings_or_findings_and_no_cases(tmp_path: Path, data: Path) -> None:
    (data / "cases.yml").unlink()
    assert synthesis_problems(data) == []
    synthesis = load_synthesis(data)
    assert synthesis
    assert synthesis.cases == ()
    assert load_synthesis(tmp_path) is None


# What is edited at once: the key of the first finding, answer, arrow or case; what becomes of its value; what is refused.
BROKEN = {
    "rows of findings": (
        ("findings.qualifies", lambda rows: [*rows, "ST999"], "F01.qualifies: ST999"),
        ("findings.qualifies", lambda rows: [*rows, "ST067"], "F01: ST067"),  # which supports it already
        ("findings.overall.level", lambda _: "high", "F01.overall.level: high"),  # nothing behind it was read in full
    ),
    "form of findings": (
        ("findings.title.fr", lambda _: None, "findings.0.title.fr: "),
        ("findings.finding.en", lambda _: "a" * 421, f"findings.0.finding.en: {'a' * 421}"),
        ("findings.implication", lambda parts: [parts[0] | {"actor": "everybody"}], "findings.0.implication.0.actor: everybody"),
    ),
    "answers": (("answers.fr", lambda text: text.replace("(F04)", ""), "answers.0.fr: F01, F02, F03"),),
    "arrows": (("arrows.to", lambda _: "nowhere", "arrows.0: nowhere"),),
    "rows of cases": (
        ("cases.done.ids", lambda rows: [*rows, "ST999"], "cabo-verde.done: ST999"),
        ("cases.done.ids", lambda rows: [*rows, "mieux-nowhere-1"], "cabo-verde.done: mieux-nowhere-1"),
        ("cases.kept.ids", lambda rows: [*rows, "ST010"], "cabo-verde.kept: ST010"),  # about another country
    ),
    "form of cases": (
        ("cases.asked.fr", lambda _: "a" * 351, f"cases.0.asked.fr: {'a' * 351}"),
        ("cases.asked.en", lambda _: None, "cases.0.asked.en: "),
        ("cases.lost.ids", lambda _: [], "cases.0.lost.ids: []"),
        ("cases.won", lambda _: "More.", "cases.0.won: cases.0.won"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("edits", BROKEN.values(), ids=BROKEN)
def test_what_the_rows_or_the_form_of_the_synthesis_do_not_allow_is_refused_with_its_place(
    data: Path, edits: tuple[tuple[str, Callable[[Any], object], str], ...]
) -> None:
    def change_first(content: Any) -> None:
        for key, edit, _ in edits:
            _, *groups, last = key.split(".")
            group = reduce(getitem, groups, content[0])
            group[last] = edit(group.get(last))

    kind = edits[0][0].partition(".")[0]
    assert sorted(change(data, kind, change_first)) == sorted(refused for *_, refused in edits)


def test_a_text_of_a_case_may_have_350_characters(data: Path) -> None:
    assert change(data, "cases", lambda cases: cases[0]["asked"].update(fr="a" * 350)) == []


def test_a_case_without_a_statement_is_refused(data: Path) -> None:
    asked = {"ids": ["mieux-cabo-verde-1"], "en": "It asked.", "fr": "On a demandé."}
    bare = {"id": "a", "iso3": "CPV", "title": {"en": "A", "fr": "A"}, "asked": asked}
    assert change(data, "cases", lambda cases: cases.__setitem__(0, bare)) == ["a: mieux-cabo-verde-1"]


def test_two_cases_with_the_same_id_are_refused(data: Path) -> None:
    assert change(data, "cases", lambda cases: cases[4].update(id="mexico")) == ["id: mexico"]


def test_norms_plans_and_headings_do_not_support_a_finding(data: Path) -> None:
    rows = {
        "ST117": "norm_or_opinion",
        "ST031": "design_feature",
        "ST182": "norm_or_opinion",
        "ST246": "headings",
    }
    found = change(data, "findings", lambda findings: findings[3]["supports"].extend(rows))
    assert len(found) == len(rows)
    for problem, (row, why) in zip(sorted(found), sorted(rows.items()), strict=True):
        assert problem.startswith(f"F04.supports: {row}")
        assert why in problem


def test_support_counts_voices_and_how_far_they_were_read() -> None:
    rows = coded(
        {"source_id": "S001"}, {"source_id": "S001"}, {"source_id": "S002"}, {"source_id": "S003"},
        S001={"origin": "A", "house": "ILO", "source_type": EVALUATION, "read_extent": "full"},
        S002={"origin": "B", "house": "ILO", "source_type": SELF},
        S003={"origin": "C", "house": "ECA", "source_type": EVALUATION},
    )  # fmt: skip
    found = support(("ST001", "ST002", "ST003"), by_statement(rows))
    assert (found.statements, found.origins, found.read_in_full) == (3, {"A", "B"}, 2)
    assert (found.independent, found.self_reports) == (2, 1)


@pytest.mark.parametrize(
    ("origins", "independent", "in_full", "word"),
    [
        ("", 0, 0, "very low"),
        ("A", 1, 1, "low"),  # one voice
        ("ABC", 0, 3, "low"),  # nobody from outside
        ("AB", 1, 2, "moderate"),  # two voices
        ("ABC", 1, 0, "moderate"),  # openings of pages only
        ("ABC", 1, 1, "high"),
    ],
)
def test_the_rows_limit_the_level_of_confidence(
    origins: str, independent: int, in_full: int, word: str
) -> None:
    rows = Support(len(origins), frozenset(origins), independent, self_reports=0, read_in_full=in_full)
    assert strongest(rows) == word
