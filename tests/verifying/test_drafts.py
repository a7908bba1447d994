"""`gcm verify` of a draft: its files have other names, and its list of what is missing has numbers too."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from tests.builders import Watch

from gcm_analysis.evidence import Evidence
from gcm_analysis.evidence.missing import Missing
from gcm_analysis.verifying import rebuilt
from gcm_analysis.verifying.files import read_manifest
from gcm_analysis.verifying.verdict_lines import coverage
from gcm_analysis.verifying.verify import verify

from .small import publish, replaced, sign

MISSING = tuple(Missing("untranslated", "notes.csv", f"N{number}", "text_fr") for number in range(17))
NAMES = ("report-draft.html", "report-draft.pdf", "report-draft.docx")


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory, evidence: Evidence) -> Path:
    """Return the small report as a draft. Nothing may change it."""
    event = evidence.event.model_copy(update={"status": "draft"})
    return publish(
        tmp_path_factory.mktemp("draft") / "report", replace(evidence, event=event, missing=MISSING)
    )


def test_a_draft_passes_every_check_and_every_number_is_covered(draft: Path) -> None:
    verdict = verify(draft, Watch(), execute=False)
    assert [problem for check in verdict.checks for problem in check.problems] == []
    assert [file.file for file in verdict.coverage] == [
        f"{code}/{name}" for code in ("en", "fr") for name in NAMES
    ]
    assert all(file.share == 1 for file in verdict.coverage)
    (report,) = coverage(verdict.coverage)
    assert [column.header for column in report.columns][1:4] == [
        "en HTML",
        "en PDF",
        "en Word",
    ]


def test_a_wrong_number_of_what_is_missing_is_caught(draft: Path, tmp_path: Path) -> None:
    broken = Path(shutil.copytree(draft, tmp_path / "report"))
    replaced(broken / "fr" / "report-draft.html", ">17</td>", ">18</td>")
    sign(broken, "draft")
    problems = [
        problem for check in verify(broken, Watch(), execute=False).checks for problem in check.problems
    ]
    named = [problem.split(":")[0] for problem in problems]
    assert named[0] == "fr/report-draft.html, tbl-missing, row 1"
    assert all(
        name.startswith("fr/report-draft.") for name in named
    )  # the others do not say what the page says


def test_a_new_run_of_a_draft_makes_the_same_formats(draft: Path, tmp_path: Path) -> None:
    (order,) = rebuilt.requests(read_manifest(draft), tmp_path)
    assert order.formats == ("html", "pdf", "docx")
