"""What gcm verify finds of an evidence explorer that says otherwise than the tables beside it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.narrative import outcome_event
from tests.publishing.explorer_kit import made

from gcm_analysis.evidence import Evidence
from gcm_analysis.publishing.explorer.page import WHOLE
from gcm_analysis.safe_csv import to_csv
from gcm_analysis.verifying.explorer import Page, explorers


def written(folder: Path, evidence: Evidence) -> Path:
    """Write a language's folder with its explorer, its tables, and a page of the report that has these tables."""
    one = made(evidence)
    (folder / "data").mkdir(parents=True)
    (folder / "evidence.html").write_text(one.text, encoding="utf-8")
    (folder / WHOLE).write_text(to_csv(one.explorer.statements.table), encoding="utf-8", newline="")
    for table in one.chapter.exhibits:
        (folder / "data" / table.file).write_text(table.data, encoding="utf-8", newline="")
    shown = (f'<div id="{table.label}"><table>{table.table}</table></div>' for table in one.explorer.tables)
    (folder / "index.html").write_text("".join(shown), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory, evidence: Evidence) -> Path:
    return written(tmp_path_factory.mktemp("report") / "en", evidence)


def problems(
    good: Path, folder: Path, change: Callable[[str], str], file: str = "evidence.html"
) -> list[str]:
    """Return what is found where one file has been changed."""
    for path in (path for path in good.rglob("*") if path.is_file()):
        target = folder / "en" / path.relative_to(good)
        target.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_bytes().decode()
        changed = change(text) if path.relative_to(good).as_posix() == file else text
        assert changed != text or path.relative_to(good).as_posix() != file, "the change changes nothing"
        target.write_bytes(changed.encode())
    return list(Page(folder / "en", "evidence.html").problems())


def test_a_good_explorer_has_no_problem(good: Path) -> None:
    assert list(Page(good, "evidence.html").problems()) == []


def test_an_explorer_of_a_draft_of_few_notes_has_no_problem(tmp_path: Path) -> None:
    folder = written(tmp_path / "en", outcome_event.event(tmp_path / "project"))
    assert list(Page(folder, "evidence.html").problems()) == []


def test_notes_of_one_theme_that_name_no_place_have_no_problem(tmp_path: Path) -> None:
    """The last column is empty then, and the report has one table of statements, whose file has no number."""
    notes = [
        {**outcome_event.NOTES[number], "theme": "PEER", "locator_en": "", "locator_fr": ""}
        for number in (0, 1)
    ]
    folder = written(tmp_path / "en", outcome_event.event(tmp_path / "project", notes))
    (folder / "data" / "tbl-evidence-1.csv").rename(folder / "data" / "tbl-evidence.csv")
    assert list(Page(folder, "evidence.html").problems()) == []


def once(pattern: str, text: str) -> Callable[[str], str]:
    return lambda page: re.sub(pattern, text, page, count=1, flags=re.DOTALL)


CHANGES = [
    (once(r'(id="row-ST002".*?data-column="1">)', r"\1Not "), "ST002: the page differs from data/evidence.csv"),
    (once(r'<tr id="row-ST003".*?</tr>', ""), "ST003: only in data/evidence.csv"),
    (once(r'<tr id="row-ST004" data-id="ST004"', '<tr id="row-ST904" data-id="ST904"'), "ST904: only in the page"),
    (once(r'(data-id="ST005" data-theme=)"\w+"', r'\1"nowhere"'), "the table of numbers leaves rows out"),
    (once(r'(<td data-theme="\w+"[^>]*>)\d+', r"\g<1>99"), "99 in the table of numbers"),
    (once(r'(data-go="finding=F01".*?</b> )\d+', r"\g<1>99"), "finding=F01: 1"),
    (once(r'(data-go="source_type=.*?number">)\d+', r"\g<1>99"), "99 where it is offered"),
    (once(r"(section class=\"other\" aria-labelledby=\"tbl-claims\".*?<td>)", r"\1more "), "tbl-claims: other rows"),
]  # fmt: skip


@pytest.mark.parametrize("some", [slice(0, None, 2), slice(1, None, 2)])
def test_what_the_page_says_otherwise_is_named(good: Path, tmp_path: Path, some: slice) -> None:
    """Several changes at once, of which none hides another."""
    made = (good / "evidence.html").read_text(encoding="utf-8")
    for change, named in CHANGES[some]:
        assert change(made) != made, named

    def changed(page: str) -> str:
        for change, _ in CHANGES[some]:
            page = change(page)
        return page

    found = problems(good, tmp_path, changed)
    assert [name for _, name in CHANGES[some] if not any(name in problem for problem in found)] == [], found


def test_a_table_beside_the_page_that_says_otherwise_is_named(good: Path, tmp_path: Path) -> None:
    found = problems(good, tmp_path, once("ST001,", "ST001,Not "), WHOLE)
    assert found == [f"ST001: the page differs from {WHOLE}"]


def test_a_table_of_the_report_that_says_otherwise_is_named(good: Path, tmp_path: Path) -> None:
    found = problems(good, tmp_path, once(r"(ST\d+),", r"\1,Not "), "data/tbl-evidence-1.csv")
    assert len(found) == 1
    assert found[0].endswith("the page differs from the tables of the report")


def test_the_explorers_of_a_report_are_found_whatever_its_status(tmp_path: Path) -> None:
    for name in ("en/evidence.html", "fr/evidence-draft.html"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).touch()
    assert [page.file for page in explorers(tmp_path, ["en", "fr"])] == [
        "evidence.html",
        "evidence-draft.html",
    ]
