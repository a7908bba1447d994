"""The notebooks as they are in the project: short, clean, and without functions of their own. Others execute them."""

import ast
import re
from collections import Counter
from pathlib import Path
from statistics import median

import nbformat
import pytest
import yaml
from nbformat import NotebookNode
from tests.builders import DEFAULT_EVENT

from gcm_analysis.edition import Edition
from gcm_analysis.narrative.prose import messages
from gcm_analysis.project.profiles import profile_notebooks

FOLDER = Path(__file__).parents[1] / "notebooks"
PATHS = sorted(FOLDER.glob("[0-9][0-9]*.ipynb"))
LONGEST, MEDIAN = 20, 6  # lines of a cell of code
USED = ("gcm_analysis", "pandas", "seaborn", "matplotlib")
MADE = {"sec-facts"}  # the annex, which is written when a report is staged
LABEL = re.compile(r"\A#\| label: ((?:fig|tbl)-[a-z0-9-]+)\n")
ID = re.compile(r"\{#(sec-[a-z0-9-]+)[^}]*\}")
REFERENCE = re.compile(r"@((?:sec|fig|tbl)-[a-z0-9-]+)")
# Markdown that the report does not read: tables, quotations, blocks of code, images, raw HTML.
UNREAD = re.compile(r"^\s*(?:\||>|```|~~~)|!\[|<[a-z/]", re.MULTILINE)
EVERY = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)


def read(path: Path) -> NotebookNode:
    return nbformat.read(path, as_version=4)


def cells(path: Path, kind: str) -> list[NotebookNode]:
    return [cell for cell in read(path).cells if cell.cell_type == kind]


def tagged(path: Path, tag: str) -> list[NotebookNode]:
    return [cell for cell in read(path).cells if tag in cell.metadata.get("tags", [])]


def test_there_are_notebooks_and_each_has_its_number() -> None:
    assert PATHS
    assert sorted(FOLDER.glob("*.ipynb")) == PATHS
    assert len({path.name[:2] for path in PATHS}) == len(PATHS)


@EVERY
def test_a_notebook_is_valid_and_has_no_outputs(path: Path) -> None:
    notebook = read(path)
    nbformat.validate(notebook)
    for cell in cells(path, "code"):
        assert cell.outputs == []
        assert cell.execution_count is None
    assert notebook.metadata.kernelspec.name == "python3"
    assert "papermill" not in notebook.metadata


@EVERY
def test_a_notebook_begins_with_its_title_its_parameters_and_its_page(path: Path) -> None:
    title, parameters, opened, *_ = read(path).cells
    assert re.match(r"\A# \S.* <!-- \{#sec-[a-z0-9-]+( \.unnumbered)?( \.online)?\} -->", title.source)
    assert parameters.metadata.tags == ["parameters"]
    assert "page = open_page(" in opened.source


@EVERY
def test_exactly_one_cell_sets_the_parameters_to_the_defaults_of_an_edition_of_the_default_event(
    path: Path,
) -> None:
    (cell,) = tagged(path, "parameters")
    scope: dict[str, object] = {}
    exec(cell.source, {}, scope)  # noqa: S102 - assignments of the project's own notebook
    defaults = Edition(event=DEFAULT_EVENT).model_dump() | {"event": ""}
    assert scope == {name: defaults[name] for name in scope}
    assert set(Edition.model_fields) - {"partner", "profile"} <= set(scope)
    assert list(scope) == [name for name in Edition.model_fields if name in scope]


@EVERY
def test_the_page_is_opened_once_with_every_parameter_that_the_notebook_sets(path: Path) -> None:
    opening = [
        ast.unparse(node)
        for cell in cells(path, "code")
        for node in ast.walk(ast.parse(cell.source))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "open_page"
    ]
    assert opening == ["open_page(**parameters(globals()))"]


@EVERY
def test_a_notebook_defines_nothing_and_uses_the_package_pandas_and_seaborn(path: Path) -> None:
    for cell in cells(path, "code"):
        for node in ast.walk(ast.parse(cell.source)):
            assert not isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Lambda), ast.unparse(node)
            if isinstance(node, ast.ImportFrom):
                assert str(node.module).startswith(USED), node.module
            if isinstance(node, ast.Import):
                assert all(name.name.startswith(USED) for name in node.names), ast.unparse(node)


@EVERY
def test_a_notebook_shows_something(path: Path) -> None:
    assert any(
        ast.unparse(node.func).startswith("page.")
        for cell in cells(path, "code")
        for node in ast.walk(ast.parse(cell.source))
        if isinstance(node, ast.Call)
    )


@EVERY
def test_cells_of_code_are_short(path: Path) -> None:
    for cell in cells(path, "code"):
        assert len(cell.source.split("\n")) <= LONGEST, cell.id


def test_cells_of_code_are_usually_very_short() -> None:
    lengths = [
        len(cell.source.split("\n"))
        for path in PATHS
        for cell in cells(path, "code")
        if not cell.metadata.get("tags")
    ]
    assert median(lengths) <= MEDIAN


@EVERY
def test_prose_uses_only_the_markdown_that_the_report_reads(path: Path) -> None:
    for cell in cells(path, "markdown"):
        assert not UNREAD.search(cell.source), cell.id
        for message in messages(cell.source):
            assert not re.search(r"\d", re.sub(r"@[a-z0-9-]+|\[@[^\]]*\]", "", message)), message


def test_every_cell_of_the_report_has_an_id_of_its_own() -> None:
    ids = [cell.id for path in PATHS for cell in read(path).cells]
    assert [name for name, count in Counter(ids).items() if count > 1] == []


PROFILES = pytest.mark.parametrize("profile", yaml.safe_load((FOLDER / "profiles.yml").read_text("utf-8")))


def labels(paths: list[Path]) -> list[str]:
    return [name for path in paths for cell in cells(path, "code") for name in LABEL.findall(cell.source)]


def sections(paths: list[Path]) -> list[str]:
    return [name for path in paths for cell in cells(path, "markdown") for name in ID.findall(cell.source)]


@PROFILES
def test_every_cross_reference_of_a_notebook_has_a_target_in_its_report(profile: str) -> None:
    paths = profile_notebooks(FOLDER, profile)
    texts = [cell.source for path in paths for cell in cells(path, "markdown")]
    wanted = {name for text in texts for name in REFERENCE.findall(text)}
    assert wanted - MADE <= {*labels(paths), *sections(paths)}


def test_every_cross_reference_of_a_sentence_has_a_target() -> None:
    package = Path(__file__).parents[1] / "src" / "gcm_analysis"
    texts = [path.read_text(encoding="utf-8") for path in (package / "narrative").glob("*.py")]
    texts += [cell.source for path in PATHS for cell in cells(path, "code")]
    wanted = {name for text in texts for name in REFERENCE.findall(text)}
    assert wanted
    assert wanted - MADE <= {*labels(PATHS), *sections(PATHS)}
