"""Work in parallel processes: results in order, steps as they come, no process left behind."""

import os
import signal
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from gcm_analysis.errors import RenderFailed
from gcm_analysis.evidence.problems import EvidenceError, Problem
from gcm_analysis.running import parallel as module
from gcm_analysis.running.parallel import events, parallel


def doubled(thing: int, step: Callable[[str], None]) -> tuple[int, int]:
    step(f"doubling {thing}")
    return 2 * thing, os.getpid()


def failing(thing: int, _: Callable[[str], None]) -> int:
    if thing == 1:
        raise RenderFailed("No page today.")
    time.sleep(60)
    return thing


def killing_itself_once(folder: Path | None, _: Callable[[str], None]) -> None:
    if folder and not (folder / "tried").exists():
        (folder / "tried").touch()
        os.kill(os.getpid(), signal.SIGKILL)


def printing_last_words(_: int, __: Callable[[str], None]) -> None:
    print("last words", flush=True)  # noqa: T201
    os.kill(os.getpid(), signal.SIGKILL)


def refusing(_: int, __: Callable[[str], None]) -> None:
    raise EvidenceError([Problem("data/x.csv", 2, "a", "1", "2", "mend it")])


def dividing(thing: int, _: Callable[[str], None]) -> float:
    return 1 / thing


def leaving_its_number(folder: Path, step: Callable[[str], None]) -> None:
    (folder / str(os.getpid())).touch()
    step("begun")
    time.sleep(60)


def test_results_from_other_processes_are_in_the_order_of_the_things() -> None:
    steps: list[str] = []
    results = parallel(doubled, [1, 2, 3], steps.append, 2)
    assert [result for result, _ in results] == [2, 4, 6]
    assert os.getpid() not in {process for _, process in results}
    assert sorted(steps) == ["doubling 1", "doubling 2", "doubling 3"]


@pytest.mark.parametrize(("things", "most"), [([1], 2), ([1, 2], 1), ([], 2)])
def test_with_one_thing_or_one_core_the_work_is_done_in_the_same_process(
    things: list[int], most: int
) -> None:
    results = parallel(doubled, things, lambda _: None, most)
    assert results == [(2 * thing, os.getpid()) for thing in things]


def test_a_failure_is_raised_where_the_work_was_asked_for_and_ends_the_rest() -> None:
    begun = time.monotonic()
    with pytest.raises(RenderFailed, match=r"^No page today\.$"):
        parallel(failing, [0, 1], lambda _: None, 2)
    assert time.monotonic() - begun < 30


def test_a_thing_whose_process_dies_is_tried_again_and_the_others_are_done(tmp_path: Path) -> None:
    with closing(events(killing_itself_once, [tmp_path, None], 1, tries=2)) as happening:
        seen = [(event.worker, event.thing, event.kind) for event in happening]
    assert seen == [
        ("1", 0, "began"),
        ("1", 0, "began"),
        ("1", 0, "done"),
        ("1", 1, "began"),
        ("1", 1, "done"),
    ]


def test_what_a_process_printed_before_it_died_is_reported(tmp_path: Path) -> None:
    with closing(events(printing_last_words, [1], 1, logs=tmp_path)) as happening:
        *_, last = happening
    assert (last.kind, str(last.content).endswith("It printed:\nlast words")) == ("failed", True)


def test_an_exception_of_any_class_is_passed_on_and_a_bug_says_where_it_was() -> None:
    with pytest.raises(EvidenceError, match="to do:    mend it"):
        parallel(refusing, [1, 2], lambda _: None, 2)
    with pytest.raises(ZeroDivisionError) as raised:
        parallel(dividing, [0, 0], lambda _: None, 2)
    assert "in dividing" in raised.value.__notes__[0]


def test_an_interruption_leaves_no_process_behind(tmp_path: Path) -> None:
    def interrupt(_: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        parallel(leaving_its_number, [tmp_path, tmp_path], interrupt, 2)
    numbers = [int(path.name) for path in tmp_path.iterdir()]
    assert numbers
    assert not [number for number in numbers if Path(f"/proc/{number}").exists()]


def test_without_a_number_as_many_run_at_once_as_there_are_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "cores", lambda: 1)
    assert parallel(doubled, [1, 2], lambda _: None)[0][1] == os.getpid()
