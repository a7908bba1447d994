"""`gcm matrix` from the outside: real reports of a tiny notebook, in worker processes, with an interruption in the middle."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from tests.builders import DEFAULT_EVENT
from tests.conftest import Terminal
from tests.matrix.kit import tiny, write_matrix

GCM = (sys.executable, "-c", "from gcm_analysis.cli import entrypoint; entrypoint()")
TINY = "languages: en\nparameters: {profile: tiny, level: [all, local]}\nformats: html\ndraft: true\n"
PATIENCE = 60


@pytest.fixture
def home(small_copy: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    tiny(small_copy)
    write_matrix(small_copy, TINY, name="tiny")
    monkeypatch.setenv("GCM_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(small_copy)
    return small_copy


def of_session(group: int) -> list[int]:
    """Return the processes whose group, or whose parent's group, is one of these."""
    found = []
    for path in Path("/proc").iterdir():
        if path.name.isdecimal() and (path / "stat").exists():
            fields = (path / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            if int(fields[2]) == group and fields[0] != "Z":
                found.append(int(path.name))
    return found


def test_one_report_fails_the_others_are_published_and_only_the_failed_one_is_made_again(
    home: Path, gcm: Terminal
) -> None:
    code, out, err = gcm("matrix", "tiny.yml", "--workers", "2")
    folder = home / "reports" / "tiny"
    assert code == 3
    assert out == "1 of 2 published: HOME/reports/tiny/index.html\n"
    assert "2/2" in err
    assert "level=local" in err
    assert "1 failed. In full: HOME/reports/tiny/.work/logs" in err
    log = (folder / ".work" / "logs" / f"{DEFAULT_EVENT}--level-local--profile-tiny.log").read_text(
        encoding="utf-8"
    )
    assert "ValueError: no such level today" in log
    report = folder / f"{DEFAULT_EVENT}--profile-tiny"
    assert (report / "en" / "report-draft.html").is_file()

    code, out, _ = gcm("matrix", "tiny.yml", "--failed", "--dry-run")
    assert (code, out.splitlines()[:-1]) == (0, [f"{DEFAULT_EVENT}--level-local--profile-tiny  en"])

    notebook = home / "notebooks" / "30-tiny.ipynb"
    notebook.write_text(
        notebook.read_text(encoding="utf-8").replace("raise ValueError", "str"), encoding="utf-8"
    )
    code, out, err = gcm("matrix", "tiny.yml", "--failed")
    assert (code, out) == (0, "1 of 1 published: HOME/reports/tiny/index.html\n")
    code, out, err = gcm("matrix", "tiny.yml", "--only", "level=local")
    assert (code, err) == (0, "1 of 1 reports are up to date.\n")


def test_ctrl_c_ends_every_process_and_says_what_is_left(home: Path) -> None:
    write_matrix(home, TINY.replace("local", "national"), name="tiny")
    running = subprocess.Popen(
        [*GCM, "matrix", "tiny.yml", "--workers", "1"], stderr=subprocess.PIPE, text=True
    )
    assert running.stderr is not None
    assert running.stderr.readline().startswith("1/2 ")
    workers = workers_of(running.pid)
    assert workers
    running.send_signal(signal.SIGINT)
    assert running.wait(PATIENCE) == 130
    assert "Stopped. 1 reports were made, 1 are left; the next run goes on." in running.stderr.read()
    running.stderr.close()
    assert_gone(workers)
    content = json.loads((home / "reports" / "tiny" / "matrix.json").read_text(encoding="utf-8"))
    assert [report["status"] for report in content["reports"]] == ["published", "waiting"]


def assert_gone(leaders: list[int]) -> None:
    end = time.monotonic() + PATIENCE
    while any(of_session(leader) for leader in leaders):
        assert time.monotonic() < end
        time.sleep(0.05)


def workers_of(pid: int) -> list[int]:
    """Return the children of a process, and theirs, that lead a session of their own: workers are forks of a child's."""
    found = {}
    for path in Path("/proc").glob("[0-9]*"):
        with suppress(FileNotFoundError, ProcessLookupError):
            fields = (path / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            if fields[3] == path.name:
                found[int(path.name)] = int(fields[1])
    return [child for child, parent in found.items() if pid in {parent, found.get(parent)}]


def test_a_dry_run_lists_and_makes_nothing(home: Path, gcm: Terminal) -> None:
    code, out, _ = gcm("matrix", "tiny.yml", "--dry-run", "--shard", "1/2")
    assert code == 0
    assert out.splitlines() == [
        f"{DEFAULT_EVENT}--profile-tiny  en",
        "1 of 2 reports, 1 with each language, as html.",
    ]
    assert not (home / "reports").exists() or not (home / "reports" / "tiny").exists()


def test_a_wrong_option_is_refused_with_what_to_do(home: Path, gcm: Terminal) -> None:
    assert os.environ["GCM_HOME"] == str(home)
    for option, value, expected in (
        ("--shard", "3/2", "--shard takes I/N, such as 2/4, not '3/2'."),
        ("--only", "levle=local", "Did you mean level?"),
        ("--only", "level=global", "No report is level=global."),
    ):
        code, _, err = gcm("matrix", "tiny.yml", option, value)
        assert code == 1
        assert expected in err
