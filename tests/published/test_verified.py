"""The published report, verified: every number in the prose of every format belongs to something."""

import pytest
from tests.builders import Watch

from gcm_analysis.verifying.verify import Verdict, verify


@pytest.fixture(scope="module")
def verdict(published) -> Verdict:
    return verify(published.folder, Watch(), execute=False)


def test_nothing_is_wrong(verdict):
    assert {check.name: check.problems for check in verdict.checks if check.problems} == {}


def test_every_number_in_every_format_belongs_to_something(verdict):
    assert len(verdict.coverage) == 10  # the report in three formats and the brief in two, in both languages
    assert {file.file: file.share for file in verdict.coverage if file.share < 1} == {}


def test_both_languages_show_equally_many_facts_and_paper_all_but_those_of_the_page_alone(verdict):
    shown = {file.file: file.kinds["fact"] for file in verdict.coverage}
    for name in ("index.html", "report.pdf", "report.docx"):
        assert shown[f"en/{name}"] == shown[f"fr/{name}"]
    assert 80 < shown["en/report.pdf"] <= shown["en/report.docx"] < shown["en/index.html"]
