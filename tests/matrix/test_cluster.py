"""The same plan on a cluster: real worker processes, one of them killed at work; and workers with other data."""

import os
import signal
import time
from pathlib import Path
from threading import Thread

import pytest
from distributed import Client, LocalCluster, Scheduler
from tests.builders import DEFAULT_EVENT
from tests.matrix.kit import Seen, failures, plan_of, run_of, tiny

from gcm_analysis.errors import UserError
from gcm_analysis.matrix.cluster import pack, perform, unpack
from gcm_analysis.matrix.results import Folders

FILE = "languages: en\nparameters: {profile: tiny, level: all}\nformats: html\ndraft: true\n"


@pytest.fixture
def home(small_copy: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    tiny(small_copy)
    monkeypatch.setenv("GCM_CACHE", str(tmp_path / "cache"))
    return small_copy


def cluster(count: int, *, processes: bool = True) -> LocalCluster:
    any_port = {"dashboard": False, "dashboard_address": "127.0.0.1:0"}  # two may be at work at once
    return LocalCluster(n_workers=count, threads_per_worker=1, processes=processes, scheduler_kwargs=any_port)


def kill_at_work(scheduler: Scheduler, pid: int) -> None:
    while not any(task.processing_on for task in list(scheduler.tasks.values())):
        time.sleep(0.01)
    os.kill(pid, signal.SIGKILL)


def test_a_report_of_a_killed_worker_is_made_by_another(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GCM_FORK", "0")  # one kernel needs no server
    plan = plan_of(home, FILE)
    run = run_of(home, plan, home / "reports" / "levels")
    seen = Seen()
    with cluster(1) as local, Client(local, set_as_default=False) as client:
        first = client.run(os.getpid)
        Thread(target=kill_at_work, args=(local.scheduler, *first.values())).start()
        run.perform(run.tasks(), lambda tasks: perform(local.scheduler_address, run.folders, tasks), seen)
        assert client.run(os.getpid) != first
    assert [outcome.error for outcome in seen.outcomes] == [""]
    assert [record.status for record in run.all_records] == ["published"]
    report = run.folders.folder / f"{DEFAULT_EVENT}--profile-tiny"
    assert (report / "en" / "report-draft.html").is_file()
    assert run_of(home, plan, run.folders.folder).tasks() == []


def test_a_worker_with_other_data_is_refused(home: Path) -> None:
    plan = plan_of(home, FILE)
    run = run_of(home, plan, home / "reports" / "levels")
    tasks = run.tasks()
    with (home / "data" / "codebook.csv").open("a", encoding="utf-8") as table:
        table.write("\n")
    with cluster(1, processes=False) as local:
        run.perform(tasks, lambda all_: perform(local.scheduler_address, run.folders, all_), Seen())
    assert "are not those of the plan: bring them up to date" in failures(run)[0].error


def test_a_scheduler_that_does_not_answer_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gcm_analysis.matrix.cluster.PATIENCE", "1s")
    with pytest.raises(UserError, match=r"No Dask scheduler answers at tcp://127\.0\.0\.1:9"):
        list(perform("tcp://127.0.0.1:9", Folders(tmp_path), []))


def test_an_archive_gives_back_what_was_packed(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "c.txt").write_bytes(b"content")
    (tmp_path / "d").mkdir()
    unpack(pack(tmp_path / "a"), tmp_path / "d")
    assert [path.relative_to(tmp_path / "d").as_posix() for path in sorted((tmp_path / "d").rglob("*"))] == [
        "b",
        "b/c.txt",
    ]
    assert (tmp_path / "d" / "b" / "c.txt").read_bytes() == b"content"
