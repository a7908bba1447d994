"""The folder in which a report is published anew: one that a killed run left is removed by the next."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from gcm_analysis.verifying.temporary_folder import PREFIX, temporary_folder

LONG_AGO = 1_000_000_000
HELD = "from gcm_analysis.verifying.temporary_folder import temporary_folder\nwith temporary_folder() as here:\n    print(here, flush=True)\n    input()"


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_the_folder_exists_while_the_run_lasts() -> None:
    with temporary_folder() as here:
        assert list(here.iterdir()) == []
    assert not here.exists()


def test_the_folder_of_a_killed_run_is_removed_and_that_of_a_running_one_is_not(place: Path) -> None:
    (place / "somebody-s").mkdir()
    (place / f"{PREFIX}young").mkdir()
    command = [sys.executable, "-c", HELD]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        left = Path(process.stdout.readline().strip())
        os.utime(left, (LONG_AGO, LONG_AGO))
        with temporary_folder():
            assert left.exists()
        process.kill()
    with temporary_folder():
        assert not left.exists()
    assert {path.name for path in place.iterdir()} == {"somebody-s", f"{PREFIX}young"}
