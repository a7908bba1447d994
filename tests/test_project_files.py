"""Profiles, notebooks, briefs and translations: every slip in any of them is found before a kernel starts."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gcm_analysis import paths
from gcm_analysis.errors import UserError
from gcm_analysis.evidence import EvidenceError, Problem
from gcm_analysis.project_files import check_project_files, project_file_problems

PO = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n\n'
MESSAGE = 'msgid "{n} of {total}"\nmsgstr "{n} sur {total}"\n'


@pytest.fixture
def notebooks(data_copy: Path) -> Path:
    return data_copy / "notebooks"


def only(notebooks: Path) -> Problem:
    (problem,) = project_file_problems(notebooks)
    return problem


def edited(notebooks: Path, edit: Callable[[list[dict[str, Any]]], object]) -> list[dict[str, Any]]:
    """Change the cells of a notebook: a title, its parameters, a cell of code, one of words, and others."""
    path = notebooks / "08-technical-annex.ipynb"
    content = json.loads(path.read_text(encoding="utf-8"))
    edit(content["cells"])
    path.write_text(json.dumps(content), encoding="utf-8")
    return list(content["cells"])


def new_cell(notebooks: Path, source: str, like: int = 2) -> str:
    """Add a cell of the kind of another, and return its place."""
    cells = edited(notebooks, lambda cells: cells.append({**cells[like], "id": "new", "source": source}))
    return f"cell {len(cells)}"


def test_the_committed_files_have_no_problem(notebooks: Path) -> None:
    assert project_file_problems(notebooks) == []


@pytest.mark.parametrize(
    ("text", "row", "found", "hint"),
    [
        ("ful: [00-summary]", 1, "ful", "did you mean full?"),
        ("full: [00-sumary]", 1, "00-sumary", "did you mean 00-summary?"),
        ("full:\n  - 00-summary\n  - fig-gap", 3, "fig-gap", "did you mean fig-gaps?"),
        ("full: [00-summary, 00-summary]", 1, "00-summary", "remove one of the two"),
        ("full: [00-summary, fig-named]", 1, "fig-named", ""),
        ("full: 00-summary", 1, "00-summary", ""),
        ("full: []", 1, "[]", ""),
        ("- full", 1, "['full']", ""),
        ("", None, "an empty file", ""),
        ("full: [00-summary]\nfull: [fig-gaps]", 2, "a second full", ""),
    ],
)
def test_a_slip_in_the_list_of_briefs_is_named(
    text: str, row: int | None, found: str, hint: str, notebooks: Path
) -> None:
    (notebooks / "briefs.yml").write_text(text, encoding="utf-8")
    problem = only(notebooks)
    assert (problem.file, problem.row, problem.found) == ("notebooks/briefs.yml", row, found)
    assert hint in problem.remedy


def test_a_project_may_have_no_briefs(notebooks: Path) -> None:
    (notebooks / "briefs.yml").unlink()
    assert project_file_problems(notebooks) == []


@pytest.mark.parametrize(
    ("text", "row", "found"),
    [
        ("full: [00-sumary]", 1, "00-sumary"),
        ("full:\n  - 00-summary\n  - ../secret", 3, "../secret"),
        ("full:\n  - 00-summary\n  - 00-summary", 3, "00-summary"),
        ("full: {a: b}", 1, "a group of keys"),
        ("full:", 1, ""),
        ("", None, "an empty file"),
    ],
)
def test_a_slip_in_the_list_of_profiles_is_named(
    text: str, row: int | None, found: str, notebooks: Path
) -> None:
    (notebooks / "profiles.yml").write_text(text, encoding="utf-8")
    problem = project_file_problems(notebooks)[0]
    assert (problem.file, problem.row, problem.found) == ("notebooks/profiles.yml", row, found)


def test_a_broken_notebook_outside_the_profile_does_not_stop_the_report(notebooks: Path) -> None:
    (notebooks / "12-about-the-event.ipynb").write_text("{", encoding="utf-8")
    check_project_files(notebooks, "full")
    with pytest.raises(EvidenceError, match=r"notebooks/12-about-the-event\.ipynb"):
        check_project_files(notebooks, "outcome")


def test_an_unknown_profile_is_refused_with_the_nearest_name(notebooks: Path) -> None:
    with pytest.raises(UserError, match=r"no profile 'outcom'. Did you mean outcome\?"):
        check_project_files(notebooks, "outcom")


def translated(notebooks: Path, name: str, content: str | bytes) -> None:
    """Replace the translations of the notebooks or of the package."""
    path = notebooks.parent / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


@pytest.fixture(params=["notebooks/fr.po", "locale/fr/LC_MESSAGES/gcm_analysis.po"])
def translations(request: pytest.FixtureRequest, notebooks: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return which translations are replaced; the package's are in the project then."""
    if request.param.startswith("locale"):
        monkeypatch.setattr(paths, "LOCALE", notebooks.parent / "locale")
    return str(request.param)


