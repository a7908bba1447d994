"""A project of one's own, outside the repository: whole or not at all, and nothing that exists is touched."""

import re
import tomllib
from pathlib import Path

import pytest
from tests.builders import DEFAULT_EVENT
from tests.conftest import HOME, Terminal

from gcm_analysis import paths
from gcm_analysis.commands import completion, init
from gcm_analysis.errors import UserError


def files(folder: Path) -> list[Path]:
    return sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())


def test_a_new_project_has_every_notebook_and_all_data_and_can_be_checked(
    gcm: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = tmp_path / "new" / "mine"
    assert gcm("init", str(mine))[0] == 0
    assert (mine / "README.md").read_text(encoding="utf-8").startswith("# mine\n")
    for part in ("notebooks", "data"):
        assert files(mine / part) == files(gcm.home / part)
    monkeypatch.setenv("GCM_HOME", str(mine))
    assert gcm("check", DEFAULT_EVENT)[0] == 0


def test_what_quarto_reads_is_in_the_project(tmp_path: Path) -> None:
    init.create_project(tmp_path / "mine")
    settings = (tmp_path / "mine" / "_quarto.yml").read_text(encoding="utf-8")
    named = re.findall(r"quarto/[\w.]+", settings)
    assert "src/" not in settings
    assert {"quarto/quarto_prerender.py", "quarto/gcm.csl"} <= set(named)
    assert all((tmp_path / "mine" / name).is_file() for name in named)


@pytest.mark.parametrize("there", [[], [".git"]])
def test_the_folder_may_exist_if_it_holds_nothing_but_a_repository(there: list[str], tmp_path: Path) -> None:
    for name in there:
        (tmp_path / name).mkdir()
    init.create_project(tmp_path)
    assert paths.home(tmp_path) == tmp_path
    assert not list(tmp_path.glob(".new-*"))


@pytest.mark.parametrize("folder", ["", "note.txt", "note.txt/mine"])
def test_what_exists_is_neither_overwritten_nor_added_to(folder: str, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UserError, match=r"note\.txt.*Nothing was copied"):
        init.create_project(tmp_path / folder)
    assert [(path.name, path.read_text(encoding="utf-8")) for path in tmp_path.iterdir()] == [
        ("note.txt", "mine")
    ]


@pytest.mark.parametrize("there", [True, False])
def test_a_copy_that_is_interrupted_leaves_nothing(
    there: bool,  # noqa: FBT001 - a parameter of the test
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def stop(_: Path) -> None:
        raise KeyboardInterrupt

    folder = tmp_path if there else tmp_path / "mine"
    monkeypatch.setattr(init, "_bring_along", stop)
    with pytest.raises(KeyboardInterrupt):
        init.create_project(folder)
    assert list(tmp_path.iterdir()) == []


def test_a_wheel_has_every_part_of_a_project_in_the_place_where_the_code_looks_for_it() -> None:
    settings = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = settings["tool"]["hatch"]["build"]["targets"]["wheel"]
    carried = {part: place for part, place in wheel["sources"].items() if part in wheel["only-include"]}
    folder = paths.TEMPLATES[0].name
    assert carried | wheel["force-include"] == {part: f"{folder}/{part}" for part in init.PARTS}


def test_a_package_without_a_project_says_where_to_get_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "TEMPLATES", (tmp_path,))
    with pytest.raises(UserError, match="came without a project"):
        init.create_project(tmp_path / "mine")
    assert not (tmp_path / "mine").exists()


def test_a_shell_completes_the_names_of_commands_and_events(
    gcm: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("_GCM_COMPLETE", "complete_bash")
    for line, at, offered in [
        ("gcm", "1", "report"),
        ("gcm exp", "1", "export"),
        ("gcm check ban", "2", "bangkok"),
    ]:
        monkeypatch.setenv("COMP_WORDS", line)
        monkeypatch.setenv("COMP_CWORD", at)
        assert gcm()[1].startswith(offered)
    monkeypatch.setenv("GCM_HOME", str(tmp_path / "nowhere"))
    assert completion.offer_events("") == []
