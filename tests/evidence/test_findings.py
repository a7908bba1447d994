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


def test_the_committed_synthesis_has_18_findings_and_answers_5_questions() -> None:
    synthesis = load_synthesis(paths.home() / "data")
    assert synthesis
    assert (len(synthesis.findings), len(synthesis.answers)) == (18, 5)
    assert {one.question for one in synthesis.findings} == {one.question for one in synthesis.answers}


def test_a_project_without_findings_has_no_synthesis(tmp_path: Path) -> None:
    assert load_synthesis(tmp_path) is None


# key of the first finding, answer or arrow; what becomes of its value; what is refused
BROKEN = [
    ("findings.qualifies", lambda rows: [*rows, "ST999"], "F01.qualifies: ST999"),
    ("findings.qualifies", lambda rows: [*rows, "ST067"], "F01: ST067"),  # which supports it already
    ("findings.overall.level", lambda _: "high", "F01.overall.level: high"),  # nothing behind it was read in full
    ("findings.title.fr", lambda _: None, "findings.0.title.fr: "),
    ("findings.finding.en", lambda _: "a" * 421, f"findings.0.finding.en: {'a' * 421}"),
    ("findings.implication", lambda parts: [parts[0] | {"actor": "everybody"}], "findings.0.implication.0.actor: everybody"),
    ("answers.fr", lambda text: text.replace("(F04)", ""), "answers.0.fr: F01, F02, F03"),
    ("arrows.to", lambda _: "nowhere", "arrows.0: nowhere"),
]  # fmt: skip


@pytest.mark.parametrize(("key", "edit", "refused"), BROKEN, ids=[refused[:40] for *_, refused in BROKEN])
def test_what_the_rows_or_the_form_of_the_synthesis_forbid_is_refused_by_place(
    data: Path, key: str, edit: Callable[[Any], object], refused: str
) -> None:
    kind, *groups, last = key.split(".")

    def change_first(content: Any) -> None:
        group = content[kind][0]
        for name in groups:
            group = group[name]
        group[last] = edit(group[last])

    file = "theory_of_change.yml" if kind == "arrows" else f"{kind}.yml"
    assert change(data, file, change_first) == [refused]


def test_norms_plans_and_headings_support_nothing(data: Path) -> None:
    rows = {
        "ST117": "norm_or_opinion",
        "ST031": "design_feature",
        "ST182": "norm_or_opinion",
        "ST246": "headings",
    }
    found = change(data, "findings.yml", lambda content: content["findings"][3]["supports"].extend(rows))
    assert len(found) == len(rows)
    for said, (row, why) in zip(sorted(found), sorted(rows.items()), strict=True):
        assert said.startswith(f"F04.supports: {row}")
        assert why in said


def test_support_counts_voices_houses_and_how_far_they_were_read() -> None:
    rows = coded(
        {"source_id": "S001"}, {"source_id": "S001"}, {"source_id": "S002"}, {"source_id": "S003"},
        S001={"origin": "A", "house": "ILO", "source_type": EVALUATION, "read_extent": "full"},
        S002={"origin": "B", "house": "ILO", "source_type": SELF},
        S003={"origin": "C", "house": "ECA", "source_type": EVALUATION},
    )  # fmt: skip
    found = support(("ST001", "ST002", "ST003"), by_statement(rows))
    assert (found.statements, found.origins, found.houses) == (3, ("A", "B"), ("ILO",))
    assert (found.independent, found.self_reports) == (2, 1)
    assert found.largest_share == pytest.approx(2 / 3)
    assert found.read_in_full == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("origins", "independent", "in_full", "word"),
    [
        ((), 0, 0.0, "very low"),
        (("A",), 1, 1.0, "low"),  # one voice
        (("A", "B", "C"), 0, 1.0, "low"),  # nobody from outside
        (("A", "B"), 1, 1.0, "moderate"),  # two voices
        (("A", "B", "C"), 1, 0.0, "moderate"),  # openings of pages only
        (("A", "B", "C"), 1, 0.1, "high"),
    ],
)
def test_the_rows_bound_the_word_of_confidence(
    origins: tuple[str, ...], independent: int, in_full: float, word: str
) -> None:
    rows = Support(
        statements=len(origins), origins=origins, houses=origins, source_types=(), levels=(), regions=(),
        evidence_kinds=(), independent=independent, self_reports=0, largest_share=0.0, read_in_full=in_full,
    )  # fmt: skip
    assert strongest(rows) == word
