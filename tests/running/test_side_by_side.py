"""Work in processes beside each other: results in order, steps as they come, no process left behind."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from gcm_analysis.errors import RenderFailed
from gcm_analysis.running import side_by_side as module
from gcm_analysis.running.side_by_side import side_by_side


def doubled(thing: int, step: Callable[[str], None]) -> tuple[int, int]:
    step(f"doubling {thing}")
    return 2 * thing, os.getpid()


def failing(thing: int, _: Callable[[str], None]) -> int:
    if thing == 1:
        raise RenderFailed("No page today.")
    time.sleep(60)
    return thing


def killed(_: int, __: Callable[[str], None]) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def leaving_its_number(folder: Path, step: Callable[[str], None]) -> None:
    (folder / str(os.getpid())).touch()
    step("begun")
    time.sleep(60)


def test_results_come_in_the_order_of_the_things_from_other_processes() -> None:
    steps: list[str] = []
    results = side_by_side(doubled, [1, 2, 3], steps.append, 2)
    assert [result for result, _ in results] == [2, 4, 6]
    assert os.getpid() not in {process for _, process in results}
    assert sorted(steps) == ["doubling 1", "doubling 2", "doubling 3"]


@pytest.mark.parametrize(("things", "most"), [([1], 2), ([1, 2], 1), ([], 2)])
def test_one_thing_or_one_core_is_worked_on_right_here(things: list[int], most: int) -> None:
    results = side_by_side(doubled, things, lambda _: None, most)
    assert results == [(2 * thing, os.getpid()) for thing in things]


def test_a_failure_is_raised_where_the_work_was_asked_for_and_ends_the_rest() -> None:
    begun = time.monotonic()
    with pytest.raises(RenderFailed, match=r"^No page today\.$"):
        side_by_side(failing, [0, 1], lambda _: None, 2)
    assert time.monotonic() - begun < 30


def test_a_process_that_is_killed_is_told() -> None:
    with pytest.raises(RuntimeError, match="ended with code -9 and said nothing"):
        side_by_side(killed, [1, 2], lambda _: None, 2)


def test_an_interruption_leaves_no_process_behind(tmp_path: Path) -> None:
    def interrupt(_: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        side_by_side(leaving_its_number, [tmp_path, tmp_path], interrupt, 2)
    numbers = [int(path.name) for path in tmp_path.iterdir()]
    assert numbers
    assert not [number for number in numbers if Path(f"/proc/{number}").exists()]


def test_modules_in_the_working_directory_are_not_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "random.py").write_text("raise SystemExit('not this one')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert [number for number, _ in side_by_side(doubled, [1, 2], lambda _: None, 2)] == [2, 4]
    assert "PYTHONSAFEPATH" not in os.environ


def test_as_many_at_once_as_there_are_cores_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "cores", lambda: 1)
    assert side_by_side(doubled, [1, 2], lambda _: None)[0][1] == os.getpid()