@pytest.mark.parametrize(
    ("content", "row"),
    [
        (PO + MESSAGE.replace('{total}"\n', '{totl}"\n', 2).replace("{totl}", "{total}", 1), 6),
        (PO + MESSAGE.replace("sur {total}", "sur {total"), 6),
        (PO + MESSAGE + "\n" + MESSAGE, 9),
        (PO + 'msgid "a"\n\nmsgid "b"\nmsgstr "c"\n', 6),
        (PO + "words\n", 6),
        (PO + 'msgid "a"\nmsgstr[x] "b"\n', 6),
        (PO.replace("nplurals=2", "nplurals=x") + MESSAGE, 1),
        (PO.replace("(n > 1)", "(n >") + MESSAGE, 6),
        (PO + 'msgid "a"\nmsgstr "Ã©tat"\n', 6),
        (PO, None),
        ("", None),
        ((PO + MESSAGE).encode("utf-16"), None),
    ],
)
def test_a_slip_in_the_translations_is_named(
    content: str | bytes, row: int | None, notebooks: Path, translations: str
) -> None:
    translated(notebooks, translations, content)
    problem = only(notebooks)
    assert problem.file == translations
    assert problem.row == row or row is None


@pytest.mark.parametrize(
    "content",
    [
        PO + MESSAGE,
        PO + "#, fuzzy\n" + MESSAGE.replace("sur {total}", "sur {totl}"),
        PO + "#~ " + MESSAGE.replace("\nm", "\n#~ m"),
    ],
)
def test_translations_with_the_fields_of_their_messages_are_accepted_and_drafts_may_have_others(
    content: str, notebooks: Path, translations: str
) -> None:
    translated(notebooks, translations, content)
    assert project_file_problems(notebooks) == []


@pytest.mark.parametrize(
    ("like", "source", "found", "hint"),
    [
        (2, "page.figure(axes, frame, title=a, alt=b)", "no label", "#| label: fig-"),
        (2, "#| label: fig-a\npage.table(frame, title=a)", "#| label: fig-a", "#| label: tbl-"),
        (2, "#| label: fig-a\npage.figure(axes, frame, title=a)", "page.figure(…) without alt", ""),
        (2, "#| label: Fund\npage.say(a)", "Fund", "rename it"),
        (2, "page.say(", "'(' was never closed, line 1", "correct the cell"),
        (0, "# Words", "# Words", "##"),
        (0, "It stands there (@tbl-agrement).", "@tbl-agrement", "did you mean tbl-agreement?"),
        (0, "It stands there (@sec-nowhere-at-all-to-be-seen).", "@sec-nowhere-at-all-to-be-seen", ""),
    ],
)
def test_errors_that_would_stop_the_report_late_are_named_before_a_notebook_runs(
    like: int, source: str, found: str, hint: str, notebooks: Path
) -> None:
    place = new_cell(notebooks, source, like)
    problem = only(notebooks)
    assert (problem.file, problem.column, problem.found) == (
        "notebooks/08-technical-annex.ipynb", place, found,
    )  # fmt: skip
    assert hint in problem.remedy


def test_a_notebook_without_a_title_is_named(notebooks: Path) -> None:
    edited(notebooks, lambda cells: cells[0].update(source="Words"))
    problem = only(notebooks)
    assert (problem.column, problem.found) == ("cell 1", "Words")
    assert "title" in problem.remedy


def test_a_label_that_another_notebook_of_the_report_uses_is_named_with_its_place(notebooks: Path) -> None:
    new_cell(notebooks, "#| label: fig-steps\npage.figure(axes, frame, title=a, alt=b)")
    problem = only(notebooks)
    assert problem.file == "notebooks/08-technical-annex.ipynb"
    assert problem.found.startswith("fig-steps, as in notebooks/04-promise-and-gap.ipynb, cell ")


def test_a_notebook_with_a_number_that_no_profile_names_is_named(notebooks: Path) -> None:
    (notebooks / "40-new.ipynb").write_bytes((notebooks / "00-summary.ipynb").read_bytes())
    assert only(notebooks).file == "notebooks/40-new.ipynb"
    check_project_files(notebooks, "full")  # a report goes without it


def test_jupyters_own_commands_are_code_that_can_be_read(notebooks: Path) -> None:
    new_cell(notebooks, "%time 1\n!ls")
    assert project_file_problems(notebooks) == []


def test_a_citation_of_what_is_no_source_is_named_with_its_cell_and_the_nearest_source(
    notebooks: Path,
) -> None:
    place = new_cell(notebooks, "It is known [@S008, Lesson 1; @S0O9] (@tbl-agreement).", like=0)
    with pytest.raises(EvidenceError) as refusal:
        check_project_files(notebooks, "full", {"S008", "S009"})
    (problem,) = refusal.value.problems
    assert (problem.column, problem.found, problem.remedy) == (place, "@S0O9", "did you mean S009?")
