"""One notebook, executed."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import nbformat
import papermill
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell
from tests.builders import DEFAULT_EVENT
from tests.conftest import Terminal
from tests.running.conftest import parameters, write

from gcm_analysis.edition import Edition
from gcm_analysis.errors import NotebookFailed, UserError
from gcm_analysis.evidence import EvidenceError
from gcm_analysis.project.notebook_file import check_parameters, declared
from gcm_analysis.running.execute import execute
from gcm_analysis.running.forks import can_fork
from gcm_analysis.running.notebooks import execute_all

EDITION = Edition(event=DEFAULT_EVENT)
PARENT = (
    "from pathlib import Path; import os\n'forkserver' in Path(f'/proc/{os.getppid()}/cmdline').read_text()"
)


def shown(path: Path) -> list[str]:
    """Return what the cells of an executed notebook show."""
    cells = nbformat.read(path, as_version=4).cells
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    return [output.data["text/plain"] for output in outputs if "data" in output]


@pytest.mark.skipif(not can_fork(), reason="kernels are not forked on this machine")
def test_a_notebook_runs_in_a_forked_kernel_and_is_written_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saves: list[object] = []
    for module in (papermill.execute, papermill.engines):
        write_notebook = module.write_ipynb

        def counted(*parts: object, write_notebook: Callable[..., None] = write_notebook) -> None:
            saves.append(parts)
            write_notebook(*parts)

        monkeypatch.setattr(module, "write_ipynb", counted)
    notebook = write(tmp_path / "01-x.ipynb", parameters(), new_code_cell(PARENT), new_code_cell("'last'"))
    execute(notebook, tmp_path / "out" / "01-x.ipynb", EDITION)
    assert shown(tmp_path / "out" / "01-x.ipynb") == ["True", "'last'"]
    assert len(saves) == 1


def test_braces_and_other_special_characters_in_a_path_are_taken_literally(tmp_path: Path) -> None:
    folder = tmp_path / "{language} {0} [x] “é” 'q'"
    folder.mkdir()
    notebook = write(folder / "01-x.ipynb", parameters(), new_code_cell("'ran'"))
    execute(notebook, folder / "{out}" / "01-x.ipynb", EDITION)
    assert shown(folder / "{out}" / "01-x.ipynb") == ["'ran'"]


def test_modules_in_the_working_directory_are_not_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    for name in ("email", "random", "code", "json", "typing"):
        (home / f"{name}.py").write_text("raise SystemExit('not this one')", encoding="utf-8")
    monkeypatch.chdir(home)
    notebook = write(tmp_path / "01-x.ipynb", parameters(), new_code_cell("'ran'"))
    execute_all([EDITION], [notebook], tmp_path / "work", lambda *_: None)
    assert shown(tmp_path / "work" / "en" / "01-x.ipynb") == ["'ran'"]
    assert "PYTHONSAFEPATH" not in os.environ


def test_a_kernel_that_dies_is_reported_and_the_executed_copy_shows_how_far_it_got(tmp_path: Path) -> None:
    notebook = write(
        tmp_path / "01-x.ipynb",
        parameters(),
        new_markdown_cell("# T"),
        new_code_cell("6 * 7"),
        new_code_cell("import os, signal; os.kill(os.getpid(), signal.SIGKILL)"),
        new_code_cell("'never reached'"),
    )
    target = tmp_path / "out" / "01-x.ipynb"
    with pytest.raises(
        NotebookFailed, match=r"^The notebook 01-x.ipynb lost its kernel: .* To inspect: .*01-x"
    ):
        execute(notebook, target, EDITION)
    assert shown(target) == ["42"]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # pyzmq's and nbclient's own
def test_papermill_alone_executes_a_notebook_with_the_kernel_that_it_names(tmp_path: Path) -> None:
    notebook, target = write(tmp_path / "x.ipynb", parameters(), new_code_cell("'ran'")), tmp_path / "y.ipynb"
    papermill.execute_notebook(notebook, target, progress_bar=False)
    assert shown(target) == ["'ran'"]


# --- what is refused before a kernel starts, and how a run fails --------------------------------------------


@pytest.mark.parametrize("tagged", [0, 2])
def test_a_notebook_needs_exactly_one_cell_of_parameters(tagged: int, tmp_path: Path) -> None:
    notebook = write(
        tmp_path / "01-x.ipynb", new_markdown_cell("# T"), *(parameters() for _ in range(tagged))
    )
    with pytest.raises(EvidenceError, match=rf"01-x.ipynb\n.*{tagged} cells tagged “parameters”"):
        execute(notebook, tmp_path / "out" / "01-x.ipynb", EDITION)


def test_if_a_process_is_killed_its_notebook_fails(tmp_path: Path) -> None:
    ends_its_client = new_code_cell(
        "import os, signal\nos.kill(int(os.environ['JPY_PARENT_PID']), signal.SIGKILL)"
    )
    notebook = write(tmp_path / "01-x.ipynb", new_markdown_cell("# T"), parameters(), ends_its_client)
    with pytest.raises(NotebookFailed, match=r"01-x.ipynb was not executed.*ended with code -9"):
        execute_all([EDITION], [notebook], tmp_path / "work", lambda *_: None)


def test_a_notebook_that_fails_is_named_and_leaves_the_last_report_as_it_was(gcm: Terminal) -> None:
    for path in (gcm.home / "notebooks").glob("*.ipynb"):
        path.unlink()
    (gcm.home / "notebooks" / "profiles.yml").write_text("full: [01-tiny]\n", encoding="utf-8")
    (gcm.home / "notebooks" / "briefs.yml").unlink()
    write(
        gcm.home / "notebooks" / "01-tiny.ipynb",
        new_markdown_cell("# A title {#sec-title}"),
        parameters(),
        new_markdown_cell("Words.\n\n## Where it breaks <!-- {#sec-breaks} -->\n\nMore words."),
        new_code_cell("kept = 6 * 7\nkept"),
        new_code_cell("rows = {}\nrows['no such row']"),
        new_code_cell("raise SystemError('never reached')"),
    )
    last = gcm.home / "reports" / DEFAULT_EVENT / "en" / "index.html"
    last.parent.mkdir(parents=True)
    last.write_text("the last report", encoding="utf-8")
    code, out, err = gcm("report", "--language", "en", "--format", "html", "-p", "level=local")
    assert (code, out) == (3, "")
    executed = f"reports/.work/{DEFAULT_EVENT}--level-local/executed/en/01-tiny.ipynb"
    for line in (
        "The notebook 01-tiny.ipynb stopped with an error; nothing was published and the last report is as it was.",
        "place:      Where it breaks\n",
        "parameters: event=gfmd-2018-mieux, language=en, minimum_confidence=low, self_reports=True, level=local",
        "error:      KeyError: 'no such row'\n",
        f"to inspect: HOME/{executed}\n",
    ):
        assert line in err
    kept = nbformat.read(gcm.home / executed, as_version=4)
    assert "'text/plain': '42'" in str(kept.cells)
    assert "never reached" not in json.dumps([cell.get("outputs", []) for cell in kept.cells])
    assert last.read_text(encoding="utf-8") == "the last report"
    assert {path.name for path in (gcm.home / "reports").iterdir()} == {".work", DEFAULT_EVENT}


def test_a_parameter_that_no_notebook_takes_is_refused_before_anything_runs(tmp_path: Path) -> None:
    taking = write(tmp_path / "01-x.ipynb", new_markdown_cell("# T"), parameters())
    lines = 'event = ""\nlanguage = "en"'
    bare = write(
        tmp_path / "02-y.ipynb",
        new_markdown_cell("# T"),
        new_code_cell(lines, metadata={"tags": ["parameters"]}),
    )
    edition = Edition(event=DEFAULT_EVENT, level="local", profile="full")
    check_parameters(edition, [bare, taking])
    with pytest.raises(UserError, match=r"^No notebook of this report takes level=local\."):
        check_parameters(edition, [bare])


def test_a_notebook_is_given_the_parameters_that_it_takes_and_no_others(tmp_path: Path) -> None:
    lines = 'language = "en"\nlevel = "all"'
    path = write(
        tmp_path / "01-x.ipynb",
        new_markdown_cell("# T"),
        new_code_cell(lines, metadata={"tags": ["parameters"]}),
    )
    assert declared(path) == {"language", "level"}
