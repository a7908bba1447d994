"""What is published is published whole, whenever a run is stopped."""

from pathlib import Path

import pytest

from gcm_analysis.publishing.folder.manifest import MANIFEST
from gcm_analysis.publishing.folder.swap import replaced, restore, restore_all


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Return a report that is published already."""
    report = tmp_path / "reports" / "event"
    write(report, "old")
    return report


def write(folder: Path, text: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text(text, encoding="utf-8")
    (folder / MANIFEST).touch()


def read(folder: Path) -> str:
    return (folder / "index.html").read_text(encoding="utf-8")


def names(target: Path) -> set[str]:
    return {path.name for path in target.parent.iterdir()}


def test_a_report_that_was_built_takes_the_place_of_the_old_one_and_of_what_a_killed_run_had_half_built(
    target: Path,
) -> None:
    (target / "left-over.txt").touch()
    write(target.with_name(".building-event"), "half")
    with replaced(target) as building:
        assert list(building.iterdir()) == []
        assert building.parent == target.parent
        write(building, "new")
        assert read(target) == "old"
    assert read(target) == "new"
    assert not (target / "left-over.txt").exists()
    assert names(target) == {"event"}


@pytest.mark.parametrize("stop", [RuntimeError("a bug"), KeyboardInterrupt(), SystemExit(3)])
def test_a_run_that_stops_while_it_builds_leaves_the_old_report(target: Path, stop: BaseException) -> None:
    def build() -> None:
        with replaced(target) as building:
            write(building, "half")
            raise stop

    with pytest.raises(type(stop)):
        build()
    assert read(target) == "old"
    assert names(target) == {"event"}


def test_a_run_stopped_between_the_two_renamings_is_mended_by_the_next(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename
    done: list[Path] = []

    def stop_at_the_second(path: Path, to: Path) -> Path:
        if done:
            raise KeyboardInterrupt
        done.append(path)
        return rename(path, to)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", stop_at_the_second)
        with pytest.raises(KeyboardInterrupt), replaced(target) as building:
            write(building, "new")
    assert not target.exists()
    restore(target)
    assert read(target) == "old"
    with replaced(target) as building:
        write(building, "newer")
    assert read(target) == "newer"
    assert names(target) == {"event"}


def test_the_first_run_that_follows_puts_right_what_others_left(target: Path) -> None:
    target.rename(target.with_name(".old-event"))
    write(target.with_name(".building-other"), "half")
    restore_all(target.parent)
    assert read(target) == "old"
    assert names(target) == {"event"}


def test_a_link_to_a_report_is_replaced_and_what_it_leads_to_is_left(target: Path, tmp_path: Path) -> None:
    elsewhere = target.rename(tmp_path / "elsewhere")
    target.symlink_to(elsewhere)
    with replaced(target) as building:
        write(building, "new")
    assert (read(target), read(elsewhere)) == ("new", "old")
    assert names(target) == {"event"}


def test_an_old_report_that_was_only_not_yet_removed_does_not_come_back(target: Path) -> None:
    write(target.with_name(".old-event"), "older")
    restore(target)
    assert read(target) == "old"
    assert names(target) == {"event"}
