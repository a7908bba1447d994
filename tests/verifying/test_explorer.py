"""What gcm verify finds in an evidence explorer that differs from the tables beside it."""

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import partial
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
    few = replace(evidence, statements=evidence.statements[:80], actions=evidence.actions[:5])
    return written(tmp_path_factory.mktemp("report") / "en", few)


def problems(good: Path, folder: Path, changes: dict[str, Callable[[str], str]]) -> list[str]:
    """Return what is found where some files have been changed."""
    shutil.copytree(good, folder)
    for file, change in changes.items():
        text = (folder / file).read_bytes().decode()
        assert change(text) != text, f"the change of {file} changes nothing"
        (folder / file).write_bytes(change(text).encode())
    return list(Page(folder, "evidence.html").problems())


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


# Several changes at once, of which none hides another; what changes, and how it is named:
PAGE, TABLE = "evidence.html", "data/tbl-evidence-1.csv"
CHANGES = {
    "statements and other tables": (
        (PAGE, r'(id="row-ST002".*?data-column="1">)', r"\1Not ", f"ST002: the page differs from {WHOLE}"),
        (PAGE, r'<tr id="row-ST004" data-id="ST004"', '<tr id="row-ST904" data-id="ST904"', "ST904: only in the page"),
        (PAGE, r'(<td data-theme="\w+"[^>]*>)\d+', r"\g<1>99", "99 in the table of numbers"),
        (PAGE, r'(data-go="source_type=.*?number">)\d+', r"\g<1>99", "99 where it is offered"),
        (WHOLE, "ST001,", "ST001,Not ", f"ST001: the page differs from {WHOLE}"),
    ),
    "numbers and findings": (
        (PAGE, r'<tr id="row-ST003".*?</tr>', "", f"ST003: only in {WHOLE}"),
        (PAGE, r'(data-id="ST005" data-theme=)"\w+"', r'\1"nowhere"', "the table of numbers leaves rows out"),
        (PAGE, r'(data-go="finding=F03".*?</b> )\d+', r"\g<1>99", "finding=F03: 1"),
        (PAGE, r"(section class=\"other\" aria-labelledby=\"tbl-claims\".*?<td>)", r"\1more ", "tbl-claims: other rows"),
        (TABLE, r"(ST\d+),", r"\1,Not ", "the page differs from the tables of the report"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("changes", CHANGES.values(), ids=CHANGES)
def test_each_difference_between_page_and_tables_is_named(
    good: Path, tmp_path: Path, changes: tuple[tuple[str, str, str, str], ...]
) -> None:
    def changed(file: str, text: str) -> str:
        for name, pattern, other, named in changes:
            if name == file:
                text, count = re.subn(pattern, other, text, count=1, flags=re.DOTALL)
                assert count, named
        return text

    files = {file: partial(changed, file) for file, *_ in changes}
    found = problems(good, tmp_path / "en", files)
    assert [name for *_, name in changes if not any(name in problem for problem in found)] == [], found


def test_the_explorers_of_a_report_are_found_whatever_its_status(tmp_path: Path) -> None:
    for name in ("en/evidence.html", "fr/evidence-draft.html"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).touch()
    assert [page.file for page in explorers(tmp_path, ["en", "fr"])] == [
        "evidence.html",
        "evidence-draft.html",
    ]
