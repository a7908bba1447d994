"""The folder in which a report is published anew: one that a killed run left is removed by the next."""

import multiprocessing
import os
import tempfile
import time
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from gcm_analysis.verifying.rebuilt import PREFIX, temporary_folder

LONG_AGO = 1_000_000_000
FORKED = multiprocessing.get_context("fork")


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_it_is_there_while_the_run_lasts() -> None:
    with temporary_folder() as here:
        assert list(here.iterdir()) == []
    assert not here.exists()


def hold(told: Connection) -> None:
    with temporary_folder() as here:
        told.send(here)
        time.sleep(60)


def test_what_a_killed_run_left_is_removed_and_what_a_living_one_has_is_not(place: Path) -> None:
    (place / "somebody-s").mkdir()
    (place / f"{PREFIX}young").mkdir()
    here, there = FORKED.Pipe()
    run = FORKED.Process(target=hold, args=(there,))
    run.start()
    left = here.recv()
    os.utime(left, (LONG_AGO, LONG_AGO))
    with temporary_folder():
        assert left.exists()
    run.kill()
    run.join()
    with temporary_folder():
        assert not left.exists()
    assert {path.name for path in place.iterdir()} == {"somebody-s", f"{PREFIX}young"}
