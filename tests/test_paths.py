"""Where the project is: named by GCM_HOME, else found from the working directory."""

from pathlib import Path

import pytest

from gcm_analysis import paths
from gcm_analysis.errors import UserError


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project that no environment variable names."""
    home = tmp_path / "found"
    for folder in ("data", "notebooks/deep"):
        (home / folder).mkdir(parents=True)
    (home / "data" / "sources.csv").touch()
    monkeypatch.delenv("GCM_HOME", raising=False)
    return home


@pytest.mark.parametrize("folder", ["", "notebooks", "notebooks/deep", "data"])
def test_the_project_is_found_from_any_folder_in_it(
    folder: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project / folder)
    assert paths.home() == paths.home(project / folder) == project
    assert (paths.data(), paths.notebooks(), paths.reports()) == (
        project / "data", project / "notebooks", project / "reports",
    )  # fmt: skip


def test_the_nearest_project_is_used(project: Path) -> None:
    inner = project / "notebooks" / "deep"
    for folder in ("data", "notebooks"):
        (inner / folder).mkdir()
    (inner / "data" / "sources.csv").touch()
    assert paths.home(inner / "data") == inner


def test_gcm_home_takes_precedence_over_the_working_directory(
    data_copy: Path, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    assert paths.home() == project
    monkeypatch.setenv("GCM_HOME", str(data_copy))
    assert paths.home() == data_copy


def test_gcm_home_may_be_a_relative_path(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project.parent)
    monkeypatch.setenv("GCM_HOME", "found")
    assert paths.home() == project


def test_without_a_project_the_message_says_how_to_name_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GCM_HOME", raising=False)
    with pytest.raises(UserError, match=r"No project was found in .* or above it") as refused:
        paths.home(tmp_path)
    assert "name its folder in the environment variable GCM_HOME" in str(refused.value)


@pytest.mark.parametrize("missing", ["data/sources.csv", "notebooks"])
def test_gcm_home_must_name_a_project(missing: str, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / missing).rename(project / "elsewhere")
    monkeypatch.setenv("GCM_HOME", str(project))
    with pytest.raises(UserError, match=r"GCM_HOME names .*, which has no data/sources.csv and notebooks/"):
        paths.home()
