"""A notebook is executed once, until something that it reads changes; prose is not executed."""

import json
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell
from tests.running.conftest import parameters, write

from gcm_analysis.caching.memory import Memory
from gcm_analysis.caching.notebooks import joined, own_inputs, why
from gcm_analysis.caching.store import Store
from gcm_analysis.edition import Edition
from gcm_analysis.running.notebooks import execute_all

READING = "from pathlib import Path\nPath('../data/events/{event}/notes.csv'.format(event=event)).read_text()"


Run = Callable[..., tuple[dict[str, Any], list[str]]]


def run_in(
    home: Path, event: str = "one", language: str = "en", *, force: bool = False
) -> tuple[dict[str, Any], list[str]]:
    """Execute the notebook for an event, and return the executed notebook, and why it was executed."""
    memory, notebook = Memory(Store(home / "cache"), force=force), home / "notebooks" / "01-x.ipynb"
    edition = Edition(event=event, language=language)
    done = execute_all([edition], [notebook], home / "work", lambda *_: None, memory, at_once=1)
    (reasons,) = memory.why.values()
    return done[language]["01-x"], reasons


@pytest.fixture(scope="module")
def executed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any], list[str]]:
    """Return a project with two events, and its notebook, which shows what an event's notes say, executed once."""
    home = tmp_path_factory.mktemp("executed")
    for event in ("one", "two"):
        (home / "data" / "events" / event).mkdir(parents=True)
        (home / "data" / "events" / event / "notes.csv").write_text(f"id\n{event}\n", encoding="utf-8")
    (home / "data" / "sources.csv").touch()
    write(home / "notebooks" / "01-x.ipynb", new_markdown_cell("# One"), parameters(), new_code_cell(READING))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GCM_HOME", str(home))
        return home, *run_in(home)


@pytest.fixture
def project(executed: tuple[Path, dict[str, Any], list[str]], tmp_path: Path, monkeypatch) -> Path:
    """Return a copy of the project, with what was kept of the one that is executed."""
    home = shutil.copytree(executed[0], tmp_path / "project")
    monkeypatch.setenv("GCM_HOME", str(home))
    return Path(home)


@pytest.fixture
def run(project: Path) -> Run:
    return partial(run_in, project)


def shown(notebook: dict[str, Any]) -> list[str]:
    return [output.data["text/plain"] for cell in notebook.cells for output in cell.get("outputs", ())]


def edit(project: Path, change: Callable[[list[dict[str, Any]]], object]) -> None:
    path = project / "notebooks" / "01-x.ipynb"
    content = json.loads(path.read_text(encoding="utf-8"))
    change(content["cells"])
    path.write_text(json.dumps(content), encoding="utf-8")


def test_a_notebook_is_not_executed_again_unless_that_is_forced(executed, run: Run) -> None:
    _, first, why_first = executed
    second, why_second = run()
    assert (why_first, why_second) == (["never ran"], [])
    assert shown(first) == shown(second) == [r"'id\none\n'"]
    assert run(force=True)[1] == ["all is to be done again"]


def test_a_changed_row_in_a_file_that_a_notebook_read_executes_it_again_for_that_event_alone(
    run: Run, project: Path
) -> None:
    run("two")
    (project / "data" / "events" / "one" / "notes.csv").write_text("id\nother\n", encoding="utf-8")
    executed, reasons = run("one")
    assert reasons == ["data/events/one/notes.csv changed: 1 row"]
    assert shown(executed) == [r"'id\nother\n'"]
    assert run("two")[1] == []


def test_a_changed_translation_beside_the_notebooks_executes_only_those_that_use_it(
    run: Run, project: Path
) -> None:
    def translate(**french: str) -> None:
        entries = [f'msgid "{message}"\nmsgstr "{text}"\n' for message, text in french.items()]
        (project / "notebooks" / "fr.po").write_text("\n".join(entries), encoding="utf-8")

    code = "from gcm_analysis.narrative.language import Language\nLanguage(language).text('One')"
    edit(project, lambda cells: cells[2].update(source=code))
    translate(One="Un", Two="Deux")
    assert shown(run(language="fr")[0]) == ["'Un'"]
    translate(One="Un", Two="Les deux", Three="Trois")
    assert run(language="fr")[1] == []
    translate(One="L’un", Two="Les deux")
    executed, reasons = run(language="fr")
    assert reasons == ["the translation of “One” changed"]
    assert shown(executed) == ["'L’un'"]


def test_a_corrected_sentence_is_shown_without_executing_anything(run: Run, project: Path) -> None:
    sentence = {"cell_type": "markdown", "id": "01-1a", "metadata": {}, "source": "A sentence more."}
    edit(project, lambda cells: (cells[0].update(source="# One, corrected"), cells.insert(2, sentence)))
    after, reasons = run()
    assert reasons == []
    assert [cell.source for cell in after.cells if cell.cell_type == "markdown"] == [
        "# One, corrected",
        "A sentence more.",
    ]
    assert [cell.cell_type for cell in after.cells] == ["markdown", "code", "code", "markdown", "code"]
    assert shown(after) == [r"'id\none\n'"]


def test_a_notebook_with_a_changed_cell_is_executed_again_and_never_joined_with_old_outputs(
    executed, run: Run, project: Path
) -> None:
    edit(project, lambda cells: cells[2].update(source="6 * 7"))
    with pytest.raises(ValueError, match="do not match"):
        joined(project / "notebooks" / "01-x.ipynb", executed[1])
    again, reasons = run()
    assert (shown(again), reasons) == (["42"], ["cell 3 changed"])


def test_why_gives_the_same_reasons_without_executing(project: Path) -> None:
    store, notebook = Store(project / "cache"), project / "notebooks" / "01-x.ipynb"
    assert why(store, notebook, Edition(event="one")) == []
    (project / "data" / "events" / "one" / "more.csv").touch()
    assert why(store, notebook, Edition(event="one")) == ["data/events/one has a new more.csv"]
    assert why(store, notebook, Edition(event="one", level="local")) == ["never ran"]


def test_a_notebook_that_is_edited_while_it_runs_is_not_kept(run: Run, project: Path) -> None:
    path = project / "notebooks" / "01-x.ipynb"
    line = "Path('01-x.ipynb').write_text(Path('01-x.ipynb').read_text().replace('7 * 8', '6 * 7'))"
    edit(project, lambda cells: cells[2].update(source=f"from pathlib import Path\n{line}\n7 * 8"))
    assert shown(run("two")[0]) == ["56"]
    assert "6 * 7" in path.read_text(encoding="utf-8")
    assert Store(project / "cache").get("two/en/01-x") is None


@pytest.mark.parametrize(
    ("change", "kinds"),
    [
        (lambda cells: cells[0].update(source="# Two"), set()),
        (lambda cells: cells[2].update(source="1"), {"cells"}),
        (lambda cells: cells[2].update(id="01-99"), {"cells"}),
        (lambda cells: cells[2].update(outputs=[], execution_count=7), set()),
        (lambda cells: cells[2]["metadata"].update(tags=["open"]), {"cells"}),
        (lambda cells: cells.reverse(), {"cells"}),
    ],
)
def test_everything_in_a_notebook_counts_except_prose_and_outputs(
    change: Callable[[list[dict[str, Any]]], None], kinds: set[str], project: Path
) -> None:
    notebook = project / "notebooks" / "01-x.ipynb"
    before = own_inputs(notebook, Edition(event="one"))
    edit(project, change)
    after = own_inputs(notebook, Edition(event="one"))
    assert {kind for kind in before if before[kind] != after[kind]} == kinds
