"""`gcm verify`: a good report passes, one broken number is caught and named, even if the manifest fits."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.builders import Watch

from gcm_analysis.errors import UserError
from gcm_analysis.verifying import rebuilt
from gcm_analysis.verifying.verify import Verdict, verify

from .small import edit_manifest, in_word, replaced, set_anew, sign

Break = Callable[[Path], None]


def problems(verdict: Verdict) -> dict[str, tuple[str, ...]]:
    return {check.name: check.problems for check in verdict.checks if check.problems}


def checked(report: Path, breaking: Break, *, execute: bool = False) -> dict[str, tuple[str, ...]]:
    """Break a report, adapt the manifest, and return what is found wrong, by check."""
    breaking(report)
    sign(report)
    return problems(verify(report, Watch(), execute=execute))


@pytest.mark.usefixtures("new_run")
def test_a_good_report_passes_every_check_every_number_is_covered_and_nothing_is_left_behind(
    good: Path, quiet: Watch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    verdict = verify(good, quiet)
    assert list(tmp_path.iterdir()) == []
    assert problems(verdict) == {}
    assert [check.name for check in verdict.checks] == [
        "inputs", "files", "pages", "new run", "facts", "explorer", "numbers",
    ]  # fmt: skip
    assert [file.file for file in verdict.coverage] == [
        f"{code}/{name}" for code in ("en", "fr") for name in ("index.html", "report.pdf", "report.docx")
    ]
    assert all(file.share == 1 for file in verdict.coverage)
    assert len(quiet.steps) == quiet.total == 7


def test_without_execution_no_run_is_made_and_facts_and_tables_are_found_in_every_format(
    good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rebuilt, "publish_report", lambda *_: pytest.fail("a notebook ran"))
    verdict = verify(good, Watch(), execute=False)
    assert [check.name for check in verdict.checks] == [
        "inputs", "files", "pages", "facts", "explorer", "numbers",
    ]  # fmt: skip
    assert [file.kinds["fact"] for file in verdict.coverage] == [3] * 6
    # Six in the table, three in the alt text; the page has the data of the figure as a table too.
    assert [file.kinds["table"] for file in verdict.coverage] == [15, 9, 9] * 2


# Numbers broken by hand, the manifest written anew, several at once where none hides another. What catches each, and
# how it is named:
TRACES = {
    "what is shown": (
        lambda report: [
            replaced(report / "en/index.html", ">250</a>", ">251</a>"),
            replaced(report / "en/index.html", "in all 134", "in all 135"),
            replaced(report / "fr/index.html", ">94</td>", ">49</td>"),
            in_word(report / "en/report.docx", "15%", "51%"),
            in_word(report / "fr/report.docx", "94", "95"),
            set_anew(report, "en", "pdf", lambda text: text.replace("[250]{", "[251]{", 1).replace("| 94 |", "| 95 |", 1)),
            set_anew(report, "fr", "pdf", lambda text: text.replace("elle compte", "elle compte 7 fois", 1)),
        ],
        [
            "en/index.html, “1 Counts”: 251 is shown as '251', but the fact record.statements is '250'",
            "en/index.html, alternative text of fig-levels: 135 belongs to nothing",
            "fr/index.html, tbl-levels, row 2: 49 belongs to nothing: National |⟦49⟧ |12 |33% |",
            "en/report.docx, “Counts”: 51 belongs to nothing",
            "fr/report.docx, tbl-levels, row 2: 95 belongs to nothing",
            "en/report.pdf, page 3: 251 belongs to nothing",
            "en/report.pdf, page 3, tbl-levels, row 2: 95 belongs to nothing",
            "fr/report.pdf, page 3: 7 belongs to nothing, and the page does not say it here: Le 7 décembre 2018, elle compte ⟦7⟧ fois 250",
        ],
    ),
    "a mark taken off, and facts": (
        lambda report: [
            replaced(report / "en/index.html", "it counts", "it counts 251 or"),
            replaced(report / "en/facts.json", '"value": 250', '"value": 251'),
            replaced(report / "fr/facts.json", '"ST002"', '"ST003"'),
            replaced(report / "facts.json", '"value": 120', '"value": 121'),
        ],
        [
            "en/index.html, “1 Counts”: 251 belongs to nothing",
            "record.statements: the value is 251, but en shows '250'",
            "record.statements: rows has 2, among them ST002 in en, has 2, among them ST003 in fr",
            "claim.F025: value 121 in facts.json, 120 in en/facts.json",
        ],
    ),
    "value and shown in facts.json, and data": (
        lambda report: [
            replaced(report / "en/facts.json", "250", "251", count=2),
            replaced(report / "en/data/tbl-levels.csv", "94", "93"),
            replaced(report / "en/data/fig-levels.csv", "40", "41"),
        ],
        [
            "en/index.html, “1 Counts”: 250 is shown as '250', but the fact record.statements is '251'",
            "en/index.html, tbl-levels, row 2: 94 belongs to nothing",
            "en/index.html, alternative text of fig-levels: 40 belongs to nothing",
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("breaking", "named"), TRACES.values(), ids=TRACES)
def test_a_broken_number_is_caught_without_a_new_run(report: Path, breaking: Break, named: list[str]) -> None:
    found = [one for found in checked(report, breaking).values() for one in found]
    assert [name for name in named if not any(name in one for one in found)] == [], found


# What only a new run can catch: the report agrees with itself, but not with its data and notebooks.
ONLY_ANEW = {
    "what is said": (
        lambda report: [
            replaced(report / "en/notebooks/01-counts.ipynb", "1 + 1", "1 + 2"),
            replaced(report / "en/index.html", "7 December 2018 it", "7 December 2019 it"),
            replaced(report / "fr/index.html", "elle compte", "elle cache"),
            in_word(report / "en/report.docx", "Lesson 1", "Lesson 2"),
            set_anew(report, "en", "pdf", lambda text: text.replace("7 December 2018", "7 December 2019", 1)),
        ],
        [
            "en/notebooks/01-counts.ipynb: cell 01-01: the report says",
            "en/index.html: “1 Counts”: the report says 'On 7 December 201⟦9⟧ it counts",
            "fr/index.html: “1 Nombres”: the report says",
            "en/report.docx: “Counts”: the report says",
            "en/report.pdf: page 3: the report says",
        ],
    ),
    "data, facts, pictures and files": (
        lambda report: [
            replaced(report / "en/data/tbl-levels.csv", "Local,40", "Local,44"),
            replaced(report / "en/index.html", ">40</td>", ">44</td>"),
            *(
                replaced(report / name, "250", "251", count=9)
                for name in ("en/facts.json", "fr/facts.json", "facts.json")
            ),
            shutil.copy(report / "en/figures/fig-levels.svg", report / "en/figures/fig-levels.png"),
            replaced(report / "fr/figures/fig-levels.svg", "<!-- b -->", "<!-- c -->"),
            (report / "en/data/fig-levels.csv").unlink(),
            (report / "en/data/more.csv").write_text("a\n1\n", encoding="utf-8"),
        ],
        [
            "en/data/tbl-levels.csv: line 2: the report says 'Local,4⟦4⟧,10",
            "facts.json: record.statements: value 251 in the report, 250 in the new run",
            "en/figures/fig-levels.png: other bytes",
            "fr/figures/fig-levels.svg: other bytes in line",
            "en/data/fig-levels.csv: only in the new run",
            "en/data/more.csv: only in the report",
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("breaking", "named"), ONLY_ANEW.values(), ids=ONLY_ANEW)
@pytest.mark.usefixtures("new_run")
def test_a_consistent_falsification_is_caught_by_a_new_run(
    report: Path, breaking: Break, named: list[str]
) -> None:
    found = checked(report, breaking, execute=True)["new run"]
    assert [name for name in named if not any(name in one for one in found)] == [], found


def test_changed_missing_and_new_files_and_inputs_are_named_and_other_versions_are_a_remark(
    report: Path, data_copy: Path
) -> None:
    replaced(data_copy / "data/statements.csv", "ST001", "ST901")
    (data_copy / "notebooks/04-promise-and-gap.ipynb").unlink()
    (data_copy / "notebooks/77-new.ipynb").write_text("{}", encoding="utf-8")
    replaced(report / "en/index.html", ">250</a>", ">251</a>")
    (report / "en/data/fig-levels.csv").unlink()
    (report / "fr/facts.json.bak").write_text("x", encoding="utf-8")
    edit_manifest(report, lambda manifest: manifest["versions"].update(typst="0.1", gone="1"))
    inputs, files, *_ = verify(report, Watch(), execute=False).checks
    assert (inputs.name, files.name) == ("inputs", "files")
    assert inputs.problems == (
        "data/statements.csv: changed",
        "notebooks/04-promise-and-gap.ipynb: missing in the project",
        "notebooks/77-new.ipynb: not in the manifest",
    )
    assert [one.partition(",")[0] for one in inputs.remarks] == [
        "gone: made with 1", "typst: made with 0.1",
    ]  # fmt: skip
    assert files.problems == (
        "en/index.html: changed",
        "en/data/fig-levels.csv: missing in the report",
        "fr/facts.json.bak: not in the manifest",
    )


def test_a_quoted_row_whose_number_is_not_in_the_data_is_named(report: Path) -> None:
    said = "".join(f'<span class="row" data-row="ST044">{n} participants</span>, ' for n in (755, 756))
    replaced(report / "en/index.html", "it counts", f"says {said}; it counts")
    sign(report)
    (named,) = problems(verify(report, Watch(), execute=False))["numbers"]
    assert named.startswith(
        "en/index.html, “1 Counts”: 756 is not in the row ST044 of the data: On 7 December"
    )


def test_a_file_that_is_not_a_pdf_or_word_file_is_named(report: Path) -> None:
    for name in ("report.pdf", "report.docx"):
        (report / "en" / name).write_bytes(b"nothing")
    sign(report)
    found = problems(verify(report, Watch(), execute=False))["numbers"]
    assert [one.partition(":")[0] for one in found] == [
        "en/report.pdf, report.pdf can’t be read", "en/report.docx, report.docx can’t be read",
    ]  # fmt: skip


def test_a_run_that_fails_is_a_problem_and_not_the_end(report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> Path:
        raise UserError("No notebook today.")

    monkeypatch.setattr(rebuilt, "publish_report", fail)
    assert problems(verify(report, Watch())) == {"new run": ("it failed: No notebook today.",)}


@pytest.mark.parametrize(
    ("breaking", "expected"),
    [
        (
            lambda report: (report / "manifest.json").unlink(),
            "is no published report: it has no manifest.json",
        ),
        (lambda report: (report / "manifest.json").write_text("{"), "can’t be read"),
        (lambda report: (report / "manifest.json").write_text("{}"), "event: Field required"),
        (lambda report: (report / "fr/facts.json").unlink(), "has no fr/facts.json"),
        (lambda report: (report / "fr/facts.json").write_text("["), "can’t be read"),
    ],
)
def test_a_folder_that_is_not_a_report_is_refused_with_an_explanation(
    report: Path, breaking: Break, expected: str
) -> None:
    breaking(report)
    with pytest.raises(UserError, match=expected):
        verify(report, Watch(), execute=False)


def test_for_a_report_without_its_page_the_output_says_what_was_not_done(report: Path) -> None:
    (report / "fr/index.html").unlink()
    sign(report)
    *_, numbers = verify(report, Watch(), execute=False).checks
    assert numbers.remarks == ("not done: fr has no page, with which the other formats are compared",)
