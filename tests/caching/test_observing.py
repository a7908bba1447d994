"""What a process reads is observed: files, folders that it lists, modules; whatever it writes is not."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gcm_analysis.caching.inputs import Unsettled, observed_inputs, present, translations
from gcm_analysis.caching.observing import observing


def test_a_file_that_is_read_is_observed_however_it_is_read(project: Path) -> None:
    data = project / "data"
    with observing() as observed:
        (data / "sources.csv").read_text(encoding="utf-8")
        os.close(os.open(data / "events" / "one" / "notes.csv", os.O_RDONLY))
        with pytest.raises(FileNotFoundError):
            (data / "absent.csv").read_bytes()
    assert set(observed.files) == {
        str(data / name) for name in ("sources.csv", "events/one/notes.csv", "absent.csv")
    }
    assert observed.files[str(data / "absent.csv")] is None


def test_files_that_are_written_or_outside_the_project_are_not_observed(
    project: Path, tmp_path: Path
) -> None:
    with observing() as observed:
        (project / "data" / "new.csv").write_text("a", encoding="utf-8")
        (tmp_path / "elsewhere.csv").write_text("a", encoding="utf-8")
        (tmp_path / "elsewhere.csv").read_text(encoding="utf-8")
    (project / "data" / "sources.csv").read_bytes()  # too late
    assert (observed.files, observed.folders) == ({}, set())


def test_a_folder_that_is_listed_is_observed_but_not_where_python_looks_for_modules(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(project / "notebooks")
    with observing() as observed:
        list((project / "data" / "events").iterdir())
        with pytest.raises(ModuleNotFoundError):
            __import__("a_module_that_is_nowhere")
    assert observed.folders == {str(project / "data" / "events")}


def test_a_module_beside_the_notebooks_is_observed_like_those_of_the_package(project: Path) -> None:
    (project / "notebooks" / "beside.py").write_text("", encoding="utf-8")
    code = (
        "import sys; sys.path.insert(0, 'notebooks'); import beside, gcm_analysis.edition\n"
        "from gcm_analysis.caching.observing import Observed, read_roots\n"
        "observed = Observed(read_roots()); print(*observed.own_modules(), sep='\\n')\n"
        "import gcm_analysis.near; print(*observed.own_modules(), sep='\\n')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=project, capture_output=True, text=True, check=True
    )
    names = [Path(line).name for line in done.stdout.splitlines()]
    assert {"beside.py", "edition.py", "observing.py", "near.py"} <= set(names)
    assert "report.py" not in names


def test_what_was_observed_is_compared_with_its_present_state(project: Path) -> None:
    with observing() as observed:
        (project / "data" / "sources.csv").read_bytes()
    before = observed_inputs(observed.as_json(), "en")
    assert present(before, "en") == before
    (project / "data" / "sources.csv").write_text("id\n", encoding="utf-8")
    (project / "data" / "more.csv").write_text("id\n", encoding="utf-8")
    (project / "data" / "events" / "one" / "notes.csv").write_text("id\n", encoding="utf-8")
    after = present(before, "en")
    assert {kind for kind in before if before[kind] != after[kind]} == {"files", "folders"}
    assert [name for name in before["files"] if before["files"][name] != after["files"][name]] == [
        "data/sources.csv"
    ]
    assert "more.csv" in after["folders"]["data"]


def test_temporary_files_of_editors_and_hidden_files_are_not_a_change(project: Path) -> None:
    with observing() as observed:
        (project / "data" / "sources.csv").read_bytes()
    before = observed_inputs(observed.as_json(), "en")
    for name in (".sources.csv.swp", "sources.csv~"):
        (project / "data" / name).write_text("", encoding="utf-8")
    assert present(before, "en") == before


def test_a_file_that_changes_after_it_was_read_cannot_be_recorded(project: Path) -> None:
    path = project / "data" / "sources.csv"
    with observing() as observed:
        path.read_bytes()
    path.write_text("id\nanother length\n", encoding="utf-8")
    with pytest.raises(Unsettled, match=r"^data/sources.csv$"):
        observed_inputs(observed.as_json(), "en")


def test_only_the_translations_that_were_asked_for_matter() -> None:
    asked = translations("fr", ["undated", "migration", "no such message"])
    assert list(asked) == ["undated", "migration", "no such message"]
    assert len(set(asked.values())) == 3
    assert translations("fr", ["undated"])["undated"] == asked["undated"]
    assert translations("en", ["undated"]) == {}
