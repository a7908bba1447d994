"""One notebook, executed."""

from collections.abc import Callable
from pathlib import Path

import nbformat
import papermill
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell
from tests.running.conftest import parameters, write

from gcm_analysis.edition import Edition
from gcm_analysis.errors import NotebookFailed
from gcm_analysis.running.execute import execute
from gcm_analysis.running.forks import can_fork
from gcm_analysis.running.notebooks import execute_all

EDITION = Edition(event="gfmd-2018-mieux")
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


def test_braces_and_other_signs_in_a_path_are_taken_as_they_stand(tmp_path: Path) -> None:
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


def test_a_kernel_that_dies_is_told_and_the_executed_copy_shows_how_far_it_came(tmp_path: Path) -> None:
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
def test_papermill_by_itself_executes_a_notebook_with_the_kernel_that_it_names(tmp_path: Path) -> None:
    notebook, target = write(tmp_path / "x.ipynb", parameters(), new_code_cell("'ran'")), tmp_path / "y.ipynb"
    papermill.execute_notebook(notebook, target, progress_bar=False)
    assert shown(target) == ["'ran'"]
