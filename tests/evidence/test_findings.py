"""Findings are claims that their rows carry; what they do not carry is refused by place."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.builders import coded

from gcm_analysis import paths
from gcm_analysis.evidence import EvidenceError
from gcm_analysis.evidence.findings import load_synthesis
from gcm_analysis.evidence.findings.support import Support, by_statement, strongest, support

EVALUATION, SELF = "independent_evaluation_or_audit", "programme_self_report"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return Path(shutil.copytree(paths.home() / "data", tmp_path / "data"))


def change(data: Path, file: str, edit: Callable[[Any], None]) -> list[str]:
    """Change a file of the synthesis, and return what is then refused: key and value found."""
    path = data / file
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    edit(content)
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    with pytest.raises(EvidenceError) as refused:
        load_synthesis(data)
    return [f"{problem.column}: {problem.found}" for problem in refused.value.problems]


def first(content: Any) -> Any:
    return content["findings"][0]


def test_the_committed_synthesis_has_18_findings_and_answers_5_questions() -> None:
    synthesis = load_synthesis(paths.home() / "data")
    assert synthesis
    assert (len(synthesis.findings), len(synthesis.answers)) == (18, 5)
    assert {finding.question for finding in synthesis.findings} == {
        each.question for each in synthesis.answers
    }


def test_a_project_without_findings_has_no_synthesis(tmp_path: Path) -> None:
    assert load_synthesis(tmp_path) is None


def test_a_statement_that_does_not_exist_is_named(data: Path) -> None:
    found = change(data, "findings.yml", lambda content: first(content)["qualifies"].append("ST999"))
    assert found == ["F01.qualifies: ST999"]


def test_a_statement_serves_a_finding_in_one_way(data: Path) -> None:
    found = change(
        data,
        "findings.yml",
        lambda content: first(content)["qualifies"].append(first(content)["supports"][0]),
    )
    assert found == ["F01: ST067"]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("ST117", "norm_or_opinion"),
        ("ST031", "design_feature"),
        ("ST182", "norm_or_opinion"),
        ("ST246", "headings"),
    ],
)
def test_norms_plans_and_headings_support_nothing(data: Path, row: str, why: str) -> None:
    def edit(content: Any) -> None:
        finding = content["findings"][3]
        finding["supports"].append(row)

    (found,) = change(data, "findings.yml", edit)
    assert found.startswith(f"F04.supports: {row}")
    assert why in found


def test_a_judgement_that_the_rows_forbid_is_refused(data: Path) -> None:
    def edit(content: Any) -> None:
        first(content)["overall"]["level"] = "high"  # nothing behind it was read in full

    assert change(data, "findings.yml", edit) == ["F01.overall.level: high"]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_finding_in_one_language_is_refused(data: Path, language: str) -> None:
    def edit(content: Any) -> None:
        del first(content)["title"][language]

    assert change(data, "findings.yml", edit) == [f"findings.0.title.{language}: "]


def test_a_claim_that_is_too_long_for_its_card_is_refused(data: Path) -> None:
    def edit(content: Any) -> None:
        first(content)["finding"]["en"] = "a" * 421

    (found,) = change(data, "findings.yml", edit)
    assert found.startswith("findings.0.finding.en")


def test_an_actor_outside_the_list_is_refused(data: Path) -> None:
    def edit(content: Any) -> None:
        first(content)["implication"][0]["actor"] = "everybody"

    assert change(data, "findings.yml", edit) == ["findings.0.implication.0.actor: everybody"]


def test_an_answer_names_in_its_words_the_findings_of_its_list(data: Path) -> None:
    def edit(content: Any) -> None:
        content["answers"][0]["fr"] = content["answers"][0]["fr"].replace("(F04)", "")

    assert change(data, "answers.yml", edit) == ["answers.0.fr: F01, F02, F03"]


def test_an_arrow_leads_from_node_to_node(data: Path) -> None:
    def edit(content: Any) -> None:
        content["arrows"][0]["to"] = "nowhere"

    assert change(data, "theory_of_change.yml", edit) == ["arrows.0: nowhere"]


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
def test_the_rows_bound_the_word_of_confidence(
    origins: str, independent: int, in_full: int, word: str
) -> None:
    rows = Support(len(origins), frozenset(origins), independent, self_reports=0, read_in_full=in_full)
    assert strongest(rows) == word
