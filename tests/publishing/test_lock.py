"""Two runs in one folder of reports: one works, the other waits or is refused."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from gcm_analysis.errors import UserError
from gcm_analysis.publishing.folder.lock import only_run

AT_WORK = """
import sys, time
from pathlib import Path
from gcm_analysis.publishing.folder.lock import only_run
with only_run(Path(sys.argv[1]), print):
    print("at work", flush=True)
    {work}
"""


@contextmanager
def another(output: Path, work: str) -> Iterator["subprocess.Popen[str]"]:
    """Have another process at work in the folder."""
    command = [sys.executable, "-c", AT_WORK.format(work=work), str(output)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "at work\n"
        try:
            yield process
        finally:
            process.kill()


def test_a_second_run_is_refused_where_it_is_not_to_wait(tmp_path: Path) -> None:
    with (
        another(tmp_path, "time.sleep(60)"),
        pytest.raises(UserError, match="Another run is at work"),
        only_run(tmp_path, print, wait=False),
    ):
        pass


@pytest.mark.parametrize("folder", [".", "new"])
def test_a_second_run_says_that_it_waits_and_goes_on_when_the_first_has_ended(
    tmp_path: Path, folder: str
) -> None:
    said: list[str] = []
    output = tmp_path / folder  # one that the first run makes, and removes because it publishes nothing
    with another(output, "sys.stdin.readline()") as first:

        def tell(sentence: str) -> None:
            said.append(sentence)
            first.communicate("go on\n")

        with only_run(output, tell):
            assert first.returncode == 0
    assert len(said) == 1
    assert str(output) in said[0]


def test_a_run_that_was_killed_keeps_nobody_waiting(tmp_path: Path) -> None:
    with another(tmp_path, "time.sleep(60)") as first:
        first.send_signal(signal.SIGKILL)
        first.wait()
        with only_run(tmp_path, pytest.fail, wait=False):
            pass


def test_neither_a_lock_nor_a_folder_in_which_nothing_was_published_is_left_behind(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "new"):
        (tmp_path / "report").mkdir(exist_ok=True)
        with only_run(folder, pytest.fail):
            pass
        assert [path.name for path in tmp_path.iterdir()] == ["report"]


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="the system has no folder that takes no file")
@pytest.mark.parametrize("folder", ["/proc", "/proc/reports"])
def test_a_folder_that_takes_no_file_is_refused_in_a_sentence(folder: str) -> None:
    with pytest.raises(UserError, match="Nothing can be written"), only_run(Path(folder), print):
        pass
