"""Where reports may be published, and which message refuses any other place."""

from pathlib import Path

import pytest

from gcm_analysis.commands.folders import alone_in, output_folder, reading
from gcm_analysis.errors import UserError
from gcm_analysis.publishing.folder.lock import LOCK


@pytest.mark.parametrize("place", [".", "data", "data/events", "notebooks/out", "reports/../data", "link"])
def test_no_report_is_published_into_a_folder_of_its_inputs(
    place: str, data_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(data_copy)
    (data_copy / "link").symlink_to(data_copy / "data")
    with pytest.raises(UserError, match="holds inputs of reports"):
        output_folder(Path(place), data_copy / "reports")


def test_reports_cannot_be_published_into_a_file(data_copy: Path) -> None:
    (data_copy / "mine.txt").touch()
    with pytest.raises(UserError, match="is a file"):
        output_folder(data_copy / "mine.txt", data_copy / "reports")


def test_a_tilde_in_the_name_of_a_folder_is_the_home_and_links_are_followed(
    data_copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "me"))
    (tmp_path / "far").mkdir()
    (data_copy / "near").symlink_to(tmp_path / "far")
    assert output_folder(Path("~/out"), data_copy) == tmp_path / "me" / "out"
    assert output_folder(data_copy / "near", data_copy) == tmp_path / "far"
    assert output_folder(None, data_copy / "reports") == data_copy / "reports"


def test_a_project_may_be_named_with_a_tilde(data_copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(data_copy.parent))
    monkeypatch.setenv("GCM_HOME", f"~/{data_copy.name}")
    assert output_folder(None, Path("~/x")) == data_copy.parent / "x"


def test_publishing_and_verifying_put_back_what_a_killed_run_had_set_aside(tmp_path: Path) -> None:
    for begin in (alone_in(tmp_path, wait=False), reading(tmp_path / "event", wait=False)):
        (tmp_path / ".old-event").mkdir()
        with begin:
            assert {path.name for path in tmp_path.iterdir()} == {"event", LOCK}
        (tmp_path / "event").rmdir()
